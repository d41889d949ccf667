import type { Evidence } from '../clinical/facts/evidence.js';
import type { Codes } from '../knowledge/schema.js';
import { type Concept, conceptAt, conceptsAt, referencesAt, wordsOf } from './fields.js';
import { type FhirRecord, type Records, resolve } from './records.js';

const longestVerbatim = 200;

/** Organs and diseases that a text may name as another primary cancer. Matched as word beginnings; breast words win. */
const otherPrimary =
  /\b(?:gastric|gastro-?o?esophag|stomach|magen|lung|nsclc|bronch|colorectal|colon|rectal|rektum|pancrea|pankreas|prostat|urothel|bladder|ovari|endometri|lymphom|leuk|myelom|melanom)\w{0,20}/i;
const breastWords = /\b(?:breast|mamma\w{0,12}|brust\w{0,12}|metasta\w{0,12}|secondary)/i;

/** Roles of a condition code that speak of breast cancer, its spread or its biology. */
const breastRoles: ReadonlySet<string> = new Set([
  'breast-cancer',
  'breast-cancer-in-situ',
  'history-of-breast-cancer',
  'secondary-breast',
  'metastatic',
  'nodal',
  'nodal-regional',
  'recurrence',
  'unresectable',
  'receptor-status',
]);

function namesOtherCancer(concept: Concept, codes: Codes): boolean {
  const roles = concept.codings.flatMap((coding) => codes.find('conditions', coding)?.role ?? []);
  if (roles.includes('other-malignancy')) return true;
  if (roles.some((role) => breastRoles.has(role))) return false;
  const words = wordsOf(concept)?.slice(0, longestVerbatim) ?? '';
  return otherPrimary.test(words) && !breastWords.test(words);
}

/**
 * The reason of an order (reasonCode, or the Condition that reasonReference names) where it is a cancer of another organ;
 * undefined for breast cancer, for no reason and for a reason that is not understood.
 */
export function readOtherMalignancy(
  request: FhirRecord,
  sources: { readonly drafts: Records; readonly records: Records; readonly codes: Codes },
): Evidence | undefined {
  const stated = conceptsAt(request.resource, 'reasonCode').map((concept) => ({
    concept,
    reference: request.reference,
    path: 'reasonCode',
  }));
  const referred = referencesAt(request.resource, 'reasonReference').flatMap((reference) => {
    const found = resolve(sources.drafts, request, reference) ?? resolve(sources.records, request, reference);
    const concept = conceptAt(found?.resource, 'code');
    return found === undefined || concept === undefined ? [] : [{ concept, reference: found.reference, path: 'code' }];
  });
  const other = [...stated, ...referred].find((each) => namesOtherCancer(each.concept, sources.codes));
  if (other === undefined) return undefined;
  const verbatim = (wordsOf(other.concept) ?? '').slice(0, longestVerbatim);
  return { reference: other.reference, path: other.path, verbatim };
}
