<?php
// SPDX-License-Identifier: MIT
// Asks PHP's mbstring for every character's cases:  php models/twig/php/casetables.php > models/twig/php/casetables.cpp
declare(strict_types=1);

function characters(): iterable
{
    for ($c = 0x80; $c < 0x110000; ++$c) {
        if ($c < 0xD800 || $c > 0xDFFF) {
            yield $c;
        }
    }
}

/** @return array{array<int, int>, array<int, list<int>>} single and other mappings */
function mappings(int $mode): array
{
    $single = $special = [];
    foreach (characters() as $c) {
        $from = mb_chr($c);
        $to = mb_convert_case($from, $mode);
        if ($to === $from) {
            continue;
        }
        $codes = array_map(mb_ord(...), mb_str_split($to));
        if (1 === count($codes)) {
            $single[$c] = $codes[0] - $c;
        } else {
            $special[$c] = $codes;
        }
    }
    return [$single, $special];
}

/** @return list<array{int, int, int, int}> first, count, step, delta */
function runs(array $single): array
{
    $runs = [];
    $used = [];
    foreach ($single as $c => $delta) {
        if (isset($used[$c])) {
            continue;
        }
        $best = [$c, 1, 1, $delta];
        foreach ([1, 2] as $step) {
            for ($n = 1; ($single[$c + $n * $step] ?? null) === $delta && $n < 60000; ++$n);
            if ($n > $best[1]) {
                $best = [$c, $n, $step, $delta];
            }
        }
        // A run may not reach past the begin of another: those between its steps have to map otherwise or not at all.
        for ($n = 0; $n < $best[1]; ++$n) {
            $used[$c + $n * $best[2]] = true;
        }
        $runs[] = $best;
    }
    return $runs;
}

function ranges(callable $holds): array
{
    $ranges = [];
    for ($c = 0; $c < 0x110000; ++$c) {
        if (($c >= 0xD800 && $c <= 0xDFFF) || !$holds(mb_chr($c))) {
            continue;
        }
        if ($ranges && end($ranges)[1] === $c - 1) {
            $ranges[count($ranges) - 1][1] = $c;
        } else {
            $ranges[] = [$c, $c];
        }
    }
    return $ranges;
}

function table(string $type, string $name, array $rows): void
{
    printf("constexpr %s %sData[] = {\n", $type, $name);
    foreach (array_chunk($rows, 5) as $chunk) {
        echo '    ', implode(', ', $chunk), ",\n";
    }
    echo "};\n\n";
}

$names = [];
echo "// SPDX-License-Identifier: MIT\n// Written by casetables.php from PHP ", PHP_MAJOR_VERSION, '.', PHP_MINOR_VERSION,
    ": a table, which is why it is long.\n#include \"twig/php/casetables.h\"\n\nnamespace twig::php::casetables {\nnamespace {\n\n// clang-format off\n";
foreach (['Upper' => MB_CASE_UPPER, 'Lower' => MB_CASE_LOWER, 'Title' => MB_CASE_TITLE] as $name => $mode) {
    [$single, $special] = mappings($mode);
    table('Run', $name.'Runs', array_map(fn ($r) => sprintf('{0x%X, %d, %d, %d}', ...$r), runs($single)));
    $rows = [];
    foreach ($special as $c => $to) {
        $rows[] = sprintf('{0x%X, {0x%X, 0x%X, 0x%X}}', $c, ...array_pad($to, 3, 0));
    }
    table('Special', $name.'Specials', $rows);
    $names += [$name.'Runs' => 'Run', $name.'Specials' => 'Special'];
}
// In title case a letter is lowered when a cased one stands before it; ignorable ones are looked through.
$lowered = fn (string $before) => str_ends_with(mb_convert_case($before.'Q', MB_CASE_TITLE), 'q');
table('Range', 'CasedRanges', array_map(fn ($r) => sprintf('{0x%X, 0x%X}', ...$r), ranges(fn ($c) => $lowered(' '.$c))));
table('Range', 'IgnorableRanges', array_map(fn ($r) => sprintf('{0x%X, 0x%X}', ...$r), ranges(fn ($c) => $lowered('a'.$c) && !$lowered(' '.$c))));
$names += ['CasedRanges' => 'Range', 'IgnorableRanges' => 'Range'];
echo "// clang-format on\n\n} // namespace\n\n";
foreach ($names as $name => $type) {
    echo "const std::span<const $type> $name(".$name."Data);\n";
}
echo "\n} // namespace twig::php::casetables\n";
