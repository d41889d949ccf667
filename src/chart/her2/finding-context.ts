import type { Phrase, PhraseFinding } from '../phrase/phrase.js';
import { withoutForeignVerdicts } from './bare-verdict.js';

const nearby = 40;
const after = (text: string, { span }: PhraseFinding): string => text.slice(span.end, span.end + nearby).toLowerCase();

/** "?3+" */
const isAsked = (text: string, { span }: PhraseFinding): boolean => text.charAt(span.start - 1) === '?';

/** "3 of 3 controls", "1 core biopsy": a digit that counts things. */
const things =
  /^\s*(?:(?:of|out of|von|\/)\s*\d+\s+)?(?:(?:positive|negative|core|tumou?r)\s+)?(?:controls?|blocks?|slides?|samples?|specimens?|cores?|cases?|biops|nodes?|lymph|sections?|pieces?|fragments?)/;
const countsThings = (text: string, finding: PhraseFinding): boolean =>
  finding.kind === 'score' && !finding.verbatim.includes('+') && things.test(after(text, finding));

const inSituAfter =
  /^[^,.;:\n(]{0,2}(?:\([^)]{0,20}\)|\))?\s*(?:in|within|im|of)\s+(?:(?:the|den|dem|der)\s+)?(?:dcis|lcis|ductal carcinoma in situ|in[- ]situ)/;

/** "positive (3+) in DCIS": the component stands behind. */
function withComponent(finding: PhraseFinding, text: string): PhraseFinding {
  const open = finding.component === undefined && (finding.kind === 'verdict' || finding.kind === 'score');
  return open && inSituAfter.test(after(text, finding)) ? { ...finding, component: 'in-situ' } : finding;
}

/** "negative for HER2-low" denies the category. */
function isDenied(finding: PhraseFinding, text: string): boolean {
  if (finding.kind !== 'category') return false;
  const before = text.slice(Math.max(0, finding.span.start - nearby), finding.span.start).toLowerCase();
  return /\b(?:negative|negativ|neg)\s+(?:for|für)\s+\S{0,12}[-\s]?$/.test(before);
}

/**
 * One score beside percentages that share out the whole tumour ("0 in 90 %, 3+ in 10 %"): a part of it was not understood, so the score
 * that was is not that of the tumour.
 */
function sharesOut(findings: readonly PhraseFinding[]): boolean {
  const scores = findings.filter(({ kind }) => kind === 'score' || kind === 'score-range');
  const percents = findings.flatMap((each) =>
    each.kind === 'staining' && each.percentKind === 'unspecified' && each.percent?.low === each.percent?.high
      ? (each.percent?.low ?? [])
      : [],
  );
  const total = percents.reduce((sum, percent) => sum + percent, 0);
  return scores.length === 1 && percents.length > 1 && Math.abs(total - 100) <= 1;
}

/** The findings of a text without those that what stands beside them takes back. */
export function findingsInContext(phrase: Phrase, text: string): readonly PhraseFinding[] {
  const kept = withoutForeignVerdicts(phrase, text).filter(
    (each) => !isAsked(text, each) && !isDenied(each, text) && !countsThings(text, each),
  );
  const findings = sharesOut(kept) ? kept.filter(({ kind }) => kind !== 'score' && kind !== 'staining') : kept;
  return findings.map((each) => withComponent(each, text));
}
