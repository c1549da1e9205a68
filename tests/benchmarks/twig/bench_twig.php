<?php
// SPDX-License-Identifier: MIT
// PHP's Twig on the same template and data: bench_twig.php TEMPLATE DATA SECONDS CACHE_DIR LABEL
require 'Twig/autoload.php';
[, $template, $dataFile, $seconds, $cacheDir, $label] = $argv;
$data = json_decode(file_get_contents($dataFile), true);
$loader = new Twig\Loader\ArrayLoader(['order' => file_get_contents($template)]);
$make = static fn ($cache) => new Twig\Environment($loader, ['cache' => $cache, 'autoescape' => false, 'auto_reload' => false]);

function cpu(): float
{
    $u = getrusage();

    return $u['ru_utime.tv_sec'] + $u['ru_stime.tv_sec'] + ($u['ru_utime.tv_usec'] + $u['ru_stime.tv_usec']) / 1e6;
}

$twig = $make(false);
$source = $loader->getSourceContext('order');
$twig->compileSource($source);
$count = 0;
$start = cpu();
do {
    $twig->compileSource($source);
    ++$count;
} while (cpu() - $start < 0.5);
$compile = (cpu() - $start) / $count * 1e6;

$order = $make($cacheDir)->load('order');
$text = $order->render($data);
getenv('DUMP') && fwrite(STDERR, $text);
for ($i = 0; $i < 200; ++$i) {
    $order->render($data);
}
$best = 0;
for ($span = 0; $span < 3; ++$span) {
    $count = 0;
    $start = cpu();
    $end = $start + $seconds / 3;
    do {
        $order->render($data);
        ++$count;
    } while (cpu() < $end);
    $best = max($best, $count / (cpu() - $start));
}
printf("%-34s %10.0f renders/s %8.1f MB/s  compile %8.1f us  out %d B\n", $label, $best, $best * strlen($text) / 1e6, $compile, strlen($text));
