import type { TherapySetting } from '../clinical/facts/therapy.js';
import type { Codes } from '../knowledge/schema.js';
import { clausesIn, isDenied } from './clauses.js';
import { rolesOf, valuesOf } from './code-entries.js';
import {
  type Concept,
  conceptAt,
  conceptsAt,
  type Fields,
  objectsAt,
  readConcept,
  referencesAt,
  textAt,
  wordsOf,
} from './fields.js';
import { type FhirRecord, type Records, resolve } from './records.js';
import { readSpread } from './spread-words.js';

/** A stated intent; `curative` says that the therapy was not for metastatic disease, but not whether before or after surgery. */
export type Intent = Exclude<TherapySetting, 'unknown'> | 'curative';

const intentOfValue: Readonly<Record<string, Intent>> = {
  'intent:adjuvant': 'adjuvant',
  'intent:neoadjuvant': 'neoadjuvant',
  'intent:palliative': 'metastatic',
  'intent:curative': 'curative',
};
const neoadjuvantWords = new Set(['neoadjuvant', 'neoadjuvante', 'neoadjuvanten', 'preoperative', 'präoperativ']);
const adjuvantWords = new Set(['adjuvant', 'adjuvante', 'adjuvanten', 'postoperative', 'postoperativ']);
const curativeWords = new Set(['curative', 'kurativ', 'kurative', 'kurativer']);
const palliativeWords = new Set(['palliative', 'palliativ', 'metastatic', 'metastasiert', 'mbc']);

/** Intents that a text names. "neo-adjuvant" is neoadjuvant, not adjuvant. */
function intentsIn(text: string): readonly Intent[] {
  const found = new Set<Intent>();
  for (const clause of clausesIn(text)) {
    clause.forEach((word, at) => {
      if (isDenied(clause, at)) return;
      if (neoadjuvantWords.has(word)) found.add('neoadjuvant');
      else if (adjuvantWords.has(word)) found.add(clause[at - 1] === 'neo' ? 'neoadjuvant' : 'adjuvant');
      else if (palliativeWords.has(word)) found.add('metastatic');
      else if (curativeWords.has(word)) found.add('curative');
    });
  }
  return [...found];
}

function intentsOf(concept: Concept, codes: Codes): readonly Intent[] {
  const values = valuesOf(concept, 'intent', codes);
  const coded = values.flatMap((value) => intentOfValue[value] ?? []);
  return coded.length > 0 ? coded : intentsIn(wordsOf(concept) ?? '');
}

const intentExtensions = [
  'treatment-intent',
  'procedure-intent',
  'treatmentintent-extension',
  'therapie-intention',
  'therapie-stellungzurop',
];

/** Values of the treatment intent extensions (mCODE and its forerunners; intent and relation to surgery of the German core data set). */
function intentConcepts(resource: Fields): readonly Concept[] {
  return objectsAt(resource, 'extension').flatMap((extension) => {
    const url = textAt(extension, 'url')?.toLowerCase() ?? '';
    if (!intentExtensions.some((ending) => url.endsWith(ending))) return [];
    const text = textAt(extension, 'valueString');
    return conceptAt(extension, 'valueCodeableConcept') ?? (text === undefined ? [] : (readConcept({ text }) ?? []));
  });
}

/** The diagnoses for which the therapy was given: reason codes and the Conditions that reason references name. */
export function reasonsOf(records: Records, record: FhirRecord): readonly Concept[] {
  const referenced = referencesAt(record.resource, 'reasonReference').flatMap((reference) => {
    const condition = resolve(records, record, reference);
    return condition?.type === 'Condition' ? (conceptAt(condition.resource, 'code') ?? []) : [];
  });
  return [...conceptsAt(record.resource, 'reasonCode'), ...referenced];
}

function reasonSaysMetastatic(reason: Concept, codes: Codes): boolean {
  const roles = rolesOf(reason, 'conditions', codes);
  return roles.includes('metastatic') || readSpread(wordsOf(reason) ?? '').metastatic;
}

/** The intent that a therapy record states: extension, then category, reason and note; nothing where they contradict each other. */
export function statedIntent(records: Records, record: FhirRecord, codes: Codes): Intent | undefined {
  const only = (intents: readonly Intent[]): Intent | undefined => {
    const distinct = [...new Set(intents)];
    const precise = distinct.filter((intent) => intent !== 'curative');
    return precise.length === 1 ? precise[0] : distinct.length === 1 ? distinct[0] : undefined;
  };
  const stated = intentConcepts(record.resource).flatMap((concept) => intentsOf(concept, codes));
  if (stated.length > 0) return only(stated);
  const reasons = reasonsOf(records, record);
  const notes = objectsAt(record.resource, 'note').flatMap((note) => textAt(note, 'text') ?? []);
  const names = [conceptAt(record.resource, 'code'), conceptAt(record.resource, 'medicationCodeableConcept')];
  return only([
    ...names.flatMap((name) => intentsIn(wordsOf(name) ?? '')),
    ...conceptsAt(record.resource, 'category').flatMap((concept) => intentsOf(concept, codes)),
    ...reasons.flatMap((reason) => intentsIn(wordsOf(reason) ?? '')),
    ...reasons.flatMap((reason) => (reasonSaysMetastatic(reason, codes) ? (['metastatic'] as const) : [])),
    ...notes.flatMap(intentsIn),
  ]);
}
