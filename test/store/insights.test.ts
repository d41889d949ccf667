import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Decision, writeDecisions } from '../../src/store/decisions.js';
import { keepFeedback } from '../../src/store/feedback.js';
import { type Intervention, readInterventions, readTallies } from '../../src/store/insights.js';
import { migrate, openStore, type Store } from '../../src/store/open-store.js';
import { isoWeek, type Summary, summarise, told } from '../../src/store/summary.js';
import { postgresPlace, sqlitePlace, type TestPlace } from '../support/both-stores.js';
import { storedDecision } from '../support/stored-decisions.js';

const places: readonly (readonly [string, () => Promise<TestPlace>])[] = [
  ['SQLite', sqlitePlace],
  ['Postgres', postgresPlace],
];

describe.each(places)('insights on %s', (_name, makePlace) => {
  let place: TestPlace;
  let store: Store;

  beforeAll(async () => {
    place = await makePlace();
    store = openStore(place.place);
    await migrate(store);
    const rows: readonly Decision[] = Array.from({ length: 2_500 }, (_each, index) =>
      storedDecision(index, { tenant: index % 5 === 4 ? 'b' : 'a', at: '2026-11-23T10:00:00.000Z' }),
    );
    for (let at = 0; at < rows.length; at += 500) await writeDecisions(store, rows.slice(at, at + 500));
    const answered = { service: 'her2-order-select', received: '2026-11-24T10:01:00.000Z' };
    const item = { suggestions: [], outcomeAt: '2026-11-24T10:00:59.000Z', commented: true } as const;
    await keepFeedback(store, {
      tenant: 'a',
      ...answered,
      items: Array.from({ length: 1_200 }, (_each, index) => ({
        ...item,
        card: `card-${index}`,
        outcome: 'overridden' as const,
        reason: { code: index < 3 ? 'not-now' : 'already-done' },
      })),
    });
    await keepFeedback(store, {
      tenant: 'a',
      ...answered,
      items: [{ ...item, card: 'card-1', outcome: 'accepted', suggestions: ['s1', 's2'] }],
    });
  }, 60_000);

  afterAll(async () => {
    await store.close();
    await place.remove();
  }, 30_000);

  const query = { tenant: 'a', from: '2026-11-01', to: '2026-11-30' };
  const summary = async (tenant = 'a'): Promise<Summary> => {
    const asked = { ...query, tenant };
    return summarise(await readTallies(store.db, asked));
  };
  const count = (found: Summary, wanted: Partial<Summary['lines'][number]>) =>
    found.lines.filter((line) => Object.entries(wanted).every(([name, value]) => Reflect.get(line, name) === value));

  test('decisions, cards and categories are counted by week and service, a tenant at a time', async () => {
    expect(count(await summary(), { measure: 'decision' }).map((line) => [line.week, line.count])).toEqual([
      ['2026-W48', 2_000],
    ]);
    expect(count(await summary('b'), { measure: 'decision' }).map((line) => line.count)).toEqual([500]);
    expect(await summary('c')).toEqual({ lines: [], latency: [] });
    expect(count(await summary(), { measure: 'category' }).map((line) => [line.value, line.count])).toEqual([
      ['her2-none', 1_000],
      ['low', 1_000],
    ]);
  });

  test('what was undocumented and what could not be had is counted', async () => {
    expect(count(await summary(), { measure: 'missing' }).map((line) => [line.value, line.count])).toEqual([
      ['stage', 2_000],
    ]);
  });

  test('overrides are counted by kind, category and reason; counts below five are told as "<5"', async () => {
    const told = count(await summary(), { measure: 'overridden' });
    expect(told.map((line) => [line.value, line.category, line.reason, line.count])).toEqual(
      expect.arrayContaining([['discuss', 'low', 'not-now', '<5']]),
    );
    const kept = told.filter((line) => line.reason === 'already-done' && line.category === 'low');
    expect(kept.map((line) => line.value)).toEqual(['discuss']);
  });

  test('a card with two accepted suggestions is accepted once', async () => {
    expect(count(await summary(), { measure: 'accepted' }).map((line) => line.count)).toEqual(['<5']);
  });

  test('percentiles of the latency are given by service', async () => {
    expect((await summary()).latency).toEqual([
      { service: 'her2-order-select', count: 2_000, p50: 5, p95: 10, p99: 10 },
    ]);
  });

  test('a decision written twice is counted once', async () => {
    await writeDecisions(store, [storedDecision(0, { tenant: 'a', at: '2026-11-23T10:00:00.000Z' })]);
    expect(count(await summary(), { measure: 'decision' }).map((line) => line.count)).toEqual([2_000]);
  });

  test('an answer that came before its card is counted under the card once that is written', async () => {
    const received = '2026-11-25T09:00:00.000Z';
    const card = storedDecision(9_001, { tenant: 'd', at: received });
    const items = Array.from({ length: 6 }, (_each, index) => ({
      card: 'card-9001',
      outcome: 'overridden' as const,
      suggestions: [],
      outcomeAt: `2026-11-25T09:00:0${index}.000Z`,
      commented: false,
    }));
    await keepFeedback(store, { tenant: 'd', service: 'her2-order-select', received, items });
    expect(count(await summary('d'), { measure: 'overridden' }).map((line) => line.value)).toEqual(['unknown-card']);
    await writeDecisions(store, [card]);
    const after = count(await summary('d'), { measure: 'overridden' });
    expect(after.map((line) => [line.value, line.category, line.count])).toEqual([['discuss', 'low', 6]]);
  });

  test('every card and every answer is exported once, in order', async () => {
    const rows: Intervention[] = [];
    for await (const page of readInterventions(store.db, query)) rows.push(...page);
    expect(new Set(rows.map((row) => row.uuid)).size).toBe(2_000);
    expect(
      rows
        .filter((row) => row.outcome === 'accepted')
        .map((row) => row.suggestion)
        .sort(),
    ).toEqual(['s1', 's2']);
    expect(rows.map((row) => row.uuid)).toEqual([...rows.map((row) => row.uuid)].sort());
  });
});

test('an ISO week belongs to the year of its Thursday', () => {
  expect(['2026-12-31', '2027-01-03', '2027-01-04', '2024-12-30'].map(isoWeek)).toEqual([
    '2026-W53',
    '2026-W53',
    '2027-W01',
    '2025-W01',
  ]);
});

test('no count from one to four is told', () => {
  expect([0, 1, 4, 5].map(told)).toEqual([0, '<5', '<5', 5]);
});
