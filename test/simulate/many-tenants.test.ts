import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { HookAnswer, HookCall, SimulatedEhr } from '../../src/simulate/simulated-ehr.js';
import { useRealFetch } from '../support/loopback-server.js';
import { publicUrl, type RunningHerald, runHerald } from '../support/running-herald.js';
import { fixtureEhr } from '../support/tenants-herald.js';

// Two processors may be shared with many other tests.
jest.setTimeout(30_000);

const deadlineMs = 1_000;
/** Clients, ten FHIR servers and the service share one thread here: far from the ten seconds is what can be told. */
const atMostMs = 4_000;
let hospitals: readonly SimulatedEhr[];
let herald: RunningHerald;
beforeAll(async () => {
  useRealFetch();
  hospitals = await Promise.all(Array.from({ length: 10 }, () => fixtureEhr({ slowMs: 10_000 })));
  const suppression = { shownRecentlyDays: 0, overriddenDays: 0 };
  herald = await runHerald({
    tenants: hospitals.map(({ tenant }, at) => ({ ...tenant, id: `hospital-${at}`, suppression, deadlineMs })),
  });
});
afterAll(async () => {
  await herald.drain();
  await Promise.all(hospitals.map((ehr) => ehr.close()));
});

function call(fault: 'omit' | 'slow'): HookCall {
  const keys = { patient: fault, her2: fault, conditions: fault };
  return { service: herald.url, hook: 'patient-view', faults: keys, sign: { audience: publicUrl } };
}
const median = (answers: readonly HookAnswer[]): number =>
  answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)[Math.floor(answers.length / 2)] ?? 0;

async function round(living: readonly SimulatedEhr[]): Promise<readonly HookAnswer[]> {
  const answers: HookAnswer[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    answers.push(...(await Promise.all(living.map((ehr) => ehr.call(call('omit'))))));
  }
  return answers;
}

describe('ten tenants, one of whose FHIR server takes ten seconds', () => {
  test('that one is refused at its deadline, the nine others are answered as if it were not there', async () => {
    const [dead, ...living] = hospitals;
    if (dead === undefined) throw new Error('ten hospitals');
    await round(living);
    const alone = await round(living);
    const beside = Promise.all(Array.from({ length: 8 }, () => dead.call(call('slow'))));
    const together = await round(living);
    const waited = await beside;
    expect([...alone, ...together].every(({ status }) => status === 200)).toBe(true);
    expect(waited.every(({ status }) => status === 412)).toBe(true);
    for (const { milliseconds } of waited) expect(milliseconds).toBeLessThan(atMostMs);
    expect(median(together)).toBeLessThan(3 * median(alone) + 200);
  });
});
