import type { Day } from '../../clinical/facts/dates.js';
import type { Gap, GapProblem } from '../../clinical/facts/evidence.js';
import type { Her2Facts, Her2Result } from '../../clinical/facts/her2.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { type Concept, conceptAt, referenceAt } from '../fields.js';
import { type FhirRecord, type Records, recordsOf, resolve } from '../records.js';
import { type Belonging, isPanel, readBelonging, resolvedReference } from './belonging.js';
import { readHer2Conditions } from './conditions.js';
import { type CountedResult, mergeCounts } from './merge-counts.js';
import { type Her2Observation, hasValue, type Placed, readObservation } from './observation.js';
import { type CodedPart, codedPart, isSequencingText } from './parts.js';
import { readSiteValues } from './site-values.js';
import {
  type CancersOnRecord,
  cancersOnRecord,
  materialOf,
  type ReadSpecimen,
  readSpecimen,
  sideOf,
  tissueWords,
} from './tissue.js';

interface Reading {
  readonly records: Records;
  readonly knowledge: Knowledge;
  readonly belonging: Belonging;
  readonly cancers: CancersOnRecord;
  readonly specimens: Map<string, ReadSpecimen>;
}

/** Observations of HER2 tests: by code first, so that thousands of other Observations cost one look-up each. */
function her2Observations(records: Records, knowledge: Knowledge): readonly Her2Observation[] {
  return recordsOf(records, 'Observation').flatMap((record): readonly Her2Observation[] => {
    const coded = codedPart(conceptAt(record.resource, 'code'), knowledge.codes);
    const found = readSiteValues(record, knowledge);
    const part = coded ?? (found.kind === undefined ? undefined : { kind: found.kind, verified: true });
    if (part !== undefined) return [{ record, part, found }];
    const sequencing: CodedPart = { kind: 'ngs', verified: true };
    return isSequencingText(record.resource) ? [{ record, part: sequencing }] : [];
  });
}

/** Reports in which an expression of a site finds something. */
function her2Reports(records: Records, knowledge: Knowledge): readonly Her2Observation[] {
  return recordsOf(records, 'DiagnosticReport').flatMap((record): readonly Her2Observation[] => {
    const found = readSiteValues(record, knowledge);
    const nothing = found.kind === undefined || (found.values.length === 0 && found.gaps.length === 0);
    return nothing || found.kind === undefined ? [] : [{ record, part: { kind: found.kind, verified: true }, found }];
  });
}

/** Reports and panels of a result; a report is its own. */
function sharesOf({ type, reference }: FhirRecord, { belonging }: Reading): readonly string[] {
  return type === 'DiagnosticReport' ? [reference] : (belonging.sharesOf.get(reference) ?? []);
}

const breastCodes: ReadonlySet<string> = new Set(['85319-2', '85318-4', '3550001000004108']);
const isBreastCode = (concept: Concept | undefined): boolean =>
  concept?.codings.some(({ code }) => code !== undefined && breastCodes.has(code)) === true;

function specimenOf({ record }: Her2Observation, reading: Reading): string | undefined {
  const own = referenceAt(record.resource, 'specimen');
  if (own !== undefined) return resolvedReference(reading.records, record, own);
  const shares = sharesOf(record, reading);
  const inherited = new Set(shares.flatMap((share) => reading.belonging.specimenOf.get(share) ?? []));
  const [only, ...more] = inherited;
  return more.length === 0 ? only : undefined;
}

/** The Specimen record behind a reference, read once. */
function readSpecimenOnce(reference: string, from: FhirRecord, reading: Reading): ReadSpecimen | undefined {
  const known = reading.specimens.get(reference);
  if (known !== undefined) return known;
  const record = reading.records.byReference.get(reference) ?? resolve(reading.records, from, reference);
  if (record === undefined || record.type !== 'Specimen') return undefined;
  const read = readSpecimen(record, reading.knowledge.codes);
  reading.specimens.set(reference, { ...read, specimen: { ...read.specimen, reference } });
  return reading.specimens.get(reference);
}

