<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

return function (Recorder $r): void {
    $show = fn (DateInterval $i) => $i->format('%R %y %m %d %h %i %s %f %a');
    $at = fn (int|float|string $at, string $zone) => (new DateTime('@'.$at))->setTimezone(new DateTimeZone($zone));
    foreach (['P1D', 'P1Y2M10DT2H30M', 'P2W', 'PT36H', 'P1Y', 'P1M', 'PT1M', 'P0D', 'PT0S', 'P1W2D', 'P', 'PT', 'P1', '1D', 'P1S', 'PT1D', 'P1DT', 'P1D1Y', 'P-1D', 'P1.5D', '', 'p1d', 'P1d', 'P0001-02-03T04:05:06', 'P1Y1Y', 'P99999Y', 'P123456789D', 'P1234567890D', 'P1D ', 'P1YT1S', 'P2W1D', 'PT1H2M3S', 'PT3S2M', 'P0001-13-03T04:05:06', 'P0001-02-03', 'P1M2W', 'R5/P1D', 'P1Y2M3W4DT5H6M7S', '2024-01-01/P1D', 'foo'] as $spec) {
        $r->row('spec', [$spec], fn ($spec) => $show(new DateInterval($spec)));
    }
    foreach (['%y-%m-%d %h:%i:%s %R%a %%', '%Y %M %D %H %I %S %F %f %r', '%', '%q %z', '%a%', 'days: %a', '', 'plain', '%%a'] as $format) {
        foreach (['P1Y2M3DT4H5M6S', 'P0D', 'PT100H', 'P400D', 'P12345Y'] as $spec) {
            $r->row('formatSpec', [$spec, $format], fn ($spec, $format) => (new DateInterval($spec))->format($format));
        }
        $r->row('formatDiff', [1709211909, 1735689599, 'UTC', $format], fn ($a, $b, $zone, $format) => $at($a, $zone)->diff($at($b, $zone))->format($format));
        $r->row('formatDiff', [1735689599, 1709211909, 'UTC', $format], fn ($a, $b, $zone, $format) => $at($a, $zone)->diff($at($b, $zone))->format($format));
    }
    $zones = ['UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kathmandu', '+05:30', 'EST', 'CEST', 'Australia/Lord_Howe'];
    $diff = fn ($a, $zoneA, $b, $zoneB) => $show($at($a, $zoneA)->diff($at($b, $zoneB)));
    for ($i = 0; $i < 700; ++$i) {
        $a = mt_rand(1600000000, 1800000000);
        $b = match ($i % 4) {
            0 => mt_rand(1600000000, 1800000000),
            1 => $a + mt_rand(-200000, 200000),
            2 => $a + mt_rand(-40, 40) * 86400,
            default => mt_rand(-2000000000, 4000000000),
        };
        $zoneA = $zones[mt_rand(0, count($zones) - 1)];
        $r->row('diff', [$a, $zoneA, $b, $zoneA], $diff);
        $r->row('diff', [$a, $zoneA, $b, $zones[mt_rand(0, count($zones) - 1)]], $diff);
    }
    foreach (['2024-01-31', '2024-02-29', '2023-02-28', '2024-03-31', '2023-12-31', '2024-01-01', '2000-02-29', '2024-10-27', '2024-03-30 12:00', '2024-12-31 23:59:59'] as $a) {
        foreach (['2024-02-29', '2024-03-01', '2023-03-01', '2024-01-31', '2025-01-01', '2024-02-28', '2024-11-01', '2024-03-31 01:00', '2024-04-30'] as $b) {
            foreach (['UTC', 'Europe/Paris'] as $zone) {
                $tz = new DateTimeZone($zone);
                $r->row('diff', [(new DateTime($a, $tz))->getTimestamp(), $zone, (new DateTime($b, $tz))->getTimestamp(), $zone], $diff);
            }
        }
    }
    // Around the days on which clocks are moved.
    foreach ([['Europe/Paris', 1711846800], ['Europe/Paris', 1729990800], ['America/New_York', 1710054000], ['America/New_York', 1730613600], ['Australia/Lord_Howe', 1712415600]] as [$zone, $change]) {
        for ($i = 0; $i < 60; ++$i) {
            $a = $change + mt_rand(-100, 100) * 1800;
            $b = $change + mt_rand(-100, 100) * 1800;
            $r->row('diff', [$a, $zone, $b, $zone], $diff);
            foreach (['PT1H', 'P1D', 'P1DT1H', 'PT90M', 'P1M', 'PT24H'] as $spec) {
                if (0 === mt_rand(0, 2)) {
                    $r->row('add', [$a, $zone, $spec], fn ($a, $zone, $spec) => $at($a, $zone)->add(new DateInterval($spec))->format('c'));
                    $r->row('sub', [$a, $zone, $spec], fn ($a, $zone, $spec) => $at($a, $zone)->sub(new DateInterval($spec))->format('c'));
                }
            }
        }
    }
    foreach (['P1D', 'P1M', 'P1Y', 'P1Y2M10DT2H30M', 'PT36H', 'P2W', 'P0D', 'PT1S'] as $spec) {
        foreach ([1709211909, 1706659200, 0, -86400, 1735689599] as $a) {
            foreach ($zones as $zone) {
                $r->row('add', [$a, $zone, $spec], fn ($a, $zone, $spec) => $at($a, $zone)->add(new DateInterval($spec))->format('c'));
                $r->row('sub', [$a, $zone, $spec], fn ($a, $zone, $spec) => $at($a, $zone)->sub(new DateInterval($spec))->format('c'));
            }
        }
    }
};
