import { percentThreshold } from '../../clinical/facts/measured.js';
import type { Phrase, PhraseFinding } from '../phrase/phrase.js';
import { withoutForeignVerdicts } from './bare-verdict.js';
import { isMention } from './mentions.js';

const nearby = 40;
const after = (text: string, { span }: PhraseFinding): string => text.slice(span.end, span.end + nearby).toLowerCase();

/** "?3+" */
const isAsked = (text: string, { span }: PhraseFinding): boolean => text.charAt(span.start - 1) === '?';

/** "3 of 3 controls", "1 core biopsy": a digit that counts things. */
const things =
  /^\s*(?:(?:of|out of|von|\/)\s*\d+\s+)?(?:(?:positive|negative|core|tumou?r)\s+)?(?:controls?|blocks?|slides?|samples?|specimens?|cores?|cases?|biops|nodes?|lymph|sections?|pieces?|fragments?)/;
const countsThings = (text: string, finding: PhraseFinding): boolean =>
  finding.kind === 'score' && !finding.verbatim.includes('+') && things.test(after(text, finding));

/** "3+ (positive control)", "3+ staining in the control" */
const control =
  /^[ \t]*(?:staining[ \t]+)?(?:in[ \t]+(?:the[ \t]+)?|\([ \t]*)(?:(?:positive|negative|external|internal)[ \t]+)?(?:controls?\b|kontroll)/;
const isOfControl = (text: string, finding: PhraseFinding): boolean =>
  (finding.kind === 'score' || finding.kind === 'verdict') && control.test(after(text, finding));

const sequencing = /\bngs\b|sequencing|next[- ]generation|sequenzierung|gene panel|genomic panel|liquid biopsy|ctdna/;

/** An amplification found by sequencing is no ISH. */
function isSequenced(text: string, finding: PhraseFinding): boolean {
  if (finding.kind !== 'ish' || finding.method !== undefined || finding.ratio !== undefined) return false;
  const { start, end } = finding.span;
  return sequencing.test(text.slice(Math.max(0, start - nearby * 2), end + nearby * 2).toLowerCase());
}

/** What joins a score to the percentage of cells that have it. */
const joint = /^\s*(?:staining\s+)?(?:in|bei|\()\s*(?:(?:only|about|nur|ca\.?)\s+)?[<≤~]?\s*$/;

/** "3+ in 5 % of cells": the percentage is that of 3+ staining, complete and intense, and too small for the score. */
function withKind(finding: PhraseFinding, before: PhraseFinding | undefined, text: string): PhraseFinding {
  if (finding.kind !== 'staining' || finding.percentKind !== 'unspecified' || before?.kind !== 'score') return finding;
  const small = finding.percent !== undefined && finding.percent.high <= percentThreshold;
  const between = text.slice(before.span.end, Math.min(finding.span.start, before.span.end + nearby)).toLowerCase();
  return small && before.score === '3+' && joint.test(between)
    ? { ...finding, percentKind: 'complete-intense' }
    : finding;
}

const inSituAfter =
  /^[^,.;:\n(]{0,2}(?:\([^)]{0,20}\)|\))?\s*(?:(?:only|nur|just|ausschließlich)\s+)?(?:in|within|im|of)\s+(?:(?:the|den|dem|der)\s+)?(?:dcis|lcis|ductal carcinoma in situ|in[- ]situ)/;

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
    (each) =>
      !isAsked(text, each) &&
      !isMention(each, text) &&
      !isDenied(each, text) &&
      !countsThings(text, each) &&
      !isOfControl(text, each) &&
      !isSequenced(text, each),
  );
  const findings = sharesOut(kept) ? kept.filter(({ kind }) => kind !== 'score' && kind !== 'staining') : kept;
  return findings.map((each, index) => withKind(withComponent(each, text), findings[index - 1], text));
}
