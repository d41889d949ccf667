import type { Her2Word, Staining } from '../../clinical/facts/her2.js';
import { isAbove, isAtMost, percentThreshold } from '../../clinical/facts/measured.js';
import type { Her2Flag } from '../../clinical/her2/vocabulary.js';

/** What a description of staining without a score gives. */
export interface Described {
  readonly words: readonly Her2Word[];
  readonly notes: readonly Her2Flag[];
}

/**
 * A description never yields a score. Three patterns are handled as 2+ because ASCO/CAP 2018 (figure 1, notes) says so: weak to moderate
 * complete staining of more than 10 % of cells, intense complete staining of at most 10 %, and moderate to intense incomplete (basolateral)
 * staining.
 */
export function describeStaining(staining: Staining): Described {
  const { percents, intensity, completeness } = staining;
  const complete = percents.filter((each) => each.kind === 'complete-intense');
  const fewIntense = complete.some(({ percent }) => percent.max > 0 && isAtMost(percent, percentThreshold));
  const basolateral = completeness === 'incomplete' && (intensity === 'moderate' || intensity === 'strong');
  const weak = intensity === 'weak' || intensity === 'moderate' || intensity === 'faint';
  const described = percents.filter((each) => each.kind === 'any-membrane');
  const weakComplete =
    completeness === 'complete' && weak && described.some(({ percent }) => isAbove(percent, percentThreshold));
  if (fewIntense || basolateral || weakComplete)
    return { words: ['equivocal'], notes: ['SCORE_DERIVED_FROM_DESCRIPTION'] };
  const faint = percents.filter((each) => each.kind === 'faint-incomplete');
  if (faint.some(({ percent }) => isAbove(percent, percentThreshold))) {
    return { words: ['described'], notes: ['DESCRIPTION_SUGGESTS_1PLUS'] };
  }
  if (faint.some(({ percent }) => percent.max > 0 && isAtMost(percent, percentThreshold))) {
    return { words: ['described'], notes: ['DESCRIPTION_SUGGESTS_ULTRALOW'] };
  }
  return { words: ['described'], notes: [] };
}
