import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asFields, type Fields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import { readSimulatedChart } from '../../src/simulate/chart-of-file.js';
import { type SimulatedEhr, startSimulatedEhr } from '../../src/simulate/simulated-ehr.js';
import { useRealFetch } from '../support/loopback-server.js';
import { noon, publicUrl, type RunningHerald, runHerald } from '../support/running-herald.js';
import { readText } from '../support/source-files.js';

const chart = readSimulatedChart(JSON.parse(readText('fixtures/patients/low-1plus-hr-positive.json')));
const topicsOf = (body: unknown): readonly string[] =>
  objectsAt(asFields(body), 'cards').map((card) => textAt(objectAt(objectAt(card, 'source'), 'topic'), 'code') ?? '');
const extensionOf = (body: unknown, name: string): Fields | undefined =>
  asFields(objectAt(asFields(body), 'extension')?.[`org.herald-cds.${name}`]);

let ehr: SimulatedEhr;
beforeAll(async () => {
  useRealFetch();
  if (chart === undefined) throw new Error('the fixture has no Patient');
  ehr = await startSimulatedEhr({ chart, now: () => noon });
});
afterAll(() => ehr.close());

describe('in open mode', () => {
  let herald: RunningHerald;
  beforeAll(async () => {
    herald = await runHerald();
  });
  afterAll(() => herald.drain());
  const view = { hook: 'patient-view' };

  test('a whole prefetch gives the card and asks the FHIR server nothing', async () => {
    const answer = await ehr.call({ ...view, service: herald.url });
    expect(answer.status).toBe(200);
    expect(topicsOf(answer.body)).toEqual(['HER2LOWTDXD']);
    expect(answer.calls).toEqual([]);
    expect(extensionOf(answer.body, 'data')).toBeUndefined();
  });

  test('a whole prefetch is answered within the 500 ms of the standard', async () => {
    const times: number[] = [];
    for (let call = 0; call < 9; call += 1) {
      times.push((await ehr.call({ ...view, service: herald.url })).milliseconds);
    }
    expect(times.sort((a, b) => a - b)[2]).toBeLessThan(500);
  });

  test('no prefetch at all gives the same cards, from the FHIR server', async () => {
    const answer = await ehr.call({ ...view, service: herald.url, faults: { '*': 'omit' } });
    expect(topicsOf(answer.body)).toEqual(['HER2LOWTDXD']);
    expect(answer.calls.length).toBeGreaterThanOrEqual(11);
    expect(answer.calls.every(({ authorized }) => authorized)).toBe(true);
    expect(extensionOf(answer.body, 'data')).toBeUndefined();
  });

  test('no prefetch and no server is refused with the required keys', async () => {
    const answer = await ehr.call({ ...view, service: herald.url, faults: { '*': 'omit' }, withoutServer: true });
    expect(answer.status).toBe(412);
    const issues = objectsAt(asFields(answer.body), 'issue');
    expect(issues.map((issue) => issue.expression)).toEqual([['prefetch.patient'], ['prefetch.her2']]);
  });

  test('feedback on its cards is taken', async () => {
    const call = { ...view, service: herald.url };
    const answer = await ehr.call(call);
    expect(await ehr.sendFeedback(call, answer, 'overridden')).toBe(200);
    expect(await ehr.sendFeedback(call, answer, 'accepted')).toBe(200);
  });
});

describe('in tenants mode', () => {
  let herald: RunningHerald;
  beforeAll(async () => {
    herald = await runHerald({ tenants: [ehr.tenant], env: { HERALD_DISCOVERY: 'signed' } });
  });
  afterAll(() => herald.drain());

  test('a signed call is answered, its key found at the listed key set', async () => {
    const call = { hook: 'patient-view', service: herald.url, sign: { audience: publicUrl } };
    const answer = await ehr.call(call);
    expect(answer.status).toBe(200);
    expect(topicsOf(answer.body)).toEqual(['HER2LOWTDXD']);
    expect(await ehr.sendFeedback(call, answer, 'overridden')).toBe(200);
  });

  test('a token for another address is refused with a bare 401', async () => {
    const answer = await ehr.call({ hook: 'patient-view', service: herald.url, sign: {} });
    expect(answer.status).toBe(401);
  });
});
