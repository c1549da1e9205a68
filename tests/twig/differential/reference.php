<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

use Twig\Environment;
use Twig\Error\Error;
use Twig\Extension\CoreExtension;
use Twig\Extension\DebugExtension;
use Twig\Extension\StringLoaderExtension;
use Twig\Extra\Html\HtmlExtension;
use Twig\Extra\Intl\IntlExtension;
use Twig\Extra\String\StringExtension;

/** Runs cases in real Twig. */
final class Reference
{
    /** @param array{templates: array<string, string>, data?: array, config?: array} $case  @return array what became of it */
    public function answer(string $name, array $case): array
    {
        $config = $case['config'] ?? [];
        date_default_timezone_set($config['timezone'] ?? 'UTC');
        $deprecations = [];
        $warnings = [];
        set_error_handler(function (int $level, string $text) use (&$deprecations, &$warnings): bool {
            if ($level === E_DEPRECATED || $level === E_USER_DEPRECATED) {
                $deprecations[] = $text;
            } else {
                $warnings[] = $text;
            }
            return true;
        });
        $stage = 'load';
        $depth = ob_get_level();
        try {
            $template = $this->environment($name, $case['templates'], $config, $case['needs'] ?? [])->load('index.twig');
            $stage = 'render';
            mt_srand($config['seed'] ?? 1);
            $result = $this->output($template->render($case['data'] ?? []));
        } catch (Throwable $error) {
            $result = ['exception' => $this->described($error) + ['stage' => $stage]];
        } finally {
            restore_error_handler();
            while (ob_get_level() > $depth) {
                ob_end_clean();
            }
        }
        return $result + array_filter(['deprecations' => array_map(mb_scrub(...), $deprecations), 'warnings' => array_map(mb_scrub(...), $warnings)]);
    }

    private function environment(string $name, array $templates, array $config, array $needs): Environment
    {
        $twig = new Environment(new CaseLoader($templates, $name), [
            'autoescape' => $config['autoescape'] ?? 'html',
            'strict_variables' => $config['strict_variables'] ?? false,
            'cache' => false,
        ]);
        $twig->addExtension(new StringLoaderExtension());
        $twig->addExtension(new DebugExtension());
        foreach ($needs as $need) {
            match ($need) {
                'extra-string' => $twig->addExtension(new StringExtension()),
                'extra-intl' => $twig->addExtension(new IntlExtension()),
                'extra-html' => $twig->addExtension(new HtmlExtension()),
            };
        }
        $core = $twig->getExtension(CoreExtension::class);
        if (isset($config['engine_timezone'])) {
            $core->setTimezone($config['engine_timezone']);
        }
        if (isset($config['date_format']) || isset($config['interval_format'])) {
            $core->setDateFormat($config['date_format'] ?? null, $config['interval_format'] ?? null);
        }
        if (isset($config['number_format'])) {
            $core->setNumberFormat(...$config['number_format']);
        }
        return $twig;
    }

    private function output(string $text): array
    {
        return mb_check_encoding($text, 'UTF-8') ? ['expect' => $text] : ['expect_base64' => base64_encode($text)];
    }

    private function described(Throwable $error): array
    {
        $answer = ['type' => (new ReflectionClass($error))->getShortName(), 'message' => mb_scrub($error->getMessage())];
        if (!$error instanceof Error) {
            return $answer + ['raw' => $answer['message'], 'cause' => get_class($error)];
        }
        $previous = $error->getPrevious();
        return $answer + [
            'raw' => mb_scrub($error->getRawMessage()),
            'line' => $error->getTemplateLine(),
            'template' => $error->getSourceContext()?->getName(),
        ] + ($previous !== null && !$previous instanceof Error ? ['cause' => get_class($previous)] : []);
    }
}
