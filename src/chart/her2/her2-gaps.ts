import type { Gap, GapProblem } from '../../clinical/facts/evidence.js';
import type { Her2Result } from '../../clinical/facts/her2.js';
import { narrativePath } from './narrative.js';
import type { Reading } from './place.js';
import { isUnreadReport } from './unread-reports.js';

const problemOfEmpty: Readonly<Record<NonNullable<Her2Result['empty']>, GapProblem | undefined>> = {
  missing: 'VALUE_MISSING',
  'not-understood': 'VALUE_NOT_UNDERSTOOD',
  failed: undefined,
  pending: undefined,
  'not-performed': 'NOT_PERFORMED',
  'unverified-code': 'CODE_NOT_VERIFIED',
};

function problemOf(result: Her2Result): GapProblem | undefined {
  if (result.standing === 'withdrawn') return 'ENTERED_IN_ERROR';
  if (result.standing === 'unknown') return 'STATUS_UNKNOWN';
  if (result.method === 'serum') return 'NOT_TISSUE';
  if (result.material === 'other-organ') return 'NOT_THIS_DISEASE';
  if (result.mislabelled) return 'CODE_DISPLAY_MISMATCH';
  if (result.evidence.some(({ path }) => path === narrativePath)) return 'NARRATIVE_ONLY';
  if (result.invalid) return 'VALUE_INVALID';
  if (result.ish?.unreadable === true) return 'VALUE_NOT_UNDERSTOOD';
  return result.empty === undefined || result.standing === 'registered' ? undefined : problemOfEmpty[result.empty];
}

/** What was read and not used, or not understood. */
export function gapsOf(results: readonly Her2Result[], reading: Reading): readonly Gap[] {
  const problems = results.flatMap((result): readonly Gap[] => {
    const problem = problemOf(result);
    const path = result.evidence[0]?.path;
    if (problem === 'VALUE_NOT_UNDERSTOOD' && isUnreadReport(result)) {
      return [{ reference: result.reference, problem: 'TEXT_AMBIGUOUS', ...(path === undefined ? {} : { path }) }];
    }
    return problem === undefined ? [] : [{ reference: result.reference, problem }];
  });
  const unresolved = results.flatMap(({ reference, specimen }): readonly Gap[] =>
    specimen === undefined || specimen.includes('#') || reading.specimens.has(specimen)
      ? []
      : [{ reference, problem: 'REFERENCE_NOT_RESOLVED', path: 'specimen' }],
  );
  return [...problems, ...unresolved];
}
