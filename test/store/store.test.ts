import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Decision, openDecisionQueue } from '../../src/store/decisions.js';
import { type FeedbackBatch, keepFeedback } from '../../src/store/feedback.js';
import { migrate, openStore, type Store } from '../../src/store/open-store.js';
import { purge } from '../../src/store/purge.js';
import { type QuietDays, readMemory } from '../../src/store/recall.js';
import { claimTokenId } from '../../src/store/token-ids.js';
import { postgresPlace, sqlitePlace, type TestPlace } from '../support/both-stores.js';

const quiet: QuietDays = {
  shown: 14,
  overridden: (reason) => (reason === 'not-a-candidate' ? 90 : 0),
  accepted: 30,
};

function decision(id: string, card: string, topic = 'HER2LOWTDXD'): Decision {
  return {
    decision: {
      id,
      at: '2026-11-24T10:00:00.000Z',
      tenant: 't',
      service: 'her2-order-select',
      hook: 'order-select',
      hook_instance: id,
      patient: 'hash-1',
      category: 'low',
      asco_cap_status: 'negative',
      reason: null,
      next_step: 'ELIGIBILITY_REVIEW',
      advice: '["discuss"]',
      silence: null,
      missing: '[]',
      unavailable: '[]',
      knowledge: '2026.11',
      latency_ms: 1.5,
    },
    cards: [
      {
        uuid: card,
        decision: id,
        hook_instance: id,
        clinician: null,
        category: 'low',
        at: '2026-11-24T10:00:00.000Z',
        tenant: 't',
        service: 'her2-order-select',
        patient: 'hash-1',
        topic,
        kind: 'discuss',
        indicator: 'info',
        evidence: 'e1',
        suggestions: '[]',
      },
    ],
  };
}

function override(card: string, code: string): FeedbackBatch {
  return {
    tenant: 't',
    service: 'her2-order-select',
    received: '2026-11-24T10:01:00.000Z',
    items: [
      {
        card,
        outcome: 'overridden',
        suggestions: [],
        outcomeAt: '2026-11-24T10:00:59.000Z',
        reason: { code },
        commented: true,
      },
    ],
  };
}

const places: readonly (readonly [string, () => Promise<TestPlace>])[] = [
  ['SQLite', sqlitePlace],
  ['Postgres', postgresPlace],
];