function placedOf(observation: Her2Observation, reading: Reading): Placed {
  const { record } = observation;
  const reference = specimenOf(observation, reading);
  const specimen = reference === undefined ? undefined : readSpecimenOnce(reference, record, reading);
  const code = conceptAt(record.resource, 'code');
  const words = tissueWords(record.resource);
  return {
    specimen: reference,
    shares: [...sharesOf(record, reading)].sort(),
    side: specimen?.specimen.side ?? sideOf(conceptAt(record.resource, 'bodySite'), reading.knowledge.codes),
    material: materialOf({ specimen, words, breastCode: isBreastCode(code) }, reading.cancers),
  };
}

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
  if (result.invalid) return 'VALUE_INVALID';
  if (result.ish?.unreadable === true) return 'VALUE_NOT_UNDERSTOOD';
  return result.empty === undefined || result.standing === 'registered' ? undefined : problemOfEmpty[result.empty];
}

function gapsOf(results: readonly Her2Result[], reading: Reading): readonly Gap[] {
  const problems = results.flatMap((result): readonly Gap[] => {
    const problem = problemOf(result);
    return problem === undefined ? [] : [{ reference: result.reference, problem }];
  });
  const unresolved = results.flatMap(({ reference, specimen }): readonly Gap[] =>
    specimen === undefined || specimen.includes('#') || reading.specimens.has(specimen)
      ? []
      : [{ reference, problem: 'REFERENCE_NOT_RESOLVED', path: 'specimen' }],
  );
  return [...problems, ...unresolved];
}

const order = (a: Her2Result, b: Her2Result): number => {
  const key = ({ date, reference, method, evidence }: Her2Result) =>
    `${date ?? ''}|${reference}|${method}|${evidence[0]?.path ?? ''}|${evidence[0]?.verbatim ?? ''}`;
  const [left, right] = [key(a), key(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

const singleCounts: ReadonlySet<CodedPart['kind']> = new Set(['ratio', 'her2-copies', 'cep17-copies', 'cells']);

/** Cells counted belong to many tests: alone they are no HER2 result. */
function isStrayCount({ result, single }: CountedResult): boolean {
  const { ish } = result;
  return (
    single &&
    ish?.ratio === undefined &&
    ish?.her2Copies === undefined &&
    ish?.cep17Copies === undefined &&
    !result.invalid
  );
}

/**
 * Reads every HER2 result of the record: IHC, ISH, overall, sequencing, serum and HER2 diagnosis codes.
 * @param context asOf is not used to leave results out; later ones are kept and judged by the core
 * @returns facts by date then reference, and gaps for what was not understood or not used; never throws
 */
export function readHer2(
  records: Records,
  knowledge: Knowledge,
  _context: { readonly asOf?: Day } = {},
): { readonly facts: Her2Facts; readonly gaps: readonly Gap[] } {
  const reading: Reading = {
    records,
    knowledge,
    belonging: readBelonging(records),
    cancers: cancersOnRecord(records, knowledge.codes),
    specimens: new Map(),
  };
  const observations = her2Observations(records, knowledge);
  const reports = her2Reports(records, knowledge);
  const counted = [...observations, ...reports].flatMap((observation): readonly CountedResult[] => {
    const { resource } = observation.record;
    const found = observation.found?.values ?? [];
    if (
      found.length === 0 &&
      (observation.record.type !== 'Observation' || (isPanel(resource) && !hasValue(resource)))
    ) {
      return [];
    }
    const placed = placedOf(observation, reading);
    const single = singleCounts.has(observation.part.kind) && conceptAt(resource, 'component') === undefined;
    return readObservation(observation, placed, knowledge).map((result) => ({ result, single }));
  });
  const sorted = counted.toSorted((a, b) => order(a.result, b.result));
  const panels = new Set(
    [...reading.belonging.sharesOf.values()].flat().filter((each) => each.startsWith('Observation/')),
  );
  const stray = new Set(sorted.filter(isStrayCount).map((each) => each.result));
  const results = [
    ...mergeCounts(sorted, panels).filter((result) => !stray.has(result)),
    ...readHer2Conditions(records, knowledge),
  ].toSorted(order);
  return {
    facts: {
      results,
      specimens: [...reading.specimens.values()]
        .map((each) => each.specimen)
        .toSorted((a, b) => (a.reference < b.reference ? -1 : 1)),
    },
    gaps: [...gapsOf(results, reading), ...[...observations, ...reports].flatMap((each) => each.found?.gaps ?? [])],
  };
}
