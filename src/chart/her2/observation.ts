import { type ClinicalDate, readDate } from '../../clinical/facts/dates.js';
import type { EmptyValue, Her2Method, Her2Result, Her2Specimen, IshReading } from '../../clinical/facts/her2.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { earliest, observationDate } from '../clinical-date.js';
import { conceptAt, type Fields, objectAt, objectsAt, wordsOf } from '../fields.js';
import type { PhrasePart } from '../phrase/phrase.js';
import { describeStaining } from './describe.js';
import { isMislabelled } from './display.js';
import type { PartKind } from './parts.js';
import { type Her2Observation, type Piece, readPieces } from './pieces.js';
import type { TestKind } from './short-words.js';
import { standingOf } from './standing.js';
import { mergeIsh, mergeStaining, saysSomething } from './statement.js';
import { readValue, testOf } from './value.js';

export type { Her2Observation } from './pieces.js';

/** What the reader of the whole record adds to a result. */
export type Placed = Pick<Her2Result, 'specimen' | 'shares' | 'material' | 'side'> & {
  /** Collection date of the specimen: the date of a result that gives none. */
  readonly collected: ClinicalDate | undefined;
};

/** Single or dual probe, from the method's words. */
function probeOf(resource: Fields): IshReading['probe'] {
  const concept = conceptAt(resource, 'method');
  const words = `${concept?.text ?? ''} ${wordsOf(concept) ?? ''}`.toLowerCase();
  if (/dual|two-colou?r|\bdish\b|doppel/.test(words)) return 'dual';
  return /single|einzel|\bsish\b/.test(words) ? 'single' : undefined;
}

/** Values of the same test in one Observation. A note that says another score contradicts: nothing is preferred silently. */
function resultOf(observation: Her2Observation, method: TestKind, pieces: readonly Piece[]) {
  const { resource } = observation.record;
  const says = pieces.map((piece) => piece.says);
  const isNote = (piece: Piece) => piece.evidence.path.startsWith('note[');
  const stated = pieces.filter((piece) => !isNote(piece)).flatMap((piece) => piece.says.scores);
  const scores = [...new Set(says.flatMap((each) => each.scores))].sort();
  const range = pieces.some((piece) => piece.says.range === true && (stated.length === 0 || !isNote(piece)));
  const staining = mergeStaining(says);
  const words = [...new Set(says.flatMap((each) => each.words))].sort();
  const described =
    staining !== undefined && scores.length === 0 && words.length === 0
      ? describeStaining(staining)
      : { words: [], notes: [] };
  const ish = method === 'ish' ? mergeIsh([...says.map((each) => each.ish), { probe: probeOf(resource) }]) : undefined;
  return {
    scores,
    scoreForm: scores.length < 2 ? ('stated' as const) : range ? ('range' as const) : ('contradictory' as const),
    zeroPlus: says.some((each) => each.zeroPlus === true) && stated.length <= 1,
    staining,
    words: [...words, ...described.words],
    notes: [...says.flatMap((each) => each.notes), ...described.notes],
    invalid: says.some((each) => each.invalid === true),
    ish: says.some(saysSomething) ? ish : undefined,
    evidence: pieces.map((piece) => piece.evidence),
  };
}

function emptyOf(pieces: readonly Piece[], resource: Fields): EmptyValue | undefined {
  if (pieces.some((piece) => saysSomething(piece.says))) return undefined;
  const stated = pieces.map((piece) => piece.says.empty).find((each) => each !== undefined);
  if (stated !== undefined) return stated;
  const absent = conceptAt(resource, 'dataAbsentReason')?.codings[0]?.code;
  if (absent === 'not-performed') return 'not-performed';
  return pieces.some((piece) => piece.evidence.verbatim !== '') ? 'not-understood' : 'missing';
}

const ruleKinds: readonly PartKind[] = ['ngs', 'immunoassay', 'serum'];

function methodOf(kind: PartKind, method: TestKind, hasScore: boolean): Her2Method {
  if (kind === 'immunoassay' && hasScore) return 'ihc';
  return kind === 'ngs' || kind === 'immunoassay' || kind === 'serum' ? kind : method;
}

/** The specimen of a part that a text names: a specimen of its own, told by the Observation and the number of the part. */
function partSpecimen(observation: Her2Observation, part: PhrasePart): Her2Specimen {
  const { record } = observation;
  return {
    reference: `${record.reference}#${part.index}`,
    collected: observationDate(record.resource),
    site: part.site === 'metastasis' ? 'distant' : part.site === 'primary' ? 'breast' : 'unknown',
    side: part.side,
    words: part.label ?? part.site,
  };
}

/** What one Observation gives: results, and the specimens that its text tells apart. */
export interface ReadObservation {
  readonly results: readonly Her2Result[];
  readonly specimens: readonly Her2Specimen[];
}

