/**
 * Does a store full of decisions slow a hook call? Two servers side by side, one over an empty store and one over a full one, are called
 * in turn with the same request for patients of which the full one remembers something.
 *
 * Usage, after npm run build: node scripts/measure-hook-path.mjs [sqlite|postgres] [decisions, 1000000] [calls, 2000]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { sql } from 'kysely';
import { makeKeyedHash } from '../dist/src/store/keyed-hash.js';
import { migrate, openStore } from '../dist/src/store/open-store.js';
import { fillStore } from './fill-store.mjs';
import { startServer } from './server-process.mjs';
import { signingClient } from './signing-client.mjs';
import { freePort, throwawayStore } from './throwaway-store.mjs';

const kind = process.argv[2] ?? 'sqlite';
const total = Number(process.argv[3] ?? 1_000_000);
const calls = Number(process.argv[4] ?? 2_000);
const hashKey = 'measure-hook-path-measure-hook-path';
const hash = makeKeyedHash(hashKey);
const service = '/cds-services/her2-patient-view';
const text = readFileSync(new URL('../fixtures/requests/patient-view-low.json', import.meta.url), 'utf8');
const { fhirServer, fhirAuthorization, ...request } = JSON.parse(text);
const patternOfId = new RegExp(`\\b${request.context.patientId}\\b`, 'g');
const template = JSON.stringify(request);
const folder = mkdtempSync(path.join(tmpdir(), 'herald-hook-path-'));

// In tenants mode: in open mode nothing is remembered.
const { environment, sign } = await signingClient(folder, 'https://cds.example.org');

async function open(name, decisions) {
  const throwaway = await throwawayStore(kind);
  const store = openStore(throwaway.place);
  await migrate(store);
  const patientOf = (number) => hash('patient', 'north', `Patient/p-${number}`);
  // Only for the filling, on this connection: nothing of it has to survive a power loss.
  if (kind === 'sqlite') await sql`pragma synchronous = off`.execute(store.db);
  if (decisions > 0) await fillStore(store, { total: decisions, tenant: 'north', patientOf });
  await store.close();
  const server = await startServer(await freePort(), {
    ...throwaway.environment,
    ...environment,
    HERALD_HASH_KEY: hashKey,
  });
  return { name, server, throwaway, times: [], notRead: 0, cards: 0 };
}

async function call(side, number) {
  const body = template.replace(patternOfId, `p-${number}`).replace(request.hookInstance, `call-${number}`);
  const token = await sign(service);
  const began = performance.now();
  const answer = await fetch(side.server.url + service, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body,
  });
  const told = await answer.json();
  side.times.push(performance.now() - began);
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
  side.cards += told.cards.length;
  if (told.extension['org.herald-cds.data']?.memory === 'not-read') side.notRead += 1;
}

function line({ name, times, notRead, cards }) {
  const sorted = times.slice(100).sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor(sorted.length * share)].toFixed(2);
  return `${name}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms; ${cards} cards; memory not read ${notRead} times`;
}

const sides = [];
try {
  sides.push(await open('empty store', 0), await open(`${total} decisions`, total));
  for (let index = 0; index < calls; index += 1) {
    const order = index % 2 === 0 ? sides : [...sides].reverse();
    for (const side of order) await call(side, (index * 97) % 200_000);
  }
  for (const side of sides) console.log(line(side));
} finally {
  for (const side of sides) {
    await side.server.end('SIGTERM');
    await side.throwaway.remove();
  }
  rmSync(folder, { recursive: true, force: true });
}
