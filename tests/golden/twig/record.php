<?php
// SPDX-License-Identifier: MIT
// Records what real Twig makes of every case below this folder (README.md tells the layout).
//   php record.php            all cases
//   php record.php GROUP...   only these groups

require 'Twig/autoload.php';
require __DIR__.'/../../twig/caseloader.php';
foreach (['Intl', 'String', 'Html'] as $extension) { // Debian's php-twig-intl-extra and its like
    require "Twig/Extra/$extension/autoload.php";
}
Locale::setDefault('en');

use Twig\Environment;
use Twig\Extension\DebugExtension;
use Twig\Extension\SandboxExtension;
use Twig\Extension\StringLoaderExtension;
use Twig\Extra\Html\HtmlExtension;
use Twig\Extra\Intl\IntlExtension;
use Twig\Extra\String\StringExtension;
use Twig\Sandbox\SecurityPolicy;

ini_set('precision', '14');
ini_set('serialize_precision', '-1');

/** @return array<string, string> the case's templates by name */
function readTemplates(string $file): array
{
    $parts = preg_split('/^=== template: (.+) ===\n/m', file_get_contents($file), -1, PREG_SPLIT_DELIM_CAPTURE);
    $templates = ['main.twig' => $parts[0]];
    for ($i = 1; $i < count($parts); $i += 2) {
        $templates[$parts[$i]] = $parts[$i + 1];
    }
    return $templates;
}

function readJson(string $file): array
{
    return is_file($file) ? json_decode(file_get_contents($file), true, 512, JSON_THROW_ON_ERROR) : [];
}

function describe(\Twig\Error\Error $error): array
{
    $previous = $error->getPrevious();
    $answer = [
        'class' => (new ReflectionClass($error))->getShortName(),
        // where PHP's files lie is of no interest
        'message' => preg_replace('/, called in .+ on line \d+/', '', $error->getRawMessage()),
        'template' => $error->getSourceContext()?->getName(),
        'line' => $error->getTemplateLine(),
    ];
    if (str_starts_with($answer['class'], 'Security')) {
        $answer['class'] = 'SecurityError';
    }
    if ($previous !== null && !$previous instanceof \Twig\Error\Error) {
        $answer['cause'] = get_class($previous);
    }
    return $answer;
}

function writeOrRemove(string $file, ?string $text): void
{
    if ($text !== null) {
        file_put_contents($file, $text);
    } elseif (is_file($file)) {
        unlink($file);
    }
}

/** @param array<string, mixed> $allowed */
function policy(array $allowed): SecurityPolicy
{
    $policy = new SecurityPolicy($allowed['tags'] ?? [], $allowed['filters'] ?? [], $allowed['methods'] ?? [],
        $allowed['properties'] ?? [], $allowed['functions'] ?? []);
    $policy->setStrict($allowed['strict'] ?? false);
    return $policy;
}

function toJson(array $value): string
{
    return json_encode($value, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR) . "\n";
}

function record(string $file): void
{
    $base = substr($file, 0, -strlen('.twig'));
    $config = readJson("$base.config.json");
    date_default_timezone_set($config['timezone'] ?? 'UTC');
    if (isset($config['seed'])) {
        mt_srand($config['seed']);
    }
    $messages = [];
    set_error_handler(function (int $level, string $text) use (&$messages): bool {
        $deprecation = $level === E_DEPRECATED || $level === E_USER_DEPRECATED;
        $messages[] = ['level' => $deprecation ? 'deprecation' : 'warning', 'text' => $text];
        return true;
    });
    $output = null;
    $error = null;
    try {
        $twig = new Environment(new CaseLoader(readTemplates($file), $base), [
            'autoescape' => $config['autoescape'] ?? false,
            'strict_variables' => $config['strict_variables'] ?? false,
            'cache' => false,
            'debug' => $config['debug'] ?? false,
        ]);
        $twig->addExtension(new StringLoaderExtension());
        foreach ($config['extensions'] ?? [] as $extension) {
            $twig->addExtension(match ($extension) {
                'debug' => new DebugExtension(),
                'sandbox' => new SandboxExtension(policy($config['policy'] ?? []), $config['sandboxed'] ?? false),
                'intl' => new IntlExtension(),
                'string' => new StringExtension(),
                'html' => new HtmlExtension(),
            });
        }
        $output = $twig->load('main.twig')->render(readJson("$base.json"));
    } catch (\Twig\Error\Error $e) {
        $error = toJson(describe($e));
    } catch (\Error $e) {
        // PHP's own, which Twig lets through: it knows no template
        $error = toJson(['class' => get_class($e), 'message' => $e->getMessage()]);
    } finally {
        restore_error_handler();
    }
    writeOrRemove("$base.expected", $output);
    writeOrRemove("$base.error", $error);
    writeOrRemove("$base.messages", $messages ? toJson($messages) : null);
}

$groups = array_slice($argv, 1) ?: array_map('basename', glob(__DIR__ . '/*', GLOB_ONLYDIR));
$count = 0;
foreach ($groups as $group) {
    foreach (glob(__DIR__ . "/$group/*.twig") as $file) {
        try {
            record($file);
        } catch (\Throwable $e) {
            fwrite(STDERR, "$file: " . get_class($e) . ': ' . $e->getMessage() . "\n");
            exit(1);
        }
        ++$count;
    }
}
echo "$count cases recorded\n";
