<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $pattern = $dice->pick(['/', '/', '/', '#', '{', '(', '~', '', 'a', ' /', '[', '|', '%', "\n/", '\\']).$dice->text(['a', 'b', '[a-z]+', '\\d', '^', '$', '.*', '(', ')', '[', ']', '(?i)', '(?<n>x)', '\\p{L}', '\\w', '+', '?', '{2}', '*', '|', 'é', '\\b', '(?=', '\\1', '\\', '\\x{41}', '\\x{1F600}', '(?:a|b)'], 0, 4).$dice->pick(['/', '/', '/i', '/u', '/x', '/iu', '#', '}', ')', '/e', '/z', '/ims', '/D', '/U', '', '/A', '/S', '/X', '/n', "/i\n", '/r', '/uu', '|', '~']);
    $subject = $dice->pick(['abc', 'aab', 'ABC', '123', 'é', 'straße', "a\nb", '', null, 12, 1.5, true, 'xx', "\xff", ['a'], '😀', new \Twig\Markup('abc', 'UTF-8')]);
    $use = $dice->chance(50) && mb_check_encoding($pattern) ? quoted($pattern, $dice) : 're';
    return ['templates' => ['index.twig' => "{{ s matches $use ? 1 : 0 }}"], 'data' => ['s' => $subject, 're' => $pattern]];
};
