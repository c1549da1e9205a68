<?php
// SPDX-License-Identifier: MIT
// Arguments of filters, functions and tests: by position, by name, wrong, missing, too many.
return function (Dice $dice): array {
    $names = [
        'date' => ['format', 'timezone'], 'date_modify' => ['modifier'], 'format' => ['values'], 'replace' => ['from'], 'number_format' => ['decimal', 'decimalPoint', 'thousandSep', 'decimal_point', 'thousand_sep'],
        'round' => ['precision', 'method'], 'json_encode' => ['flags', 'depth'], 'convert_encoding' => ['to', 'from'], 'striptags' => ['allowable_tags'], 'trim' => ['characterMask', 'side', 'character_mask'], 'join' => ['glue', 'and'],
        'split' => ['delimiter', 'limit'], 'sort' => ['arrow'], 'merge' => ['arrays'], 'batch' => ['size', 'fill', 'preserveKeys', 'preserve_keys'], 'column' => ['name', 'index'], 'filter' => ['arrow'], 'map' => ['arrow'], 'find' => ['arrow'],
        'reduce' => ['arrow', 'initial'], 'reverse' => ['preserveKeys', 'preserve_keys'], 'slice' => ['start', 'length', 'preserveKeys'], 'default' => ['default'], 'escape' => ['strategy', 'charset', 'autoescape'], 'e' => ['strategy'],
        'url_encode' => [], 'title' => [], 'capitalize' => [], 'upper' => [], 'lower' => [], 'nl2br' => [], 'spaceless' => [], 'keys' => [], 'length' => [], 'first' => [], 'last' => [], 'raw' => [], 'abs' => [], 'shuffle' => [], 'invoke' => ['arguments'],
    ];
    $functions = [
        'range' => ['start', 'end', 'step', 'low', 'high'], 'cycle' => ['values', 'position'], 'max' => ['value', 'values'], 'min' => ['value', 'values'], 'include' => ['template', 'variables', 'withContext', 'ignoreMissing', 'with_context', 'ignore_missing', 'sandboxed'],
        'source' => ['name', 'ignoreMissing', 'ignore_missing'], 'constant' => ['constant', 'object', 'checkDefined'], 'block' => ['name', 'template'], 'attribute' => ['variable', 'attribute', 'arguments'], 'parent' => [],
    ];
    $tests = ['same as' => ['value'], 'divisible by' => ['num', 'by'], 'defined' => [], 'even' => [], 'empty' => [], 'constant' => ['constant'], 'iterable' => [], 'null' => []];
    $data = [];
    $argument = function () use ($dice, &$data): string {
        return match ($dice->int(0, 5)) {
            0 => (string) $dice->int(-3, 5),
            1 => $dice->pick(["','", "''", "' '", "'a'", "'ceil'", "'left'", "'js'", "'UTF-8'", "'id'", "'inc.twig'", 'true', 'false', 'null', '[]', "{a: 'b'}", '1.5', "'2'", "'x y'"]),
            2 => $dice->pick(['x => x', '(a, b) => a <=> b', '(c, v) => c ~ v', '(v, k) => k', '() => 1', '(a, b, c) => a ~ b ~ c']),
            3 => '...'.$dice->pick(['[1, 2]', "['a']", "{a: 1}", 'l', '[]']),
            default => operand(aValue($dice), $dice, $data),
        };
    };
    $list = function (array $known, bool $required) use ($dice, $argument): string {
        $all = $dice->times($required ? 1 : 0, $dice->chance(80) ? 2 : 4, function () use ($dice, $argument, $known): string {
            $name = $known && $dice->chance(70) ? $dice->pick($known) : $dice->pick(['nope', 'value', 'glu', 'x']);
            return $dice->chance(30) ? $name.$dice->pick(['=', ': ', ' = ']).$argument() : $argument();
        });
        return $all || $dice->chance(50) ? '('.implode(', ', $all).')' : '';
    };
    $data['l'] = [3, 1, 2];
    $subject = operand($dice->chance(50) ? $dice->pick(['a,b,c', [3, 1, 2], ['a' => 1, 'b' => 2], 12.345, 'Hello <b>World</b>', '%s-%s']) : aValue($dice), $dice, $data);
    $kind = $dice->int(0, 9);
    if ($kind < 7) {
        $name = $dice->pick(array_keys($names));
        $expression = "$subject|$name".$list($names[$name], false);
    } elseif ($kind < 9) {
        $name = $dice->pick(array_keys($functions));
        $expression = $name.($list($functions[$name], false) ?: '()');
    } else {
        $name = $dice->pick(array_keys($tests));
        $expression = "$subject is $name".$list($tests[$name], false);
    }
    $data['nope'] = 1;
    return ['templates' => ['index.twig' => "{{ ($expression)|json_encode }}", 'inc.twig' => '<{{ nope }}>'], 'data' => $data];
};
