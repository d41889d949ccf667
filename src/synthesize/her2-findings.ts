import type { Chance } from './chance.js';

/** What the pathologist saw, and what a reader is to make of it. */
export interface Her2Finding {
  /** Name of the rule that gives the truth. */
  readonly rule: string;
  /** Category that the record as written supports (`her2-null`, `her2-none` as in tables). */
  readonly category: 'positive' | 'low' | 'ultralow' | 'her2-null' | 'equivocal' | 'indeterminate' | 'her2-none';
  readonly score?: '0' | '1+' | '2+' | '3+';
  /** Membrane staining that the report of a score 0 tells. */
  readonly staining?: 'faint' | 'none';
  readonly ish?: 'negative' | 'positive';
  /** Said to be negative, nothing more. */
  readonly onlyNegative?: true;
}

const findings = {
  'IHC 3+': { category: 'positive', score: '3+' },
  'IHC 2+, ISH positive': { category: 'positive', score: '2+', ish: 'positive' },
  'IHC 1+': { category: 'low', score: '1+' },
  'IHC 2+, ISH negative': { category: 'low', score: '2+', ish: 'negative' },
  'IHC 0, faint staining of at most 10 %': { category: 'ultralow', score: '0', staining: 'faint' },
  'IHC 0, no staining': { category: 'her2-null', score: '0', staining: 'none' },
  'IHC 0, staining not reported': { category: 'indeterminate', score: '0' },
  'IHC 2+, no ISH': { category: 'equivocal', score: '2+' },
  'negative without a score': { category: 'indeterminate', onlyNegative: true },
  'no HER2 result': { category: 'her2-none' },
} as const satisfies Readonly<Record<string, Omit<Her2Finding, 'rule'>>>;

type Rule = keyof typeof findings;

/** About one in seven positive; of the negative ones a half low, one in eight ultralow, the rest null or not told. */
const shares: readonly [readonly [Rule, number], ...(readonly [Rule, number])[]] = [
  ['IHC 1+', 27],
  ['IHC 2+, ISH negative', 13],
  ['IHC 0, no staining', 11],
  ['IHC 0, faint staining of at most 10 %', 10],
  ['IHC 0, staining not reported', 12],
  ['IHC 3+', 11],
  ['IHC 2+, ISH positive', 3],
  ['IHC 2+, no ISH', 4],
  ['negative without a score', 4],
  ['no HER2 result', 5],
];

/** Draws what the record of a patient with breast cancer says of HER2. */
export function drawFinding(chance: Chance): Her2Finding {
  const rule = chance.weighted(shares);
  return { rule, ...findings[rule] };
}
