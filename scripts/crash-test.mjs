/**
 * Kills the server with SIGKILL at random moments while writers send feedback as fast as it is taken, starts it again, and then compares
 * what was acknowledged with what is stored. A writer repeats a batch until it is acknowledged, as a client does.
 *
 * Usage, after npm run build: node scripts/crash-test.mjs [sqlite|postgres] [kills, 20]. Prints one line of JSON; exit status 1 where
 * something acknowledged is lost or something is stored twice.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '../dist/src/store/open-store.js';
import { startServer } from './server-process.mjs';
import { freePort, throwawayStore } from './throwaway-store.mjs';

const kind = process.argv[2] ?? 'sqlite';
const kills = Number(process.argv[3] ?? 20);
const writers = 8;

const item = () => ({
  card: randomUUID(),
  outcome: 'overridden',
  outcomeTimestamp: new Date().toISOString(),
  overrideReason: { reason: { code: 'not-now' } },
});

/** Sends a batch until it is acknowledged; gives how often it was sent. */
async function deliver(url, feedback) {
  for (let times = 1; ; times += 1) {
    const status = await fetch(`${url}/cds-services/her2-order-select/feedback`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ feedback }),
    }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    if (status === 200) return times;
    if (status !== 0 && status !== 503) throw new Error(`feedback answered ${status}`);
    await pause(20);
  }
}

const store = await throwawayStore(kind);
const port = await freePort();
const acknowledged = [];
let stopping = false;
let repeated = 0;

async function write(url) {
  while (!stopping) {
    const feedback = Array.from({ length: 1 + Math.floor(Math.random() * 3) }, item);
    if ((await deliver(url, feedback)) > 1) repeated += 1;
    acknowledged.push(...feedback.map((each) => each.card));
  }
}

try {
  let server = await startServer(port, store.environment);
  const writing = Array.from({ length: writers }, () => write(server.url));
  for (let killed = 0; killed < kills; killed += 1) {
    await pause(100 + Math.random() * 400);
    await server.end('SIGKILL');
    server = await startServer(port, store.environment);
  }
  await pause(200);
  stopping = true;
  await Promise.all(writing);
  const exit = await server.end('SIGTERM');
  const { db, close } = openStore(store.place);
  const rows = await db.selectFrom('feedback').select('card').execute();
  const counted = await db.selectFrom('tallies').select('n').where('dimension', '=', 'overridden').execute();
  await close();
  const stored = new Map();
  for (const { card } of rows) stored.set(card, (stored.get(card) ?? 0) + 1);
  const result = {
    store: kind,
    kills,
    acknowledged: acknowledged.length,
    repeated,
    stored: stored.size,
    lost: acknowledged.filter((card) => !stored.has(card)).length,
    double: [...stored.values()].filter((count) => count > 1).length,
    counted: counted.reduce((sum, { n }) => sum + n, 0),
    exit,
  };
  console.log(JSON.stringify(result));
  const sound = result.lost === 0 && result.double === 0 && result.counted === result.stored && exit === 0;
  process.exitCode = sound && result.acknowledged > 0 ? 0 : 1;
} finally {
  await store.remove();
}
