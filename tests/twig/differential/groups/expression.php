<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $expression = (new Expressions($dice, $dice->pick([0, 20, 60])))->any($dice->int(1, 4));
    return ['templates' => ['index.twig' => $dice->chance(60) ? "{{ ($expression)|json_encode }}" : "{{ $expression }}"], 'data' => Expressions::DATA];
};
