<?php
// SPDX-License-Identifier: MIT
// Letters, slices, splitting and joining, on UTF-8 and on bytes that are none.
return function (Dice $dice): array {
    $letters = ['ß', 'ﬁ', 'ŉ', 'ǰ', 'ΐ', 'Σ', 'σ', 'ς', 'ΑΣ', 'ΑΣΑ', 'ǆ', 'ǅ', 'Ǆ', 'ǉ', 'ı', 'İ', 'i̇', 'ᾳ', 'ῼ', 'ὒ', 'ա', 'և', 'Ա', 'ა', 'Ა', 'Ꭰ', 'ꭰ', '𐐀', '𐐨', 'K', 'Å', 'ſ', "'", '’', '-', '_', ' ', '.', 'a', 'B', '1', 'é', "e\u{301}", 'ⅷ', 'Ⓐ', 'ﬄ', 'ẞ', '·', '´', ':', "\u{ad}", 'mc', "o'neil", 'ÀÉ', 'ΟΔΟΣ', 'x', "\u{200d}", '日', '😀', "\t", "\n", "\u{a0}"];
    $text = $dice->chance(12) ? $dice->text([...BYTES, 'ß', 'A b'], 1, 5) : ($dice->chance(60) ? $dice->text($letters, 0, 7) : aText($dice));
    $n = fn (): int => $dice->int(-4, 6);
    $quote = fn (string $value): string => quoted($value, $dice);
    $part = fn (): string => $quote($dice->pick([',', '', ' ', 'a', 'é', ',,', 'ab', '-', '日', "\n", mb_substr(mb_scrub($text), 0, 1), mb_substr(mb_scrub($text), 1, 2)]));
    $mask = fn (): string => $quote($dice->pick(['a..z', 'a', ' ', '', '..', 'a..', 'z..a', '..z', 'a...c', 'é', "\n\t", 'A..Za..z', '0..9.', 'a..b..c']));
    $chain = $dice->pick([
        'upper', 'lower', 'title', 'capitalize', 'title|upper', 'lower|capitalize', 'length', 'reverse', 'first', 'last', "slice({$n()})", "slice({$n()}, {$n()})", "split({$part()})", "split({$part()}, {$n()})", "trim({$mask()})", "trim({$mask()}, 'left')",
        "trim({$mask()}, 'right')", 'trim', "trim(side='right')", "replace({({$part()}): {$part()}, ({$part()}): {$part()}})", "replace({({$part()}): {$part()}, ({$part()}): {$part()}, 'a': 'b', 'ab': 'x'})", 'nl2br', 'spaceless', "url_encode", "e('js')", "e('css')", "e('html_attr')", "e('url')", 'e', "e('html_attr_relaxed')",
        "split('')|join({$part()})", "split('')|join(', ', {$part()})", "split('', {$n()})", 'json_encode', 'json_encode(256)', 'default("d")', "split({$part()})|reverse|join({$part()})", "split('')|sort|join", "split('')|slice({$n()}, {$n()})|join", "split('')|batch(2)|map(x => x|join)|join('/')", "slice({$n()}, {$n()})|upper",
    ]);
    return ['templates' => ['index.twig' => "{{ (t|$chain)|json_encode(1048576) }}"], 'data' => ['t' => $text]];
};
