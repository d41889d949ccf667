import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeMemoryJtiStore } from '../../src/http/jti-store.js';
import { openMetrics } from '../../src/metrics/metrics.js';
import { type Keeper, openKeeper } from '../../src/store/keeper.js';
import { openStore } from '../../src/store/open-store.js';
import { freePort, sqlitePlace, type TestPlace } from '../support/both-stores.js';
import { patientView } from '../support/hook-requests.js';
import { noKeeper } from '../support/no-keeper.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

const retention = { decisionDays: 400, feedbackDays: 400 };
const options = () => ({
  hashKey: 'k'.repeat(32),
  retention,
  metrics: openMetrics(),
  localTokenIds: makeMemoryJtiStore({ now: Date.now }).claim,
});
const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 200 && !(await holds()); tries += 1) await new Promise((done) => setTimeout(done, 20));
};

describe('what is kept of a hook call', () => {
  let place: TestPlace;
  let keeper: Keeper;
  let herald: RunningHerald;
  beforeAll(async () => {
    place = await sqlitePlace();
    keeper = openKeeper({ ...options(), store: openStore(place.place), onFailure: () => undefined });
    await until(() => keeper.state() === 'up');
    herald = await runHerald({ keeper });
  });
  afterAll(async () => {
    await herald.drain();
    await keeper.close(1_000);
    await place.remove();
  });

  test('is a decision with codes and keyed hashes, and nothing that names the patient or the user', async () => {
    const response = await herald.post('/cds-services/her2-patient-view', patientView());
    expect(response.status).toBe(200);
    await until(async () => (await keeper.store.db.selectFrom('decisions').select('id').execute()).length > 0);
    const rows = await keeper.store.db.selectFrom('decisions').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      tenant: 'open',
      service: 'her2-patient-view',
      hook: 'patient-view',
      category: 'low',
    });
    const text = JSON.stringify(rows);
    for (const named of ['p1', 'u1', 'r1', '1968']) expect(text).not.toContain(`"${named}"`);
    expect(text).not.toMatch(/Patient\/|Practitioner\/|Observation\//);
  });

  test('readiness tells the state of the store', async () => {
    expect(await (await fetch(`${herald.url}/readyz`)).json()).toMatchObject({ status: 'ready', store: 'up' });
  });

  test('feedback is in the store once it is answered; the words of its comment are not', async () => {
    const item = { card: 'c1', outcome: 'overridden', outcomeTimestamp: '2026-11-24T02:34:10Z' };
    const reason = { reason: { code: 'a sentence about the patient' }, userComment: 'COMMENT-CANARY' };
    const path = '/cds-services/her2-patient-view/feedback';
    expect((await herald.post(path, { feedback: [{ ...item, overrideReason: reason }] })).status).toBe(200);
    const rows = await keeper.store.db.selectFrom('feedback').selectAll().execute();
    expect(rows).toMatchObject([{ tenant: 'open', card: 'c1', reason_code: 'unreadable', commented: 1 }]);
    expect(JSON.stringify(rows)).not.toMatch(/CANARY|sentence/);
  });
});

describe('a database that is away', () => {
  test('leaves a process ready that had reached it before, and readiness says so', async () => {
    const herald = await runHerald({ keeper: noKeeper({ state: () => 'down' }) });
    const ready = await fetch(`${herald.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ store: 'down' })]);
    await herald.drain();
  });

  test('delays no hook answer, refuses feedback with 503, and makes a starting process unready', async () => {
    const url = `postgres://herald@127.0.0.1:${await freePort()}/herald`;
    const failures: unknown[] = [];
    const keeper = openKeeper({
      ...options(),
      store: openStore({ kind: 'postgres', url }),
      onFailure: (error) => failures.push(error),
    });
    const herald = await runHerald({ keeper });
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => herald.post('/cds-services/her2-patient-view', patientView())),
    );
    expect(answers.map((each) => each.status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(performance.now() - began).toBeLessThan(2_000);
    const feedback = { card: 'c1', outcome: 'overridden', outcomeTimestamp: '2026-11-24T02:34:10Z' };
    const refused = await herald.post('/cds-services/her2-patient-view/feedback', { feedback: [feedback] });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
    const ready = await fetch(`${herald.url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('has not been reached yet')]);
    await until(() => failures.length > 0);
    expect(failures.length).toBeGreaterThan(0);
    await herald.drain();
    await keeper.close(100);
  });

  test('memory that could not be read is marked and holds nothing back', async () => {
    const url = `postgres://herald@127.0.0.1:${await freePort()}/herald`;
    const store = openStore({ kind: 'postgres', url });
    const keeper = openKeeper({ ...options(), store, onFailure: () => undefined });
    const quiet = { shown: 14, overridden: () => 180, accepted: 30 };
    const memory = await keeper.recall({ tenant: 't', patient: 'Patient/p1', hookInstance: 'h', quiet });
    expect(memory).toMatchObject({ available: false, shown: [], overridden: [], accepted: [] });
    await keeper.close(100);
  });

  test('token ids are taken once by this process, and written when the database is back', async () => {
    const url = `postgres://herald@127.0.0.1:${await freePort()}/herald`;
    const store = openStore({ kind: 'postgres', url });
    const keeper = openKeeper({ ...options(), store, onFailure: () => undefined });
    const expires = Date.now() / 1_000 + 300;
    const claims = [await keeper.claimTokenId('i', 'j', expires), await keeper.claimTokenId('i', 'j', expires)];
    expect(claims).toEqual([true, false]);
    await keeper.close(100);
  });
});
