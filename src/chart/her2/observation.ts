import type { Evidence } from '../../clinical/facts/evidence.js';
import type { EmptyValue, Her2Method, Her2Result, IshReading } from '../../clinical/facts/her2.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { cite } from '../cite.js';
import { observationDate } from '../clinical-date.js';
import { conceptAt, type Fields, objectAt, objectsAt, textAt, wordsOf } from '../fields.js';
import type { FhirRecord } from '../records.js';
import { describeStaining } from './describe.js';
import { isMislabelled } from './display.js';
import { type CodedPart, componentPart, type PartKind } from './parts.js';
import type { TestKind } from './short-words.js';
import type { SiteValues } from './site-values.js';
import { standingOf } from './standing.js';
import { mergeIsh, mergeStaining, type Statement, saysSomething } from './statement.js';
import { readText } from './text.js';
import { type ReadValue, readValue, testOf } from './value.js';

/** What of one Observation belongs to one test of one specimen. */
interface Piece {
  readonly method: TestKind;
  /** Number of the specimen that a text names; 0 where it names none. */
  readonly part: number;
  readonly says: Statement;
  readonly evidence: Evidence;
}

/** An Observation of a HER2 test. */
export interface Her2Observation {
  readonly record: FhirRecord;
  readonly part: CodedPart;
  /** What the expressions of the sites find in it. */
  readonly found?: SiteValues;
}

/** What the reader of the whole record adds to a result. */
export type Placed = Pick<Her2Result, 'specimen' | 'shares' | 'material' | 'side'>;

function evidenceOf({ record, part }: Her2Observation, value: ReadValue, prefix = ''): Evidence {
  const date = observationDate(record.resource);
  return cite(record, {
    path: `${prefix}${value.path}`,
    verbatim: value.verbatim,
    verified: part.verified && value.says.unverified !== true,
    ...(date === undefined ? {} : { date }),
  });
}

/** A value and the sentences in it as pieces. */
function piecesOf(
  observation: Her2Observation,
  value: ReadValue,
  at: { kind: PartKind; prefix: string },
): readonly Piece[] {
  const evidence = evidenceOf(observation, value, at.prefix);
  const own: Piece = { method: testOf(at.kind), part: 0, says: value.says, evidence };
  const sentence = value.sentence.map(({ method, part, statement, span }) => ({
    method,
    part: part?.index ?? 0,
    says: statement,
    evidence: { ...evidence, span: { start: span.start, end: span.end } },
  }));
  const keepsOwn = saysSomething(value.says) || value.says.empty !== undefined || sentence.length === 0;
  return [...(keepsOwn ? [own] : []), ...sentence];
}

/** Components, what a site's expressions find, `interpretation` and notes of the Observation. */
function besidePieces(observation: Her2Observation, knowledge: Knowledge): readonly Piece[] {
  const { resource } = observation.record;
  const components = objectsAt(resource, 'component').flatMap((component, index) => {
    const part = componentPart(component, knowledge.codes);
    if (part === undefined || part.kind === 'in-situ') return [];
    const value = readValue(component, part.kind, knowledge);
    if (value === undefined) return [];
    return piecesOf({ ...observation, part }, value, { kind: part.kind, prefix: `component[${index}].` });
  });
  const found = (observation.found?.values ?? []).flatMap(({ kind, value }) =>
    piecesOf({ ...observation, part: { kind, verified: true } }, value, { kind, prefix: '' }),
  );
  return [
    ...components,
    ...found,
    ...interpretationPieces(observation, knowledge),
    ...notePieces(observation, knowledge),
  ];
}

/** `Observation.interpretation` answers an ISH or overall test; for IHC it repeats the verdict and adds no score. */
function interpretationPieces(observation: Her2Observation, knowledge: Knowledge): readonly Piece[] {
  const { resource } = observation.record;
  return objectsAt(resource, 'interpretation').flatMap((interpretation, index) => {
    const value = readValue({ valueCodeableConcept: interpretation }, observation.part.kind, knowledge);
    if (value === undefined || !value.understood) return [];
    const evidence = { ...evidenceOf(observation, value), path: `interpretation[${index}]` };
    return [{ method: testOf(observation.part.kind), part: 0, says: value.says, evidence }];
  });
}

