import type { Codes } from '../knowledge/schema.js';
import { rolesOf } from './code-entries.js';
import { type Concept, wordsOf } from './fields.js';
import { readSpread } from './spread-words.js';

/** A diagnosis that names a primary cancer of another organ. */
export function isOtherMalignancy(concept: Concept | undefined, codes: Codes): boolean {
  const roles = rolesOf(concept, 'conditions', codes);
  return roles.includes('other-malignancy') || (roles.length === 0 && readSpread(wordsOf(concept) ?? '').otherPrimary);
}
