import type { Insertable } from 'kysely';
import { CommitQueue } from './commit-queue.js';
import type { Store } from './open-store.js';
import type { CardTable, DecisionTable } from './schema.js';
import { type SuppressionPolicy, suppressFor } from './suppressions.js';

/** One answered request with the cards that it gave. */
export interface Decision {
  readonly decision: Insertable<DecisionTable>;
  readonly cards: readonly Insertable<CardTable>[];
}

/** Rows per statement: a decision has 17 columns, SQLite takes 32,766 parameters in one statement. */
const batch = 500;

/**
 * Queue of decisions and cards; a hook answer never waits for it. Idempotent by id, so a retry after a lost answer writes nothing twice.
 * Feedback that came before its card takes effect when the card is written.
 */
export function openDecisionQueue(store: Store, policy: SuppressionPolicy, capacity = 20_000): CommitQueue<Decision> {
  return new CommitQueue<Decision>({
    capacity,
    batch,
    delayMs: 5,
    maxPauseMs: 2_000,
    write: (rows) =>
      store.db.transaction().execute(async (transaction) => {
        const decisions = rows.map((row) => row.decision);
        const cards = rows.flatMap((row) => row.cards);
        await transaction
          .insertInto('decisions')
          .values(decisions)
          .onConflict((on) => on.column('id').doNothing())
          .execute();
        if (cards.length === 0) return;
        await transaction
          .insertInto('cards')
          .values(cards)
          .onConflict((on) => on.column('uuid').doNothing())
          .execute();
        await suppressFor(transaction, { cards: cards.map((card) => card.uuid), policy });
      }),
  });
}
