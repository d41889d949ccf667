/**
 * Sends mixed traffic, 5 % of it hostile, at a steady rate to the compiled server over a SQLite store, and looks at its memory after a
 * collection of garbage at the start, at every minute and at the end. Flat means: the line through the samples of the second half, where the
 * compiler has warmed up, rises by less than 1.5 MB, both for the heap and for what is held outside of it: 50 bytes a request at 100 a second.
 *
 * Usage, after npm run build: node scripts/prove-soak.mjs [minutes=10] [requests a second=100]. Prints a table and a line of JSON; exit status 1
 * where memory grows, an answer fails or has another status than expected, or the log tells of a failure. Runs shorter than 5 minutes are
 * not held to the bound: there is no line to draw through their warm-up.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { openInspector } from './prove-soak-inspector.mjs';
import { trafficOf } from './prove-soak-traffic.mjs';
import { startServer } from './server-process.mjs';
import { freePort } from './throwaway-store.mjs';

const minutes = Number(process.argv[2] ?? 10);
const rate = Number(process.argv[3] ?? 100);
/** MB over the second half. At 100 requests a second a forgotten map entry a request makes three times as much. */
const mostGrowth = 1.5;
const leastMinutes = 5;
const connections = 16;
/** Calls that wait; a machine that does not keep up is told, not buried. */
const mostWaiting = 200;

const folder = mkdtempSync(path.join(tmpdir(), 'herald-soak-'));
const inspectorPort = await freePort();
let failures = '';
const server = await startServer(
  await freePort(),
  { HERALD_DATA: folder, HERALD_AS_OF: '2026-11-24', NODE_OPTIONS: `--inspect=127.0.0.1:${inspectorPort}` },
  {
    stdout: (text) => {
      for (const line of String(text).split('\n'))
        if (/"event":"(failed|unsound-card)"/.test(line)) failures += `${line}\n`;
    },
  },
);
const inspector = await openInspector(inspectorPort);
const pool = new Pool(server.url, { connections });
const traffic = trafficOf();
const kinds = Object.fromEntries(traffic.map(({ kind }) => [kind, { sent: 0, wrong: 0, milliseconds: [] }]));
const wrong = [];
const samples = [];
let sent = 0;
let skipped = 0;
let waiting = 0;

/** The kinds in an order that mixes them, the same for each hundred. */
const hundred = traffic.flatMap(({ share }, kind) =>
  Array.from({ length: share }, (_each, at) => ({ kind, at: (at + 0.5) / share })),
);
hundred.sort((a, b) => a.at - b.at);

async function one() {
  const { kind, next } = traffic[hundred[sent % 100].kind];
  const { status, ...request } = next();
  const count = kinds[kind];
  sent += 1;
  count.sent += 1;
  waiting += 1;
  const began = performance.now();
  const told = await pool.request(request).then(
    async (answer) => {
      await answer.body.dump({ limit: 64 << 20 });
      return answer.statusCode;
    },
    (error) => error.code ?? error.message,
  );
  waiting -= 1;
  count.milliseconds.push(performance.now() - began);
  if (told === status) return;
  count.wrong += 1;
  if (wrong.length < 20) wrong.push(`${request.method} ${request.path.slice(0, 60)}: ${told}, expected ${status}`);
}

/** Sends what is due until the time is over; resolves once all of it is answered. */
async function sendFor(milliseconds) {
  const began = performance.now();
  let due = 0;
  const running = new Set();
  while (performance.now() - began < milliseconds) {
    for (const now = ((performance.now() - began) / 1_000) * rate; due < now; due += 1) {
      if (waiting >= mostWaiting) skipped += 1;
      else {
        const call = one().finally(() => running.delete(call));
        running.add(call);
      }
    }
    await pause(5);
  }
  await Promise.all(running);
}

const mb = (bytes) => (bytes / 1_048_576).toFixed(1).padStart(8);
async function sample(name) {
  const seen = { ...(await inspector.sample()), sent };
  samples.push(seen);
  const { heapUsed, external, rss, p99, open, cpuMs } = seen;
  console.log(
    `${name.padEnd(8)}${mb(heapUsed)} MB heap${mb(external)} MB beside${mb(rss)} MB resident  loop p99 ${p99.toFixed(0).padStart(4)} ms  ${open} open  ` +
      `cpu ${(cpuMs / 1_000).toFixed(0)} s  ${sent} sent`,
  );
}

/** What the line of least squares rises by over the samples, in MB. */
function riseOf(seen, measure) {
  const mean = (of) => seen.reduce((sum, each) => sum + of(each), 0) / seen.length;
  const [x, y] = [mean((each) => each.sent), mean(measure)];
  const spread = mean((each) => (each.sent - x) ** 2);
  const slope = spread === 0 ? 0 : mean((each) => (each.sent - x) * (measure(each) - y)) / spread;
  return Number(((slope * (seen.at(-1).sent - seen[0].sent)) / 1_048_576).toFixed(2));
}

const every = Math.min(60_000, (minutes * 60_000) / 6);
const rounds = Math.round((minutes * 60_000) / every);
await sample('start');
for (let round = 1; round <= rounds; round += 1) {
  await sendFor(every);
  await sample(`${((round * every) / 60_000).toFixed(1)} min`);
}
inspector.close();
await pool.close();
const exit = await server.end('SIGTERM');
rmSync(folder, { recursive: true, force: true });

for (const [kind, { sent: count, wrong: bad, milliseconds }] of Object.entries(kinds)) {
  milliseconds.sort((a, b) => a - b);
  const at = (share) =>
    (milliseconds[Math.min(milliseconds.length - 1, Math.floor(milliseconds.length * share))] ?? 0).toFixed(1);
  console.log(
    `${kind.padEnd(14)}${String(count).padStart(7)} sent ${String(bad).padStart(4)} wrong  p50 ${at(0.5)} ms  p99 ${at(0.99)} ms`,
  );
}
const settled = samples.slice(Math.floor(samples.length / 2));
const growth = {
  heap: riseOf(settled, ({ heapUsed }) => heapUsed),
  beside: riseOf(settled, ({ external }) => external),
  resident: riseOf(settled, ({ rss }) => rss),
};
const isHeld = minutes >= leastMinutes;
const isFlat = growth.heap < mostGrowth && growth.beside < mostGrowth;
const errors = Object.values(kinds).reduce((sum, { wrong: bad }) => sum + bad, 0);
const passed = errors === 0 && failures === '' && exit === 0 && (isFlat || !isHeld);
for (const line of wrong) console.error(line);
process.stderr.write(failures);
console.log(
  JSON.stringify({
    minutes,
    rate,
    sent,
    skipped,
    errors,
    failed: failures === '' ? 0 : failures.trim().split('\n').length,
    exit,
    riseMb: growth,
    held: isHeld,
    passed,
  }),
);
if (!passed) process.exitCode = 1;
