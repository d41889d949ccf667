import type { Knowledge } from '../../knowledge/schema.js';
import { cite } from '../cite.js';
import { observationDate } from '../clinical-date.js';
import { conceptAt, conceptsAt, type Fields, textAt, wordsOf } from '../fields.js';
import { type FhirRecord, type Records, recordsOf } from '../records.js';
import type { Her2Observation, Piece } from './pieces.js';
import { readText } from './text.js';

const her2Words = /her-?\s?2|erbb-?2|c-?erb/i;
const pathologyWords =
  /patholog|histolog|zytolog|cytolog|immunohisto|immunhisto|biops|surgical|tumou?r marker|in situ hybridi|\bish\b|\bfish\b|her-?2/;
const pathologyCodes: ReadonlySet<string> = new Set([
  'PAT',
  'SP',
  'LAB',
  'CP',
  'CG',
  'GE',
  '60567-5',
  '60568-3',
  '22637-3',
  '11526-1',
  '11529-5',
  '22634-0',
]);

/** Pathology and laboratory reports: others mention HER2 as history, not as a result of their own. */
function isPathology(resource: Fields): boolean {
  const concepts = [...conceptsAt(resource, 'category'), conceptAt(resource, 'code')].filter(
    (each) => each !== undefined,
  );
  const codes = concepts.flatMap((concept) => concept.codings.flatMap(({ code }) => code ?? []));
  const words = concepts
    .map((concept) => wordsOf(concept) ?? '')
    .join(' ')
    .toLowerCase();
  return concepts.length === 0 || codes.some((code) => pathologyCodes.has(code)) || pathologyWords.test(words);
}

/** A report whose conclusion speaks of HER2, with what it says. */
export interface Her2Report {
  readonly observation: Her2Observation;
  readonly pieces: readonly Piece[];
}

function piecesOf(record: FhirRecord, knowledge: Knowledge): readonly Piece[] {
  const text = textAt(record.resource, 'conclusion');
  if (text === undefined || !her2Words.test(text) || !isPathology(record.resource)) return [];
  const date = observationDate(record.resource);
  return readText(text, { test: 'report', words: knowledge.phrases }).map(({ method, part, statement, span }) => ({
    method,
    part,
    says: statement,
    evidence: {
      ...cite(record, {
        path: 'conclusion',
        verbatim: text.slice(span.start, span.end),
        ...(date === undefined ? {} : { date }),
      }),
      span: { start: span.start, end: span.end },
    },
  }));
}

/** Conclusions of pathology reports that speak of HER2. */
export function her2Conclusions(records: Records, knowledge: Knowledge): readonly Her2Report[] {
  return recordsOf(records, 'DiagnosticReport').flatMap((record) => {
    const pieces = piecesOf(record, knowledge);
    const observation: Her2Observation = { record, part: { kind: 'overall', verified: true } };
    return pieces.length === 0 ? [] : [{ observation, pieces }];
  });
}
