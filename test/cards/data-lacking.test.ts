import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asFields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import type { HookAnswer, SimulatedEhr } from '../../src/simulate/simulated-ehr.js';
import { useRealFetch } from '../support/loopback-server.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { fixtureEhr } from '../support/tenants-herald.js';

let ehr: SimulatedEhr;
let herald: RunningHerald;
beforeAll(async () => {
  useRealFetch();
  [ehr, herald] = await Promise.all([fixtureEhr(), runHerald()]);
});
afterAll(async () => {
  await herald.drain();
  await ehr.close();
});

const detailOf = ({ body }: HookAnswer): string => textAt(objectsAt(asFields(body), 'cards')[0], 'detail') ?? '';
const dataOf = ({ body }: HookAnswer): unknown => objectAt(asFields(body), 'extension')?.['org.herald-cds.data'];
const call = { hook: 'patient-view' } as const;

describe('a card that was made without some of the data', () => {
  test('a key that cannot be had is named as not received', async () => {
    const answer = await ehr.call({ ...call, service: herald.url, faults: { procedures: '401' } });
    expect(detailOf(answer)).toMatch(/\*\*Not received or not read:\*\* not received: procedures/);
    expect(dataOf(answer)).toEqual({ lacking: [{ key: 'procedures', state: 'failed', cause: 'denied' }] });
  });

  test('a key of which only a part came is named as received in part', async () => {
    const answer = await ehr.call({ ...call, service: herald.url, faults: { her2: 'partial' } });
    expect(detailOf(answer)).toContain('received in part: her2');
    expect(dataOf(answer)).toEqual({ lacking: [{ key: 'her2', state: 'partial', cause: 'outcome' }] });
  });

  test('an order whose drug is a reference that nobody resolved is named in the answer', async () => {
    const draft = {
      ...{ resourceType: 'MedicationRequest', id: 'd1', status: 'draft', intent: 'order' },
      medicationReference: { reference: 'Medication/unknown' },
    };
    const draftOrders = { resourceType: 'Bundle', entry: [{ resource: draft }] };
    const selections = ['MedicationRequest/d1'];
    const answer = await ehr.call({ hook: 'order-select', service: herald.url, draftOrders, selections });
    expect(answer.calls).toEqual([{ method: 'GET', of: 'Medication', authorized: true }]);
    expect(asFields(answer.body)).toMatchObject({
      cards: [],
      extension: {
        'org.herald-cds.assessment': { silence: 'NO_RELEVANT_ORDER' },
        'org.herald-cds.data': { orders: [{ reference: 'MedicationRequest/d1', problem: 'REFERENCE_NOT_RESOLVED' }] },
      },
    });
  });

  test('an order whose drug only the FHIR server knows is looked up before it is judged to be none of ours', async () => {
    const medication = { resourceType: 'Medication', id: 'm1', code: { text: 'capecitabine' } };
    const patient = await fixtureEhr({ more: [medication] });
    const draft = {
      ...{ resourceType: 'MedicationRequest', id: 'd1', status: 'draft', intent: 'order' },
      medicationReference: { reference: 'Medication/m1' },
    };
    const draftOrders = { resourceType: 'Bundle', entry: [{ resource: draft }] };
    const answer = await patient.call({
      ...{ hook: 'order-select', service: herald.url, draftOrders, selections: ['MedicationRequest/d1'] },
    });
    expect(objectsAt(asFields(answer.body), 'cards')).toHaveLength(1);
    await patient.close();
  });
});
