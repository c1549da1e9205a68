<?php
// SPDX-License-Identifier: MIT
// Bytes that are no UTF-8, other charsets, escapes.
return function (Dice $dice): array {
    $text = $dice->chance(50) ? $dice->text(BYTES, 1, 6) : $dice->text([...BYTES, ...LETTERS], 0, 7);
    $charset = fn (): string => $dice->pick(['UTF-8', 'utf-8', 'ISO-8859-1', 'iso-8859-1', 'Windows-1252', 'CP1252', 'ISO-8859-15', 'ASCII', 'UTF-16', 'UTF-16BE', 'UTF-16LE', 'UTF-32', 'ISO-2022-JP', 'SJIS', 'EUC-JP', 'nope', '', 'latin1', 'KOI8-R', 'UTF-7', 'ISO-8859-2', 'Windows-1251', 'Big5', 'GB18030', 'ASCII//TRANSLIT', 'ASCII//IGNORE', 'UTF-8//IGNORE', 'macintosh']);
    $chain = $dice->pick([
        "convert_encoding('{$charset()}', '{$charset()}')", "convert_encoding('{$charset()}', 'UTF-8')", "convert_encoding('UTF-8', '{$charset()}')", "e", "e('js')", "e('css')", "e('html_attr')", "e('url')", 'e("html_attr_relaxed")', "e('html', '{$charset()}')", "e('js', '{$charset()}')", "e('html_attr', '{$charset()}')", "e('css', '{$charset()}')", 'upper', 'lower', 'title', 'capitalize', 'length', 'reverse', "split('')|length", "split('')|join('|')", "slice(1)", "slice(0, 2)", "slice(-1)", 'first', 'last', 'json_encode', 'json_encode(1048576)', 'json_encode(2097152)', 'json_encode(256)', 'url_encode', 'trim', 'striptags', 'nl2br', "replace({'a': 'b'})", 'json_encode(512)', "json_encode(4194304)", "{'k': t}|json_encode" , "format(1)", "slice(1, 2)", 'spaceless', "split('', 2)|length", "trim('é')", 'raw', "split('é')|length", "e|e('js')", 'default("x")', "[t, 'a']|sort|join" ,
    ]);
    $chain = str_contains($chain, 't}|') || str_contains($chain, '[t') ? $chain : "t|$chain";
    return ['templates' => ['index.twig' => $dice->pick(["{{ $chain }}", "{{ ($chain)|url_encode }}", "{{ ($chain)|json_encode(1048576) }}", "{{ t matches '/^.+$/u' ? 1 : 0 }}{{ t == 'a' ? 1 : 0 }}{{ 'a' in t ? 1 : 0 }}{{ t starts with 'a' ? 1 : 0 }}{{ t < 'b' ? 1 : 0 }}", "{{ {(t): 1}|keys|first|url_encode }}", "{{ t ~ t|length }}", "{{ {(t): t}|json_encode(1048576) }}"])], 'data' => ['t' => $text]];
};