/** One result from the pieces of one test and specimen. */
function resultFrom(observation: Her2Observation, placed: Placed, group: readonly Piece[]): Her2Result {
  const { record, part } = observation;
  const method = group[0]?.method ?? testOf(part.kind);
  const read = resultOf(observation, method, group);
  const empty = emptyOf(group, record.resource);
  const unreadable = empty === 'not-understood' && method === 'ish';
  const named = group[0]?.part;
  const inSitu = group.length > 0 && group.every((piece) => piece.says.inSitu === true);
  return {
    ...read,
    ish: unreadable ? unreadableIsh(record.resource) : read.ish,
    specimen: named === undefined ? placed.specimen : partSpecimen(observation, named).reference,
    shares: placed.shares,
    side: named?.side ?? placed.side,
    material: inSitu ? 'in-situ' : placed.material,
    reference: record.reference,
    method: methodOf(part.kind, method, read.scores.length > 0),
    standing: standingOf(record.resource),
    date: observationDate(record.resource) ?? placed.collected,
    mislabelled: false,
    empty: unreadable ? undefined : empty,
  };
}

/** "FISH to follow" beside an IHC score is a fact about ISH; other tests without a value are not. */
const telling: ReadonlySet<EmptyValue | undefined> = new Set<EmptyValue | undefined>([undefined, 'pending', 'failed']);

/**
 * A text that names one specimen or site tells of the tissue of the whole resource: what stands beside it is not another specimen.
 * The Specimen of the resource, where it has one, goes before the words.
 */
function withSolePart(pieces: readonly Piece[], placed: Placed): readonly Piece[] {
  if (pieces.every(({ part }) => part === undefined)) return pieces;
  const parts = new Map(pieces.flatMap(({ part }) => (part === undefined ? [] : [[part.index, part] as const])));
  const [sole, ...others] = parts.values();
  if (sole === undefined || others.length > 0) return pieces;
  return pieces.map((piece) => ({ ...piece, part: placed.specimen === undefined ? sole : undefined }));
}

/** Pieces by test and specimen; one empty group where there are none. */
function groupsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  if (pieces.length < 2) return [pieces];
  const keyOf = (piece: Piece) => `${piece.part?.index ?? ''} ${piece.method}`;
  const keys = [...new Set(pieces.map(keyOf))].sort();
  return keys.map((key) => pieces.filter((piece) => keyOf(piece) === key));
}

/** Results from what was read, one per test and specimen; one without value where nothing was. */
export function resultsOfPieces(observation: Her2Observation, placed: Placed, read: readonly Piece[]): ReadObservation {
  const pieces = withSolePart(read, placed);
  const all = groupsOf(pieces).map((group) => resultFrom(observation, placed, group));
  const { kind } = observation.part;
  const told = all.filter(
    (result) => telling.has(result.empty) || result.method === testOf(kind) || ruleKinds.includes(kind),
  );
  const results = told.length === 0 ? all.slice(0, 1) : told;
  const together = results.length > 1 ? [observation.record.reference] : [];
  return {
    results:
      together.length === 0
        ? results
        : results.map((result) => ({ ...result, shares: [...new Set([...result.shares, ...together])].sort() })),
    specimens: pieces.flatMap((piece) => (piece.part === undefined ? [] : [partSpecimen(observation, piece.part)])),
  };
}

/** The earliest year of the record's own dates, the specimen's among them. */
function yearOf(resource: Fields, collected: ClinicalDate | undefined): number | undefined {
  const first = earliest([observationDate(resource), readDate(resource.issued), collected]);
  return first === undefined ? undefined : Number(first.slice(0, 4));
}

/** Reads an Observation of a HER2 test: one result per test and specimen that it speaks of. Never throws. */
export function readObservation(observation: Her2Observation, placed: Placed, knowledge: Knowledge): ReadObservation {
  const { record, part } = observation;
  const year = yearOf(record.resource, placed.collected);
  const value = readValue(record.resource, { kind: part.kind, year }, knowledge);
  const read = resultsOfPieces(observation, placed, readPieces({ ...observation, year }, value, knowledge));
  const mislabelled = isMislabelled(conceptAt(record.resource, 'code'), value, part.local === true);
  return mislabelled ? { ...read, results: read.results.map((result) => ({ ...result, mislabelled })) } : read;
}

function unreadableIsh(resource: Fields): IshReading | undefined {
  return mergeIsh([{ probe: probeOf(resource), unreadable: true }]);
}

/** True where the Observation has a value, a component or a note: something to read. */
export function hasValue(resource: Fields): boolean {
  const value = Object.keys(resource).some((name) => name.startsWith('value'));
  return value || objectsAt(resource, 'component').length > 0 || objectAt(resource, 'dataAbsentReason') !== undefined;
}
