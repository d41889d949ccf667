import type { Insertable } from 'kysely';
import { tallyOvertaking } from './answer-tallies.js';
import { CommitQueue } from './commit-queue.js';
import type { Store } from './open-store.js';
import type { CardTable, DecisionTable } from './schema.js';
import { addToTallies, tallyDecisions } from './tallies.js';

/** One answered request with the cards that it gave. */
export interface Decision {
  readonly decision: Insertable<DecisionTable>;
  readonly cards: readonly Insertable<CardTable>[];
}

export type DecisionQueue = CommitQueue<Decision>;

/** Rows per statement: a decision has 17 columns and SQLite takes 32,766 parameters; SQLite blocks the event loop meanwhile. */
const batchSize: Readonly<Record<Store['kind'], number>> = { sqlite: 100, postgres: 500 };

/** Writes decisions, their cards and their tallies in one transaction. A decision that is there already changes nothing. */
export async function writeDecisions(store: Store, rows: readonly Decision[]): Promise<void> {
  if (rows.length === 0) return;
  await store.db.transaction().execute(async (transaction) => {
    const fresh = await transaction
      .insertInto('decisions')
      .values(rows.map((row) => row.decision))
      .onConflict((on) => on.column('id').doNothing())
      .returning('id')
      .execute();
    const ids = new Set(fresh.map((row) => row.id));
    const added = rows.filter((row) => ids.has(row.decision.id));
    const cards = added.flatMap((row) => row.cards);
    const freshCards =
      cards.length === 0
        ? []
        : await transaction
            .insertInto('cards')
            .values(cards)
            .onConflict((on) => on.column('uuid').doNothing())
            .returning('uuid')
            .execute();
    const shown = new Set(freshCards.map((row) => row.uuid));
    const shownCards = cards.filter((card) => shown.has(card.uuid));
    await addToTallies(transaction, [
      ...tallyDecisions({ decisions: added.map((row) => row.decision), cards: shownCards }),
      ...(await tallyOvertaking(transaction, shownCards)),
    ]);
  });
}

/**
 * Milliseconds from the first waiting row to its commit. A commit waits for the disk and, on SQLite, blocks the event loop meanwhile: rare
 * and large ones leave more of it to the answers. A killed process loses at most what came in this time.
 */
const groupMs = 50;

/** Queue of decisions and cards; a hook answer never waits for it. Idempotent by id: a retry after a lost answer writes nothing twice. */
export function openDecisionQueue(store: Store, capacity = 20_000): DecisionQueue {
  return new CommitQueue<Decision>({
    capacity,
    batch: batchSize[store.kind],
    delayMs: groupMs,
    maxPauseMs: 2_000,
    write: (rows) => writeDecisions(store, rows),
  });
}
