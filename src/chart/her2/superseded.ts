import type { Gap } from '../../clinical/facts/evidence.js';
import { observationDate } from '../clinical-date.js';
import { conceptAt, type Fields, objectsAt, referenceAt, referencesAt, textAt } from '../fields.js';
import { type FhirRecord, type Records, recordsOf } from '../records.js';
import { resolvedReference } from './belonging.js';
import type { Her2Observation } from './pieces.js';
import type { TestKind } from './short-words.js';
import { testOf } from './value.js';

/** Reports and Observations that a later amended or corrected version replaces. */
export interface Superseded {
  readonly reports: ReadonlySet<string>;
  /** Results that only a replaced report names, by that report's replacement. */
  readonly results: ReadonlyMap<string, string>;
}

const replacing: ReadonlySet<string | undefined> = new Set(['amended', 'corrected']);

function codeOf(resource: Fields): string {
  const concept = conceptAt(resource, 'code');
  return (
    (concept?.codings ?? []).map((each) => `${each.system ?? ''}|${each.code ?? ''}`).join() || (concept?.text ?? '')
  );
}

/** What two versions of one report have in common: code and identifier, or code and specimen. An accession alone covers several reports. */
function keysOf(records: Records, record: FhirRecord): readonly string[] {
  const { resource } = record;
  const code = codeOf(resource);
  if (code === '') return [];
  const single = referenceAt(resource, 'specimen');
  const specimens = (single === undefined ? referencesAt(resource, 'specimen') : [single])
    .map((each) => resolvedReference(records, record, each))
    .sort();
  const identifiers = objectsAt(resource, 'identifier').flatMap((each) => {
    const value = textAt(each, 'value');
    return value === undefined ? [] : [`identifier ${textAt(each, 'system') ?? ''}|${value} ${code}`];
  });
  const bySpecimen = record.type === 'DiagnosticReport' && specimens.length > 0;
  return [...identifiers, ...(bySpecimen ? [`specimen ${specimens.join()} ${code}`] : [])];
}

const timeOf = ({ resource }: FhirRecord): string => textAt(resource, 'issued') ?? observationDate(resource) ?? '';

/** Pairs of an older version and the amended one that replaces it. */
function replacements(records: Records, type: string): readonly (readonly [FhirRecord, FhirRecord])[] {
  const all = recordsOf(records, type);
  const amended = all.filter(({ resource }) => replacing.has(textAt(resource, 'status')));
  if (amended.length === 0) return [];
  const newest = new Map<string, FhirRecord>();
  for (const record of amended) {
    for (const key of keysOf(records, record)) {
      const known = newest.get(key);
      const later = known === undefined ? 1 : timeOf(record).localeCompare(timeOf(known), 'en');
      if (later > 0 || (later === 0 && known !== undefined && record.reference > known.reference))
        newest.set(key, record);
    }
  }
  return all.flatMap((record) => {
    const by = keysOf(records, record)
      .map((key) => newest.get(key))
      .find((each) => each !== undefined);
    if (by === undefined || by.reference === record.reference) return [];
    return timeOf(record) <= timeOf(by) ? [[record, by] as const] : [];
  });
}

/** Finds what amended and corrected versions replace (FHIR R4 result statuses). A report's other results stay. */
export function findSuperseded(records: Records): Superseded {
  const reports = new Set<string>();
  const results = new Map<string, string>();
  const membersOf = (report: FhirRecord) =>
    referencesAt(report.resource, 'result').map((each) => resolvedReference(records, report, each));
  for (const [older, by] of replacements(records, 'DiagnosticReport')) {
    reports.add(older.reference);
    const kept = new Set(membersOf(by));
    for (const member of membersOf(older)) if (!kept.has(member)) results.set(member, by.reference);
  }
  for (const [older, by] of replacements(records, 'Observation')) results.set(older.reference, by.reference);
  return { reports, results };
}

/** One test that an Observation or report gives, as a key. */
export const told = (reference: string, test: TestKind): string => `${reference} ${test}`;

/** The Observations that no amended version replaces. A report replaces the results of those tests only that it gives itself. */
export function withoutSuperseded(
  observations: readonly Her2Observation[],
  { reports: replaced, results }: Superseded,
  testsTold: ReadonlySet<string>,
): { readonly current: readonly Her2Observation[]; readonly gaps: readonly Gap[] } {
  const isReplaced = ({ record, part }: Her2Observation): boolean => {
    const by = results.get(record.reference);
    return replaced.has(record.reference) || (by !== undefined && testsTold.has(told(by, testOf(part.kind))));
  };
  const gone = observations.filter(isReplaced).map(({ record }) => record.reference);
  return {
    current: observations.filter((each) => !isReplaced(each)),
    gaps: [...replaced, ...gone].map((reference): Gap => ({ reference, problem: 'DUPLICATE_RESOURCE' })),
  };
}
