import { type Memory, noMemory } from '../clinical/advice/memory.js';
import type { Metrics } from '../metrics/metrics.js';
import { type AnsweredCall, decisionRows } from './decision-rows.js';
import { openDecisionQueue } from './decisions.js';
import { type FeedbackBatch, keepFeedback } from './feedback.js';
import { makeInTime } from './in-time.js';
import { makeKeyedHash } from './keyed-hash.js';
import type { Store } from './open-store.js';
import type { Retention } from './purge.js';
import { purgeRegularly } from './purge-regularly.js';
import { type QuietDays, readMemory } from './recall.js';
import { type ClaimTokenId, shareTokenIds } from './shared-token-ids.js';
import { type StoreState, watchStore } from './store-watch.js';

/** Which memory is asked for: of one patient, within the quiet periods of the client. */
interface RecallQuery {
  readonly tenant: string;
  /** `Patient/{id}`; hashed before it is looked for. */
  readonly patient: string;
  readonly hookInstance: string;
  readonly quiet: QuietDays;
}

/** Everything that the process keeps, as the edge uses it. Nothing in it but `keepFeedback` makes an answer wait for the store. */
export interface Keeper {
  readonly store: Store;
  readonly state: () => StoreState;
  /** Memory within 20 ms, else none, marked. Never rejects. */
  readonly recall: (query: RecallQuery) => Promise<Memory>;
  /** Takes an answered call for the record of decisions; returns at once. */
  readonly record: (call: AnsweredCall) => void;
  /** Resolves after the commit; rejects where nothing was kept. */
  readonly keepFeedback: (batch: FeedbackBatch) => Promise<void>;
  readonly claimTokenId: ClaimTokenId;
  /** Writes what waits, then closes; true where nothing was left. */
  readonly close: (deadlineMs: number) => Promise<boolean>;
}

export interface KeeperOptions {
  readonly store: Store;
  readonly hashKey: string;
  readonly retention: Retention;
  readonly metrics: Metrics;
  /** Token ids of this process. */
  readonly localTokenIds: ClaimTokenId;
  /** Takes a failure of the store for the log. */
  readonly onFailure: (error: unknown) => void;
}

/** Milliseconds that an answer waits for memory, or for a token id in a shared store, at most. */
const recallLimitMs = 20;
const tokenIdLimitMs = 50;
/** Milliseconds without a further try after a bad one. */
const pauseMs = 1_000;
const watchEveryMs = 2_000;
/** Batches of feedback that wait for their commit; a further one is told to come again. */
const mostBatches = 200;

/** Lets `most` calls run at a time; a further one is refused at once, so that none waits behind a store that hangs. */
function bounded<Argument>(most: number, run: (argument: Argument) => Promise<void>) {
  let running = 0;
  return async (argument: Argument): Promise<void> => {
    if (running >= most) throw new Error('too many batches wait for the store');
    running += 1;
    try {
      await run(argument);
    } finally {
      running -= 1;
    }
  };
}

const isoNow = (): string => new Date().toISOString();

/** Opens everything that is kept over a store. The store may be away: it is looked for until it is there. */
export function openKeeper({ store, hashKey, retention, metrics, localTokenIds, onFailure }: KeeperOptions): Keeper {
  const hash = makeKeyedHash(hashKey);
  const watch = watchStore({ store, everyMs: watchEveryMs, onFailure });
  const queue = openDecisionQueue(store);
  const timing = { pauseMs, now: () => performance.now() };
  const inTime = makeInTime({ ...timing, limitMs: recallLimitMs, onResult: metrics.memory });
  const tokenIds = shareTokenIds({
    store,
    local: localTokenIds,
    inTime: makeInTime({ ...timing, limitMs: tokenIdLimitMs, onResult: metrics.tokenIds }),
  });
  const stopPurging = purgeRegularly({ store, retention, now: isoNow, onFailure });
  metrics.watch({ storeState: watch.state, queue: () => queue.state(), tokenIdsWaiting: tokenIds.waiting });
  return {
    store,
    state: watch.state,
    recall: async ({ tenant, patient, hookInstance, quiet }) => {
      const query = { tenant, patient: hash('patient', tenant, patient), hookInstance, quiet, now: isoNow() };
      const memory = await inTime(() => readMemory(store.db, query), noMemory);
      return { ...memory, mark: (fingerprint) => hash('evidence', tenant, fingerprint) };
    },
    record: (call) => {
      queue.push(decisionRows(call, hash));
    },
    keepFeedback: bounded(mostBatches, (batch) => keepFeedback(store, batch)),
    // One process over a file needs no other to tell it; several over one database do.
    claimTokenId: store.kind === 'postgres' ? tokenIds.claim : localTokenIds,
    close: async (deadlineMs) => {
      stopPurging();
      watch.stop();
      const [decisionsDone, tokensDone] = await Promise.all([queue.close(deadlineMs), tokenIds.close(deadlineMs)]);
      await store.close();
      return decisionsDone && tokensDone;
    },
  };
}
