<?php
// SPDX-License-Identifier: MIT
// Asks PHP for the abbreviations of time zones:  php models/twig/php/abbreviations.php > models/twig/php/abbreviations.cpp
declare(strict_types=1);

$rows = [];
foreach (array_keys(DateTimeZone::listAbbreviations()) as $name) {
    if (strlen((string) $name) > 5) {
        continue; // PHP looks no longer words up
    }
    try {
        $at = new DateTime('2000-01-01 12:00 '.$name);
    } catch (Exception) {
        continue;
    }
    $rows[] = sprintf('{"%s", %d, %s}', $name, $at->getOffset(), $at->format('I') ? 'true' : 'false');
}
sort($rows);
echo "// SPDX-License-Identifier: MIT\n// Written by abbreviations.php from PHP ", PHP_MAJOR_VERSION, '.', PHP_MINOR_VERSION, ".\n#include \"twig/php/abbreviations.h\"\n\n",
    "namespace twig::php {\nnamespace {\n\n// clang-format off\nconstexpr ZoneAbbreviation Table[] = {\n";
foreach (array_chunk($rows, 4) as $chunk) {
    echo '    ', implode(', ', $chunk), ",\n";
}
echo "};\n// clang-format on\n\n} // namespace\n\nconst std::span<const ZoneAbbreviation> zoneAbbreviations(Table);\n\n} // namespace twig::php\n";
