import { type Insertable, sql, type Transaction } from 'kysely';
import type { CardTable, DecisionTable, StoreTables, TallyTable } from './schema.js';

/** What is counted of decisions, a day and a service at a time. */
export const tallyDimensions = [
  'decision',
  'category',
  'reason',
  'next-step',
  'advice',
  'silence',
  'missing',
  'unavailable',
  'latency',
  'card',
] as const;
export type TallyDimension = (typeof tallyDimensions)[number];

/** Upper bounds of the latency classes, in milliseconds; a percentile is the bound of the class it falls into. */
export const latencyBounds: readonly number[] = [
  1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750, 1_000, 1_500, 2_500, 5_000, 10_000,
];

/** The class of a latency, as its upper bound; `more` above the last. */
export function latencyClass(milliseconds: number): string {
  return String(latencyBounds.find((bound) => milliseconds <= bound) ?? 'more');
}

/** The texts of a JSON list as the store keeps it; none where it is none. */
export function textList(json: string): readonly string[] {
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

/** What is counted of one card. */
export interface CardValue {
  readonly kind: string;
  readonly category: string;
}

/** A counted card as text, and back. */
export const cardValue = {
  write: ({ kind, category }: CardValue): string => `${kind}|${category}`,
  read: (text: string): CardValue => {
    const at = text.indexOf('|');
    return { kind: text.slice(0, at), category: text.slice(at + 1) };
  },
};

interface Counted {
  readonly decisions: readonly Insertable<DecisionTable>[];
  readonly cards: readonly Insertable<CardTable>[];
}

function tally({ decisions, cards }: Counted): readonly TallyTable[] {
  const counts = new Map<string, TallyTable>();
  const add = (row: Omit<TallyTable, 'n'>): void => {
    const key = JSON.stringify([row.tenant, row.day, row.service, row.dimension, row.value]);
    counts.set(key, { ...row, n: (counts.get(key)?.n ?? 0) + 1 });
  };
  for (const decision of decisions) {
    const { tenant, service } = decision;
    const day = decision.at.slice(0, 10);
    for (const [dimension, value] of countsOf(decision)) add({ tenant, day, service, dimension, value });
  }
  for (const { tenant, service, at, kind, category } of cards) {
    add({ tenant, day: at.slice(0, 10), service, dimension: 'card', value: cardValue.write({ kind, category }) });
  }
  // In one order on every machine, so that two replicas never wait for each other's rows in a ring.
  return [...counts.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Rows per statement, far below what a statement takes. */
const rowsPerStatement = 2_000;

/** Adds decisions and cards to the tallies, in the transaction that writes them. */
export async function addToTallies(transaction: Transaction<StoreTables>, counted: Counted): Promise<void> {
  const rows = tally(counted);
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
