<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $flags = $dice->chance(40) ? '' : '('.$dice->pick([(string) array_sum($dice->some([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 1048576, 2097152], 0, 3)), '128', '448', "constant('JSON_PRETTY_PRINT') b-or constant('JSON_UNESCAPED_UNICODE')", '16, 2', '0, '.$dice->int(-1, 4), 'flags=128, depth='.$dice->int(1, 4), '4194304', 'depth=1', '512, 1', '640, 2', "'128'", 'null', '1.0', 'true']).')';
    $make = $dice->pick(['v', 'v', 'v', '[v, {}]', '{a: v}', '{(v2): 1}', 'v|merge([])', 'v|filter(x => x)', 'v|sort', 'v|reverse', '[v]|merge(v)', 'v|map(x => [x])']);
    return ['templates' => ['index.twig' => "{{ ($make)|json_encode$flags }}"], 'data' => ['v' => str_contains($make, 'v|') || str_contains($make, '(v)') ? anArray($dice, 3) : aValue($dice), 'v2' => aKey($dice)]];
};
