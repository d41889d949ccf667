import type { Her2Result, IshReading } from '../../clinical/facts/her2.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { cite } from '../cite.js';
import { type Fields, objectAt, textAt } from '../fields.js';
import type { PhraseTest } from '../phrase/phrase.js';
import { plainText } from '../phrase/plain-text.js';
import type { FhirRecord } from '../records.js';
import type { Statement } from './statement.js';
import { readText } from './text.js';

const tells = ({ scores, words, ish }: Statement): boolean =>
  scores.length > 0 || words.length > 0 || ish?.interpretation !== undefined || ish?.ratio !== undefined;

function narrativeOf(resource: Fields): string | undefined {
  const div = textAt(objectAt(resource, 'text'), 'div');
  return div === undefined ? undefined : plainText(div);
}

/** True where the narrative states a HER2 result. Servers generate narratives: one beside data is a copy, and is not asked for. */
export function narrativeSays(resource: Fields, test: PhraseTest, knowledge: Knowledge): boolean {
  const text = narrativeOf(resource);
  if (text === undefined) return false;
  return readText(text, { test, words: knowledge.phrases }).some((each) => tells(each.statement));
}

const unread: IshReading = {
  probe: undefined,
  ratio: undefined,
  her2Copies: undefined,
  cep17Copies: undefined,
  cells: undefined,
  recount: false,
  interpretation: undefined,
  statedGroup: undefined,
  unreadable: true,
};

/** Where in a resource the narrative is. */
export const narrativePath = 'text.div';

/** A result that only the narrative states: there is one, and it settles nothing. */
export function narrativeOnly(result: Her2Result, record: FhirRecord): Her2Result {
  const verbatim = narrativeOf(record.resource) ?? '';
  const evidence = [cite(record, { path: narrativePath, verbatim })];
  return result.method === 'ish'
    ? { ...result, evidence, empty: undefined, ish: unread }
    : { ...result, evidence, empty: 'not-understood' };
}
