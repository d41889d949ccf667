import type { Kysely } from 'kysely';
import type { Memory, Remembered } from '../clinical/advice/memory.js';
import type { StoreTables } from './schema.js';

/** How long an answer keeps a card quiet, in days; 0: not at all. */
export interface QuietDays {
  /** Days during which the same topic and evidence is not shown again. */
  readonly shown: number;
  /** Days after an override with this reason code. */
  readonly overridden: (reasonCode: string) => number;
  /** Days after an accepted suggestion (a test was ordered). */
  readonly accepted: number;
}

export interface MemoryQuery {
  readonly tenant: string;
  /** Keyed hash of the patient. */
  readonly patient: string;
  /** ISO time. */
  readonly now: string;
  /** Cards of this very call do not count as shown: a client that repeats a call is to get the same cards. */
  readonly hookInstance: string;
  readonly quiet: QuietDays;
}

const dayMs = 86_400_000;
/** Cards looked at for one patient, newest first: a bound, far above what the quiet periods let through. */
const mostRows = 500;

interface CardAndAnswer extends Remembered {
  readonly at: string;
  readonly hook_instance: string;
  readonly outcome: string | null;
  readonly received: string | null;
  readonly reason_code: string | null;
  readonly suggestion: string | null;
}

/** Whether fewer than `days` lie between an ISO time and now. */
function isWithin(time: string, days: number, now: string): boolean {
  return days > 0 && Date.parse(now) - Date.parse(time) < days * dayMs;
}

function isOverridden(row: CardAndAnswer, { quiet, now }: MemoryQuery): boolean {
  if (row.outcome !== 'overridden' || row.received === null || row.reason_code === null) return false;
  return isWithin(row.received, quiet.overridden(row.reason_code), now);
}

function isAccepted(row: CardAndAnswer, { quiet, now }: MemoryQuery): boolean {
  if (row.outcome !== 'accepted' || row.received === null || row.suggestion === '') return false;
  return isWithin(row.received, quiet.accepted, now);
}

/** Each topic and evidence once. */
function distinct(rows: readonly Remembered[]): readonly Remembered[] {
  const seen = new Map(rows.map(({ topic, evidence }) => [`${topic}|${evidence}`, { topic, evidence }]));
  return [...seen.values()];
}

/**
 * What was shown to and answered for one patient, as the advice step takes it. Worked out from cards and feedback at each reading: it
 * does not matter which of the two was written first, and a changed policy holds at once.
 *
 * @throws the database's error; the caller turns it into "no memory, marked".
 */
export async function readMemory(db: Kysely<StoreTables>, query: MemoryQuery): Promise<Memory> {
  const rows: readonly CardAndAnswer[] = await db
    .selectFrom('cards')
    .leftJoin('feedback', (join) =>
      join.onRef('feedback.tenant', '=', 'cards.tenant').onRef('feedback.card', '=', 'cards.uuid'),
    )
    .select(['cards.topic', 'cards.evidence', 'cards.at', 'cards.hook_instance'])
    .select(['feedback.outcome', 'feedback.received', 'feedback.reason_code', 'feedback.suggestion'])
    .where('cards.tenant', '=', query.tenant)
    .where('cards.patient', '=', query.patient)
    .orderBy('cards.at', 'desc')
    .limit(mostRows)
    .execute();
  const isShown = (row: CardAndAnswer): boolean =>
    row.hook_instance !== query.hookInstance && isWithin(row.at, query.quiet.shown, query.now);
  return {
    available: true,
    shown: distinct(rows.filter(isShown)),
    overridden: distinct(rows.filter((row) => isOverridden(row, query))),
    accepted: distinct(rows.filter((row) => isAccepted(row, query))),
  };
}
