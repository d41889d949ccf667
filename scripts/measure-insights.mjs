/**
 * Fills a store with decisions (a card each third, an answer to a third of the cards) and times the insights summary over them
 * and the reading of the memory of one patient.
 *
 * Usage, after npm run build: node scripts/measure-insights.mjs [sqlite|postgres] [decisions, 1000000]
 */
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { writeDecisions } from '../dist/src/store/decisions.js';
import { keepFeedback } from '../dist/src/store/feedback.js';
import { readTallies } from '../dist/src/store/insights.js';
import { migrate, openStore } from '../dist/src/store/open-store.js';
import { readMemory } from '../dist/src/store/recall.js';
import { summarise } from '../dist/src/store/summary.js';
import { throwawayStore } from './throwaway-store.mjs';

const kind = process.argv[2] ?? 'sqlite';
const total = Number(process.argv[3] ?? 1_000_000);
const days = 90;
const first = Date.parse('2026-08-27T00:00:00Z');
const query = { tenant: 'a', from: '2026-08-01', to: '2026-12-31' };
const categories = ['low', 'ultralow', 'null', 'positive', 'equivocal', 'indeterminate', 'none'];
const services = ['her2-patient-view', 'her2-order-select', 'her2-order-sign'];

function decisionOf(index) {
  const at = new Date(first + ((index * 7_919) % (days * 86_400)) * 1_000).toISOString();
  const service = services[index % 3];
  const category = categories[index % 7];
  const here = { at, tenant: 'a', service, hook_instance: `hi-${index}`, patient: `p-${index % 200_000}`, category };
  const decision = {
    ...here,
    id: `decision-${index}`,
    hook: service.slice(5),
    asco_cap_status: 'negative',
    reason: null,
    next_step: 'ELIGIBILITY_REVIEW',
    advice: index % 3 === 1 ? '["discuss"]' : '[]',
    silence: index % 3 === 1 ? null : 'NOTHING_TO_ADD',
    missing: index % 2 === 0 ? '["stage","age"]' : '[]',
    unavailable: '[]',
    knowledge: '2026.11',
    latency_ms: (index % 40) / 4,
  };
  const card = { ...here, uuid: `card-${index}`, decision: decision.id, clinician: 'u', topic: 'HER2LOWTDXD' };
  const cards =
    index % 3 === 1 ? [{ ...card, kind: 'discuss', indicator: 'info', evidence: 'e', suggestions: '[]' }] : [];
  return { decision, cards };
}

async function fill(store) {
  const began = performance.now();
  for (let at = 0; at < total; at += 500) {
    const rows = Array.from({ length: Math.min(500, total - at) }, (_each, index) => decisionOf(at + index));
    await writeDecisions(store, rows);
    const answered = rows.flatMap((row) => row.cards).filter((_card, index) => index % 3 === 0);
    const items = answered.map((card) => ({
      card: card.uuid,
      outcome: 'overridden',
      suggestions: [],
      outcomeAt: card.at,
      reason: { code: 'already-done' },
      commented: false,
    }));
    // Lets the driver free its statements, as a server between requests does.
    await setImmediate();
    if (items.length > 0)
      await keepFeedback(store, { tenant: 'a', service: services[1], received: answered[0].at, items });
  }
  console.log(`${total} decisions written in ${Math.round((performance.now() - began) / 1_000)} s`);
}

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
  await fill(store);
  await measure(store);
} finally {
  await store.close();
  await throwaway.remove();
}
