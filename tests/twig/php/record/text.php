<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

require_once __DIR__.'/../texts.php';

return function (Recorder $r): void {
    $subjects = ['', 'abc', '  abc  ', "\t\n\r\0\x0b abc \x0b", 'xxabcxx', '..a..', 'a..z', 'abcxyz', '0123abc3210', "\xff\xfeabc\xff", 'éaé', '...', '-=-abc-=-', 'AbCabc'];
    foreach ($subjects as $s) {
        foreach ([" \t\n\r\0\x0b", '', 'x', 'a..c', 'a..z', '0..9', '.', '..', '...', 'a..', '..z', 'z..a', "\0..\xff", 'a..cx..z', 'é', '-=', 'a.z', 'a..c..e'] as $list) {
            $r->row('trim', [$s, $list], trim(...));
            $r->row('ltrim', [$s, $list], ltrim(...));
            $r->row('rtrim', [$s, $list], rtrim(...));
        }
    }
    $pairs = [['a', '1'], ['ab', '2'], ['abc', '3'], ['b', 'a'], ['', 'x'], ['é', 'e'], ["\xc3", '?'], ['1', 'one'], ['aa', ''], [' ', '_'], ['A', 'b']];
    foreach ([...$subjects, 'aaabbbabcab', 'banana aé', str_repeat('ab', 10)] as $s) {
        for ($i = 0; $i < 8; ++$i) {
            $keys = array_rand($pairs, mt_rand(1, 4));
            $from = $to = [];
            foreach ((array) $keys as $k) {
                $from[] = $pairs[$k][0];
                $to[] = $pairs[$k][1];
            }
            $r->row('strtr', [$s, $from, $to], fn ($s, $from, $to) => strtr($s, array_combine($from, $to)));
        }
    }
    foreach (['', "a\nb", "a\r\nb", "a\n\rb", "a\rb", "\n\n", "\r\r\n\n", "x\n"] as $s) {
        $r->row('nl2br', [$s], nl2br(...));
    }
    $tags = ['', 'plain', '<b>bold</b>', 'a < b', 'a<b', 'a > b', '<a href="x>y">link</a>', "<a title='<b>'>x</a>", '<!-- comment -->x', '<!-- a > b -->x', '<!-- <b> -->x', '<!DOCTYPE html>x', '<!DOCTYPE html "a>b">x', '<?php echo "<b>"; ?>x', '<?php f(")") ?>y', '<?xml version="1.0"?>x', '<br/>', '<br />', '<p><b>x</p>', '<<b>>x', '< b>x', '<b', '<b x', 'x<', '<>', '</>', '<b/c>x', '<B>X</B>', "<b\nclass='x'>y</b>", '<script>alert("x<y")</script>z', 'a<b>c<d', '1<2 and 3>2', '<a<b>c>d', '<!>x', '<!--x', '<!-->y-->z', '<?x', '<?= $a ?>z', '<p title=">">q</p>', '<p title="\'">q</p>', "<p title='\"'>q</p>", '&lt;b&gt;', "<b\0>x", 'é<b>é</b>', '<b></b', '<p>a</p><p>b</p>', '<h1>t</h1><h2>u</h2>', '<abbr>x</abbr><a>y</a>', '<!a\'>x\'>y', '<b "x>y', '<?php // \' ?>x', '<br/ >', '<br// >', '</b >', '</ b>'];
    $pieces = ['<', '>', 'b', '/', ' ', '"', "'", '!', '--', '?', 'x', '<b>', '</b>', '<p ', 'php', '(', ')', '\\', 'doctype', "\n", '=', '<!--', '-->', '<?', '?>', 'xml', '-'];
    for ($i = 0; $i < 900; ++$i) {
        $text = '';
        for ($n = mt_rand(2, 12); $n > 0; --$n) {
            $text .= $pieces[mt_rand(0, count($pieces) - 1)];
        }
        $tags[] = $text;
    }
    foreach ($tags as $s) {
        foreach (['', '<b>', '<p><a>', '<br>', '<B>'] as $i => $allowed) {
            if ($i < 2 || strlen($s) % 3 === $i % 3) {
                $r->row('stripTags', [$s, $allowed], strip_tags(...));
            }
        }
    }
    foreach (['', 'The quick brown fox sat over the lazy dog', 'A very long woooooooooooord.', 'aaa bbb  ccc', "line\nbreak here now", 'x', ' lead', 'trail ', 'abcdefghij', 'a b c d e f', "ab\n\ncd ef"] as $s) {
        foreach ([0, 1, 3, 5, 8, 15, 75, -1] as $width) {
            foreach (["\n", '<br>', ' ', ''] as $break) {
                foreach ([false, true] as $cut) {
                    $r->row('wordwrap', [$s, $width, $break, $cut], wordwrap(...));
                }
            }
        }
    }
    foreach ([['', ''], ['a', ''], ['', 'abc'], ['kitten', 'sitting'], ['flaw', 'lawn'], ['same', 'same'], ['é', 'e'], ['abcdefgh', 'hgfedcba'], ['upper', 'uper'], ['date_modify', 'datemodify']] as [$a, $b]) {
        $r->row('levenshtein', [$a, $b], levenshtein(...));
    }
    foreach (['', 'x', 'abc'] as $s) {
        foreach ([0, 2, 3, 8, 9, -1] as $length) {
            foreach ([' ', '-=', 'abc', ''] as $with) {
                foreach ([0, 1, 2] as $side) {
                    $r->row('pad', [$s, $length, $with, $side], str_pad(...));
                }
            }
        }
    }
    foreach (['', 'a', 'a,b,c', ',', ',,', 'a,,b,', 'abc'] as $s) {
        foreach ([PHP_INT_MAX, 0, 1, 2, 3, -1, -2, -9] as $limit) {
            foreach ([',', ',,', 'b', ''] as $delimiter) {
                $r->row('explode', [$delimiter, $s, $limit], explode(...));
            }
        }
    }
};
