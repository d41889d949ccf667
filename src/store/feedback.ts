import { createHash } from 'node:crypto';
import { tallyAnswers } from './answer-tallies.js';
import type { Store } from './open-store.js';
import type { FeedbackTable } from './schema.js';
import { addToTallies } from './tallies.js';

/** One item of feedback, checked at the edge. No comment text comes this far. */
interface FeedbackItem {
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  /** uuids of accepted suggestions; none for an override. */
  readonly suggestions: readonly string[];
  /** RFC 3339 time, normalised to UTC. */
  readonly outcomeAt: string;
  readonly reason?: { readonly system?: string; readonly code: string };
  readonly commented: boolean;
}

export interface FeedbackBatch {
  readonly tenant: string;
  readonly service: string;
  /** ISO time of receipt. */
  readonly received: string;
  /** Keyed hash of the user, where known. */
  readonly clinician?: string;
  readonly items: readonly FeedbackItem[];
}

function rowsOf(batch: FeedbackBatch): FeedbackTable[] {
  return batch.items.flatMap((item) =>
    (item.suggestions.length === 0 ? [''] : item.suggestions).map((suggestion) => {
      const key = [batch.tenant, item.card, item.outcome, suggestion, item.outcomeAt];
      return {
        // The same answer sent twice is the same row, on any machine.
        id: createHash('sha256').update(JSON.stringify(key)).digest('hex'),
        received: batch.received,
        tenant: batch.tenant,
        service: batch.service,
        card: item.card,
        outcome: item.outcome,
        suggestion,
        outcome_at: item.outcomeAt,
        reason_system: item.reason?.system ?? null,
        reason_code: item.reason?.code ?? null,
        commented: item.commented ? 1 : 0,
        clinician: batch.clinician ?? null,
      };
    }),
  );
}

/** Rows per statement: 12 columns each, and SQLite takes 32,766 parameters. */
const rowsPerStatement = 1_000;

/**
 * Keeps a batch in one transaction and resolves after its commit. Idempotent; feedback on a card that is not known is kept too.
 *
 * @throws the database's error; nothing of the batch is kept then.
 */
export async function keepFeedback(store: Store, batch: FeedbackBatch): Promise<void> {
  const rows = rowsOf(batch);
  await store.db.transaction().execute(async (transaction) => {
    for (let at = 0; at < rows.length; at += rowsPerStatement) {
      const fresh = await transaction
        .insertInto('feedback')
        .values(rows.slice(at, at + rowsPerStatement))
        .onConflict((on) => on.doNothing())
        .returning('id')
        .execute();
      const ids = new Set(fresh.map((row) => row.id));
      const added = rows.filter((row) => ids.has(row.id));
      await addToTallies(transaction, await tallyAnswers(transaction, added));
    }
  });
}
