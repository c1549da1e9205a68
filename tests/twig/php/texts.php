<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

/** Strings that text functions get wrong, and seeded random ones, invalid UTF-8 among them. */
function texts(): array
{
    $texts = ['', ' ', 'a', 'A', 'hello world', "O'Reilly", 'Straße', 'ﬁnd ﬀ', 'ΌΣΟΣ ΣΑΣ Σ', 'ΑΣ.ΒΣ', 'ΑΣ', 'ΑΣ\'Β', 'Σ', 'aΣ', 'aΣb', "aΣ\u{301}", "aΣ\u{301}b", 'İstanbul', 'ıI', 'Ǆ ǅ ǆ', 'ŉ', 'ΐ', 'éÉ', "e\u{301}", '日本語 テキスト', '😀 grin 👨‍👩‍👧',
        "line one\nline two", "tail\n", "\n", "\r\n", "tab\tand\0null", '<b>bold & "quoted"</b>', "it's <i>'fine'</i>", 'a/b\\c', 'http://example.com/?a=1&b=2', 'über-GROSS und kLEIN', 'mcdonald\'s o’neil', 'x1y2z3', 'ὈΔΥΣΣΕΎΣ', 'ᾳ ᾼ ᾲ', 'ա և', 'აბგ ᲐᲑᲒ', 'ꭰ Ꭰ', '𐐀𐐨',
        "a\xffb", "a\xc3", "\xc3(", "\xe2\x82", "\xe2\x82(", "\xe2(\x82", "\xf0\x9f\x98", "\xf0\x9f(", "\xf0(\x9f", "\xed\xa0\x80", "\xc0\x80", "\xc1\xbf", "\xf5\x80\x80\x80", "\xf4\x90\x80\x80", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xf0\x80\x80\x80", "\x80\x80", "\xe2\x82\xff", "\xf0\x9f\x98\xff",
        "\xf8\x88\x80\x80\x80", "\xe2\xe2\x82\xac", "\xf0\x9f\xe2\x82\xac", "\xc3\xc3\xa9", "\u{2028}\u{2029}\u{7f}\u{80}\u{9f}\u{a0}\u{fffd}\u{10ffff}", str_repeat('plain ascii text ', 5).'"'.str_repeat('and more of it. ', 4)."é<\x01"];
    $pieces = ['a', 'B', 'z', ' ', '-', "'", '.', 'é', 'Σ', 'ß', '語', '😀', "\xff", "\xc3", "\xe2\x82", "\xf0\x9f", "\x80", '<', '"', '&', '/', '\\', "\n", "\u{301}", '1', '0', 'ǆ', "\xed\xa0\x80", "\xbf"];
    for ($i = 0; $i < 250; ++$i) {
        $text = '';
        for ($n = mt_rand(1, 12); $n > 0; --$n) {
            $text .= $pieces[mt_rand(0, count($pieces) - 1)];
        }
        $texts[] = $text;
    }
    for ($i = 0; $i < 120; ++$i) {
        $text = '';
        for ($n = mt_rand(1, 6); $n > 0; --$n) {
            $text .= chr(mt_rand(0, 3) ? mt_rand(0x80, 0xff) : mt_rand(0, 0x7f));
        }
        $texts[] = $text;
    }
    return $texts;
}