describe.each(places)('store on %s', (_name, makePlace) => {
  let place: TestPlace;
  let store: Store;
  const now = '2026-11-24T12:00:00.000Z';

  beforeAll(async () => {
    place = await makePlace();
    store = openStore(place.place);
    await migrate(store);
  }, 60_000);

  afterAll(async () => {
    await store.close();
    await place.remove();
  }, 30_000);

  const memory = (patient = 'hash-1', at = now) =>
    readMemory(store.db, { tenant: 't', patient, now: at, hookInstance: 'another', quiet });
  const write = async (...rows: Decision[]): Promise<void> => {
    const queue = openDecisionQueue(store);
    for (const row of rows) queue.push(row);
    expect(await queue.close(5_000)).toBe(true);
  };

  test('migrating a second time changes nothing', async () => {
    await migrate(store);
    expect(await store.db.selectFrom('decisions').selectAll().execute()).toEqual([]);
  });

  test('a decision written twice is kept once', async () => {
    await write(decision('d1', 'card-1'));
    await write(decision('d1', 'card-1'));
    expect(await store.db.selectFrom('decisions').select('id').execute()).toEqual([{ id: 'd1' }]);
    expect(await store.db.selectFrom('cards').select('uuid').execute()).toEqual([{ uuid: 'card-1' }]);
  });

  test('a card shown within the quiet period is remembered for that patient alone', async () => {
    expect((await memory()).shown).toEqual([{ topic: 'HER2LOWTDXD', evidence: 'e1' }]);
    expect((await memory('hash-2')).shown).toEqual([]);
    expect((await memory('hash-1', '2026-12-09T12:00:00.000Z')).shown).toEqual([]);
  });

  test('the same feedback sent twice is one row', async () => {
    await keepFeedback(store, override('card-1', 'seen'));
    await keepFeedback(store, override('card-1', 'seen'));
    expect(await store.db.selectFrom('feedback').select('card').execute()).toEqual([{ card: 'card-1' }]);
    expect((await memory()).overridden).toEqual([]);
  });

  test('an override with a lasting reason keeps the topic quiet until its days are over', async () => {
    await keepFeedback(store, {
      ...override('card-1', 'not-a-candidate'),
      received: '2026-11-24T10:02:00.000Z',
      items: override('card-1', 'not-a-candidate').items.map((item) => ({
        ...item,
        outcomeAt: '2026-11-24T10:01:59.000Z',
      })),
    });
    expect((await memory()).overridden).toEqual([{ topic: 'HER2LOWTDXD', evidence: 'e1' }]);
    expect((await memory('hash-1', '2027-02-21T00:00:00.000Z')).overridden).toHaveLength(1);
    expect((await memory('hash-1', '2027-02-23T00:00:00.000Z')).overridden).toEqual([]);
  });

  test('a repeated call of the same hook instance is not told that its own card was shown', async () => {
    const query = { tenant: 't', patient: 'hash-1', now, quiet };
    expect((await readMemory(store.db, { ...query, hookInstance: 'd1' })).shown).toEqual([]);
  });

  test('an accepted suggestion is remembered with its evidence for its days', async () => {
    await write({
      ...decision('d3', 'card-3'),
      cards: decision('d3', 'card-3').cards.map((card) => ({ ...card, patient: 'hash-3' })),
    });
    await keepFeedback(store, {
      ...override('card-3', ''),
      items: [{ card: 'card-3', outcome: 'accepted', suggestions: ['s1'], outcomeAt: now, commented: false }],
    });
    expect((await memory('hash-3')).accepted).toEqual([{ topic: 'HER2LOWTDXD', evidence: 'e1' }]);
    expect((await memory('hash-3', '2026-12-25T12:00:00.000Z')).accepted).toEqual([]);
  });

  test('feedback that overtakes its card counts when the card is written', async () => {
    await keepFeedback(store, override('card-2', 'not-a-candidate'));
    expect((await memory()).overridden).toHaveLength(1);
    await write(decision('d2', 'card-2', 'HER2COMPLETETESTING'));
    expect((await memory()).overridden.map((each) => each.topic).sort()).toEqual([
      'HER2COMPLETETESTING',
      'HER2LOWTDXD',
    ]);
  });

  test('feedback on a card that nobody knows is kept', async () => {
    await keepFeedback(store, override('card-unknown', 'not-a-candidate'));
    const rows = await store.db
      .selectFrom('feedback')
      .select(['card', 'commented'])
      .where('card', '=', 'card-unknown')
      .execute();
    expect(rows).toEqual([{ card: 'card-unknown', commented: 1 }]);
  });

  test('a client token identifier is claimed once per issuer', async () => {
    const token = { issuer: 'https://ehr.example', jti: 'j1', expires: '2026-11-24T13:00:00.000Z' };
    const claims = await Promise.all([
      claimTokenId(store, token),
      claimTokenId(store, token),
      claimTokenId(store, token),
    ]);
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await claimTokenId(store, { ...token, issuer: 'https://other.example' })).toBe(true);
  });

  test('the purge removes what is older than the retention and keeps the rest', async () => {
    const kept = await purge(store, { decisionDays: 30, feedbackDays: 30 }, now);
    expect(kept).toEqual({ decisions: 0, cards: 0, feedback: 0, tallies: 0, jti: 0 });
    const gone = await purge(store, { decisionDays: 30, feedbackDays: 30 }, '2027-06-01T00:00:00.000Z');
    expect(gone).toMatchObject({ decisions: 3, cards: 3, feedback: 5, jti: 2 });
    expect(gone.tallies).toBeGreaterThan(0);
    expect(await store.db.selectFrom('tallies').selectAll().execute()).toEqual([]);
  });
});
