// SPDX-License-Identifier: MIT
// graphile-worker on PostgreSQL with its local queue and batched completion, which is its fastest way.
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import { allSettled, deliver, finish, inFlight, produce, ready, settled } from './common.mjs';

const connectionString = process.env.POSTGRES;
const pgPool = new pg.Pool({ connectionString, max: 30 });
pgPool.on('error', error => console.error(error.message));
pgPool.on('connect', client => client.on('error', error => console.error(error.message)));
const logger = new Logger(() => () => {});
const worker = { connectionString, concurrentJobs: inFlight, maxPoolSize: 20, pollInterval: 500, localQueue: { size: 500 },
  completeJobBatchDelay: 0, failJobBatchDelay: 0, logger };
const utils = await makeWorkerUtils({ preset: { worker } });
await utils.migrate();

await ready();
const produced = produce(group => utils.addJobs(group.map(payload => ({ identifier: 'deliver', payload, maxAttempts: 9 }))));
const runner = await run({ preset: { worker }, pgPool, noHandleSignals: true,
  taskList: { deliver: async payload => { await deliver(payload); settled(); } } });
await produced;
await allSettled();
// A job is settled when its row is gone.
const left = async () => Number((await pgPool.query('SELECT count(*) AS rows FROM graphile_worker._private_jobs')).rows[0].rows);
while (await left() > 0) await new Promise(resolve => setTimeout(resolve, 20));
await finish();
await runner.stop();
await utils.release();
await pgPool.end();
