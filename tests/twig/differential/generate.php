<?php
// SPDX-License-Identifier: MIT
// Random templates with what real Twig makes of them, one JSON object a line (README.md).
//   php generate.php [--seed N] [--count N] GROUP... > cases.jsonl
declare(strict_types=1);

require 'Twig/autoload.php';
foreach (['Intl', 'String', 'Html'] as $extension) { // Debian's php-twig-intl-extra and its like
    if (stream_resolve_include_path("Twig/Extra/$extension/autoload.php")) {
        require "Twig/Extra/$extension/autoload.php";
    }
}
require __DIR__.'/dice.php';
require __DIR__.'/tagged.php';
require __DIR__.'/../caseloader.php';
require __DIR__.'/reference.php';
require __DIR__.'/values.php';
require __DIR__.'/expressions.php';

ini_set('precision', '14');
ini_set('serialize_precision', '-1');
ini_set('memory_limit', '256M');
ini_set('display_errors', 'stderr');
mb_internal_encoding('UTF-8');
if (class_exists(Locale::class)) {
    Locale::setDefault('en');
}

/** One case is made and run; null when its templates cannot be said in JSON. */
function lineOf(string $group, callable $make, int $seed, int $number): ?string
{
    $name = "random/$group/$seed-$number";
    $case = $make(new Dice($name));
    $case['config'] = ($case['config'] ?? []) + ['autoescape' => false, 'strict_variables' => false];
    if (preg_match('/shuffle|random/', implode('', $case['templates']))) {
        $case['config'] += ['seed' => 1];
    }
    foreach ($case['templates'] as $source) {
        if (!mb_check_encoding($source, 'UTF-8')) {
            return null;
        }
    }
    $data = $case['data'] ?? [];
    $saved = taggedArray($data);
    for ($tries = 3, $now = ''; $tries > 0 && $now !== gmdate('Y-m-d H:i:s'); --$tries) { // a case that reads the clock is told the second it was run in
        $now = gmdate('Y-m-d H:i:s');
        $answer = (new Reference())->answer($name, $case);
    }
    return json_encode([
        'name' => $name,
        'category' => "random/$group",
        'templates' => $case['templates'],
        'main' => 'index.twig',
        'config' => $case['config'],
        'now' => $now,
        'data' => $saved,
        'needs' => [...needsOf($data), ...$case['needs'] ?? []],
    ] + $answer, JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
}

/** A child makes a stretch of cases: what ends PHP itself ends only the child, and the next goes on behind that case. */
function stretch(string $group, callable $make, int $seed, int $from, int $to, string $progress): void
{
    $child = pcntl_fork();
    if ($child === 0) {
        for ($number = $from; $number < $to; ++$number) {
            file_put_contents($progress, (string) $number);
            $line = lineOf($group, $make, $seed, $number);
            if ($line !== null) {
                fwrite(STDOUT, $line."\n");
            }
        }
        file_put_contents($progress, (string) $to);
        exit(0);
    }
    pcntl_waitpid($child, $status);
}

$seed = 1;
$count = 1000;
$groups = [];
for ($i = 1; $i < $argc; ++$i) {
    match ($argv[$i]) {
        '--seed' => $seed = (int) $argv[++$i],
        '--count' => $count = (int) $argv[++$i],
        default => $groups[] = $argv[$i],
    };
}
$known = array_map(fn (string $file): string => basename($file, '.php'), glob(__DIR__.'/groups/*.php'));
$progress = tempnam(sys_get_temp_dir(), 'twig');
foreach ($groups ?: $known as $group) {
    if (!in_array($group, $known, true)) {
        fwrite(STDERR, "no group $group; there are ".implode(' ', $known)."\n");
        exit(2);
    }
    $make = require __DIR__."/groups/$group.php";
    for ($next = 0; $next < $count;) {
        $to = min($count, $next + 500);
        stretch($group, $make, $seed, $next, $to, $progress);
        $reached = (int) file_get_contents($progress);
        if ($reached < $to) {
            fwrite(STDERR, "$group $seed-$reached ends PHP, left out\n");
            ++$reached;
        }
        $next = $reached;
    }
}
unlink($progress);
