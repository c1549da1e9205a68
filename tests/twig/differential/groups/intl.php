<?php
// SPDX-License-Identifier: MIT
// The extension "intl": numbers, money and dates by ICU. Names come from Symfony's own copy of the data in PHP, so they may be newer.
return function (Dice $dice): array {
    $locale = fn (): string => $dice->pick(['null', "'en'", "'de'", "'fr'", "'de_CH'", "'en_AU'", "'ja'", "'ar'", "'hi'", "'pt_BR'", "'es_419'", "'th'", "'fa_IR'", "'en-GB'", "'sv_SE'", "'zh_Hant_TW'", "'xx'", "''"]);
    $number = match ($dice->int(0, 5)) {
        0 => aFloat($dice), 1 => anInteger($dice), 2 => numericText($dice), 3 => $dice->decimal(), 4 => $dice->pick([null, true, false, 0, 1, 1000, 1234567.891, -0.5, 0.005, 2.5, 3.5]), default => sprintf('%.2f', $dice->decimal()),
    };
    $attribute = fn (): string => match ($dice->int(0, 13)) {
        0 => 'grouping_used: '.$dice->pick(['true', 'false', '0', '1']), 1 => 'max_fraction_digit: '.$dice->int(-1, 6), 2 => 'min_fraction_digit: '.$dice->int(0, 5), 3 => 'fraction_digit: '.$dice->int(0, 4),
        4 => "rounding_mode: '".$dice->pick(['ceiling', 'floor', 'down', 'up', 'halfeven', 'halfdown', 'halfup', 'x'])."'", 5 => 'min_integer_digit: '.$dice->int(0, 8), 6 => 'significant_digits_used: true', 7 => 'max_significant_digits_used: '.$dice->int(1, 6),
        8 => 'format_width: '.$dice->int(0, 14), 9 => "padding_position: '".$dice->pick(['before_prefix', 'after_prefix', 'before_suffix', 'after_suffix', 'y'])."'", 10 => 'multiplier: '.$dice->pick(['1', '100', '1000']),
        11 => 'rounding_increment: '.$dice->pick(['0.05', '5', '0']), 12 => 'decimal_always_shown: true', default => $dice->pick(['grouping_size: 4', 'secondary_grouping_size: 2', 'max_integer_digit: 3', 'integer_digit: 4', 'min_significant_digits_used: 2', 'lenient_parse: 1', 'nothing: 1', "fraction_digit: '2'", "fraction_digit: 'x'"]),
    };
    $attributes = fn (): string => '{'.implode(', ', $dice->times(0, 2, $attribute)).'}';
    $date = $dice->pick(['2019-08-07 23:39:12', '2024-02-29', '2026-03-29 01:30:00', '@1700000000', '1999-12-31 23:59:59.75', '2021-05-05T10:00:00+02:00', '2021-05-05 10:00 EST', '0004-01-01', '1582-10-10', '1066-10-14 12:00', '1700000000', null, '2024-13-01', new DateTimeImmutable('2020-02-03 04:05:06', new DateTimeZone('Asia/Tokyo')), new DateTime('2000-01-01 00:00', new DateTimeZone('-05:30'))]);
    if ($date === null) {
        $date = '2024-01-01';
    }
    $style = fn (): string => $dice->pick(["'none'", "'short'", "'medium'", "'long'", "'full'", 'null', "'x'"]);
    $pattern = fn (): string => $dice->pick(["''", "''", "''", "'yyyy-MM-dd'", "'EEEE d MMMM y G'", "'hh:mm a zzzz'", "'w W D F'", "'HH:mm:ss.SSS XXX'", "\"qqq 'o''clock' VV\"", "'QQQQ yy LLLL ccc'"]);
    $zone = fn (): string => $dice->pick(['null', 'null', 'false', "'Europe/Paris'", "'America/New_York'", "'+02:00'", "'UTC'", "'Asia/Kolkata'", "'EST'", "'Nowhere'"]);
    $calendar = fn (): string => $dice->pick(["'gregorian'", "'gregorian'", "'traditional'"]);
    $code = fn (): string => $dice->pick(["'FR'", "'US'", "'fr'", "'EUR'", "'de'", "'GB'", "'XK'", "'EU'", "'ZZ'", "'fr_CA'", "'zh_Hant'", "'pt_BR'", "'Europe/Paris'", "'Asia/Kolkata'", "'America/New_York'", "'Etc/UTC'", "'USD'", "'JPY'", "'Latn'", "'xyz'", "''", 'null', "'en_GB'", "'sr_Latn_RS'"]);
    $template = match ($dice->int(0, 9)) {
        0, 1 => "{{ v|format_number({$attributes()}, '{$dice->pick(['decimal', 'decimal', 'percent', 'currency', 'scientific', 'spellout', 'ordinal', 'duration', 'x'])}', '{$dice->pick(['default', 'default', 'int32', 'int64', 'double', 'y'])}', {$locale()}) }}",
        2, 3 => "{{ v|format_currency('{$dice->pick(['EUR', 'USD', 'JPY', 'CHF', 'eur', 'XXX', 'KWD', 'ABC', 'EU', ''])}', {$attributes()}, {$locale()}) }}",
        4 => "{{ v|format_{$dice->pick(['decimal', 'percent', 'spellout', 'ordinal', 'duration', 'scientific', 'currency'])}_number({$attributes()}, locale={$locale()}) }}",
        5 => "{{ d|format_date({$style()}, {$pattern()}, {$zone()}, {$calendar()}, {$locale()}) }}",
        6 => "{{ d|format_time({$style()}, {$pattern()}, {$zone()}, {$calendar()}, {$locale()}) }}",
        7, 8 => "{{ d|format_datetime({$style()}, {$style()}, {$pattern()}, {$zone()}, {$calendar()}, {$locale()}) }}",
        default => "{{ {$code()}|{$dice->pick(['country_name', 'currency_name', 'currency_symbol', 'language_name', 'locale_name', 'timezone_name'])}({$locale()}) }}",
    };
    return ['templates' => ['index.twig' => $template], 'data' => ['v' => $number, 'd' => $date], 'config' => ['timezone' => $dice->pick(['UTC', 'UTC', 'Europe/Berlin', 'America/New_York'])], 'needs' => ['extra-intl']];
};
