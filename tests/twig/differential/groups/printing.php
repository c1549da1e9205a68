<?php
// SPDX-License-Identifier: MIT
return function (Dice $dice): array {
    $template = $dice->pick(['{{ v }}', '"{{ v }}"', '{{ "#{v}" }}{{ "a#{v}b" }}', '{{ v|json_encode }}', '[{{ v ~ "|" ~ v }}]', '{% set x %}{{ v }}{% endset %}{{ x }}|{{ x|length }}', '{{ v }}{{ v }}', '{{ v|raw }}', '{% if v %}{{ v }}{% else %}-{% endif %}', '{{ [v]|join }}', '{{ v|length }}']);
    return ['templates' => ['index.twig' => $template], 'data' => ['v' => $dice->chance(40) ? aFloat($dice) : aValue($dice)], 'config' => ['autoescape' => $dice->pick([false, false, 'html'])]];
};
