/**
 * Fills a store with decisions and times the insights summary over them and the reading of the memory of one patient.
 *
 * Usage, after npm run build: node scripts/measure-insights.mjs [sqlite|postgres] [decisions, 1000000]
 */
import { performance } from 'node:perf_hooks';
import { readTallies } from '../dist/src/store/insights.js';
import { migrate, openStore } from '../dist/src/store/open-store.js';
import { readMemory } from '../dist/src/store/recall.js';
import { summarise } from '../dist/src/store/summary.js';
import { fillStore } from './fill-store.mjs';
import { throwawayStore } from './throwaway-store.mjs';

const kind = process.argv[2] ?? 'sqlite';
const total = Number(process.argv[3] ?? 1_000_000);
const query = { tenant: 'a', from: '2026-08-01', to: '2026-12-31' };

async function measure(store) {
  for (let round = 1; round <= 3; round += 1) {
    const began = performance.now();
    const summary = summarise(await readTallies(store.db, query));
    console.log(`summary ${round}: ${(performance.now() - began).toFixed(0)} ms, ${summary.lines.length} lines`);
  }
  const times = [];
  for (let index = 0; index < 500; index += 1) {
    const began = performance.now();
    const quiet = { shown: 14, overridden: () => 180, accepted: 30 };
    const asked = { tenant: 'a', patient: `p-${index * 397}`, now: '2026-11-24T12:00:00Z', hookInstance: '', quiet };
    await readMemory(store.db, asked);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  console.log(`memory of one patient: median ${times[250].toFixed(2)} ms, p99 ${times[494].toFixed(2)} ms`);
}

const throwaway = await throwawayStore(kind);
const store = openStore(throwaway.place);
try {
  await migrate(store);
  await fillStore(store, { total, tenant: 'a', patientOf: (number) => `p-${number}` });
  await measure(store);
} finally {
  await store.close();
  await throwaway.remove();
}
