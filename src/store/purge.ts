import type { Store } from './open-store.js';

/** Days after which rows go; each at least 1. */
export interface Retention {
  readonly decisionDays: number;
  readonly feedbackDays: number;
}

/** How many rows a purge removed. */
export type Purged = Readonly<Record<'decisions' | 'cards' | 'feedback' | 'suppressions' | 'jti', number>>;

const dayMs = 86_400_000;

/** Removes what is older than the retention, and what has expired. `now` is an ISO time. */
export async function purge(store: Store, retention: Retention, now: string): Promise<Purged> {
  const before = (days: number): string => new Date(Date.parse(now) - days * dayMs).toISOString();
  const { db } = store;
  const [decisions, cards, feedback, suppressions, jti] = await Promise.all([
    db.deleteFrom('decisions').where('at', '<', before(retention.decisionDays)).executeTakeFirst(),
    db.deleteFrom('cards').where('at', '<', before(retention.decisionDays)).executeTakeFirst(),
    db.deleteFrom('feedback').where('received', '<', before(retention.feedbackDays)).executeTakeFirst(),
    db.deleteFrom('suppressions').where('until', '<', now).executeTakeFirst(),
    db.deleteFrom('jti').where('expires', '<', now).executeTakeFirst(),
  ]);
  return {
    decisions: Number(decisions.numDeletedRows),
    cards: Number(cards.numDeletedRows),
    feedback: Number(feedback.numDeletedRows),
    suppressions: Number(suppressions.numDeletedRows),
    jti: Number(jti.numDeletedRows),
  };
}
