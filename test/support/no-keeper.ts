import { nothingRemembered } from '../../src/clinical/advice/memory.js';
import { makeMemoryJtiStore } from '../../src/http/jti-store.js';
import type { Keeper } from '../../src/store/keeper.js';
import { openStore } from '../../src/store/open-store.js';

/** A keeper that remembers nothing and keeps nothing, for what is not about the store. Its database is never reached. */
export function noKeeper(more: Partial<Keeper> = {}): Keeper {
  return {
    store: openStore({ kind: 'postgres', url: 'postgres://nobody@127.0.0.1:1/none' }),
    state: () => 'up',
    recall: () => Promise.resolve(nothingRemembered),
    record: () => undefined,
    keepFeedback: () => Promise.resolve(),
    claimTokenId: makeMemoryJtiStore({ now: Date.now }).claim,
    close: () => Promise.resolve(true),
    ...more,
  };
}
