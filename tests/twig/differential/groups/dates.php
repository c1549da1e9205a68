<?php
// SPDX-License-Identifier: MIT
// strtotime's grammar, formats, modifiers, zones, differences. Nothing here may depend on the clock.
return function (Dice $dice): array {
    $zones = ['UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Asia/Tokyo', 'America/St_Johns', 'Pacific/Apia', 'Europe/London', '+05:30', '-08:00', 'EST', 'CET', 'Z'];
    $y = $dice->pick([$dice->int(1950, 2060), 2024, 2023, 2000, 1900, 1583, 9999]);
    $m = $dice->int(1, 12);
    $d = $dice->int(1, $dice->chance(90) ? 28 : 31);
    $months = ['Jan', 'February', 'mar', 'APR', 'May', 'June', 'jul', 'August', 'Sept', 'oct', 'November', 'Dec', 'II', 'XII'];
    $day = $dice->pick([
        sprintf('%04d-%02d-%02d', $y, $m, $d), sprintf('%04d-%02d-%02d', $y, $m, $d), sprintf('%04d/%02d/%02d', $y, $m, $d), sprintf('%02d/%02d/%04d', $m, $d, $y), sprintf('%d.%d.%04d', $d, $m, $y), sprintf('%04d%02d%02d', $y, $m, $d), sprintf('%d-%d-%d', $d, $m, $y), "$d ".$dice->pick($months)." $y", $dice->pick($months)." $d, $y",
        $dice->pick($months)." {$d}th $y", sprintf('%04dW%02d', $y, $dice->int(1, 53)), sprintf('%04d-W%02d-%d', $y, $dice->int(1, 53), $dice->int(0, 7)), sprintf('%04d-%03d', $y, $dice->int(1, 366)), sprintf('%04d.%03d', $y, $dice->int(1, 366)), '@'.$dice->int(-100000, 2000000000), '@'.$dice->int(0, 99).'.'.$dice->int(0, 999999), sprintf('%02d-%s-%02d', $d, $dice->pick($months), $y % 100), sprintf('%04d-%02d', $y, $m),
        $dice->pick($months)." $y", "$y ".$dice->pick($months), sprintf('%02d.%02d.%02d', $d, $m, $y % 100), (string) $dice->int(0, 2000000000), sprintf('%+05d-%02d-%02d', $y, $m, $d), "$y-$m-$d", sprintf('%s, %02d %s %04d', $dice->pick(['Mon', 'Tue', 'Sun']), $d, 'Feb', $y), sprintf('%04d-02-%02d', $y, $dice->int(27, 31)), sprintf('%02d/%02d', $m, $d)." $y",
    ]);
    $time = $dice->pick(['', '', '', ' 12:34', 'T12:34:56', ' 12:34:56.789', 'T10:20:30Z', ' 5pm', ' 5:30 a.m.', ' 23:59:60', ' 24:00', ' 00:00:00', 'T01:30:00+02:00', ' 02:30', ' 12:34:56,5', ' t1234', ' T123456', ' noon', ' midnight', ' 12am', ' 10.30', ' 01:30:00.123456', ' 25:00', ' 12:60', 'T14']);
    $zone = $dice->pick(['', '', '', '', ' UTC', ' Europe/Paris', '+02:00', ' EST', ' -0330', ' America/New_York', ' (CET)', ' GMT+2', ' PDT', ' X', ' utc', ' Nope/Zone', '+5']);
    $relative = fn (): string => $dice->pick([
        '+1 day', '-1 day', '+2 weeks', '-3 months', '+1 month', '+1 year', 'next month', 'last monday', 'next friday', 'monday', 'monday this week', 'sunday next week', 'first day of next month', 'last day of this month', 'last day of february', 'first monday of january 2025', 'last friday of next month', '+2 weekdays', '-5 weekdays', '+10 weekdays', 'tomorrow', 'yesterday noon', 'midnight', 'today',
        'noon', '+1 hour', '-90 minutes', '+3600 sec', '+1 fortnight', 'third tuesday', '+1 week 2 days 4 hours 2 seconds', 'previous year', 'eighth day', 'sat', '+2 sat', '-1 weekday', 'last sat of July 2008', 'monday next week', 'week', 'this week', '1 month ago', '2 days ago', '+1 month -1 day', '12th month', 'back of 7pm', 'front of 5am', 'first day', 'next week', 'last year', 'twelfth month ago', 'saturday this week', '+500 ms', '+1 usec', '-1 msec', 'this month', '+ 3 days', '--2 days', '+-2 days', 'nonsense', 'first sat', '6pm', '-1 year monday', '@0', '00:00', 'last day of', 'first day of', 'noon tomorrow', 'tuesday 14:00', '+1.5 days', '1 day', 'day', 'fri', '+1 thursday', 'weekdays',
    ]);
    $format = fn (): string => $dice->chance(60) ? $dice->pick(['c', 'Y-m-d H:i:s', 'r', 'U', 'D, d M Y H:i:s.u e T P', 'N W o z t L B', 'jS F y, g:ia']) : $dice->text(['d', 'D', 'j', 'l', 'N', 'S', 'w', 'z', 'W', 'F', 'm', 'M', 'n', 't', 'L', 'o', 'X', 'x', 'Y', 'y', 'a', 'A', 'B', 'g', 'G', 'h', 'H', 'i', 's', 'u', 'v', 'e', 'I', 'O', 'P', 'p', 'T', 'Z', 'c', 'r', 'U', '\\\\', 'é', '-', ' ', '|'], 1, 6);
    $intervals = ['%a', '%R%a', '%d days %h:%i:%s', '%y-%m-%d', '%Y %M %D %H %I %S %f %F', '%r%y', '%%', '%z', '%a %', '', '%ad%'];
    $text = $day.$time.$zone.($dice->chance(20) ? ' '.$relative() : '');
    $show = "date('{$format()}'".$dice->pick(['', '', ", '{$dice->pick($zones)}'", ', false']).')';
    $template = match ($dice->int(0, 6)) {
        0, 1 => "{{ t|$show }}",
        2, 3 => "{{ t|date_modify(r)|$show }}",
        4 => "{{ (date(t) < date(u)) ? 1 : 0 }}{{ date(t) == date(u) ? 1 : 0 }} {{ date(t).diff(date(u))|date('{$dice->pick($intervals)}') }} {{ date(u).diff(date(t)).days }}",
        5 => "{{ date(t, '{$dice->pick($zones)}')|date('c e') }} {{ date(t).timestamp }}",
        default => "{{ t|date_modify(r)|date_modify(q)|$show }}",
    };
    $other = sprintf('%04d-%02d-%02d %02d:%02d', $dice->int(1990, 2030), $dice->int(1, 12), $dice->int(1, 28), $dice->int(0, 23), $dice->int(0, 59));
    $data = ['t' => $dice->chance(75) ? $text : $dice->pick([aDate($dice), aDate($dice), $dice->int(-999999999, 2000000000), aFloat($dice), new DateInterval($dice->pick(['P1Y2M3DT4H5M6S', 'P40D', 'PT90M', 'P2W']))]), 'u' => $other, 'r' => $relative(), 'q' => $relative()];
    return ['templates' => ['index.twig' => $template], 'data' => $data, 'config' => ($dice->chance(30) ? ['timezone' => $dice->pick(['Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'])] : []) + ($dice->chance(15) ? ['engine_timezone' => 'Asia/Tokyo'] : [])];
};
