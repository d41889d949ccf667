import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  bundleOf,
  draftOrder,
  her2Observation,
  orderSelect,
  patientResource,
  patientView,
} from '../support/hook-requests.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

/** Replaces the value at a random place of a JSON document (chosen by numbers, one per level) with another. */
function replaced(value: unknown, steps: readonly number[], by: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((each: unknown, at) => (String(at) === key ? replaced(each, rest, by) : each));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, name === key ? replaced(each, rest, by) : each]),
  );
}

const documents = [
  { path: '/cds-services/her2-patient-view', body: patientView() },
  { path: '/cds-services/her2-order-select', body: orderSelect(draftOrder('trastuzumab')) },
  { path: '/assess', body: bundleOf(patientResource, her2Observation('2+')) },
  {
    path: '/cds-services/her2-order-sign/feedback',
    body: { feedback: [{ card: 'c', outcome: 'overridden', outcomeTimestamp: '2026-11-24T00:00:00Z' }] },
  },
];
const expected = new Set([200, 400, 412, 422]);

describe('no request makes the server fail', () => {
  test.each(documents)('$path with any value in any place', async ({ path, body }) => {
    const steps = fc.array(fc.nat(40), { minLength: 0, maxLength: 9 });
    const mutation = fc.tuple(steps, fc.jsonValue({ maxDepth: 3 }));
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        const mutated = mutations.reduce<unknown>((document, [where, by]) => replaced(document, where, by), body);
        const response = await herald.post(path, JSON.stringify(mutated));
        await response.text();
        expect(expected).toContain(response.status);
      }),
      { numRuns: 150, seed: 20261124 },
    );
  });

  test.each(documents)('$path with any bytes in any place', async ({ path, body }) => {
    const bytes = Buffer.from(JSON.stringify(body));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), fc.uint8Array({ maxLength: 8 }), async (at, junk) => {
        const response = await herald.post(
          path,
          Buffer.concat([bytes.subarray(0, at), junk, bytes.subarray(at + junk.length)]),
        );
        await response.text();
        expect(expected).toContain(response.status);
      }),
      { numRuns: 100, seed: 20261124 },
    );
  });
});
