<?php
// SPDX-License-Identifier: MIT
// Puts the events of the file EVENTS into the queue, a hundred at a time. With SAMPLE only says what its payload is.
require __DIR__ . '/queue.php';

if (getenv('SAMPLE') !== false) {
    echo DeliverTarget::render(json_decode(getenv('SAMPLE'), true));
    exit;
}
$queue = $queues->connection('redis');
$group = [];
foreach (new SplFileObject(getenv('EVENTS')) as $line) {
    if (trim($line) !== '') {
        $group[] = new DeliverTarget(json_decode($line, true));
    }
    if (count($group) === 100) {
        $queue->bulk($group);
        $group = [];
    }
}
if ($group !== []) {
    $queue->bulk($group);
}
