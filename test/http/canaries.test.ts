import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { asFields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import { makeMemoryJtiStore } from '../../src/http/jti-store.js';
import { openMetrics } from '../../src/metrics/metrics.js';
import type { HookCall, SimulatedEhr } from '../../src/simulate/simulated-ehr.js';
import { openKeeper } from '../../src/store/keeper.js';
import { openStore } from '../../src/store/open-store.js';
import { useRealFetch } from '../support/loopback-server.js';
import { noon, publicUrl, type RunningHerald, runHerald } from '../support/running-herald.js';
import { fixtureEhr } from '../support/tenants-herald.js';

// Two processors may be shared with many other tests.
jest.setTimeout(60_000);

const note = 'CANARY-NOTE-4471';
const comment = 'CANARY-COMMENT-8802';
const user = 'CANARY-USER-1905';
const operatorToken = 'operator-token-of-this-test-run-0001';
/** Name, MRN and id of the fixture patient, and what no other line may hold. */
const ofPatient = ['Synthetic', 'SYN-413947', 'low-1plus-hr-positive', note, comment, user];

let ehr: SimulatedEhr;
let herald: RunningHerald;
let data: string;
let written = '';
const store = (): ReturnType<typeof openStore> => openStore({ kind: 'sqlite', directory: data });
let close: () => Promise<boolean>;
beforeAll(async () => {
  useRealFetch();
  data = mkdtempSync(path.join(os.tmpdir(), 'herald-canaries-'));
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
  }
  const result = {
    ...{ resourceType: 'Observation', id: 'noted', status: 'final', effectiveDateTime: '2026-10-01' },
    subject: { reference: 'Patient/low-1plus-hr-positive' },
    code: { coding: [{ system: 'http://loinc.org', code: '85319-2' }], text: note },
    valueString: note,
    note: [{ text: note }],
  };
  ehr = await fixtureEhr({ more: [result] });
  const keeper = openKeeper({
    store: store(),
    hashKey: randomBytes(32).toString('hex'),
    retention: { decisionDays: 400, feedbackDays: 400 },
    metrics: openMetrics(),
    localTokenIds: makeMemoryJtiStore({ now: () => noon }).claim,
    onFailure: () => undefined,
  });
  close = () => keeper.close(5_000);
  herald = await runHerald({
    tenants: [{ ...ehr.tenant, suppression: { shownRecentlyDays: 0, overriddenDays: 0 }, deadlineMs: 8_000 }],
    keeper,
    env: { HERALD_OPERATOR_TOKEN_HASH: createHash('sha256').update(operatorToken).digest('hex') },
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await ehr.close();
  rmSync(data, { recursive: true });
});

const call = (more: Partial<HookCall> = {}): HookCall => ({
  ...{ service: herald.url, hook: 'patient-view', sign: { audience: publicUrl } },
  ...more,
});

/** Every way through the service: cards, refusals, faults, feedback with words, bodies that are none. */
async function goEveryWay(): Promise<{ readonly secrets: readonly string[]; readonly refusals: readonly string[] }> {
  const secrets = new Set<string>();
  const refusals: string[] = [];
  const context = { patientId: 'low-1plus-hr-positive', userId: `Practitioner/${user}` };
  const whole = await ehr.call(call({ more: { context } }));
  await ehr.sendFeedback(call(), whole, 'accepted');
  for (const fault of ['omit', 'outcome', 'partial', '401', 'wrong-patient'] as const) {
    const answer = await ehr.call(call({ faults: { '*': fault } }));
    secrets.add(textAt(objectAt(answer.request, 'fhirAuthorization'), 'access_token') ?? '');
    if (answer.status !== 200) refusals.push(JSON.stringify(answer.body));
  }
  const post = async (route: string, body: unknown): Promise<void> => {
    const Authorization = await ehr.authorization(call(), route);
    secrets.add(Authorization.slice('Bearer '.length));
    const answer = await herald.post(route, body, { Authorization, 'X-Request-Id': note });
    refusals.push(await answer.text());
  };
  const [card] = objectsAt(asFields(whole.body), 'cards');
  const item = { card: textAt(card, 'uuid'), outcome: 'overridden', overrideReason: { userComment: comment } };
  await post('/cds-services/her2-patient-view/feedback', {
    feedback: [{ ...item, outcomeTimestamp: new Date(noon).toISOString() }],
  });
  await post('/cds-services/her2-patient-view', `{"hook": "${note}`);
  await post('/cds-services/her2-patient-view', { hook: note, context: { patientId: note } });
  await post(`/cds-services/${note}`, {});
  await post('/assess', { resourceType: note });
  return { secrets: [...secrets], refusals };
}

describe('tokens, names, record numbers and notes', () => {
  test('stand in no log, no stream, no metric, no refusal and no byte of the store', async () => {
    const { secrets, refusals } = await goEveryWay();
    const headers = { authorization: `Bearer ${operatorToken}` };
    const metrics = await (await fetch(`${herald.url}/metrics`, { headers })).text();
    await herald.drain();
    expect(await close()).toBe(true);
    const files = readdirSync(data).map((file) => readFileSync(path.join(data, file), 'latin1'));
    const places = { log: herald.lines.join('\n'), metrics, refusals: refusals.join('\n'), store: files.join('\n') };
    // Each place was written to, so that there is something to look through.
    expect(places.metrics).toContain('her2-patient-view');
    expect(places.store).toContain('her2-patient-view');
    expect(places.log).toContain('her2-patient-view');
    expect(refusals.length).toBeGreaterThan(6);
    for (const secret of [...secrets, ...ofPatient, 'eyJ', operatorToken]) {
      expect(secret).not.toBe('');
      const found = Object.entries({ ...places, written }).filter(([, text]) => text.includes(secret));
      expect([secret.slice(0, 12), found.map(([place]) => place)]).toEqual([secret.slice(0, 12), []]);
    }
  });
});
