<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

/** Random expressions over a fixed set of variables, printed with few or many parentheses. */
final class Expressions
{
    public const DATA = [
        'n' => null, 't' => true, 'f' => false, 'i' => 7, 'j' => -3, 'z' => 0, 'd' => 2.5, 'e' => 0.1, 's' => 'str', 'w' => 'Hello World',
        'm' => '12.50', 'q' => '3', 'y' => '', 'l' => [3, 1, 2], 'p' => ['a' => 1, 'b' => 'two', 'c' => [1, ['x' => 5]], 'n' => null],
        'r' => [['id' => 1, 'name' => 'Ann', 'price' => 9.99], ['id' => 2, 'name' => 'Bob', 'price' => 10], ['id' => 3, 'name' => 'cy', 'price' => '0.5']],
    ];
    private const NUMERIC = ['+', '-', '*', '/', '//', '%', '**'];
    private const BITS = ['b-and', 'b-or', 'b-xor'];
    private const COMPARING = ['==', '!=', '<', '>', '<=', '>=', '<=>', '===', '!=='];
    private const LOGIC = ['and', 'or', 'xor'];

    public function __construct(private Dice $dice, private int $parentheses = 30)
    {
    }

    public function any(int $depth): string
    {
        if ($depth <= 0) {
            return $this->leaf();
        }
        return $this->dice->chance($this->parentheses) ? '('.$this->compound($depth).')' : $this->compound($depth);
    }

    private function leaf(): string
    {
        $dice = $this->dice;
        return match ($dice->int(0, 5)) {
            0 => (string) $dice->int(0, 12),
            1 => $dice->pick(['0.5', '1.0', '2.25', '1e3', '1_000', '0', '1', "''", "'a'", '"b"', "'5'", "'1.5'", "'abc'", 'true', 'false', 'null', 'none', '[]', '{}', '[1, 2]', "{a: 1}", "['a', 'b']"]),
            2 => $dice->pick(['p.a', 'p.b', 'p.c', 'p.c[1].x', "p['a']", 'l[0]', 'l.1', 'p.nope', 'nope', 'nope.a', 'p?.a', 'n?.a', 'n?.a.b', 'r[0].name', 'r|first.price', 'l[1:]', 'w[:3]', 'p.(s)', "p.('a')", 'p.c.0']),
            default => $dice->pick(array_keys(self::DATA)),
        };
    }

    private function compound(int $depth): string
    {
        $dice = $this->dice;
        $next = fn (): string => $this->any($depth - $dice->int(1, 2));
        return match ($dice->int(0, 19)) {
            0, 1, 2, 3 => $next().' '.$dice->pick(self::NUMERIC).' '.$next(),
            4, 5 => $next().' ~ '.$next(),
            6, 7 => $next().' '.$dice->pick(self::COMPARING).' '.$next(),
            8 => $next().' '.$dice->pick(self::LOGIC).' '.$next(),
            9 => $next().' ?? '.$next(),
            10 => $next().' ? '.$next().($dice->chance(85) ? ' : '.$next() : ''),
            11 => $next().' ?: '.$next(),
            12 => $dice->pick(['-', '+', 'not ', '- ']).$next(),
            13, 14 => $next().$this->filter(),
            15 => $next().' '.$dice->pick(['in', 'not in', 'starts with', 'ends with', 'matches', 'has some', 'has every']).' '.$this->rightOf($next),
            16 => $next().$dice->pick([' is ', ' is not ']).$this->test($next),
            17 => $this->call($next),
            18 => $dice->chance(50) ? '['.implode(', ', $dice->times(0, 3, $next)).']' : '{'.implode(', ', $dice->times(0, 3, fn (): string => $dice->pick(['a', 'b', "'c'", '1', '(s)', '(i)']).': '.$next())).'}',
            default => $next().' '.$dice->pick([...self::BITS, '..']).' '.$dice->int(0, 9),
        };
    }

    private function rightOf(callable $next): string
    {
        return $this->dice->pick([$next(), $next(), 'l', 'w', "'/[a-z]/'", "'/^\\\\d+$/i'", 'x => x', 'x => x > 1', '(v, k) => k']);
    }

    private function filter(): string
    {
        return $this->dice->pick([
            '|abs', '|upper', '|lower', '|length', '|first', '|last', '|join', "|join(',')", "|join(', ', ' and ')", '|json_encode', '|default(1)', '|default', '|round', '|round(1)', '|number_format(2)',
            "|number_format(2, '.', '')", '|keys', '|reverse', '|sort', '|slice(1)', '|slice(0, 2)', '|trim', '|title', '|capitalize', "|split('')", "|split(' ')", "|replace({a: 'b'})", '|map(x => x)', '|map((v, k) => k)',
            '|filter(x => x)', '|filter(x => x > 1)', '|reduce((c, x) => c ~ x)', '|merge([9])', '|batch(2)', "|column('id')", '|url_encode', '|e', "|e('js')", '|raw', '|striptags', '|nl2br', '|find(x => x)', "|format(1, 2)", '|spaceless', '|map(x => x * 2)|join(\'-\')',
            '|sort((a, b) => b <=> a)', '|shuffle|length', '|e|upper', "|date('Y')|length",
        ]);
    }

    private function test(callable $next): string
    {
        $dice = $this->dice;
        return $dice->pick([
            'defined', 'null', 'none', 'empty', 'even', 'odd', 'iterable', 'sequence', 'mapping', 'true', 'divisible by(3)', 'divisible by 2', 'same as('.$next().')', 'same as '.$next(), "constant('PHP_INT_MAX')", 'divisible by('.$next().')',
        ]);
    }

    private function call(callable $next): string
    {
        return $this->dice->pick([
            'max('.$next().', '.$next().')', 'min('.$next().', '.$next().')', 'max(l)', 'min(r)', 'range(1, 3)', 'range('.$next().', 5)', 'cycle(l, '.$next().')', "attribute(p, 'a')", 'attribute(p, '.$next().')', 'max([1, 2], '.$next().')',
            'range(0, 10, '.$next().')', '(x => x ~ '.$next().')|invoke(1)', 'random(0)', "date('2024-02-29')|date('N')", '[...l, '.$next().']|length', '{...p, a: '.$next().'}', 'max(...l)', "constant('M_PI')",
        ]);
    }
}
