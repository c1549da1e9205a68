<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

require_once __DIR__.'/../texts.php';

return function (Recorder $r): void {
    foreach (texts() as $s) {
        $r->row('length', [$s], fn ($s) => mb_strlen($s));
        $r->row('upper', [$s], fn ($s) => mb_strtoupper($s));
        $r->row('lower', [$s], fn ($s) => mb_strtolower($s));
        $r->row('title', [$s], fn ($s) => mb_convert_case($s, MB_CASE_TITLE));
        $r->row('capitalize', [$s], fn ($s) => mb_strtoupper(mb_substr($s, 0, 1)).mb_strtolower(mb_substr($s, 1)));
        $r->row('split', [$s, mt_rand(1, 3)], fn ($s, $n) => mb_str_split($s, $n));
        foreach ([[0, null], [1, null], [-2, null], [1, 2], [0, -1], [-3, -1], [-100, 3], [100, 1], [2, -100]] as [$start, $length]) {
            $r->row('substring', [$s, $start, $length], fn ($s, $a, $b) => mb_substr($s, $a, $b));
        }
        $r->row('pregSplit', [$s], fn ($s) => preg_split('/(?<!^)(?!$)/u', $s));
        $r->row('ucfirst', [$s], ucfirst(...));
        $r->row('lcfirst', [$s], lcfirst(...));
        $r->row('strtoupper', [$s], strtoupper(...));
        $r->row('strtolower', [$s], strtolower(...));
    }
    // Every letter of Unicode, in blocks of 64.
    for ($block = 0x80; $block < 0x1F000; $block += 64) {
        $s = '';
        for ($c = $block; $c < $block + 64; ++$c) {
            $s .= $c >= 0xD800 && $c <= 0xDFFF ? '' : mb_chr($c).' ';
        }
        if (mb_strtoupper($s) !== $s || mb_strtolower($s) !== $s) {
            $r->row('upper', [$s], fn ($s) => mb_strtoupper($s));
            $r->row('lower', [$s], fn ($s) => mb_strtolower($s));
            $r->row('title', [$s], fn ($s) => mb_convert_case($s, MB_CASE_TITLE));
            $r->row('title', ['a'.str_replace(' ', '', $s)], fn ($s) => mb_convert_case($s, MB_CASE_TITLE));
        }
    }
};
