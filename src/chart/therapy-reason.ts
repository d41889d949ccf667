import type { DrugClass } from '../clinical/facts/therapy.js';
import type { Codes, Drug } from '../knowledge/schema.js';
import { wordsIn } from './clauses.js';
import { rolesOf } from './code-entries.js';
import { type Concept, wordsOf } from './fields.js';
import { readSpread } from './spread-words.js';

export type ReasonKind = 'this-cancer' | 'other-cancer' | 'not-cancer' | 'not-stated';

/** Classes whose drugs are in use outside oncology too (methotrexate, cyclophosphamide, tamoxifen, LHRH agonists, everolimus). */
const usedElsewhere: Record<DrugClass, boolean> = {
  endocrine: true,
  'ovarian-suppression': true,
  'cdk4/6': false,
  'pi3k/akt/mtor': true,
  parp: false,
  chemotherapy: true,
  immunotherapy: false,
  'trop2-adc': false,
  'her2-adc': false,
  't-dxd': false,
  'anti-her2-mab': false,
  'anti-her2-bispecific': false,
  'anti-her2-tki': false,
};

/** Stems that make a reason one of cancer, or too vague to be another disease. */
const cancerStems = [
  'cancer',
  'carcinom',
  'karzinom',
  'krebs',
  'malign',
  'neoplas',
  'tumor',
  'tumour',
  'metasta',
  'onco',
  'onko',
  'chemo',
  'antineoplas',
  'breast',
  'mamma',
  'brust',
  'her2',
  'receptor',
  'therap',
  'treatment',
  'adjuvan',
  'palliat',
  'recurren',
];

/** ICD-10 blocks of neoplasms and of encounters for their treatment; other blocks are other diseases. Codes that are no ICD-10 say nothing. */
const oncologyCode = /^(?:C\d|D[0-4]|Z08|Z17|Z51|Z79|Z85|Z86\.0)/;
const icdCode = /^[A-Z]\d\d(?:\.|$)/;

/** Kind of a reason of which nothing but a code is known. */
function kindOfCode(code: string): ReasonKind {
  if (!icdCode.test(code)) return 'not-stated';
  return oncologyCode.test(code) ? 'this-cancer' : 'not-cancer';
}

function kindOf(reason: Concept, codes: Codes): ReasonKind {
  const roles = rolesOf(reason, 'conditions', codes);
  const words = wordsOf(reason) ?? '';
  if (roles.includes('other-malignancy')) return 'other-cancer';
  if (roles.length > 0) return 'this-cancer';
  if (readSpread(words).otherPrimary) return 'other-cancer';
  const named = wordsIn(words);
  const coded = reason.codings.find(({ code }) => code === words)?.code;
  if (coded !== undefined) return kindOfCode(coded);
  return named.some((word) => cancerStems.some((stem) => word.includes(stem))) ? 'this-cancer' : 'not-cancer';
}

/** For what the record says a drug was given. A reason that is not cancer counts only for drugs in use outside oncology. */
export function reasonKind(reasons: readonly Concept[], drug: Pick<Drug, 'class'>, codes: Codes): ReasonKind {
  const kinds = reasons.map((reason) => kindOf(reason, codes));
  if (kinds.includes('this-cancer')) return 'this-cancer';
  if (kinds.includes('other-cancer')) return 'other-cancer';
  return kinds.includes('not-cancer') && usedElsewhere[drug.class] ? 'not-cancer' : 'not-stated';
}
