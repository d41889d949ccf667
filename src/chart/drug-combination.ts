import type { Drug, Drugs } from '../knowledge/schema.js';
import { wordsIn } from './clauses.js';
import { drugsNamedIn } from './drugs.js';

/** Words that say that not every drug of a text was given. */
const choices = new Set(
  (
    'or oder vs versus instead statt anstatt anstelle no not nicht without ohne kein keine refused declined abgelehnt ' +
    'allergy allergie trial studie switch switched umstellung from after nach previously'
  ).split(' '),
);

/**
 * Drugs that a text names as given together ("carboplatin + gemcitabine", "letrozole / palbociclib").
 * @returns none where the text offers a choice, tells a sequence of events or denies one of them
 */
export function drugsGivenTogether(text: string, drugs: Drugs): readonly Drug[] {
  return wordsIn(text).some((word) => choices.has(word)) ? [] : drugsNamedIn(text, drugs);
}
