import type { Kysely, Transaction } from 'kysely';
import type { Memory } from '../clinical/advice/memory.js';
import type { StoreTables } from './schema.js';

/** How long an answer keeps a topic quiet, in days; 0 or absent: not at all. */
export interface SuppressionPolicy {
  /** Days during which the same topic and evidence is not shown again. */
  readonly shownDays: (tenant: string) => number;
  /** Days after an override with this reason code. */
  readonly overrideDays: (tenant: string, reasonCode: string) => number;
  /** Days after an accepted suggestion (a test was ordered). */
  readonly acceptedDays: (tenant: string) => number;
}

/** Topics that only the same evidence silences. */
const safetyTopics: ReadonlySet<string> = new Set(['TDXDSAFETY']);

const dayMs = 86_400_000;

/** The time `days` after an ISO time, as ISO time. */
function after(time: string, days: number): string {
  return new Date(Date.parse(time) + days * dayMs).toISOString();
}

interface Answered {
  readonly tenant: string;
  readonly patient: string;
  readonly topic: string;
  readonly evidence: string;
  readonly outcome: string;
  readonly reason_code: string | null;
  readonly received: string;
  readonly suggestion: string;
}

function daysOf(answer: Answered, policy: SuppressionPolicy): number {
  if (answer.outcome === 'overridden') {
    return answer.reason_code === null ? 0 : policy.overrideDays(answer.tenant, answer.reason_code);
  }
  return answer.suggestion === '' ? 0 : policy.acceptedDays(answer.tenant);
}

/**
 * Turns feedback on these cards into suppressions. Runs when feedback is stored and again when its card is, whichever comes last;
 * the later `until` wins, so running twice changes nothing.
 */
export async function suppressFor(
  db: Transaction<StoreTables>,
  { cards, policy }: { readonly cards: readonly string[]; readonly policy: SuppressionPolicy },
): Promise<void> {
  if (cards.length === 0) return;
  const answers = await db
    .selectFrom('feedback')
    .innerJoin('cards', (join) =>
      join.onRef('cards.uuid', '=', 'feedback.card').onRef('cards.tenant', '=', 'feedback.tenant'),
    )
    .select(['cards.tenant', 'cards.patient', 'cards.topic', 'cards.evidence'])
    .select(['feedback.outcome', 'feedback.reason_code', 'feedback.received', 'feedback.suggestion'])
    .where('cards.uuid', 'in', cards)
    .execute();
  for (const answer of answers) {
    const days = daysOf(answer, policy);
    if (days <= 0) continue;
    const until = after(answer.received, days);
    await db
      .insertInto('suppressions')
      .values({
        tenant: answer.tenant,
        patient: answer.patient,
        topic: answer.topic,
        evidence: answer.evidence,
        same_evidence_only: safetyTopics.has(answer.topic) ? 1 : 0,
        cause: answer.outcome === 'overridden' ? (answer.reason_code ?? 'override') : 'accepted',
        since: answer.received,
        until,
      })
      .onConflict((on) =>
        on
          .columns(['tenant', 'patient', 'topic', 'evidence'])
          .doUpdateSet({ until, since: answer.received })
          .where('suppressions.until', '<', until),
      )
      .execute();
  }
}

/**
 * What was shown to and overridden for one patient, as the advice step takes it.
 *
 * @throws the database's error; the caller turns it into "no memory, marked".
 */
export async function readMemory(
  db: Kysely<StoreTables>,
  query: { readonly tenant: string; readonly patient: string; readonly now: string; readonly shownDays: number },
): Promise<Memory> {
  const suppressions = await db
    .selectFrom('suppressions')
    .select(['topic', 'evidence'])
    .where('tenant', '=', query.tenant)
    .where('patient', '=', query.patient)
    .where('until', '>', query.now)
    .execute();
  const shown =
    query.shownDays <= 0
      ? []
      : await db
          .selectFrom('cards')
          .select(['topic', 'evidence'])
          .distinct()
          .where('tenant', '=', query.tenant)
          .where('patient', '=', query.patient)
          .where('at', '>', after(query.now, -query.shownDays))
          .execute();
  return { available: true, shown, overridden: suppressions };
}
