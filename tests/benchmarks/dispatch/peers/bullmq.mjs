// SPDX-License-Identifier: MIT
// BullMQ on Redis; how durable it is is Redis's to say (compare.py starts it with appendfsync always).
import { Queue, Worker } from 'bullmq';
import { allSettled, deliver, finish, inFlight, produce, ready, settled } from './common.mjs';

const connection = { host: '127.0.0.1', port: Number(process.env.REDIS_PORT), maxRetriesPerRequest: null };
const queue = new Queue('deliver', { connection });
await queue.waitUntilReady();
const opts = { attempts: 9, backoff: { type: 'exponential', delay: 5000 }, removeOnComplete: true };

await ready();
const produced = produce(group => queue.addBulk(group.map(data => ({ name: 'deliver', data, opts }))));
const worker = new Worker('deliver', job => deliver(job.data), { connection, concurrency: inFlight });
worker.on('completed', () => settled());
worker.on('error', error => console.error(error.message));
await produced;
await allSettled();
await finish();
await worker.close();
await queue.close();
