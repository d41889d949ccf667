/** Fills a store with decisions of 90 days: a card each third, an answer to a third of the cards. */
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { writeDecisions } from '../dist/src/store/decisions.js';
import { keepFeedback } from '../dist/src/store/feedback.js';

const days = 90;
const first = Date.parse('2026-08-27T00:00:00Z');
const categories = ['low', 'ultralow', 'null', 'positive', 'equivocal', 'indeterminate', 'none'];
const services = ['her2-patient-view', 'her2-order-select', 'her2-order-sign'];

function decisionOf(index, { tenant, patientOf }) {
  const at = new Date(first + ((index * 7_919) % (days * 86_400)) * 1_000).toISOString();
  const service = services[index % 3];
  const category = categories[index % 7];
  const patient = patientOf(index % 200_000);
  const here = { at, tenant, service, hook_instance: `hi-${index}`, patient, category };
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

/**
 * @param options.total decisions
 * @param options.tenant whose they are
 * @param options.patientOf the keyed hash of the patient of a number below 200,000
 */
export async function fillStore(store, { total, tenant, patientOf }) {
  const began = performance.now();
  for (let at = 0; at < total; at += 500) {
    const rows = Array.from({ length: Math.min(500, total - at) }, (_each, index) =>
      decisionOf(at + index, { tenant, patientOf }),
    );
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
    if (items.length > 0) await keepFeedback(store, { tenant, service: services[1], received: answered[0].at, items });
  }
  console.log(`${total} decisions written in ${Math.round((performance.now() - began) / 1_000)} s`);
}
