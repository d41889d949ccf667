import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeDecisions } from '../../src/store/decisions.js';
import { keepFeedback } from '../../src/store/feedback.js';
import { migrate, openStore, type Store } from '../../src/store/open-store.js';
import { sqlitePlace, type TestPlace } from '../support/both-stores.js';
import { noKeeper } from '../support/no-keeper.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { storedDecision } from '../support/stored-decisions.js';

const token = 'operator-token-of-the-tests';
const authorization = { Authorization: `Bearer ${token}` };
let place: TestPlace;
let store: Store;
let herald: RunningHerald;

beforeAll(async () => {
  place = await sqlitePlace();
  store = openStore(place.place);
  await migrate(store);
  const rows = Array.from({ length: 8 }, (_each, index) => storedDecision(index, { tenant: 'open' }));
  await writeDecisions(store, rows);
  await keepFeedback(store, {
    ...{ tenant: 'open', service: 'her2-order-select', received: '2026-11-24T10:01:00.000Z' },
    items: [
      {
        ...{ card: 'card-0', outcome: 'overridden', suggestions: [], outcomeAt: '2026-11-24T10:00:59.000Z' },
        reason: { code: '=cmd' },
        commented: true,
      },
    ],
  });
  herald = await runHerald({
    keeper: noKeeper({ store }),
    env: { HERALD_OPERATOR_TOKEN_HASH: createHash('sha256').update(token).digest('hex') },
  });
});
afterAll(async () => {
  await herald.drain();
  await store.close();
  await place.remove();
});

const get = (path: string, headers: Record<string, string> = authorization) =>
  fetch(`${herald.url}${path}`, { headers });
const days = 'from=2026-11-01&to=2026-11-30';

describe('routes of the operator', () => {
  const paths = ['/metrics', '/insights/summary.json', '/insights/summary.csv', '/insights/interventions.csv'];

  test.each(paths)('%s lets in the operator alone', async (path) => {
    expect((await get(path)).status).toBe(200);
    for (const wrong of [{}, { Authorization: 'Bearer another' }, { Authorization: `Basic ${token}` }]) {
      const response = await get(path, wrong);
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    }
  });

  test('are open in open mode without a token, and are not there in tenants mode without one', async () => {
    const open = await runHerald();
    expect((await fetch(`${open.url}/metrics`)).status).toBe(200);
    await open.drain();
    const tenants = await runHerald({
      tenants: [{ id: 'a', issuer: 'https://a.example/', jwks: { url: 'https://a.example/jwks' } }],
    });
    expect((await fetch(`${tenants.url}/metrics`)).status).toBe(404);
    expect((await fetch(`${tenants.url}/insights/summary.json`)).status).toBe(404);
    await tenants.drain();
  });
});

describe('insights', () => {
  test('the summary counts decisions; counts below five are "<5"', async () => {
    const summary: unknown = await (await get(`/insights/summary.json?${days}`)).json();
    expect(summary).toMatchObject({ tenant: 'open', from: '2026-11-01', to: '2026-11-30' });
    expect(summary).toMatchObject({
      lines: expect.arrayContaining([
        expect.objectContaining({ measure: 'decision', week: '2026-W48', value: 'order-select', count: 8 }),
        expect.objectContaining({ measure: 'category', value: 'low', count: '<5' }),
        expect.objectContaining({ measure: 'overridden', value: 'discuss', category: 'her2-none', count: '<5' }),
      ]),
    });
  });

  test('the table has a header and one line per count', async () => {
    const lines = (await (await get(`/insights/summary.csv?${days}`)).text()).split('\r\n');
    expect(lines[0]).toBe('measure,week,service,value,category,reason,count');
    expect(lines).toContain('decision,2026-W48,her2-order-select,order-select,,,8');
  });

  test('the export has every card with what was done about it; a code that looks like a formula stays text', async () => {
    const response = await get(`/insights/interventions.csv?${days}`);
    expect(response.headers.get('content-disposition')).toContain('interventions-open.csv');
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(9);
    expect(lines[0]).toBe(
      'date,intervention,kind,indicator,category,user,location,service,card,actionTaken,acceptedSuggestion,actionDate,feedbackReason,feedbackComment',
    );
    expect(lines[1]).toContain("card-0,overridden,,2026-11-24T10:00:59.000Z,'=cmd,given");
    const rows = (await (await get(`/insights/interventions.ndjson?${days}`)).text()).trimEnd().split('\n');
    expect(rows.map((row) => JSON.parse(row).card)).toHaveLength(8);
    expect(JSON.parse(rows[1] ?? '{}')).toMatchObject({
      intervention: 'HER2LOWTDXD',
      user: 'user-hash',
      actionTaken: 'no-answer',
    });
  });

  test.each([
    'tenant=other',
    'from=2026-13-01',
    'to=yesterday',
    'from=2026-11-30&to=2026-11-01',
    'from=2020-01-01&to=2026-11-01',
    'from=2026-11-01&from=2026-11-02',
    'patient=p1',
  ])('the query %s is 400', async (query) => {
    const response = await get(`/insights/summary.json?${query}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('INSIGHTS_QUERY_INVALID');
  });

  test('a store that does not answer is 503', async () => {
    const away = await runHerald();
    const paths = ['/insights/summary.json', '/insights/interventions.csv', '/insights/interventions.ndjson'];
    const statuses = await Promise.all(paths.map(async (path) => (await fetch(`${away.url}${path}`)).status));
    await away.drain();
    expect(statuses).toEqual([503, 503, 503]);
  });
});
