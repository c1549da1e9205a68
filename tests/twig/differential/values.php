<?php
// SPDX-License-Identifier: MIT
// Values that tell PHP's rules apart.
declare(strict_types=1);

use Twig\Markup;

function anInteger(Dice $dice): int
{
    return $dice->chance(60)
        ? $dice->int(-12, 120)
        : $dice->pick([0, 1, -1, 2, 255, 256, 1000, 65535, -65536, 1234567, 2147483647, 2147483648, -2147483649, PHP_INT_MAX, PHP_INT_MIN, PHP_INT_MAX - 1]);
}

function aFloat(Dice $dice): float
{
    return match ($dice->int(0, 9)) {
        0, 1, 2 => $dice->decimal(),
        3 => $dice->int(-100, 100) / 2,
        4 => $dice->int(-10000, 10000) / 100,
        5 => (float) $dice->int(-5, 5),
        6 => $dice->decimal() * 10 ** $dice->int(-20, 25),
        7 => $dice->int(1, 999999) / 1000 + 0.0005,
        default => $dice->pick([0.0, -0.0, 0.1, 0.1 + 0.2, 0.5, 1.5, 2.5, -0.5, 1e15, 1e16, 999999999999999.9, 1e17, 1e100, -1e-7, 1e-10, 123456789012345.678, 9.2233720368547758e18, NAN, INF, -INF, 1.7976931348623157e308, 5e-324]),
    };
}

function numericText(Dice $dice): string
{
    return match ($dice->int(0, 4)) {
        0 => (string) anInteger($dice),
        1 => (string) aFloat($dice),
        2 => sprintf('%.2f', $dice->decimal()),
        3 => $dice->pick(['', ' ', '+', '-', '0', "\t"]).$dice->int(0, 999).$dice->pick(['', '.', '.5', '.0', 'e2', 'E-1', 'e', ' ', 'x', ' apples', "\n", ' 5']),
        default => $dice->pick(['0', '1', '-0', '0.0', '-0.0', '00', '01', '.5', '5.', '.', '0x1A', '0b11', '0o17', '1e3', '1e', 'e3', '1e400', '-1e400', '1_000', '1,000', 'INF', 'NAN', '9223372036854775807', '9223372036854775808', '-9223372036854775809', ' 1', '1 ', ' 1 ', "1\0", '١']),
    };
}

const LETTERS = ['a', 'b', 'c', 'A', 'B', 'Z', 'x', ' ', ' ', '-', '_', '.', ',', '0', '1', '9', "\n", "\t", '<', '>', '&', '"', "'", '/', '\\', 'é', 'É', 'ß', 'ü', 'Œ', '€', '日', '本', '😀', "\u{301}", 'σ', 'Σ', 'ı', 'İ', 'ǆ', 'ﬁ', "\u{a0}", "\u{2028}", "\0", "\x7f", 'the ', 'Foo', 'bar'];
const BYTES = ["\xff", "\xc3", "\xe2\x82", "\x80", "\xf0\x9f", "\xc0\x80", "\xed\xa0\x80", 'a', 'é', "\xf4\x90\x80\x80"];

function aText(Dice $dice): string
{
    return match ($dice->int(0, 9)) {
        0, 1 => numericText($dice),
        2 => $dice->pick(['', '0', 'abc', 'ABC', 'Hello World', 'foo bar baz', 'été', 'straße', 'a,b,,c', 'true', 'null', 'a', "line1\nline2", '<b>x</b>', 'x"y\'z', 'a/b\\c']),
        3 => $dice->chance(35) ? $dice->text(BYTES, 1, 4) : $dice->text(LETTERS, 0, 4),
        default => $dice->text(LETTERS, 0, 9),
    };
}

function aScalar(Dice $dice): mixed
{
    return match ($dice->int(0, 9)) {
        0 => null,
        1 => $dice->chance(50),
        2, 3 => anInteger($dice),
        4, 5 => aFloat($dice),
        6 => numericText($dice),
        default => aText($dice),
    };
}

function aKey(Dice $dice): int|string
{
    return $dice->chance(30) ? $dice->int(-2, 9) : $dice->pick(['a', 'b', 'c', 'x', 'y', 'name', 'id', 'price', 'é', '', '01', '1.5', '-1', '-0', 'A', 'k v']);
}

