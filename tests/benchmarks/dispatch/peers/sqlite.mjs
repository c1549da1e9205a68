// SPDX-License-Identifier: MIT
// What one writes by hand: a queue in SQLite with better-sqlite3, WAL and synchronous=FULL as the product has it, a row per attempt.
import Database from 'better-sqlite3';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { count, deliver, finish, produce, ready, settled } from './common.mjs';

const database = new Database(process.env.SQLITE);
database.pragma('journal_mode=WAL');
database.pragma('synchronous=FULL');
database.exec(`
  CREATE TABLE job (id INTEGER PRIMARY KEY, context TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'ready', tries INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX job_ready ON job (id) WHERE state = 'ready';
  CREATE TABLE attempt (id INTEGER PRIMARY KEY, job INTEGER NOT NULL, at INTEGER NOT NULL, error TEXT);`);
const insert = database.prepare('INSERT INTO job (context) VALUES (?)');
const claim = database.prepare(`UPDATE job SET state = 'leased', tries = tries + 1
  WHERE id IN (SELECT id FROM job WHERE state = 'ready' ORDER BY id LIMIT 200) RETURNING id, context`);
const settle = database.prepare('UPDATE job SET state = ? WHERE id = ?');
const record = database.prepare('INSERT INTO attempt (job, at, error) VALUES (?, ?, ?)');
const insertAll = database.transaction(group => { for (const context of group) insert.run(JSON.stringify(context)); });
const settleAll = database.transaction((jobs, results) => {
  jobs.forEach(({ id }, at) => {
    const error = results[at].reason?.message ?? null;
    settle.run(error === null ? 'delivered' : 'ready', id);
    record.run(id, Date.now(), error);
  });
});

async function work() {
  for (let delivered = 0; delivered < count;) {
    const jobs = claim.all();
    if (jobs.length === 0) {
      await sleep(1);
      continue;
    }
    const results = await Promise.allSettled(jobs.map(job => deliver(JSON.parse(job.context))));
    settleAll.immediate(jobs, results);
    const good = results.filter(result => result.status === 'fulfilled').length;
    delivered += good;
    settled(good);
  }
}

await ready();
await Promise.all([produce(async group => { insertAll.immediate(group); await nextTurn(); }), work()]);
await finish();
database.close();
