import { setImmediate } from 'node:timers/promises';
import type { Store } from './open-store.js';

/** Days after which rows go; each at least 1. */
export interface Retention {
  readonly decisionDays: number;
  readonly feedbackDays: number;
}

/** How many rows a purge removed. */
export type Purged = Readonly<Record<'decisions' | 'cards' | 'feedback' | 'tallies' | 'jti', number>>;

const dayMs = 86_400_000;
/** Rows removed at a time: a short lock on Postgres, a short stop of the event loop on SQLite. */
const step = 500;

/** Repeats a bounded delete until nothing is left; gives the number of rows. Requests are answered between the steps. */
async function inSteps(remove: () => Promise<{ readonly numDeletedRows: bigint }>): Promise<number> {
  let removed = 0;
  for (;;) {
    const rows = Number((await remove()).numDeletedRows);
    removed += rows;
    if (rows < step) return removed;
    await setImmediate();
  }
}

/** Removes what is older than the retention, and what has expired. `now` is an ISO time. */
export async function purge({ db }: Store, retention: Retention, now: string): Promise<Purged> {
  const before = (days: number): string => new Date(Date.parse(now) - days * dayMs).toISOString();
  const oldest = before(retention.decisionDays);
  const decisions = await inSteps(() =>
    db
      .deleteFrom('decisions')
      .where('id', 'in', (from) => from.selectFrom('decisions').select('id').where('at', '<', oldest).limit(step))
      .executeTakeFirst(),
  );
  const cards = await inSteps(() =>
    db
      .deleteFrom('cards')
      .where('uuid', 'in', (from) => from.selectFrom('cards').select('uuid').where('at', '<', oldest).limit(step))
      .executeTakeFirst(),
  );
  const oldestAnswer = before(retention.feedbackDays);
  const feedback = await inSteps(() =>
    db
      .deleteFrom('feedback')
      .where('id', 'in', (from) =>
        from.selectFrom('feedback').select('id').where('received', '<', oldestAnswer).limit(step),
      )
      .executeTakeFirst(),
  );
  const tallies = await db.deleteFrom('tallies').where('day', '<', oldest.slice(0, 10)).executeTakeFirst();
  const jti = await db.deleteFrom('jti').where('expires', '<', now).executeTakeFirst();
  return { decisions, cards, feedback, tallies: Number(tallies.numDeletedRows), jti: Number(jti.numDeletedRows) };
}