function anArray(Dice $dice, int $depth = 1): array
{
    $item = fn (): mixed => $depth > 0 && $dice->chance(20) ? anArray($dice, $depth - 1) : aScalar($dice);
    switch ($dice->int(0, 7)) {
        case 0:
            return [];
        case 1:
            return $dice->times(1, 6, fn (): int => $dice->int(-5, 20));
        case 2:
            return $dice->times(1, 6, fn (): string => aText($dice));
        case 3:
        case 4:
            return $dice->times(1, 6, $item);
        case 5:
            return $dice->times(1, 4, fn (): array => rowOf($dice));
        default:
            $map = [];
            for ($i = $dice->int(1, 5); $i > 0; --$i) {
                $map[aKey($dice)] = $item();
            }
            return $map;
    }
}

function rowOf(Dice $dice): array
{
    $row = ['id' => $dice->int(1, 9), 'name' => aText($dice), 'price' => $dice->int(0, 9999) / 100, 'x' => aScalar($dice)];
    foreach (['name', 'price', 'x'] as $key) {
        if ($dice->chance(15)) {
            unset($row[$key]);
        }
    }
    return $row;
}

function aDate(Dice $dice): DateTimeInterface
{
    $text = '@'.$dice->pick([$dice->int(0, 2_000_000_000), $dice->int(-3_000_000_000, 5_000_000_000), 1711846800, 1729990800]);
    $zone = new DateTimeZone($dice->pick(['UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata', '+05:30', 'Australia/Lord_Howe', 'EST', '-08:00']));
    $date = $dice->chance(50) ? new DateTime($text) : new DateTimeImmutable($text);
    return $date->setTimezone($zone);
}

function anObject(Dice $dice): object
{
    return match ($dice->int(0, 5)) {
        0, 1 => new Markup(aTextOfUtf8($dice), 'UTF-8'),
        2 => aDate($dice),
        3 => new ArrayIterator(anArray($dice)),
        4 => new ArrayObject(anArray($dice)),
        default => bag(['a' => aScalar($dice), 'name' => aTextOfUtf8($dice)]),
    };
}

function aTextOfUtf8(Dice $dice): string
{
    return mb_scrub(aText($dice), 'UTF-8');
}

function aValue(Dice $dice): mixed
{
    return match (true) {
        $dice->chance(60) => aScalar($dice),
        $dice->chance(80) => anArray($dice, 2),
        default => anObject($dice),
    };
}

/** The value as a literal of Twig; null when there is none. */
function literal(mixed $value, Dice $dice): ?string
{
    if (is_string($value)) {
        return mb_check_encoding($value, 'UTF-8') ? quoted($value, $dice) : null;
    }
    if (is_array($value)) {
        $items = [];
        foreach ($value as $key => $item) {
            $text = literal($item, $dice);
            if ($text === null) {
                return null;
            }
            $items[] = array_is_list($value) ? $text : (is_int($key) && $key < 0 ? "'$key'" : literal($key, $dice)).': '.$text;
        }
        return array_is_list($value) ? '['.implode(', ', $items).']' : '{'.implode(', ', $items).'}';
    }
    return match (true) {
        $value === null => 'null',
        is_bool($value) => $value ? 'true' : 'false',
        is_int($value) => $value === PHP_INT_MIN ? null : ($value < 0 ? "($value)" : (string) $value),
        is_float($value) => is_finite($value) ? ($value < 0 ? '('.json_encode($value, JSON_PRESERVE_ZERO_FRACTION).')' : json_encode($value, JSON_PRESERVE_ZERO_FRACTION)) : null,
        default => null,
    };
}

function quoted(string $text, Dice $dice): string
{
    return $dice->chance(50)
        ? "'".addcslashes($text, "'\\")."'"
        : '"'.addcslashes(str_replace('#{', '# {', $text), '"\\').'"';
}

/** A literal, or the name of a variable that is put into the data. */
function operand(mixed $value, Dice $dice, array &$data): string
{
    $text = $dice->chance(50) ? literal($value, $dice) : null;
    if ($text !== null) {
        return $text;
    }
    $name = 'v'.count($data);
    $data[$name] = $value;
    return $name;
}
