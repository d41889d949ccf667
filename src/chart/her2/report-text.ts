import type { Gap } from '../../clinical/facts/evidence.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { cite } from '../cite.js';
import { observationDate } from '../clinical-date.js';
import { conceptAt, conceptsAt, objectsAt, textAt, wordsOf } from '../fields.js';
import type { PhraseTest } from '../phrase/phrase.js';
import { phraseLimit } from '../phrase/read-phrase.js';
import { type FhirRecord, type Records, recordsOf } from '../records.js';
import { readAnswer } from './answer.js';
import { attachmentText } from './attachments.js';
import { narrativePath, narrativeSays } from './narrative.js';
import { codedPart } from './parts.js';
import { isPathologyReport } from './pathology-report.js';
import type { Her2Observation, Piece } from './pieces.js';
import { readText } from './text.js';
import { testOf } from './value.js';

/** A report that speaks of HER2, with what it says. */
export interface Her2Report {
  readonly observation: Her2Observation;
  readonly pieces: readonly Piece[];
}

interface ReportText {
  readonly path: string;
  readonly text: string;
}

/** A report being read: for a HER2 test of its own, or for whatever its texts say of HER2. */
interface Reading {
  readonly observation: Her2Observation;
  readonly test: PhraseTest;
  readonly knowledge: Knowledge;
}

const her2Words = /her-?\s?2|erbb-?2|c-?erb/i;

/** Texts of a report, and what of it was not read. */
function textsOf({ resource, reference }: FhirRecord) {
  const texts: ReportText[] = [];
  const gaps: Gap[] = [];
  const add = (path: string, text: string | undefined) => {
    if (text !== undefined) texts.push({ path, text });
    if (text !== undefined && text.length > phraseLimit) gaps.push({ reference, problem: 'TEXT_TOO_LONG', path });
  };
  add('conclusion', textAt(resource, 'conclusion'));
  objectsAt(resource, 'conclusionCode').forEach((code, index) => {
    add(`conclusionCode[${index}].text`, textAt(code, 'text'));
  });
  objectsAt(resource, 'presentedForm').forEach((attachment, index) => {
    const path = `presentedForm[${index}]`;
    const read = attachmentText(attachment);
    if (read.kind === 'text') add(`${path}.data`, read.text);
    else gaps.push({ reference, problem: read.problem, path });
  });
  return { texts, gaps };
}

/** What one text says. Its parts are numbered from `first`, so that the parts of two texts stay apart. */
function piecesOfText({ path, text }: ReportText, first: number, reading: Reading): readonly Piece[] {
  const { record } = reading.observation;
  const date = observationDate(record.resource);
  const read = readText(text, { test: reading.test, words: reading.knowledge.phrases, keepsUnread: true });
  return read.map(({ method, part, statement, span }) => ({
    method,
    part: part === undefined ? undefined : { ...part, index: part.index + first },
    says: statement,
    evidence: {
      ...cite(record, {
        path,
        verbatim: text.slice(span.start, span.end),
        ...(date === undefined ? {} : { date }),
      }),
      span: { start: span.start, end: span.end },
    },
  }));
}

/** Answer codes as the conclusion of a HER2 test. Elsewhere "Positive" may be of anything. */
function codedPieces({ observation, knowledge }: Reading): readonly Piece[] {
  const { record, part } = observation;
  return conceptsAt(record.resource, 'conclusionCode').flatMap((concept, index) => {
    const says = readAnswer(concept, knowledge.codes, testOf(part.kind));
    if (says === undefined || says.empty !== undefined) return [];
    const evidence = cite(record, { path: `conclusionCode[${index}]`, verbatim: wordsOf(concept) ?? '' });
    return [{ method: testOf(part.kind), part: undefined, says, evidence }];
  });
}

/** Parts in one text fewer than this. */
const partsOfText = 10_000;

function readReport(
  record: FhirRecord,
  knowledge: Knowledge,
): { readonly pieces: readonly Piece[]; readonly gaps: readonly Gap[]; readonly observation: Her2Observation } {
  const own = codedPart(conceptAt(record.resource, 'code'), knowledge.codes);
  const observation: Her2Observation = { record, part: own ?? { kind: 'overall', verified: true } };
  const reading: Reading = { observation, test: own === undefined ? 'report' : testOf(own.kind), knowledge };
  const { texts, gaps } = textsOf(record);
  const concerned = own !== undefined || isPathologyReport(record.resource);
  if (!concerned) return { observation, pieces: [], gaps: [] };
  const speaking = texts.filter(({ text }) => own !== undefined || her2Words.test(text));
  const pieces = [
    ...speaking.flatMap((text, index) => piecesOfText(text, index * partsOfText, reading)),
    ...(own === undefined ? [] : codedPieces(reading)),
  ];
  const hasOther = texts.length > 0 || gaps.length > 0 || objectsAt(record.resource, 'result').length > 0;
  const narrative = !hasOther && narrativeSays(record.resource, reading.test, knowledge);
  return {
    observation,
    pieces,
    gaps: narrative ? [{ reference: record.reference, problem: 'NARRATIVE_ONLY', path: narrativePath }] : gaps,
  };
}

/**
 * What pathology reports say of HER2 in conclusion, conclusion codes and attached texts, and what of them is not read.
 * @param replaced references of reports that an amended one replaces: not read
 */
export function readHer2Reports(
  records: Records,
  knowledge: Knowledge,
  replaced: ReadonlySet<string>,
): { readonly reports: readonly Her2Report[]; readonly gaps: readonly Gap[] } {
  const read = recordsOf(records, 'DiagnosticReport')
    .filter(({ reference }) => !replaced.has(reference))
    .map((record) => readReport(record, knowledge));
  return { reports: read.filter(({ pieces }) => pieces.length > 0), gaps: read.flatMap(({ gaps }) => gaps) };
}
