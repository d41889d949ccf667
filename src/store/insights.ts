import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { StoreTables } from './schema.js';

/** One tenant, days from and to (both included, UTC). */
export interface InsightsQuery {
  readonly tenant: string;
  readonly from: string;
  readonly to: string;
}

export interface TallyCount {
  readonly day: string;
  readonly service: string;
  readonly dimension: string;
  readonly value: string;
  readonly n: number;
}

/** One card and what was answered to it; a card without an answer is one row, with several answers it is several. */
export interface Intervention {
  readonly at: string;
  readonly uuid: string;
  readonly service: string;
  readonly topic: string;
  readonly kind: string;
  readonly indicator: string;
  readonly category: string;
  readonly clinician: string | null;
  readonly outcome: string | null;
  readonly suggestion: string | null;
  readonly outcome_at: string | null;
  readonly reason_code: string | null;
  readonly commented: number | null;
}

/** Rows read at a time: SQLite answers on the event loop, so a page is to take a few milliseconds. */
const pageSize = 1_000;

/** The first moment after a day. */
function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Tallies of the days asked for. */
export function readTallies(db: Kysely<StoreTables>, query: InsightsQuery): Promise<readonly TallyCount[]> {
  return db
    .selectFrom('tallies')
    .select(['day', 'service', 'dimension', 'value', 'n'])
    .where('tenant', '=', query.tenant)
    .where('day', '>=', query.from)
    .where('day', '<=', query.to)
    .execute();
}

/** Cards shown on the days asked for with their answers, page by page in the order of showing. A page ends with a whole card. */
export async function* readInterventions(
  db: Kysely<StoreTables>,
  query: InsightsQuery,
): AsyncGenerator<readonly Intervention[], void, void> {
  let after = { at: query.from, uuid: '' };
  for (;;) {
    const { at, uuid } = after;
    const page = await db
      .selectFrom((from) =>
        from
          .selectFrom('cards')
          .selectAll()
          .where('tenant', '=', query.tenant)
          .where('at', '<', nextDay(query.to))
          .where(({ eb, refTuple, tuple }) => eb(refTuple('at', 'uuid'), '>', tuple(at, uuid)))
          .orderBy('at')
          .orderBy('uuid')
          .limit(pageSize)
          .as('shown'),
      )
      .leftJoin('feedback', (join) =>
        join.onRef('feedback.card', '=', 'shown.uuid').onRef('feedback.tenant', '=', 'shown.tenant'),
      )
      .select(['shown.at', 'shown.uuid', 'shown.service', 'shown.topic', 'shown.kind', 'shown.indicator'])
      .select(['shown.category', 'shown.clinician', 'feedback.outcome', 'feedback.suggestion'])
      .select(['feedback.outcome_at', 'feedback.reason_code', 'feedback.commented'])
      .orderBy('shown.at')
      .orderBy('shown.uuid')
      .orderBy('feedback.outcome_at')
      .execute();
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = { at: last.at, uuid: last.uuid };
    await setImmediate();
  }
}
