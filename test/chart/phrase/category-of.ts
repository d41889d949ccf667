import type { Phrase, PhraseFinding } from '../../../src/chart/phrase/phrase.js';

export type Reading =
  | 'positive'
  | 'low'
  | 'ultralow'
  | 'null'
  | 'zero-unspecified'
  | 'ambiguous-0+'
  | 'equivocal'
  | 'needs-ihc'
  | 'indeterminate'
  | 'no-finding';

type Kind<K extends PhraseFinding['kind']> = Extract<PhraseFinding, { kind: K }>;
const isKind =
  <K extends PhraseFinding['kind']>(kind: K) =>
  (finding: PhraseFinding): finding is Kind<K> =>
    finding.kind === kind;

/** Score 0 by what is said of its staining. */
function zero(staining: readonly Kind<'staining'>[]): Reading {
  if (staining.some((each) => each.membrane === 'present')) return 'ultralow';
  return staining.some((each) => each.membrane === 'none') ? 'null' : 'zero-unspecified';
}

function ofScores(
  scores: ReadonlySet<string>,
  ish: ReadonlySet<string>,
  verdicts: ReadonlySet<string>,
): Reading | undefined {
  const [score] = scores;
  if (scores.size > 1) return 'indeterminate';
  const contradicted = score !== '3+' && score !== '2+' && verdicts.has('positive');
  if (score === undefined || contradicted) return score === undefined ? undefined : 'indeterminate';
  if (score === '3+' || ish.has('amplified')) return 'positive';
  if (score === '2+') return ish.has('not-amplified') ? 'low' : 'equivocal';
  return score === '1+' ? 'low' : undefined;
}

/** A description without a score: the two patterns that ASCO/CAP equates with 2+ are equivocal, all others stay open. */
function described({ completeness, intensity, percent }: Kind<'staining'>): Reading {
  const few = percent !== undefined && percent.high <= 10 && percent.comparator !== '>' && percent.comparator !== '>=';
  if (completeness === 'complete' && intensity?.low === 'intense') return few ? 'equivocal' : 'indeterminate';
  if (completeness === 'complete' && intensity?.low === 'weak') return few ? 'indeterminate' : 'equivocal';
  const basolateral = completeness === 'basolateral' || completeness === 'incomplete';
  return basolateral && (intensity?.low === 'moderate' || intensity?.low === 'intense') ? 'equivocal' : 'indeterminate';
}

/** The category that the findings of one text allow by themselves: a check of the reader, cruder than the core. */
export function readingOf({ findings, ambiguous }: Phrase): Reading {
  const current = findings.filter((finding) => finding.component !== 'in-situ');
  const scores = new Set(current.filter(isKind('score')).map((finding) => finding.score));
  const ish = new Set(current.filter(isKind('ish')).map((finding) => finding.interpretation ?? 'numbers'));
  const verdicts = new Set(current.filter(isKind('verdict')).map((finding) => finding.verdict));
  const staining = current.filter(isKind('staining'));
  const category = current.find(isKind('category'))?.category;
  if (category !== undefined && scores.size === 0) return category;
  const scored = ofScores(scores, ish, verdicts);
  if (scored !== undefined) return scored;
  if (scores.has('0')) return zero(staining);
  if (ambiguous.some((each) => each.notation === 'zero-plus')) return 'ambiguous-0+';
  if (verdicts.has('positive') || ish.has('amplified')) return 'positive';
  if (verdicts.has('equivocal') || current.some(isKind('score-range'))) return 'equivocal';
  if (ish.size > 0) return 'needs-ihc';
  if (staining[0] !== undefined) return described(staining[0]);
  return current.length + ambiguous.length > 0 ? 'indeterminate' : 'no-finding';
}