function notePieces(observation: Her2Observation, knowledge: Knowledge): readonly Piece[] {
  const test = testOf(observation.part.kind);
  return objectsAt(observation.record.resource, 'note').flatMap((note, index) => {
    const text = textAt(note, 'text');
    if (text === undefined) return [];
    return readText(text, test, knowledge.phrases).map(({ method, part, statement, span }) => ({
      method,
      part: part?.index ?? 0,
      says: statement,
      evidence: {
        ...cite(observation.record, { path: `note[${index}].text`, verbatim: text.slice(span.start, span.end) }),
        span: { start: span.start, end: span.end },
      },
    }));
  });
}

/** Single or dual probe, from the method's words. */
function probeOf(resource: Fields): IshReading['probe'] {
  const concept = conceptAt(resource, 'method');
  const words = `${concept?.text ?? ''} ${wordsOf(concept) ?? ''}`.toLowerCase();
  if (/dual|two-colou?r|\bdish\b|doppel/.test(words)) return 'dual';
  return /single|einzel|\bsish\b/.test(words) ? 'single' : undefined;
}

/** Values of the same test in one Observation: coded ones first, a note only where it adds or corrects nothing already said. */
function resultOf(observation: Her2Observation, method: TestKind, pieces: readonly Piece[]) {
  const { resource } = observation.record;
  const says = pieces.map((piece) => piece.says);
  const isNote = (piece: Piece) => piece.evidence.path.startsWith('note[');
  const stated = pieces.filter((piece) => !isNote(piece)).flatMap((piece) => piece.says.scores);
  const scores = [...new Set(stated.length > 0 ? stated : says.flatMap((each) => each.scores))].sort();
  const range = says.some((each) => each.range === true);
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

/** Reads an Observation of a HER2 test: one result per test and specimen that it speaks of. Never throws. */
export function readObservation(
  observation: Her2Observation,
  placed: Placed,
  knowledge: Knowledge,
): readonly Her2Result[] {
  const { record, part } = observation;
  const { resource } = record;
  const value = readValue(resource, part.kind, knowledge);
  const own = value === undefined ? [] : piecesOf(observation, value, { kind: part.kind, prefix: '' });
  const pieces = [...own, ...besidePieces(observation, knowledge)];
  const main = testOf(part.kind);
  const keys = new Set(pieces.map((piece) => `${piece.part} ${piece.method}`));
  const groups = [...keys].sort().map((key) => pieces.filter((piece) => `${piece.part} ${piece.method}` === key));
  const mislabelled = isMislabelled(conceptAt(resource, 'code'), value);
  const date = observationDate(resource);
  const results = (groups.length === 0 ? [[]] : groups).map((group): Her2Result => {
    const [first] = group;
    const method = first?.method ?? main;
    const read = resultOf(observation, method, group);
    const empty = emptyOf(group, resource);
    const sides =
      first === undefined || first.part === 0 ? placed : { ...placed, specimen: `${record.reference}#${first.part}` };
    const inSitu = group.length > 0 && group.every((piece) => piece.says.inSitu === true);
    return {
      ...read,
      ...sides,
      reference: record.reference,
      method: methodOf(part.kind, method, read.scores.length > 0),
      standing: standingOf(resource),
      date,
      material: inSitu ? 'in-situ' : placed.material,
      mislabelled,
      empty: empty === 'not-understood' && method === 'ish' ? undefined : empty,
      ish: empty === 'not-understood' && method === 'ish' ? unreadableIsh(resource) : read.ish,
    };
  });
  const meaningful = results.filter(
    (result) => result.empty === undefined || result.method === main || ruleKinds.includes(part.kind),
  );
  return meaningful.length === 0 ? results.slice(0, 1) : meaningful;
}

function unreadableIsh(resource: Fields): IshReading | undefined {
  return mergeIsh([{ probe: probeOf(resource), unreadable: true }]);
}

/** True where the Observation has a value, a component or a note: something to read. */
export function hasValue(resource: Fields): boolean {
  const value = Object.keys(resource).some((name) => name.startsWith('value'));
  return value || objectsAt(resource, 'component').length > 0 || objectAt(resource, 'dataAbsentReason') !== undefined;
}
