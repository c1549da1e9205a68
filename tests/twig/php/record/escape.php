<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

require_once __DIR__.'/../texts.php';
require_once 'Twig/autoload.php';

return function (Recorder $r): void {
    $runtime = new \Twig\Runtime\EscaperRuntime();
    foreach (texts() as $s) {
        foreach (['html', 'js', 'css', 'url', 'html_attr', 'html_attr_relaxed'] as $strategy) {
            $r->row('escape', [$s, $strategy, 'UTF-8'], fn ($s, $strategy, $charset) => (string) $runtime->escape($s, $strategy, $charset));
        }
        $r->row('urlencode', [$s], urlencode(...));
    }
    $all = implode('', array_map(chr(...), range(0, 127)));
    foreach (['html', 'js', 'css', 'url', 'html_attr', 'html_attr_relaxed'] as $strategy) {
        $r->row('escape', [$all, $strategy, 'UTF-8'], fn ($s, $strategy, $charset) => $runtime->escape($s, $strategy, $charset));
        foreach (['ISO-8859-1', 'iso-8859-1', 'Windows-1252', 'ISO-8859-2'] as $charset) {
            $r->row('escape', ["<caf\xe9 'x' & \"y\">", $strategy, $charset], fn ($s, $strategy, $charset) => $runtime->escape($s, $strategy, $charset));
        }
    }
    $r->row('escape', ['x', 'nonsense', 'UTF-8'], fn ($s, $strategy, $charset) => $runtime->escape($s, $strategy, $charset));
    foreach (texts() as $s) {
        foreach ([0, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE, JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT, JSON_INVALID_UTF8_IGNORE, JSON_INVALID_UTF8_SUBSTITUTE,
            JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS, JSON_INVALID_UTF8_IGNORE | JSON_INVALID_UTF8_SUBSTITUTE] as $flags) {
            $r->row('json', [$s, $flags], json_encode(...));
        }
    }
    foreach (['1', '1.0', ' 1', '1e5', 'abc', '', '007', '1e1000', '9223372036854775808', '-0', '0x1'] as $s) {
        $r->row('json', [$s, JSON_NUMERIC_CHECK], json_encode(...));
        $r->row('json', [$s, JSON_NUMERIC_CHECK | JSON_PRESERVE_ZERO_FRACTION], json_encode(...));
    }
    foreach ([['a'], ['a', 'b'], ['a', '0', 'c d'], ['é', '&'], ['', ''], ['0'], ['a[b]', '~-_.']] as $path) {
        foreach (['', 'x', 'a b+c', 'é&=', '~-_.', "\xff", '1.5'] as $value) {
            $r->row('query', [$path, $value], function (array $path, string $value) {
                $nested = $value;
                foreach (array_reverse($path) as $key) {
                    $nested = [$key => $nested];
                }
                return http_build_query(['first' => 1] + $nested, '', '&', PHP_QUERY_RFC3986);
            });
        }
    }
    foreach (['UTF-8', 'ISO-8859-1', 'Windows-1252', 'ASCII', 'UTF-16', 'UTF-16LE', 'ASCII//IGNORE', 'nonsense', 'latin1', str_repeat('x', 70)] as $to) {
        foreach (['', 'abc', 'é', '€', '日', "\xff", "\xe2\x82", 'a😀b'] as $s) {
            $r->row('iconv', [$s, $to, 'UTF-8'], fn ($s, $to, $from) => iconv($from, $to, $s));
        }
        $r->row('iconv', ["caf\xe9 \x80", $to, 'Windows-1252'], fn ($s, $to, $from) => iconv($from, $to, $s));
    }
};
