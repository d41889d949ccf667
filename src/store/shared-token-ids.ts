import { CommitQueue } from './commit-queue.js';
import type { InTime } from './in-time.js';
import type { Store } from './open-store.js';
import { claimTokenId } from './token-ids.js';

/** Claims a token id; false for a replay. @param expires seconds since 1970 until which the id is to be remembered. */
export type ClaimTokenId = (issuer: string, jti: string, expires: number) => Promise<boolean>;

export interface SharedTokenIds {
  readonly claim: ClaimTokenId;
  /** Ids claimed in this process alone that wait for the database. */
  readonly waiting: () => number;
  readonly close: (deadlineMs: number) => Promise<boolean>;
}

export interface SharedTokenIdOptions {
  readonly store: Store;
  /** Ids of this process: refuses a replay here without asking the database. */
  readonly local: ClaimTokenId;
  readonly inTime: InTime;
}

/** Most ids kept for writing them later. */
const capacity = 50_000;

/**
 * Token ids shared by every replica of one database. While the database does not answer in time, an id is claimed in this process alone
 * and written as soon as the database is back: clinicians get their answers, and until then a captured token could be replayed once at
 * each other replica.
 */
export function shareTokenIds({ store, local, inTime }: SharedTokenIdOptions): SharedTokenIds {
  type Token = Parameters<typeof claimTokenId>[1];
  const later = new CommitQueue<Token>({
    capacity,
    batch: 500,
    delayMs: 200,
    maxPauseMs: 2_000,
    write: async (tokens) => {
      await store.db
        .insertInto('jti')
        .values([...tokens])
        .onConflict((on) => on.columns(['issuer', 'jti']).doNothing())
        .execute();
    },
  });
  const claim: ClaimTokenId = async (issuer, jti, expires) => {
    if (!(await local(issuer, jti, expires))) return false;
    const token = { issuer, jti, expires: new Date(expires * 1_000).toISOString() };
    const claimed = await inTime<boolean | undefined>(() => claimTokenId(store, token), undefined);
    if (claimed === undefined) later.push(token);
    return claimed ?? true;
  };
  return { claim, waiting: () => later.state().waiting, close: (deadlineMs) => later.close(deadlineMs) };
}
