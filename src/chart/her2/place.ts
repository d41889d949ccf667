import type { Her2Specimen } from '../../clinical/facts/her2.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { type Concept, conceptAt, referenceAt } from '../fields.js';
import { type FhirRecord, type Records, resolve } from '../records.js';
import { type Belonging, resolvedReference } from './belonging.js';
import type { Her2Observation, Placed } from './observation.js';
import {
  type CancersOnRecord,
  concludesOtherCancer,
  materialOf,
  type ReadSpecimen,
  readSpecimen,
  sideOf,
  tissueWords,
} from './tissue.js';

/** What the reader of HER2 keeps at hand: specimens are read once. */
export interface Reading {
  readonly records: Records;
  readonly knowledge: Knowledge;
  readonly belonging: Belonging;
  readonly cancers: CancersOnRecord;
  readonly specimens: Map<string, ReadSpecimen>;
  /** Specimens that only a text names. */
  readonly named: Map<string, Her2Specimen>;
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

/** Specimen, side, material and report of a result. */
export function placedOf(observation: Her2Observation, reading: Reading): Placed {
  const { record } = observation;
  const reference = specimenOf(observation, reading);
  const specimen = reference === undefined ? undefined : readSpecimenOnce(reference, record, reading);
  const code = conceptAt(record.resource, 'code');
  const words = tissueWords(record.resource);
  return {
    specimen: reference,
    shares: [...sharesOf(record, reading)].sort(),
    collected: specimen?.specimen.collected,
    side: specimen?.specimen.side ?? sideOf(conceptAt(record.resource, 'bodySite'), reading.knowledge.codes),
    material: concludesOtherCancer(record)
      ? 'other-organ'
      : materialOf({ specimen, ...words, breastCode: isBreastCode(code) }, reading.cancers),
  };
}
