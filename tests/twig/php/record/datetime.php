<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

require_once __DIR__.'/../dates.php';

return function (Recorder $r): void {
    // Rows must not hang on the clock: only strings that say all of a date and a time are given to the constructor as they are,
    // everything else goes through modify() of a fixed date, and through the constructor with the second in which it was asked.
    $atSecond = function (string $s, ?string $zone): array {
        do {
            $now = time();
            try {
                $date = new DateTime($s, $zone ? new DateTimeZone($zone) : null);
                $answer = $date->format('Y-m-d H:i:s e I ').('000000' === $date->format('u') ? 'whole' : 'now');
            } catch (Exception $e) {
                $answer = $e->getMessage();
            }
        } while (time() !== $now);
        return [$now, $answer];
    };
    $show = fn (DateTime $d) => $d->format('Y-m-d H:i:s.u e P I');
    foreach (dateStrings() as $s) {
        foreach (strlen($s) % 2 ? ['UTC'] : ['Europe/Paris'] as $zone) {
            $r->row('modify', ['2024-02-29 13:05:09.25', $zone, $s], fn ($from, $zone, $s) => $show((new DateTime($from, new DateTimeZone($zone)))->modify($s)));
        }
        $fails = date_parse($s)['error_count'] > 0;
        $fails || $r->row('modify', ['2024-03-31 01:30:00', 'Europe/Paris', $s], fn ($from, $zone, $s) => $show((new DateTime($from, new DateTimeZone($zone)))->modify($s)));
        $parsed = date_parse($s);
        $whole = false !== $parsed['year'] && false !== $parsed['month'] && false !== $parsed['day'] && (isset($parsed['fraction']) && false !== $parsed['fraction']);
        if (!$whole && !$fails) {
            foreach (['UTC', 'America/New_York'] as $zone) {
                [$now, $answer] = $atSecond($s, $zone);
                $r->row('parseAt', [$s, $zone, $now], fn () => $answer);
            }
        }
        if ($whole || ('' !== $s && $parsed['error_count'] > 0)) {
            foreach ($parsed['error_count'] > 0 ? ['UTC'] : ['UTC', 'America/New_York', '+05:30'] as $zone) {
                $r->row('parse', [$s, $zone], fn ($s, $zone) => $show(new DateTime($s, new DateTimeZone($zone))));
            }
        }
    }
    foreach (['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Africa/Casablanca', 'Pacific/Apia', 'Antarctica/Troll', 'Europe/Dublin', 'UTC', 'EST', 'CEST', '-03:30', 'Etc/GMT-14', 'America/Nuuk', 'Asia/Gaza'] as $zone) {
        for ($i = 0; $i < 24; ++$i) {
            $at = match ($i % 4) {
                0 => mt_rand(-4000000000, 6000000000),
                1 => mt_rand(1600000000, 1800000000),
                2 => mt_rand(2100000000, 20000000000),
                default => mt_rand(-99999999999, 99999999999),
            };
            $r->row('zone', [$at, $zone], fn ($at, $zone) => (new DateTime('@'.$at))->setTimezone(new DateTimeZone($zone))->format('Y-m-d H:i:s T P p I Z'));
        }
        if (!str_contains($zone, '/')) {
            continue;
        }
        foreach ((new DateTimeZone($zone))->getTransitions(946684800, 2000000000) as $transition) {
            for ($step = -2; $step <= 6; ++$step) {
                $wall = gmdate('Y-m-d H:i:s', $transition['ts'] + $transition['offset'] + $step * 1800 - 3600);
                $r->row('parse', [$wall.'.0', $zone], fn ($s, $zone) => $show(new DateTime($s, new DateTimeZone($zone))));
                $from = $transition['ts'] + $step * 1800 - 3600;
                foreach (['+1 hour', '-1 hour', '+1 day', '+90 minutes', 'noon', '+0 day', '+1 month'] as $change) {
                    $r->row('modifyAt', [$from, $zone, $change], fn ($at, $zone, $change) => $show((new DateTime('@'.$at))->setTimezone(new DateTimeZone($zone))->modify($change)));
                }
            }
            if ($transition['ts'] > 980000000) {
                break;
            }
        }
    }
    foreach (zoneNames() as $name) {
        $r->row('zoneName', [$name], fn ($name) => (new DateTimeZone($name))->getName().' '.json_decode(json_encode(new DateTimeZone($name)))->timezone_type);
    }
    foreach (['d D j l N S w z W o F m M n t L Y y X x', 'a A B g G h H i s u v', 'e I O P p T Z', 'c|r|U', '\\Y\\\\Y \\', 'k q f ä', 'jS F Y, g:ia', ''] as $format) {
        foreach ([0, 86399, 951782400, 1709211909, 1735689599, -1, -62167219200, -62198755200, 253402300800, 2147483648, 1000000000000, -99999999999] as $at) {
            foreach (['UTC', 'Europe/Paris', 'Asia/Kathmandu', '-03:30', 'EST', 'Z', '+00:00', 'Africa/Abidjan'] as $zone) {
                $r->row('format', [$at, $zone, $format], fn ($at, $zone, $format) => (new DateTime('@'.$at))->setTimezone(new DateTimeZone($zone))->format($format));
            }
        }
    }
    for ($day = 1; $day <= 31; ++$day) {
        $r->row('format', [strtotime("2024-01-$day UTC"), 'UTC', 'jS'], fn ($at, $zone, $format) => gmdate($format, $at));
    }
    for ($year = 1970; $year < 2040; ++$year) {
        foreach (['01-01', '01-03', '12-29', '12-31'] as $day) {
            $r->row('format', [strtotime("$year-$day UTC"), 'UTC', 'o-\WW-N z t L'], fn ($at, $zone, $format) => gmdate($format, $at));
        }
    }
    // Without a zone beside it: what day it is depends on the zone within the text, if it is one of the world's.
    foreach (['Pacific/Kiritimati', 'Pacific/Pago_Pago'] as $zone) {
        date_default_timezone_set($zone);
        foreach (['', 'Europe/Paris', 'UTC', 'utc', 'Z', 'GMT', 'EST', '+02:00', 'Australia/Lord_Howe', 'Asia/Tokyo', 'Etc/GMT+3', 'GMT+2'] as $named) {
            foreach (['', 'today', '15:10', '15.10.00 midnight', 'tomorrow noon', 'monday', 'last day of', 'first day of next month', '+1 week', 'May', '3 march', '2024'] as $words) {
                $s = trim("$words $named");
                [$now, $answer] = $atSecond($s, null);
                $r->row('parseInDefaultAt', [$s, $zone, $now], fn () => $answer);
            }
        }
    }
    date_default_timezone_set('UTC');
};
