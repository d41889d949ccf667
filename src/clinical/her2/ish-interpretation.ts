import type { IhcState, IshState } from './category-table.js';
import type { IshFinding } from './ish-finding.js';
import type { Her2Flag } from './vocabulary.js';

/** Which side of the ISH decision each state of counted signals is on; `ihc`: it depends on the IHC. */
const readAs: Partial<Record<IshState, 'amplified' | 'not-amplified' | 'ihc'>> = {
  'group 1': 'amplified',
  'group 2': 'not-amplified',
  'group 3': 'ihc',
  'group 4': 'not-amplified',
  'group 5': 'not-amplified',
  'single probe, 6.0 or more': 'amplified',
  'single probe, 4.0 to under 6.0': 'ihc',
  'single probe, under 4.0': 'not-amplified',
};

/** IHC 2+ turns group 3 positive; IHC 0 and 1+ make group 3 and 4.0-<6.0 by single probe negative (ASCO/CAP 2018, figures 2 and 5). */
function sideOf(state: IshState, ihc: IhcState): 'amplified' | 'not-amplified' | 'ihc' | undefined {
  const side = readAs[state];
  if (side !== 'ihc') return side;
  if (isNegativeIhc(ihc)) return 'not-amplified';
  return ihc === '2+' && state === 'group 3' ? 'amplified' : 'ihc';
}

/** IHC 0, 1+ or "negative". */
function isNegativeIhc(ihc: IhcState): boolean {
  return ihc.startsWith('0') || ihc === '1+' || ihc === 'negative, no score';
}

/**
 * True where the laboratory's verdict cannot follow from its own numbers, whichever of the allowed states is the right one.
 * @param numeric states that the numbers alone allow
 */
export function interpretationContradicts(
  finding: Pick<IshFinding, 'interpretation'>,
  numeric: readonly IshState[],
  ihc: IhcState,
): boolean {
  const verdict = finding.interpretation;
  if (numeric.length === 0 || (verdict !== 'amplified' && verdict !== 'not-amplified')) return false;
  return numeric.every((state) => {
    const side = sideOf(state, ihc);
    // Group 2 and 4 with IHC 3+ are positive, so "amplified" beside them is at most loose wording.
    if (ihc === '3+' && (state === 'group 2' || state === 'group 4')) return false;
    return side !== undefined && side !== 'ihc' && side !== verdict;
  });
}

/** Group 2 (or group 3 beside IHC 0/1+) called amplified: positive by the rules before 2018 only. */
export function legacyFlags(finding: IshFinding, ihc: IhcState): readonly Her2Flag[] {
  if (finding.interpretation !== 'amplified') return [];
  const legacy = finding.group === 2 || (finding.group === 3 && isNegativeIhc(ihc));
  return legacy ? ['LEGACY_ISH_RULES_SUSPECTED'] : [];
}
