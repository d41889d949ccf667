import { type Insertable, sql, type Transaction } from 'kysely';
import type { CardTable, DecisionTable, StoreTables, TallyTable } from './schema.js';

/** What is counted of decisions, a day and a service at a time. */
export type TallyDimension =
  | 'decision'
  | 'category'
  | 'reason'
  | 'next-step'
  | 'advice'
  | 'silence'
  | 'missing'
  | 'unavailable'
  | 'latency'
  | 'card'
  | 'accepted'
  | 'overridden';

/** Upper bounds of the latency classes, in milliseconds; a percentile is the bound of the class it falls into. */
export const latencyBounds: readonly number[] = [
  1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_500, 5_000, 10_000,
];

/** The class of a latency, as its upper bound; `more` above the last. */
function latencyClass(milliseconds: number): string {
  return String(latencyBounds.find((bound) => milliseconds <= bound) ?? 'more');
}

/** The texts of a JSON list as the store keeps it; none where it is none. */
function textList(json: string): readonly string[] {
  const parsed: unknown = JSON.parse(json);
  return Array.isArray(parsed) ? parsed.filter((each): each is string => typeof each === 'string') : [];
}

function countsOf(decision: Insertable<DecisionTable>): readonly (readonly [TallyDimension, string])[] {
  const each = (dimension: TallyDimension, json: string): (readonly [TallyDimension, string])[] =>
    [...new Set(textList(json))].map((value) => [dimension, value] as const);
  return [
    ['decision', decision.hook],
    ['category', decision.category],
    ...(decision.reason === null || decision.reason === undefined ? [] : [['reason', decision.reason] as const]),
    ['next-step', decision.next_step],
    ...each('advice', decision.advice),
    ...(decision.silence === null || decision.silence === undefined ? [] : [['silence', decision.silence] as const]),
    ...each('missing', decision.missing),
    ...each('unavailable', decision.unavailable),
    ['latency', latencyClass(decision.latency_ms)],
  ];
}

/** What is counted of a card or of an answer to it. */
export interface CardValue {
  /** Kind of advice; `unknown-card` for an answer whose card the store does not have. */
  readonly kind: string;
  readonly category: string;
  /** Code of the reason of an answer; empty for none. */
  readonly reason: string;
}

/** A counted card as text, and back. */
export const cardValue = {
  write: ({ kind, category, reason }: CardValue): string => [kind, category, reason].join('|'),
  read: (text: string): CardValue => {
    const [kind = '', category = '', ...reason] = text.split('|');
    return { kind, category, reason: reason.join('|') };
  },
};

interface Counted {
  readonly decisions: readonly Insertable<DecisionTable>[];
  readonly cards: readonly Insertable<CardTable>[];
}

/** The tallies of decisions and cards, one row each; to be added up. */
export function tallyDecisions({ decisions, cards }: Counted): readonly TallyTable[] {
  const ofDecisions = decisions.flatMap((decision) => {
    const { tenant, service } = decision;
    const day = decision.at.slice(0, 10);
    return countsOf(decision).map(([dimension, value]) => ({ tenant, day, service, dimension, value, n: 1 }));
  });
  const ofCards = cards.map(({ tenant, service, at, kind, category }) => {
    const value = cardValue.write({ kind, category, reason: '' });
    return { tenant, day: at.slice(0, 10), service, dimension: 'card', value, n: 1 };
  });
  return [...ofDecisions, ...ofCards];
}

function sums(rows: readonly TallyTable[]): readonly TallyTable[] {
  const found = new Map<string, TallyTable>();
  for (const row of rows) {
    const key = JSON.stringify([row.tenant, row.day, row.service, row.dimension, row.value]);
    found.set(key, { ...row, n: (found.get(key)?.n ?? 0) + row.n });
  }
  // In one order on every machine, so that two replicas never wait for each other's rows in a ring.
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Rows per statement, far below what a statement takes. */
const rowsPerStatement = 2_000;

/** Adds rows to the tallies, in the transaction that writes what they count. */
export async function addToTallies(
  transaction: Transaction<StoreTables>,
  counted: readonly TallyTable[],
): Promise<void> {
  const rows = sums(counted);
  for (let at = 0; at < rows.length; at += rowsPerStatement) {
    await transaction
      .insertInto('tallies')
      .values(rows.slice(at, at + rowsPerStatement))
      .onConflict((on) =>
        on.columns(['tenant', 'day', 'service', 'dimension', 'value']).doUpdateSet({ n: sql`tallies.n + excluded.n` }),
      )
      .execute();
  }
}
