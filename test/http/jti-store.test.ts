import { describe, expect, test } from '@jest/globals';
import { makeMemoryJtiStore } from '../../src/http/jti-store.js';
import { seconds, start } from '../support/client-tokens.js';

describe('the store of token ids', () => {
  test('forgets an id when its token has expired', async () => {
    const clock = { now: start };
    const store = makeMemoryJtiStore({ now: () => clock.now });
    expect(await store.claim('i', 'a', seconds + 300)).toBe(true);
    clock.now += 299_000;
    expect(await store.claim('i', 'a', seconds + 300)).toBe(false);
    clock.now += 3_600_000;
    expect(await store.claim('i', 'a', clock.now / 1_000 + 300)).toBe(true);
  });

  test('keeps the ids of two issuers apart', async () => {
    const store = makeMemoryJtiStore({ now: () => start });
    expect(await store.claim('i', 'a', seconds + 300)).toBe(true);
    expect(await store.claim('j', 'a', seconds + 300)).toBe(true);
    expect(await store.claim('i","a', '', seconds + 300)).toBe(true);
  });

  test('an issuer that fills its share leaves the others theirs', async () => {
    const clock = { now: start };
    const store = makeMemoryJtiStore({ now: () => clock.now, capacity: 8 });
    const claim = (iss: string, jti: string): Promise<boolean> => store.claim(iss, jti, seconds + 60);
    expect([await claim('greedy', 'a'), await claim('greedy', 'b'), await claim('greedy', 'c')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(await claim('other', 'a')).toBe(true);
    clock.now += 180_000;
    expect(await store.claim('greedy', 'c', seconds + 400)).toBe(true);
  });

  test('refuses rather than forgets when it is full, and has room again when ids expire', async () => {
    const clock = { now: start };
    const store = makeMemoryJtiStore({ now: () => clock.now, capacity: 2, perIssuer: 2 });
    expect(await store.claim('i', 'a', seconds + 60)).toBe(true);
    expect(await store.claim('i', 'b', seconds + 60)).toBe(true);
    expect(await store.claim('i', 'c', seconds + 60)).toBe(false);
    expect(await store.claim('i', 'a', seconds + 60)).toBe(false);
    clock.now += 180_000;
    expect(await store.claim('i', 'c', seconds + 400)).toBe(true);
  });
});
