import type { Transaction } from 'kysely';
import type { CardTable, FeedbackTable, StoreTables, TallyTable } from './schema.js';
import { cardValue } from './tallies.js';

type Answer = Pick<
  FeedbackTable,
  'tenant' | 'service' | 'card' | 'outcome' | 'outcome_at' | 'received' | 'reason_code'
>;
type Card = Pick<CardTable, 'uuid' | 'tenant' | 'kind' | 'category'>;

/** An answer with several accepted suggestions is several rows and one answer. */
function eachOnce(answers: readonly Answer[]): readonly Answer[] {
  return [...new Map(answers.map((each) => [[each.card, each.outcome, each.outcome_at].join('|'), each])).values()];
}

function tallyOf(answer: Answer, card: Omit<Card, 'uuid' | 'tenant'>, n: number): TallyTable {
  const { tenant, service, outcome } = answer;
  const value = cardValue.write({ ...card, reason: answer.reason_code ?? '' });
  return { tenant, day: answer.received.slice(0, 10), service, dimension: outcome, value, n };
}

const unknownCard = { kind: 'unknown-card', category: '' };
const cardKey = (tenant: string, card: string): string => `${tenant}|${card}`;

/** Tallies of new answers, under their card where the store has it. */
export async function tallyAnswers(
  transaction: Transaction<StoreTables>,
  answers: readonly Answer[],
): Promise<readonly TallyTable[]> {
  if (answers.length === 0) return [];
  const known = await transaction
    .selectFrom('cards')
    .select(['uuid', 'tenant', 'kind', 'category'])
    .where('uuid', 'in', [...new Set(answers.map((each) => each.card))])
    .execute();
  const cards = new Map(known.map((card) => [cardKey(card.tenant, card.uuid), card]));
  return eachOnce(answers).map((each) => tallyOf(each, cards.get(cardKey(each.tenant, each.card)) ?? unknownCard, 1));
}

/** Moves the answers that came before these cards from "unknown card" to the cards. */
export async function tallyOvertaking(
  transaction: Transaction<StoreTables>,
  cards: readonly Card[],
): Promise<readonly TallyTable[]> {
  if (cards.length === 0) return [];
  const byKey = new Map(cards.map((card) => [cardKey(card.tenant, card.uuid), card]));
  const answers = await transaction
    .selectFrom('feedback')
    .select(['tenant', 'service', 'card', 'outcome', 'outcome_at', 'received', 'reason_code'])
    .where('tenant', 'in', [...new Set(cards.map((card) => card.tenant))])
    .where('card', 'in', [...new Set(cards.map((card) => card.uuid))])
    .execute();
  return eachOnce(answers).flatMap((each) => {
    const card = byKey.get(cardKey(each.tenant, each.card));
    return card === undefined ? [] : [tallyOf(each, unknownCard, -1), tallyOf(each, card, 1)];
  });
}
