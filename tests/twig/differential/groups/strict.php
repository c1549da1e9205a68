<?php
// SPDX-License-Identifier: MIT
// Cases of the other groups with strict variables and holes in the data.
return function (Dice $dice): array {
    static $makers = [];
    $group = $dice->pick(['payload', 'payload', 'modern', 'expression', 'arrays', 'filters', 'arguments', 'inheritance', 'macros', 'autoescape']);
    $makers[$group] ??= require __DIR__."/$group.php";
    $case = $makers[$group]($dice);
    $case['config'] = ['strict_variables' => true] + ($case['config'] ?? []);
    $case['data'] = holed($case['data'] ?? [], $dice, $dice->pick([0, 5, 15]));
    return $case;
};

function holed(array $data, Dice $dice, int $percent): array
{
    $result = [];
    foreach ($data as $key => $value) {
        if (!$dice->chance($percent)) {
            $result[$key] = is_array($value) ? holed($value, $dice, $percent) : $value;
        }
    }
    return array_is_list($data) ? array_values($result) : $result;
}
