<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

use Twig\Markup;

/** Marks a value as an object with public properties. */
function bag(array $properties): stdClass
{
    return (object) $properties;
}

/** A PHP value as JSON can say it, with tags for what JSON has no word for. */
function tagged(mixed $value): mixed
{
    return match (true) {
        is_float($value) && !is_finite($value) => ['$float' => is_nan($value) ? 'NAN' : ($value > 0 ? 'INF' : '-INF')],
        is_string($value) && !mb_check_encoding($value, 'UTF-8') => ['$bytes' => base64_encode($value)],
        is_array($value) => taggedArray($value),
        $value instanceof Markup => ['$markup' => (string) $value],
        $value instanceof DateTimeInterface => [
            '$date' => $value->format('Y-m-d H:i:s.u'),
            'tz' => $value->getTimezone()->getName(),
            'immutable' => $value instanceof DateTimeImmutable,
        ],
        $value instanceof DateTimeZone => ['$timezone' => $value->getName()],
        $value instanceof DateInterval => ['$interval' => [
            'y' => $value->y, 'm' => $value->m, 'd' => $value->d, 'h' => $value->h, 'i' => $value->i, 's' => $value->s,
            'f' => $value->f, 'invert' => $value->invert, 'days' => $value->days,
        ]],
        $value instanceof ArrayIterator => ['$arrayIterator' => taggedArray($value->getArrayCopy())],
        $value instanceof ArrayObject => ['$arrayObject' => taggedArray($value->getArrayCopy())],
        $value instanceof stdClass => ['$object' => taggedArray((array) $value)],
        default => $value,
    };
}

function taggedArray(array $value): array|stdClass
{
    $items = array_map(tagged(...), $value);
    return array_is_list($items) && $items !== [] ? $items : (object) $items;
}

/** What in the data a reader must be able to provide. @return list<string> */
function needsOf(mixed $value): array
{
    if (is_array($value) || $value instanceof ArrayObject || $value instanceof stdClass) {
        $own = $value instanceof stdClass ? ['object'] : (is_array($value) ? [] : ['traversable']);
        foreach ($value as $item) {
            $own = array_merge($own, needsOf($item));
        }
        return array_values(array_unique($own));
    }
    return match (true) {
        is_float($value) && !is_finite($value) => ['nonfinite'],
        is_string($value) && !mb_check_encoding($value, 'UTF-8') => ['bytes'],
        $value instanceof Markup => ['markup'],
        $value instanceof DateTimeInterface, $value instanceof DateTimeZone, $value instanceof DateInterval => ['date'],
        $value instanceof Traversable => ['traversable'],
        default => [],
    };
}
