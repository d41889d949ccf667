import type { Evidence } from '../../clinical/facts/evidence.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { cite } from '../cite.js';
import { observationDate } from '../clinical-date.js';
import { isSaidAbsent, objectsAt, textAt } from '../fields.js';
import type { PhrasePart } from '../phrase/phrase.js';
import type { FhirRecord } from '../records.js';
import { type CodedPart, componentPart, type PartKind } from './parts.js';
import type { TestKind } from './short-words.js';
import type { SiteValues } from './site-values.js';
import { type Statement, saysSomething } from './statement.js';
import { readText } from './text.js';
import { type ReadValue, readValue, testOf } from './value.js';

/** What of one Observation belongs to one test of one specimen. */
export interface Piece {
  readonly method: TestKind;
  /** The specimen or site that a text names; undefined where it names none. */
  readonly part: PhrasePart | undefined;
  readonly says: Statement;
  readonly evidence: Evidence;
}

/** An Observation of a HER2 test. */
export interface Her2Observation {
  readonly record: FhirRecord;
  readonly part: CodedPart;
  /** The earliest year of its own dates; set where it is read. */
  readonly year?: number | undefined;
  /** What the expressions of the sites find in it. */
  readonly found?: SiteValues;
}

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
  const own: Piece = { method: testOf(at.kind), part: undefined, says: value.says, evidence };
  const sentence = value.sentence.map(({ method, part, statement, span }) => ({
    method,
    part,
    says: statement,
    evidence: { ...evidence, span: { start: span.start, end: span.end } },
  }));
  const keepsOwn = saysSomething(value.says) || value.says.empty !== undefined || sentence.length === 0;
  return [...(keepsOwn ? [own] : []), ...sentence];
}

/** Components, what a site's expressions find, `interpretation` and notes of the Observation. */
function besidePieces(observation: Her2Observation, own: readonly Piece[], knowledge: Knowledge): readonly Piece[] {
  const { resource } = observation.record;
  const components = objectsAt(resource, 'component').flatMap((component, index) => {
    const part = componentPart(component, knowledge.codes);
    if (part === undefined || part.kind === 'in-situ') return [];
    const value = readValue(component, { kind: part.kind, year: observation.year }, knowledge);
    if (value === undefined) return [];
    return piecesOf({ ...observation, part }, value, { kind: part.kind, prefix: `component[${index}].` });
  });
  const found = (observation.found?.values ?? []).flatMap(({ kind, value }) =>
    piecesOf({ ...observation, part: { kind, verified: true } }, value, { kind, prefix: '' }),
  );
  const stated = [...own, ...components, ...found];
  const besideScore = stated.some((piece) => piece.says.scores.length > 0);
  return [
    ...components,
    ...found,
    ...interpretationPieces(observation, knowledge),
    ...notePieces(observation, knowledge, besideScore),
  ];
}

/** `Observation.interpretation` answers an ISH or overall test; for IHC it repeats the verdict and adds no score. */
function interpretationPieces(observation: Her2Observation, knowledge: Knowledge): readonly Piece[] {
  const { resource } = observation.record;
  // What is interpreted is the value, which a reason for its absence contradicts.
  if (isSaidAbsent(resource) && readValue(resource, observation.part, knowledge) !== undefined) return [];
  return objectsAt(resource, 'interpretation').flatMap((interpretation, index) => {
    const value = readValue({ valueCodeableConcept: interpretation }, observation.part, knowledge);
    if (value === undefined || !value.understood) return [];
    const evidence = { ...evidenceOf(observation, value), path: `interpretation[${index}]` };
    return [{ method: testOf(observation.part.kind), part: undefined, says: value.says, evidence }];
  });
}

function notePieces(observation: Her2Observation, knowledge: Knowledge, besideScore: boolean): readonly Piece[] {
  const test = testOf(observation.part.kind);
  return objectsAt(observation.record.resource, 'note').flatMap((note, index) => {
    const text = textAt(note, 'text');
    if (text === undefined) return [];
    return readText(text, { test, words: knowledge.phrases, year: observation.year, besideScore }).map(
      ({ method, part, statement, span }) => ({
        method,
        part,
        says: statement,
        evidence: {
          ...cite(observation.record, { path: `note[${index}].text`, verbatim: text.slice(span.start, span.end) }),
          span: { start: span.start, end: span.end },
        },
      }),
    );
  });
}

/** Everything that one Observation says: its value, then what stands beside it. */
export function readPieces(
  observation: Her2Observation,
  value: ReadValue | undefined,
  knowledge: Knowledge,
): readonly Piece[] {
  const { kind } = observation.part;
  const own = value === undefined ? [] : piecesOf(observation, value, { kind, prefix: '' });
  return [...own, ...besidePieces(observation, own, knowledge)];
}
