<?php
// SPDX-License-Identifier: MIT
// The extension "string": methods of |u, slugs, plurals.
return function (Dice $dice): array {
    $letters = ['a', 'b', 'B', 'ab', 'A', 'Z', ' ', ' ', '  ', '-', '_', '.', ',', '1', '42', 'é', 'É', "e\u{301}", 'ß', 'İ', 'ı', 'ǆ', 'Σ', 'σ', 'ﬁ', '日', '本', '😀', '👩‍👩‍👧', '🇫🇷', "\u{200b}", "\u{a0}", "\n", "\r\n", "\t", 'foo', 'Bar', 'HTML', 'Страна', 'ελλάδα', 'ü', 'Ö', "'", '"', '<', '&', '@', '½', '€', '№', 'ﷺ', '각', 'क्षि', "\u{feff}", '...'];
    $text = $dice->chance(6) ? $dice->text([...BYTES, 'ab'], 1, 4) : ($dice->chance(75) ? $dice->text($letters, 0, 9) : aText($dice));
    $quote = fn (string $value): string => quoted($value, $dice);
    $piece = fn (): string => $dice->chance(40) ? mb_substr(mb_scrub($text), $dice->int(0, 3), $dice->int(1, 3)) : $dice->text($letters, 0, 2);
    $part = fn (): string => $quote($piece());
    $parts = fn (): string => $dice->chance(70) ? $part() : '['.implode(', ', $dice->times(0, 3, $part)).']';
    $n = fn (): string => (string) $dice->int(-6, 9);
    $flag = fn (): string => $dice->pick(['true', 'false']);
    $word = fn (): string => $dice->pick(['person', 'Child', 'mice', 'news', 'status', 'analyses', 'bus', 'quiz', 'hero', 'knife', 'leaves', 'city', 'boy', 'box', 'index', 'data', 'sheep', 'foot', 'Geese', 'movie', 'selfies', 'axes', 'ox', 'oxen', 'criteria', 'nebula', 'nebulae', 'staff', 'cheval', 'chevaux', 'Monsieur', 'mesdames', 'bijou', 'pneus', 'feu', 'travaux', 'festival', 'os', 'nez', 'tuyau', 'x', 's', '', 'Points', 'FACES', 'People', 'aliases', 'wives', 'houses', 'mouse']).$dice->pick(['', '', '', 's', 'es']);
    $call = fn (): string => match ($dice->int(0, 48)) {
        0 => "after({$parts()})", 1 => "after({$parts()}, {$flag()}, {$n()})", 2 => "afterLast({$parts()})", 3 => "afterLast({$parts()}, {$flag()}, {$n()})",
        4 => "before({$parts()})", 5 => "before({$parts()}, {$flag()}, {$n()})", 6 => "beforeLast({$parts()}, {$flag()})", 7 => "append({$part()}, {$part()})",
        8 => "prepend({$part()})", 9 => 'ascii', 10 => 'camel', 11 => 'snake', 12 => 'title', 13 => 'title(true)', 14 => "chunk({$n()})", 15 => 'collapseWhitespace',
        16 => "containsAny({$parts()})", 17 => "endsWith({$parts()})", 18 => "startsWith({$parts()})", 19 => "equalsTo({$parts()})", 20 => "ensureEnd({$part()})",
        21 => "ensureStart({$part()})", 22 => 'folded', 23 => "folded(false)", 24 => "indexOf({$parts()}, {$n()})", 25 => "indexOfLast({$parts()}, {$n()})",
        26 => "join([{$part()}, {$part()}, {$part()}], {$part()})", 27 => 'length', 28 => 'lower', 29 => 'upper', 30 => "padBoth({$n()}, {$part()})", 31 => "padEnd({$n()}, {$part()})",
        32 => "padStart({$n()})", 33 => 'repeat(2)', 34 => "replace({$part()}, {$part()})", 35 => 'reverse', 36 => "slice({$n()}, {$n()})", 37 => "slice({$n()})",
        38 => "splice({$part()}, {$n()}, {$n()})", 39 => "split({$part()})", 40 => "split({$part()}, {$n()})", 41 => $dice->pick(['trim', 'trimStart', 'trimEnd']).$dice->pick(['', "({$part()})", "('a..z')", "(' ')"]),
        42 => "trimPrefix({$parts()})", 43 => "trimSuffix({$parts()})", 44 => "truncate({$n()}, {$part()}, {$flag()})", 45 => 'width', 46 => "wordwrap({$dice->int(1, 6)}, {$quote($dice->pick(["\n", '<br>', ' ', 'é']))}, {$flag()})",
        47 => "bytesAt({$n()})", default => "codePointsAt({$n()})",
    };
    $lower = fn (string $method): string => $dice->chance(12) ? "ignoreCase.$method" : $method;
    $template = match ($dice->int(0, 9)) {
        0 => "{{ t|slug({$quote($dice->pick(['-', '_', '', ' ', '$0', 'é', '..', '+']))}, {$dice->pick(['null', "'en'", "'de'", "'de_AT'", "'ru'", "'el'", "'en_US'", "'sr'", "'xx'"])}) }}",
        1 => "{{ {$quote($word())}|".$dice->pick(['plural', 'singular'])."({$quote($dice->pick(['en', 'fr', 'en', 'fr', 'es']))}, {$flag()})|json_encode }}",
        2 => "{{ (t|u.{$lower($call())}) == t ? 'same' : 'other' }} {{ t|u is empty ? 'empty' : t|u|length }} {{ t|u|json_encode(256) }}",
        3 => "{{ (t|u.{$lower($call())}.{$lower($call())})|json_encode(256) }}",
        default => "{{ (t|u.{$lower($call())})|json_encode(256) }}",
    };
    return ['templates' => ['index.twig' => $template], 'data' => ['t' => $text], 'needs' => ['extra-string']];
};
