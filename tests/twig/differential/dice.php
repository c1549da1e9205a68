<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

use Random\Engine\Mt19937;
use Random\Randomizer;

/** Chance with a seed, apart from PHP's own mt_rand(), which the cases seed themselves. */
final class Dice
{
    private Randomizer $source;

    public function __construct(string $seed)
    {
        $this->source = new Randomizer(new Mt19937(crc32($seed)));
    }

    public function int(int $least, int $most): int
    {
        return $this->source->getInt($least, $most);
    }

    public function chance(int $percent): bool
    {
        return $this->int(1, 100) <= $percent;
    }

    public function pick(array $from): mixed
    {
        return $from[array_keys($from)[$this->int(0, count($from) - 1)]];
    }

    /** @return list<mixed> */
    public function some(array $from, int $least, int $most): array
    {
        $result = [];
        for ($i = $this->int($least, $most); $i > 0; --$i) {
            $result[] = $this->pick($from);
        }
        return $result;
    }

    /** @return list<mixed> what the function gives, a few times */
    public function times(int $least, int $most, callable $make): array
    {
        $result = [];
        for ($i = $this->int($least, $most); $i > 0; --$i) {
            $result[] = $make();
        }
        return $result;
    }

    public function shuffled(array $from): array
    {
        return $this->source->shuffleArray($from);
    }

    /** A decimal number of about so many digits. */
    public function decimal(): float
    {
        return $this->int(-9_999_999, 9_999_999) / 10 ** $this->int(0, 7);
    }

    public function text(array $pieces, int $least, int $most): string
    {
        return implode('', $this->some($pieces, $least, $most));
    }
}
