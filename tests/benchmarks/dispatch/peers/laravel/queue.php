<?php
// SPDX-License-Identifier: MIT
// Laravel's own queue components from Debian's packages on Redis, without the rest of the framework; put.php and work.php use it.
foreach (['Queue', 'Events', 'Bus', 'Encryption', 'Redis'] as $part) {
    require "/usr/share/php/Illuminate/$part/autoload.php";
}
require '/usr/share/php/GuzzleHttp/autoload.php';
require '/usr/share/php/Twig/autoload.php';
require __DIR__ . '/DeliverTarget.php';

use Illuminate\Container\Container;
use Illuminate\Contracts\Bus\Dispatcher as BusContract;
use Illuminate\Contracts\Container\Container as ContainerContract;
use Illuminate\Contracts\Events\Dispatcher as EventsContract;
use Illuminate\Queue\Capsule\Manager;
use Illuminate\Queue\Connectors\RedisConnector;
use Illuminate\Redis\RedisManager;

/** What a worker asks of a whole application. */
final class Application extends Container
{
    public function isDownForMaintenance(): bool
    {
        return false;
    }
}

$application = new Application();
Container::setInstance($application);
$application->instance(ContainerContract::class, $application);
$application->instance(Container::class, $application);
$events = new Illuminate\Events\Dispatcher($application);
$application->instance('events', $events);
$application->instance(EventsContract::class, $events);
$application->instance(BusContract::class, new Illuminate\Bus\Dispatcher($application));
$application->instance('encrypter', new Illuminate\Encryption\Encrypter(random_bytes(32), 'AES-256-CBC'));
$server = ['host' => '127.0.0.1', 'port' => (int) getenv('REDIS_PORT'), 'database' => 0];
$application->instance('redis', new RedisManager($application, 'phpredis', ['default' => $server]));
$capsule = new Manager($application);
$capsule->addConnection(['driver' => 'redis', 'connection' => 'default', 'queue' => 'default', 'retry_after' => 90, 'block_for' => null], 'redis');
$queues = $capsule->getQueueManager();
$queues->addConnector('redis', fn () => new RedisConnector($application['redis']));
$queues->setDefaultDriver('redis');
