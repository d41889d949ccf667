import type { Her2Result } from '../../clinical/facts/her2.js';

/** Does the result say more of invasive breast cancer than that HER2 was spoken of? */
function says({ standing, material, method, mislabelled, empty }: Her2Result): boolean {
  const usable = standing !== 'withdrawn' && material === 'invasive' && method !== 'serum' && !mislabelled;
  return usable && empty !== 'missing' && empty !== 'not-performed';
}

/** A report that names HER2 and of which nothing was understood. */
export const isUnreadReport = ({ evidence, empty }: Her2Result): boolean =>
  empty === 'not-understood' && /^(conclusion|presentedForm)/.test(evidence[0]?.path ?? '');

/**
 * Reports that name HER2 without a result that was understood count only where the record says nothing else of it: a scale or an earlier
 * result in a report takes nothing from a result beside it.
 * @param observed results of Observations
 */
export function withoutUnread(reported: readonly Her2Result[], observed: readonly Her2Result[]): readonly Her2Result[] {
  const understood = reported.filter((result) => !isUnreadReport(result));
  return [...understood, ...observed].some(says) ? understood : reported;
}
