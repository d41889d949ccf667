import { type Card, cardProblems } from './card.js';
import { isPlainlySound } from './sound-card.js';

/** A card that breaks its own contract: a bug of ours. Topic, paths and rules only, nothing of the card's content. */
export interface CardFault {
  readonly topic: string;
  readonly problems: readonly string[];
  /** What became of it: sent without suggestions, links and extension, or not sent. */
  readonly became: 'bare' | 'withheld';
}

export interface Checked {
  /** Sound cards, in the order given. */
  readonly cards: readonly Card[];
  readonly faults: readonly CardFault[];
}

/** The card without what it can do without; what it says stays. */
function bare({ uuid, summary, detail, indicator, source, overrideReasons }: Card): Card {
  return { uuid, summary, detail, indicator, source, overrideReasons };
}

/**
 * Checks cards against the contract before they are sent. A fault in suggestions, links or extension costs the card these, and
 * no more; a card that is unsound without them is withheld, and whoever sends the answer says that it failed.
 */
export function soundCards(cards: readonly Card[]): Checked {
  const sound: Card[] = [];
  const faults: CardFault[] = [];
  for (const card of cards) {
    const problems = isPlainlySound(card) ? [] : cardProblems(card);
    const less = problems.length === 0 ? card : bare(card);
    const became = problems.length === 0 || cardProblems(less).length === 0 ? 'bare' : 'withheld';
    if (problems.length > 0) faults.push({ topic: card.source.topic.code, problems, became });
    if (became === 'bare') sound.push(less);
  }
  return { cards: sound, faults };
}
