import type { GapProblem } from '../clinical/facts/evidence.js';
import type { NamedMedication } from './medication.js';

/** Groups of the ATC classification that hold drugs against tumours begin with L (WHO Collaborating Centre, ATC index). */
const isOtherAtc = (system: string | undefined, code: string | undefined): boolean =>
  system !== undefined && /\batc\b/i.test(system) && code !== undefined && !code.toUpperCase().startsWith('L');

/**
 * Why nobody can tell which drug a medication record names, where no drug of the knowledge was found in it.
 * @returns undefined where words say what it is (a drug that does not concern Herald), or an ATC code of another group does
 */
export function unreadDrug({ named, unresolved }: NamedMedication): GapProblem | undefined {
  if (unresolved === true) return 'REFERENCE_NOT_RESOLVED';
  const { concept, words } = named;
  const codings = concept?.codings ?? [];
  if (words !== undefined || concept?.text !== undefined) return undefined;
  if (codings.some(({ display }) => display !== undefined)) return undefined;
  const coded = codings.filter(({ code }) => code !== undefined);
  if (coded.length === 0) return 'VALUE_MISSING';
  return coded.some(({ system, code }) => isOtherAtc(system, code)) ? undefined : 'DRUG_NOT_RESOLVED';
}
