/**
 * Two replicas in tenants mode, one PostgreSQL, a load balancer, all on loopback:
 *  1. a client token is taken once, by whichever replica;
 *  2. an override told to one replica silences the card at both;
 *  3. one replica is killed under load: what was in flight comes back as 502 and is sent anew, nothing else fails;
 *  4. the database is stopped under load: answers keep coming as fast, feedback is 503 and is all stored afterwards, and so are decisions.
 *
 * Usage, after npm run build: node scripts/replica-test.mjs [seconds without database, 30]. Prints one line of JSON; exit status 1 where
 * one of these does not hold.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '../dist/src/store/open-store.js';
import { startBalancer } from './balancer.mjs';
import { startServer } from './server-process.mjs';
import { signingClient } from './signing-client.mjs';
import { freePort, throwawayStore } from './throwaway-store.mjs';

const outageMs = Number(process.argv[2] ?? 30) * 1_000;
const clients = 4;
const service = '/cds-services/her2-patient-view';
const call = JSON.parse(readFileSync(new URL('../fixtures/requests/patient-view-low.json', import.meta.url), 'utf8'));
delete call.fhirServer;
delete call.fhirAuthorization;

const folder = mkdtempSync(path.join(tmpdir(), 'herald-replicas-'));
const database = await throwawayStore('postgres');
const ports = [await freePort(), await freePort()];
const balancer = await startBalancer(ports);
const base = `http://127.0.0.1:${balancer.port}`;
const { environment, sign } = await signingClient(folder, base);

async function post(url, body, token) {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, text: await answer.text() };
}

/** A hook call with an instance of its own, at the balancer or at one replica. */
async function hook(patient, at = base) {
  const body = { ...call, hookInstance: randomUUID(), context: { ...call.context } };
  if (patient !== undefined) Object.assign(body, withPatient(body, patient));
  const { status, text } = await post(at + service, body, await sign(service));
  return { status, body: status === 200 ? JSON.parse(text) : undefined };
}

/** The same record under another patient id. */
function withPatient(body, patient) {
  return JSON.parse(JSON.stringify(body).replaceAll(call.context.patientId, patient));
}

async function feedback(items, at = base) {
  const route = `${service}/feedback`;
  return (await post(at + route, { feedback: items }, await sign(route))).status;
}

const overrideOf = (card, code = 'already-done') => ({
  card,
  outcome: 'overridden',
  outcomeTimestamp: new Date().toISOString(),
  overrideReason: { reason: { code } },
});

