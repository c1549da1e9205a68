// SPDX-License-Identifier: MIT
// What all Node peers do alike: read events, render the template, sign, POST; and talk with compare.py, which measures from the
// word "go" on standard input to the line that finish() writes.
import { createHmac } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Pool } from 'undici';

const { COUNT, ENGINE, EVENTS, SECRET, SINK, TEMPLATE } = process.env;
export const count = Number(COUNT);
export const inFlight = 64;
const lanes = 4;

async function newRenderer() {
  const source = readFileSync(TEMPLATE, 'utf8').trimEnd();
  if (ENGINE === 'twig.js') {
    const { default: twigModule, ...named } = await import('twig');
    const template = (named.twig ? named : twigModule).twig({ data: source, autoescape: false });
    return context => template.render(context);
  }
  const { createSynchronousArrayLoader, createSynchronousEnvironment } = await import('twing');
  const environment = createSynchronousEnvironment(createSynchronousArrayLoader({ payload: source }), { autoEscapingStrategy: null });
  const template = environment.loadTemplate('payload');
  // Twing takes Maps for what PHP calls arrays.
  const asMaps = value => {
    if (value === null || typeof value !== 'object') return value;
    return new Map(Array.isArray(value) ? value.map((each, at) => [at, asMaps(each)])
      : Object.entries(value).map(([key, each]) => [key, asMaps(each)]));
  };
  return context => template.render(environment, asMaps(context));
}

const render = await newRenderer();
const key = Buffer.from(SECRET, 'base64');
const address = new URL(SINK);
const pool = new Pool(address.origin, { connections: inFlight, pipelining: 1 });

/// Renders, signs as Standard Webhooks v1 and POSTs; throws unless the answer is 2xx.
export async function deliver(context) {
  const body = render(context);
  const id = context.event.id;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const answer = await pool.request({
    method: 'POST', path: address.pathname, body, headersTimeout: 15000, bodyTimeout: 15000,
    headers: { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` },
  });
  await answer.body.dump();
  if (answer.statusCode < 200 || answer.statusCode > 299) throw new Error(`the sink answered ${answer.statusCode}`);
}

async function* groups(size) {
  let group = [];
  for await (const line of createInterface({ input: createReadStream(EVENTS) })) {
    if (group.push(JSON.parse(line)) < size) continue;
    yield group;
    group = [];
  }
  if (group.length) yield group;
}

/// Hands all events to put(), in groups of a hundred and a few at a time; put() resolves once its group is on disk.
export async function produce(put) {
  const source = groups(100);
  await Promise.all(Array.from({ length: lanes }, async () => {
    for (let next = await source.next(); !next.done; next = await source.next()) await put(next.value);
  }));
}

let delivered = 0;
let allAreDone;
const allDone = new Promise(resolve => { allAreDone = resolve; });
/// To be called when deliveries are settled in the queue.
export function settled(some = 1) {
  delivered += some;
  if (delivered >= count) allAreDone();
}
export const allSettled = () => allDone;

const toldToGo = new Promise(resolve => { process.stdin.once('data', resolve); });
/// Everything is set up; resolves when the clock runs.
export async function ready() {
  console.log(JSON.stringify({ ready: render(JSON.parse(process.env.SAMPLE)) }));
  await toldToGo;
}
/// All is settled: the clock stops. What is cleaned up afterwards does not count.
export async function finish() {
  console.log(JSON.stringify({ done: delivered }));
  process.stdin.destroy();
  await pool.close();
}
