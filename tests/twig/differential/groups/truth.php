<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $template = $dice->pick([
        '{{ v is divisible by(3) ? 1 : 0 }}', '{{ v is even ? 1 : 0 }}{{ v is odd ? 1 : 0 }}', '{{ v|length }}', '{{ (v and true)|json_encode }}{{ (v or false)|json_encode }}{{ (v xor true)|json_encode }}{{ (not v)|json_encode }}',
        '{{ v is empty ? 1 : 0 }}{{ v is null ? 1 : 0 }}{{ v is none ? 1 : 0 }}{{ v is defined ? 1 : 0 }}{{ v is iterable ? 1 : 0 }}{{ v is sequence ? 1 : 0 }}{{ v is mapping ? 1 : 0 }}{{ v is true ? 1 : 0 }}',
        '{{ v ? "T" : "F" }}{{ not v ? "T" : "F" }}{% if v %}1{% else %}0{% endif %} {{ v ?: "elvis" }} {{ v ?? "coalesce" }} {{ v|default("default") }}', '{{ v is same as(w) ? 1 : 0 }}', '{{ v is divisible by(w) ? 1 : 0 }}',
    ]);
    return ['templates' => ['index.twig' => $template], 'data' => ['v' => aValue($dice), 'w' => aValue($dice)]];
};
