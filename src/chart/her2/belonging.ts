import { type Fields, objectsAt, referencesAt } from '../fields.js';
import { type FhirRecord, type Records, recordsOf, relativeReference, resolve } from '../records.js';

/** Reports and panels by the reference of each result that they name. */
export interface Belonging {
  readonly sharesOf: ReadonlyMap<string, readonly string[]>;
  /** The one Specimen of a report or panel, for its results that name none. */
  readonly specimenOf: ReadonlyMap<string, string>;
}

/** The reference of what a record names, resolved where it was received. */
export function resolvedReference(records: Records, from: FhirRecord, reference: string): string {
  return resolve(records, from, reference)?.reference ?? relativeReference(reference) ?? reference;
}

/** Which results belong together by DiagnosticReport.result, Observation.hasMember and derivedFrom. */
export function readBelonging(records: Records): Belonging {
  const sharesOf = new Map<string, string[]>();
  const specimenOf = new Map<string, string>();
  const share = (member: string, owner: string) => {
    const list = sharesOf.get(member);
    if (list === undefined) sharesOf.set(member, [owner]);
    else if (!list.includes(owner)) list.push(owner);
  };
  const owners = [
    ...recordsOf(records, 'DiagnosticReport').map((record) => ({
      record,
      members: referencesAt(record.resource, 'result'),
    })),
    ...recordsOf(records, 'Observation').flatMap((record) => {
      const members = referencesAt(record.resource, 'hasMember');
      const sources = referencesAt(record.resource, 'derivedFrom');
      if (members.length === 0 && sources.length === 0) return [];
      return [{ record, members: [...members, ...sources] }];
    }),
  ];
  for (const { record, members } of owners) {
    for (const member of members) share(resolvedReference(records, record, member), record.reference);
    if (record.type === 'Observation') share(record.reference, record.reference);
    const [specimen, ...more] = new Set(
      referencesAt(record.resource, 'specimen').map((each) => resolvedReference(records, record, each)),
    );
    if (specimen !== undefined && more.length === 0) specimenOf.set(record.reference, specimen);
  }
  return { sharesOf, specimenOf };
}

/** True where the Observation is a panel that only lists its members. */
export function isPanel(resource: Fields): boolean {
  return objectsAt(resource, 'hasMember').length > 0;
}
