<?php
// SPDX-License-Identifier: MIT
// Modifiers over the changes of summer time, month ends and week days; differences and their formats.
return function (Dice $dice): array {
    $zones = ['UTC', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Europe/London', 'America/Sao_Paulo', 'Pacific/Apia', 'Australia/Sydney', 'Asia/Tehran', 'Africa/Casablanca', 'Europe/Dublin'];
    $moment = fn (): string => $dice->pick(['2024-03-31 01:30', '2024-03-31 02:30', '2024-10-27 02:30', '2024-10-27 01:59:59', '2024-03-10 02:15', '2024-11-03 01:30', '2024-04-07 01:45', '2024-10-06 02:10', '2011-12-29 12:00', '2018-11-04 00:30', '2024-01-31', '2024-02-29 23:59:59', '2023-12-31 23:59', '2024-12-30', sprintf('%d-%02d-%02d %02d:%02d:%02d', $dice->int(1970, 2037), $dice->int(1, 12), $dice->int(1, 28), $dice->int(0, 23), $dice->int(0, 59), $dice->int(0, 59)), '2024-05-31 08:00', '1999-12-31', '2100-02-28', '0001-01-01', '1582-10-15', '2024-02-29']);
    $unit = fn (): string => $dice->pick(['day', 'days', 'week', 'month', 'months', 'year', 'hour', 'hours', 'minute', 'sec', 'seconds', 'weekday', 'weekdays', 'fortnight', 'monday', 'fri', 'sat', 'min', 'usec', 'ms']);
    $change = fn (): string => match ($dice->int(0, 6)) {
        0, 1, 2 => $dice->pick(['+', '-', '']).$dice->pick([$dice->int(0, 40), $dice->int(1, 400)]).' '.$unit(),
        3 => $dice->pick(['next', 'last', 'previous', 'this', 'first', 'second', 'third', 'fifth', 'sixth', 'twelfth']).' '.$unit(),
        4 => $dice->pick(['first', 'last', 'second', 'third', 'fourth']).' '.$dice->pick(['monday', 'sunday', 'fri', 'day', 'weekday', 'wed', 'sat']).' of '.$dice->pick(['next month', 'last month', 'this month', 'january', 'February 2025', 'previous year', 'next year', '+2 months', 'june']),
        5 => $dice->pick(['midnight', 'noon', 'today', 'tomorrow', '12:30', '24:00', 'monday this week', 'sunday this week', 'friday last week', 'first day of january', 'last day of february next year', 'saturday', 'weekday', 'tomorrow noon', '00:00:00.5', '2024W101', '+1 week monday', 'last day of this month 23:59:59', 'Europe/Paris', '+02:00', 'UTC', '@86400', '2020-01-01']),
        default => $dice->pick(['+', '-']).$dice->int(1, 5).' '.$unit().' '.$dice->pick(['+', '-', '']).$dice->int(1, 50).' '.$unit(),
    };
    $format = fn (): string => $dice->pick(['c', 'Y-m-d H:i:s T', 'U', 'D W o N', 'c I Z', 'Y-m-d\\\\TH:i:s.vP', 'L t z', 'jS F Y']);
    $span = fn (): string => $dice->pick(['%a', '%R%a', '%y %m %d %h %i %s %f', '%Y-%M-%D %H:%I:%S.%F', '%r', '%R %d days', '%%%a', '%x', '%a%']);
    $zone = fn (): string => $dice->pick(["", "", ", '{$dice->pick($zones)}'", ', false']);
    $template = $dice->pick([
        "{{ t|date_modify(r)|date('{$format()}'{$zone()}) }}", "{{ t|date_modify(r)|date_modify(q)|date('{$format()}'{$zone()}) }}", "{{ date(t{$zone()})|date('{$format()}'{$zone()}) }}", "{{ date(t).diff(date(u))|date('{$span()}') }}", "{{ date(t, '{$dice->pick($zones)}').diff(date(u, '{$dice->pick($zones)}'))|date('{$span()}') }}", "{% set d = date(u).diff(date(t)) %}{{ d.y }},{{ d.m }},{{ d.d }},{{ d.h }},{{ d.i }},{{ d.s }},{{ d.days }},{{ d.invert }}", "{{ t|date('{$format()}'{$zone()}) }}", "{{ date(t) < date(u) ? 1 : 0 }}{{ date(t) == date(t, 'Europe/Paris') ? 1 : 0 }}{{ (date(t) <=> date(u)) }}", "{{ date(t).modify(r)|date('{$format()}') }}", "{{ date(t).add(date(u).diff(date(t)))|date('{$format()}') }}", "{{ date(t).format('{$format()}') }} {{ date(t).timezone.name }} {{ date(t).offset }}", "{{ date(t).setTimezone(date(u, 'Asia/Tokyo').timezone).format('c') }}", "{{ max(date(t), date(u))|date('c') }}", "{{ date(t|date_modify(r)) > date(u) ? 1 : 0 }}", "{{ iv|date('{$span()}') }} {{ iv|date }}", "{{ [date(t), date(u)]|sort|map(d => d|date('c'))|join }}",
    ]);
    return ['templates' => ['index.twig' => $template], 'data' => ['t' => $dice->chance(80) ? $moment() : aDate($dice), 'u' => $moment(), 'r' => $change(), 'q' => $change(), 'iv' => new DateInterval($dice->pick(['P1D', 'PT36H', 'P1Y2M10DT2H30M', 'P4W', 'PT0S', 'P400D', 'P13M', 'PT100M']))], 'config' => ['timezone' => $dice->pick($zones)] + ($dice->chance(20) ? ['engine_timezone' => $dice->pick($zones)] : [])];
};
