import type { Her2Result, Her2Word, IhcScore } from '../facts/her2.js';
import type { IhcState } from './category-table.js';
import { percentContradicts, percentKindUnknown, stateOfZero, statesOfStaining } from './staining.js';
import type { Her2Flag, Reason } from './vocabulary.js';

/** What the IHC results of one specimen allow together. */
export interface IhcFinding {
  /** Every state that the record allows; `['not done']` without IHC. */
  readonly states: readonly IhcState[];
  /** Why there are several states. */
  readonly several: 'range' | 'reads' | 'codings' | undefined;
  readonly problem: Extract<Reason, 'INVALID_VALUE' | 'SCORE_PERCENT_CONFLICT'> | undefined;
  /** What the staining would be scored where it contradicts the score; empty where it does not. */
  readonly contrary: readonly IhcState[];
  readonly flags: readonly Her2Flag[];
}

const stateOfWord: Record<Her2Word, IhcState | undefined> = {
  positive: 'positive, no score',
  negative: 'negative, no score',
  equivocal: '2+',
  indeterminate: 'indeterminate',
  present: 'present, no score',
  ambiguous: 'ambiguous notation',
  described: 'described, no score',
  low: undefined,
  ultralow: undefined,
  null: undefined,
};

/** Words in the order in which they count where one result carries several. */
const wordOrder: readonly Her2Word[] = [
  'ambiguous',
  'positive',
  'negative',
  'equivocal',
  'indeterminate',
  'present',
  'described',
];

/** State of a score with its staining. */
function stateOfScore(score: IhcScore, result: Her2Result): IhcState {
  return score === '0' ? stateOfZero(result) : score;
}

/** States that words give where no score is there. Contradicting verdicts give both. */
export function statesOfWords(words: readonly Her2Word[]): readonly IhcState[] {
  if (words.includes('positive') && words.includes('negative')) return ['positive, no score', 'negative, no score'];
  const first = wordOrder.find((word) => words.includes(word));
  const state = first === undefined ? undefined : stateOfWord[first];
  return state === undefined ? [] : [state];
}

/** A value is there and was not understood, or is a code that nobody verified: never "no result". */
export function isUnread(result: Her2Result): boolean {
  return result.empty === 'unverified-code' || result.empty === 'not-understood';
}

function statesOf(result: Her2Result): readonly IhcState[] {
  if (result.scores.length > 0) return [...new Set(result.scores.map((score) => stateOfScore(score, result)))];
  if (isUnread(result)) return ['described, no score'];
  return statesOfWords(result.words);
}

/** Less specific states that say nothing against a more specific one of another read. */
const impliedBy: Partial<Record<IhcState, readonly IhcState[]>> = {
  '0, staining not reported': ['0, no membrane staining', '0, membrane staining', '0+'],
  '0+': ['0, no membrane staining', '0, membrane staining'],
  'negative, no score': [
    '0, no membrane staining',
    '0, membrane staining',
    '0, staining not reported',
    '0+',
    '1+',
    '2+',
  ],
  'positive, no score': ['3+', '2+'],
  'present, no score': ['0, membrane staining', '1+', '2+', '3+'],
};
const scored: readonly IhcState[] = [
  '0, no membrane staining',
  '0, membrane staining',
  '0, staining not reported',
  '0+',
  '1+',
  '2+',
  '3+',
];

function withoutImplied(states: readonly IhcState[]): readonly IhcState[] {
  return states.filter((state) => {
    const stronger = impliedBy[state] ?? (scored.includes(state) ? [] : scored);
    return !states.some((other) => other !== state && stronger.includes(other));
  });
}

function problemOf(result: Her2Result): IhcFinding['problem'] {
  if (result.invalid) return 'INVALID_VALUE';
  // A range of scores is open by itself: a percentage beside it takes nothing away.
  if (result.scores.length === 0 || result.scoreForm === 'range') return undefined;
  return result.scores.every((score) => percentContradicts(score, result.staining))
    ? 'SCORE_PERCENT_CONFLICT'
    : undefined;
}

/** The score settles the category by itself, and a percentage of unknown kind stands beside it. */
function kindFlag(result: Her2Result): readonly Her2Flag[] {
  const settles = result.scores.length === 1 && (result.scores[0] === '1+' || result.scores[0] === '3+');
  return settles && percentKindUnknown(result.staining) ? ['PERCENT_KIND_UNKNOWN'] : [];
}

/** Joins the IHC results of one specimen. */
export function findingOfIhc(results: readonly Her2Result[]): IhcFinding {
  const perResult = results.map(statesOf).filter((states) => states.length > 0);
  const states = withoutImplied([...new Set(perResult.flat())]);
  const first = results.find((result) => result.scores.length > 1);
  const kinds = new Set(perResult.map((each) => [...each].sort().join('|')));
  const reads = states.length > 1 && kinds.size > 1;
  const several =
    states.length < 2
      ? undefined
      : reads || first === undefined
        ? 'reads'
        : first.scoreForm === 'range'
          ? 'range'
          : 'codings';
  const problems = results.map(problemOf);
  return {
    states: states.length === 0 ? ['not done'] : states,
    several,
    problem: problems.find((each) => each === 'INVALID_VALUE') ?? problems.find((each) => each !== undefined),
    contrary: results.flatMap((result, at) =>
      problems[at] === 'SCORE_PERCENT_CONFLICT' && result.staining !== undefined
        ? statesOfStaining(result.staining)
        : [],
    ),
    flags: [
      ...results.flatMap((result) => [...result.notes, ...kindFlag(result)]),
      ...(results.some((result) => result.scoreForm === 'range') ? (['RANGE_SCORE'] as const) : []),
      ...(reads ? (['MULTIPLE_READS'] as const) : []),
    ],
  };
}
