<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $piece = ['<', '>', '<b>', '</b>', '<br/>', '<br', '<a href="x>y">', "<a title='", '"', "'", '<!--', '-->', '<!', '!', '<?php ', '?>', '<?xml version="1.0"?>', 'text', ' ', "\n", '<script>', '</script>', '(', ')', '=', '-', '/', '< b>', '<B class=x>', '&lt;', '<p', 'é', '<é>', '\\', '<!DOCTYPE', "\0", '<>', '</', 'a<b', '1<2', '<%', '%>', '<<', '>>', '<i><', '{', '<ul/>', '<strong>'];
    $text = $dice->text($piece, 1, 10);
    $allowed = $dice->pick(["''", "'<b>'", "'<b><br>'", "['b', 'a']", "'<B>'", "'<a>'", "'b'", "'<br/>'", "'<p><i>'", 'null', "['br']", "'<'", "'<!-->'", '[]', "'<a><b><strong>'", "'< b >'", "[ '<b>' ]"]);
    return ['templates' => ['index.twig' => $dice->chance(50) ? '{{ t|striptags|json_encode }}' : "{{ t|striptags($allowed)|json_encode }}"], 'data' => ['t' => $text]];
};
