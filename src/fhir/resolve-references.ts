import { referenceAt, referencesAt } from '../chart/fields.js';
import { type FhirRecord, type Records, recordsOf, relativeReference, resolve } from '../chart/records.js';

/** Where a record names another one that decides what it means: the drug, the members of a panel, the tissue. */
interface Pointer {
  readonly from: string;
  readonly member: string;
  readonly many: boolean;
  /** Types worth fetching; a reference to another type (an image, a questionnaire) is left alone. */
  readonly to: readonly string[];
}

/** Not `DiagnosticReport.result`: what can be read of a report's results has a code that the searches ask for. */
const pointers: readonly Pointer[] = [
  { from: 'MedicationRequest', member: 'medicationReference', many: false, to: ['Medication'] },
  { from: 'MedicationStatement', member: 'medicationReference', many: false, to: ['Medication'] },
  { from: 'MedicationAdministration', member: 'medicationReference', many: false, to: ['Medication'] },
  { from: 'Observation', member: 'hasMember', many: true, to: ['Observation'] },
  { from: 'Observation', member: 'derivedFrom', many: true, to: ['Observation'] },
  { from: 'Observation', member: 'specimen', many: false, to: ['Specimen'] },
  { from: 'DiagnosticReport', member: 'specimen', many: true, to: ['Specimen'] },
];

const idShape = /^[A-Za-z0-9\-._]{1,256}$/;

/** `Type/id` of a reference that the server of `base` can answer: relative, or absolute below that base. */
function onServer(reference: string, base: URL | undefined): string | undefined {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(reference)) return relativeReference(reference);
  if (base === undefined || !URL.canParse(reference)) return undefined;
  const url = new URL(reference);
  return url.origin === base.origin && url.pathname.startsWith(base.pathname)
    ? relativeReference(reference)
    : undefined;
}

function pointedAt(record: FhirRecord, pointer: Pointer): readonly string[] {
  if (pointer.many) return referencesAt(record.resource, pointer.member);
  const one = referenceAt(record.resource, pointer.member);
  return one === undefined ? [] : [one];
}

/**
 * References that are neither contained nor among the records and that the FHIR server may have, each once, sorted.
 * @param base of the FHIR server; without it absolute references are left out.
 */
export function missingReferences(records: Records, base?: URL): readonly string[] {
  const missing = new Set<string>();
  for (const pointer of pointers) {
    for (const record of recordsOf(records, pointer.from)) {
      for (const reference of pointedAt(record, pointer)) {
        const relative = onServer(reference, base);
        const [type = '', id = ''] = relative?.split('/') ?? [];
        if (relative === undefined || !pointer.to.includes(type) || !idShape.test(id)) continue;
        if (resolve(records, record, reference) === undefined) missing.add(relative);
      }
    }
  }
  return [...missing].sort();
}

/** A call that fetches some references: what to ask, and which references it is to bring. */
export interface ReferenceBatch {
  /** A read (`Medication/m1`) for one reference, a search (`Medication?_id=m1,m2`) for several. */
  readonly query: string;
  readonly references: readonly string[];
}

/** Ids in one search; the URL stays below the length that is sent as GET. */
const idsPerQuery = 30;

/** Groups references by type into few calls. */
export function batchReferences(references: readonly string[]): readonly ReferenceBatch[] {
  const byType = new Map<string, string[]>();
  for (const reference of references) {
    const [type = ''] = reference.split('/');
    const list = byType.get(type);
    if (list === undefined) byType.set(type, [reference]);
    else list.push(reference);
  }
  const batches: ReferenceBatch[] = [];
  for (const [type, all] of byType) {
    for (let start = 0; start < all.length; start += idsPerQuery) {
      const some = all.slice(start, start + idsPerQuery);
      const ids = some.map((each) => each.slice(type.length + 1)).join(',');
      batches.push({ query: some.length === 1 ? `${type}/${ids}` : `${type}?_id=${ids}`, references: some });
    }
  }
  return batches;
}
