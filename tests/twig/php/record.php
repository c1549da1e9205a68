<?php
// SPDX-License-Identifier: MIT
// Records what PHP answers, as golden files for the tests of models/twig/php:  php tests/twig/php/record.php [module …]
// With SEED=7 GOLDEN_DIR=/tmp/more the random rows are others and go elsewhere; the tests read that folder under the same name.
// A row is: name, arguments, answer, with tabs between. An answer that begins with "!" is an exception, "!class: message".
declare(strict_types=1);

error_reporting(E_ERROR | E_PARSE);
ini_set('display_errors', 'stderr');
ini_set('precision', '14');
ini_set('serialize_precision', '-1');
date_default_timezone_set('UTC');
mb_internal_encoding('UTF-8');

function field(mixed $value): string
{
    $text = match (true) {
        null === $value => '\N',
        true === $value => 'true',
        false === $value => 'false',
        is_float($value) => var_export($value, true),
        is_array($value) => '['.implode(',', array_map(fn ($item) => '' === $item ? '\e' : str_replace(',', '\c', field($item)), $value)).']',
        default => null,
    };
    if (null !== $text) {
        return $text;
    }
    return preg_replace_callback('/[\x00-\x1f\\\\\x7f-\xff]/', fn ($m) => sprintf('\x%02x', ord($m[0])), (string) $value);
}

final class Recorder
{
    /** @var array<string, true> */
    private array $rows = [];

    /** Calls and keeps the answer. With $typed strings behind the first argument are put in quotes, so that "1" is not 1. */
    public function row(string $name, array $arguments, callable $call, bool $typed = false): void
    {
        try {
            $answer = field($call(...$arguments));
        } catch (\Throwable $e) {
            $answer = '!'.field($e::class.': '.$e->getMessage());
        }
        if ($typed) {
            foreach ($arguments as $i => $argument) {
                $arguments[$i] = $i > 0 && is_string($argument) ? '"'.$argument.'"' : $argument;
            }
        }
        $this->rows[implode("\t", [$name, ...array_map('field', $arguments), $answer])] = true;
    }

    public function write(string $file): void
    {
        file_put_contents($file, implode("\n", array_keys($this->rows))."\n");
        printf("%s: %d rows\n", basename($file), count($this->rows));
    }
}

$modules = array_slice($argv, 1) ?: array_map(fn ($f) => basename($f, '.php'), glob(__DIR__.'/record/*.php'));
foreach ($modules as $module) {
    mt_srand(crc32($module) + (int) getenv('SEED'));
    $recorder = new Recorder();
    (require __DIR__.'/record/'.$module.'.php')($recorder);
    $recorder->write((getenv('GOLDEN_DIR') ?: dirname(__DIR__, 2).'/golden/php').'/'.$module.'.tsv');
}
