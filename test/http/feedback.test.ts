import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

const path = '/cds-services/her2-order-select/feedback';
const overridden = {
  card: '4e0a3a1e-3283-4575-ab82-028d55fe2719',
  outcome: 'overridden',
  outcomeTimestamp: '2026-11-24T02:34:10.375Z',
  overrideReason: { reason: { code: 'not-eligible', system: 'http://example.org/o' }, userComment: 'COMMENT-CANARY' },
};
const accepted = {
  ...overridden,
  outcome: 'accepted',
  overrideReason: undefined,
  acceptedSuggestions: [{ id: 'e56e1945' }],
};

describe('feedback', () => {
  test('is accepted with an empty object, and once: repeating a call changes nothing', async () => {
    for (const _time of [1, 2]) {
      const response = await herald.post(path, { feedback: [overridden, accepted] });
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({});
    }
    expect(herald.memory.size).toBe(2);
  });

  test("Epic's plural overrideReasons, with the reason in an extension or missing, is accepted", async () => {
    const epic = { ...overridden, overrideReason: undefined, outcomeTimestamp: '2026-05-19T19:44:04Z' };
    const reasons = [
      { reason: { code: 'contraindicated' }, userComment: 'x' },
      { extension: { 'com.epic.cdshooks.feedback.overrideReason.reasonCategory': '45' } },
      {},
    ];
    for (const overrideReasons of reasons) {
      expect((await herald.post(path, { feedback: [{ ...epic, overrideReasons }] })).status).toBe(200);
    }
  });

  test('invalid items of a batch are named by position; the valid ones are accepted', async () => {
    const bad = [
      { ...accepted, acceptedSuggestions: [] },
      { ...overridden, outcomeTimestamp: 'yesterday' },
      null,
      { ...overridden, outcome: 'ignored' },
    ];
    const response = await herald.post(path, { feedback: [...bad, { ...overridden, card: 'another' }] });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ extension: { 'org.herald-cds.rejected': [0, 1, 2, 3] } });
  });

  test.each([
    ['no valid item', { feedback: [{ ...overridden, card: '' }] }],
    ['no list', { feedback: overridden }],
    ['a single item without the list', overridden],
    ['an empty list', { feedback: [] }],
    ['a list of 501 items', { feedback: Array.from({ length: 501 }, () => overridden) }],
  ])('%s is 400', async (_name, body) => {
    expect((await herald.post(path, body)).status).toBe(400);
  });

  test('an item with an id that no store could keep is named, and costs the others nothing', async () => {
    const answer = await herald.post(path, {
      feedback: [
        { ...overridden, card: 'nul-\u0000' },
        { ...overridden, card: 'sound' },
      ],
    });
    expect([answer.status, await answer.json()]).toEqual([200, { extension: { 'org.herald-cds.rejected': [0] } }]);
    const alone = await herald.post(path, { feedback: [{ ...overridden, card: 'half-\ud800' }] });
    expect(alone.status).toBe(400);
  });

  test('feedback for a service that is none is 404', async () => {
    expect((await herald.post('/cds-services/other/feedback', { feedback: [overridden] })).status).toBe(404);
  });

  test('what could not be kept is 503 with Retry-After, never a false 200', async () => {
    const failing = await runHerald({ sink: { accept: () => Promise.reject(new Error('disk full CANARY')) } });
    const response = await failing.post(path, { feedback: [overridden] });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).toContain('FEEDBACK_NOT_STORED');
    expect(failing.lines.join('')).not.toContain('CANARY');
    await failing.drain();
  });

  test('the words of a clinician are not logged', () => {
    expect(herald.lines.join('')).not.toContain('CANARY');
  });
});
