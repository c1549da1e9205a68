// SPDX-License-Identifier: MIT
// pg-boss on PostgreSQL: events are inserted in groups, fetched in batches, each job settled by its own result.
import { PgBoss } from 'pg-boss';
import { allSettled, deliver, finish, produce, ready, settled } from './common.mjs';

const queue = 'deliver';
const boss = new PgBoss({ connectionString: process.env.POSTGRES, max: 20 });
boss.on('error', error => console.error(error.message));
await boss.start();
await boss.createQueue(queue, { notify: true, retryLimit: 8, retryDelay: 5, retryBackoff: true });

async function work(jobs) {
  return Promise.all(jobs.map(async ({ id, data }) => {
    try {
      await deliver(data);
      return { id, status: 'completed' };
    } catch (error) {
      return { id, status: 'failed', output: { message: error.message } };
    }
  }));
}

await ready();
const produced = produce(group => boss.insert(queue, group.map(data => ({ data }))));
await boss.work(queue, { batchSize: 200, localConcurrency: 4, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true, perJobResults: true },
  async jobs => {
    const results = await work(jobs);
    settled(results.filter(result => result.status === 'completed').length);
    return results;
  });
await produced;
await allSettled();
await boss.stop({ graceful: true, close: true }); // settles the last batches
await finish();
