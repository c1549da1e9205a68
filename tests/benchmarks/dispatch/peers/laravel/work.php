<?php
// SPDX-License-Identifier: MIT
// One worker as `artisan queue:work` starts it; ends when the queue is empty.
require __DIR__ . '/queue.php';

use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Queue\Worker;
use Illuminate\Queue\WorkerOptions;

$handler = new class implements ExceptionHandler {
    public function report(Throwable $e): void
    {
        fwrite(STDERR, get_class($e) . ': ' . $e->getMessage() . "\n");
    }

    public function shouldReport(Throwable $e): bool
    {
        return true;
    }

    public function render($request, Throwable $e)
    {
        throw $e;
    }

    public function renderForConsole($output, Throwable $e): void
    {
        $output->writeln($e->getMessage());
    }
};
$options = new WorkerOptions();
$options->sleep = 0.05;
$options->stopWhenEmpty = true;
$options->maxTries = 9;
$options->memory = 512;
exit((new Worker($queues, $events, $handler, fn () => false))->daemon('redis', 'default', $options));
