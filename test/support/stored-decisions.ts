import type { Decision } from '../../src/store/decisions.js';

/** One decision with one card as the store keeps them; every second is of category none. */
export function storedDecision(
  index: number,
  { tenant = 't', at = '2026-11-24T10:00:00.000Z', patient = `hash-${index}` } = {},
): Decision {
  const category = index % 2 === 0 ? 'none' : 'low';
  const place = { at, tenant, service: 'her2-order-select', hook_instance: `hi-${index}`, patient, category };
  return {
    decision: {
      ...place,
      id: `d-${index}`,
      hook: 'order-select',
      asco_cap_status: 'negative',
      reason: null,
      next_step: 'ELIGIBILITY_REVIEW',
      advice: '["discuss"]',
      silence: null,
      missing: '["stage"]',
      unavailable: '[]',
      knowledge: '2026.11',
      latency_ms: index % 4 < 3 ? 4.5 : 9,
    },
    cards: [
      {
        ...place,
        uuid: `card-${index}`,
        decision: `d-${index}`,
        clinician: 'user-hash',
        topic: 'HER2LOWTDXD',
        kind: 'discuss',
        indicator: 'info',
        evidence: 'e1',
        suggestions: '[]',
      },
    ],
  };
}
