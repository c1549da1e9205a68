<?php
// SPDX-License-Identifier: MIT
declare(strict_types=1);

use Twig\Error\LoaderError;
use Twig\Loader\LoaderInterface;
use Twig\Source;

/**
 * Twig keeps compiled classes by name and source, not by escaping strategy: without a key of its own a case would get
 * the class of an earlier case that has the same text.
 */
final class CaseLoader implements LoaderInterface
{
    /** @param array<string, string> $templates */
    public function __construct(private array $templates, private string $case)
    {
    }

    public function getSourceContext(string $name): Source
    {
        return new Source($this->templates[$name] ?? throw new LoaderError("Template \"$name\" is not defined."), $name);
    }

    public function getCacheKey(string $name): string
    {
        return "$this->case\0$name\0" . $this->getSourceContext($name)->getCode();
    }

    public function isFresh(string $name, int $time): bool
    {
        return true;
    }

    public function exists(string $name): bool
    {
        return isset($this->templates[$name]);
    }
}
