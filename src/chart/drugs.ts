import type { Drug, Drugs } from '../knowledge/schema.js';
import type { Concept } from './fields.js';

/** What a medication concept and its words name. */
export type RecognisedDrug =
  | { readonly kind: 'drug'; readonly drug: Drug; readonly by: 'code' | 'text'; readonly verified: boolean }
  /** Code and text name different drugs. */
  | { readonly kind: 'conflict'; readonly coded: Drug; readonly text: Drug }
  /** The words fit two or more drugs. */
  | { readonly kind: 'ambiguous'; readonly names: readonly string[] }
  | { readonly kind: 'none' };

/**
 * Recognises the drug of a medication concept: codes first, then whole words of its text, displays and `words`.
 * @param concept the medication as CodeableConcept
 * @param words further words of the record, e.g. the `display` of a medicationReference
 */
export function recogniseDrug(concept: Concept | undefined, words: string | undefined, drugs: Drugs): RecognisedDrug {
  for (const coding of concept?.codings ?? []) {
    const found = drugs.byCode(coding);
    if (found !== undefined) return { kind: 'drug', drug: found.drug, by: 'code', verified: found.verified };
  }
  return words === undefined ? { kind: 'none' } : { kind: 'none' };
}
