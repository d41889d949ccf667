import type { Evidence } from '../clinical/facts/evidence.js';
import type { Codes, Drug } from '../knowledge/schema.js';
import { type Concept, conceptAt, conceptsAt, referencesAt, wordsOf } from './fields.js';
import { type FhirRecord, type Records, resolve } from './records.js';
import { type ReasonKind, reasonKind } from './therapy-reason.js';

const longestVerbatim = 200;

/** Where the reason of a draft is looked for, and the drug that it is a reason for. */
export interface ReasonSources {
  readonly drafts: Records;
  readonly records: Records;
  readonly codes: Codes;
  readonly drug: Pick<Drug, 'class'>;
}

export interface OrderReason {
  readonly kind: ReasonKind;
  /** Where another cancer is named; only with kind `other-cancer`. */
  readonly otherCancer?: Evidence;
}

interface Stated {
  readonly concept: Concept;
  readonly reference: string;
  readonly path: string;
}

function statedReasons(request: FhirRecord, { drafts, records }: ReasonSources): readonly Stated[] {
  const stated = conceptsAt(request.resource, 'reasonCode').map((concept) => ({
    concept,
    reference: request.reference,
    path: 'reasonCode',
  }));
  const referred = referencesAt(request.resource, 'reasonReference').flatMap((reference) => {
    const found = resolve(drafts, request, reference) ?? resolve(records, request, reference);
    const concept = conceptAt(found?.resource, 'code');
    return found === undefined || concept === undefined ? [] : [{ concept, reference: found.reference, path: 'code' }];
  });
  return [...stated, ...referred];
}

/**
 * For what a draft says its drug is meant: reasonCode, and the Conditions that reasonReference names. One breast-cancer reason
 * among several makes it one for breast cancer.
 */
export function readOrderReason(request: FhirRecord, sources: ReasonSources): OrderReason {
  const stated = statedReasons(request, sources);
  const kind = reasonKind(
    stated.map((each) => each.concept),
    sources.drug,
    sources.codes,
  );
  if (kind !== 'other-cancer') return { kind };
  const other = stated.find((each) => reasonKind([each.concept], sources.drug, sources.codes) === 'other-cancer');
  if (other === undefined) return { kind };
  const verbatim = (wordsOf(other.concept) ?? '').slice(0, longestVerbatim);
  return { kind, otherCancer: { reference: other.reference, path: other.path, verbatim } };
}