/** Calls until `stopped()`; a 502 is signed and sent anew once, as an EHR does. */
async function load(stopped) {
  const seen = { answered: 0, sentAnew: 0, failed: [], times: [] };
  const client = async () => {
    while (!stopped()) {
      const began = performance.now();
      let { status } = await hook(`load-${randomUUID()}`);
      seen.times.push(performance.now() - began);
      if (status === 502) {
        seen.sentAnew += 1;
        ({ status } = await hook(`load-${randomUUID()}`));
      }
      if (status === 200) seen.answered += 1;
      else seen.failed.push(status);
      await pause(5);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return seen;
}

function loadFor(milliseconds) {
  const until = Date.now() + milliseconds;
  return load(() => Date.now() > until);
}

const percentile = (times, share) => [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;
const replica = (index) => `http://127.0.0.1:${ports[index]}`;

async function replayIsRefused() {
  const statuses = [];
  for (const [first, second] of [
    [0, 1],
    [1, 0],
    [0, 0],
  ]) {
    const token = await sign(service);
    const body = { ...call, hookInstance: randomUUID() };
    statuses.push([
      (await post(replica(first) + service, body, token)).status,
      (await post(replica(second) + service, body, token)).status,
    ]);
  }
  return statuses;
}

async function suppressionIsShared() {
  const shown = await hook('quiet-1', replica(0));
  await pause(200);
  const again = await hook('quiet-1', replica(1));
  const told = await feedback([overrideOf(shown.body.cards[0].uuid)], replica(1));
  const silences = [];
  for (const index of [0, 1]) {
    const { body } = await hook('quiet-1', replica(index));
    silences.push(body.extension['org.herald-cds.assessment'].silence);
  }
  return {
    cards: shown.body.cards.length,
    again: again.body.extension['org.herald-cds.assessment'].silence,
    told,
    silences,
  };
}

async function killOne(servers, env) {
  const running = loadFor(2_500);
  await pause(1_000);
  await servers[0].end('SIGKILL');
  const seen = await running;
  servers[0] = await startServer(ports[0], env);
  return { answered: seen.answered, sentAnew: seen.sentAnew, failed: seen.failed };
}

/** Feedback during the outage is repeated by its client until it is taken. */
async function deliverUntilTaken(items) {
  let refused = 0;
  for (;;) {
    const status = await feedback(items);
    if (status === 200) return refused;
    if (status !== 503) throw new Error(`feedback answered ${status}`);
    refused += 1;
    await pause(250);
  }
}

async function stopDatabase() {
  const before = await loadFor(Math.min(outageMs, 10_000));
  await database.stop();
  const cards = Array.from({ length: 20 }, () => randomUUID());
  const delivering = Promise.all(cards.map((card) => deliverUntilTaken([overrideOf(card)])));
  const during = await loadFor(outageMs);
  const ready = await Promise.all([0, 1].map(async (index) => (await fetch(`${replica(index)}/readyz`)).status));
  await database.start();
  const refusals = await delivering;
  return {
    cards,
    ready,
    before: { answered: before.answered, failed: before.failed, p99: percentile(before.times, 0.99) },
    during: { answered: during.answered, failed: during.failed, p99: percentile(during.times, 0.99) },
    feedbackRefused: refusals.reduce((sum, each) => sum + each, 0),
  };
}

/** The rows once `enough` decisions are there, or as they are after 15 s: the queue is written when the database was found again. */
async function rowsOnceThere(cards, enough) {
  const until = Date.now() + 15_000;
  for (;;) {
    const rows = await storedRows(cards);
    if (rows.decisions >= enough || Date.now() > until) return rows;
    await pause(100);
  }
}

async function storedRows(cards) {
  const { db, close } = openStore(database.place);
  const feedbackRows = await db.selectFrom('feedback').select('card').where('card', 'in', cards).execute();
  const decisions = await db.selectFrom('decisions').select('id').execute();
  await close();
  return { feedback: feedbackRows.length, decisions: decisions.length };
}

const env = {
  ...database.environment,
  ...environment,
  HERALD_HASH_KEY: 'replica-test-replica-test-replica-test',
};
const servers = [await startServer(ports[0], env), await startServer(ports[1], env)];
try {
  const replay = await replayIsRefused();
  const suppression = await suppressionIsShared();
  await loadFor(1_000);
  await pause(200);
  const beforeOutage = await storedRows(['none']);
  const kill = await killOne(servers, env);
  await pause(500);
  const afterKill = await storedRows(['none']);
  const { cards, ...outage } = await stopDatabase();
  const answered = outage.before.answered + outage.during.answered;
  const stored = await rowsOnceThere(cards, afterKill.decisions + answered);
  const exits = await Promise.all(servers.map((server) => server.end('SIGTERM')));
  const result = {
    replay,
    suppression,
    kill: {
      ...kill,
      brokenInFlight: balancer.brokenInFlight(),
      recorded: afterKill.decisions - beforeOutage.decisions,
    },
    outage: {
      ...outage,
      ratio: Number((outage.during.p99 / outage.before.p99).toFixed(2)),
      feedbackStored: stored.feedback,
      decisionsAnswered: answered,
      decisionsStored: stored.decisions - afterKill.decisions,
    },
    exits,
  };
  console.log(JSON.stringify(result));
  const holds =
    replay.every(([first, second]) => first === 200 && second === 401) &&
    suppression.cards > 0 &&
    suppression.silences.every((silence) => silence === 'SUPPRESSED') &&
    kill.failed.length === 0 &&
    outage.before.failed.length + outage.during.failed.length === 0 &&
    outage.ready.every((status) => status === 200) &&
    stored.feedback === cards.length &&
    result.outage.decisionsStored >= result.outage.decisionsAnswered &&
    exits.every((exit) => exit === 0);
  process.exitCode = holds ? 0 : 1;
} finally {
  await Promise.all(servers.map((server) => server.end('SIGKILL')));
  await balancer.stop();
  await database.remove();
  rmSync(folder, { recursive: true, force: true });
}
