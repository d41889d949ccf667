import type { StageGroup } from '../clinical/facts/disease.js';
import type { Evidence } from '../clinical/facts/evidence.js';
import type { Codes } from '../knowledge/schema.js';
import { cite } from './cite.js';
import { conditionDate, observationDate } from './clinical-date.js';
import { valuesOf } from './code-entries.js';
import type { DiseaseSign } from './disease-signs.js';
import {
  booleanAt,
  type Concept,
  conceptAt,
  isSaidAbsent,
  objectAt,
  objectsAt,
  readConcept,
  referencesAt,
  textAt,
  wordsOf,
} from './fields.js';
import { isOtherMalignancy } from './other-malignancy.js';
import { resultUse } from './record-status.js';
import { type FhirRecord, type Records, recordsOf, resolve } from './records.js';
import { residualIn } from './residual-words.js';
import { readSpread } from './spread-words.js';
import { saysProgression } from './therapy-outcome.js';

const groups: readonly StageGroup[] = ['0', 'I', 'II', 'III', 'IV'];

/** Signs of a staging answer: the coded value first, then its words. */
function answerSigns(
  concept: Concept,
  codes: Codes,
  base: { date?: string; evidence: Evidence },
): readonly DiseaseSign[] {
  const values = valuesOf(concept, 'staging', codes);
  const named = [concept.text, ...concept.codings.map(({ display }) => display)];
  const texts = named.some((text) => text !== undefined) ? named : concept.codings.map(({ code }) => code);
  const words = texts.filter((text) => text !== undefined).map(readSpread);
  const stage =
    groups.find((group) => values.includes(`stage:${group}`)) ?? words.find((each) => each.stage !== undefined)?.stage;
  const m1 = values.includes('m:1') || words.some(({ m }) => m === 'm1');
  const m0 = values.includes('m:0') || words.some(({ m }) => m === 'm0');
  const signs: DiseaseSign[] = [];
  if (stage !== undefined) signs.push({ kind: 'stage', stage, ...base });
  if (m1 || stage === 'IV') signs.push({ kind: 'metastatic', ...base });
  else if (m0) signs.push({ kind: 'no-metastasis', ...base });
  if (words.some(({ unresectable }) => unresectable)) signs.push({ kind: 'unresectable', ...base });
  return signs;
}

/** Signs of `Condition.stage`: its summary is read by code and by words. */
export function stageSigns(record: FhirRecord, codes: Codes): readonly DiseaseSign[] {
  const date = conditionDate(record.resource);
  const dated = date === undefined ? {} : { date };
  return objectsAt(record.resource, 'stage').flatMap((stage, at) => {
    const concept = conceptAt(stage, 'summary');
    if (concept === undefined) return [];
    const evidence = cite(record, { path: `stage[${at}].summary`, verbatim: wordsOf(concept) ?? '', ...dated });
    return answerSigns(concept, codes, { ...dated, evidence });
  });
}

function answerOf(record: FhirRecord): { readonly concept: Concept; readonly path: string } | undefined {
  // A value beside the reason why there is none (obs-6): one of the two is wrong.
  if (isSaidAbsent(record.resource)) return undefined;
  const concept = conceptAt(record.resource, 'valueCodeableConcept');
  if (concept !== undefined) return { concept, path: 'valueCodeableConcept' };
  const text = textAt(record.resource, 'valueString');
  const read = text === undefined ? undefined : readConcept({ text });
  return read === undefined ? undefined : { concept: read, path: 'valueString' };
}

const stagingProfiles = ['stage-group', 'distant-metastases-category'];

function isStaging(record: FhirRecord, words: string): boolean {
  const profile = objectAt(record.resource, 'meta')?.profile;
  const profiles = profile === undefined ? '' : JSON.stringify(profile).slice(0, 1000);
  if (stagingProfiles.some((each) => profiles.includes(each))) return true;
  return (
    words.length < 80 && ['M category', 'Stage group', 'TNM', 'Distant metastases'].some((name) => words.includes(name))
  );
}

type Subject = 'staging' | 'residual' | 'status' | 'history' | undefined;

/** What an Observation is about: by code, else by the words or profile of a short, uncoded name. */
function subjectOf(record: FhirRecord, concept: Concept | undefined, codes: Codes): Subject {
  for (const coding of concept?.codings ?? []) {
    const role = codes.find('staging', coding)?.role;
    if (role === 'stage-group' || role === 'm-category') return 'staging';
    if (role === 'residual-disease') return 'residual';
    if (role === 'disease-status') return 'status';
    if (role !== undefined) return undefined;
    const history = codes.find('conditions', coding)?.role;
    if (history === 'history-of-metastatic' || history === 'metastatic') return 'history';
  }
  const words = wordsOf(concept) ?? '';
  if (/patholog\w* (?:\w+ )?response|residual (?:cancer|invasive|disease|tumou?r)/i.test(words.slice(0, 200)))
    return 'residual';
  return isStaging(record, words) ? 'staging' : undefined;
}

function statusSigns(
  concept: Concept,
  codes: Codes,
  base: { date?: string; evidence: Evidence },
): readonly DiseaseSign[] {
  const values = valuesOf(concept, 'staging', codes);
  const named = values.length === 0 && saysProgression(wordsOf(concept) ?? '');
  if (values.includes('status:progression') || named) return [{ kind: 'progression', ...base }];
  return values.includes('status:recurrence') ? [{ kind: 'recurrence', ...base }] : [];
}

function signsOf(record: FhirRecord, codes: Codes): readonly DiseaseSign[] {
  const code = conceptAt(record.resource, 'code');
  const subject = subjectOf(record, code, codes);
  if (subject === undefined || !resultUse(record).usable) return [];
  const date = observationDate(record.resource);
  const dated = date === undefined ? {} : { date };
  if (subject === 'history') {
    if (booleanAt(record.resource, 'valueBoolean') === false) return [];
    const evidence = cite(record, { path: 'code', verbatim: wordsOf(code) ?? '', ...dated });
    return [{ kind: 'metastatic', ...dated, evidence }];
  }
  const answer = answerOf(record);
  if (answer === undefined) return [];
  const verbatim = wordsOf(answer.concept) ?? '';
  const base = { ...dated, evidence: cite(record, { path: answer.path, verbatim, ...dated }) };
  if (subject === 'staging') return answerSigns(answer.concept, codes, base);
  if (subject === 'status') return statusSigns(answer.concept, codes, base);
  const residual = residualIn(answer.concept, codes);
  return residual === undefined ? [] : [{ kind: 'residual', residual, ...base }];
}

/** The focus of the Observation is a cancer of another organ. */
function isOfOtherCancer(records: Records, record: FhirRecord, codes: Codes): boolean {
  return referencesAt(record.resource, 'focus').some((reference) => {
    const focus = resolve(records, record, reference);
    return focus?.type === 'Condition' && isOtherMalignancy(conceptAt(focus.resource, 'code'), codes);
  });
}

/** Signs of staging, response and disease-status Observations that count (final, amended, corrected). */
export function stagingSigns(records: Records, codes: Codes): readonly DiseaseSign[] {
  return recordsOf(records, 'Observation').flatMap((record) => {
    const signs = signsOf(record, codes);
    return signs.length > 0 && isOfOtherCancer(records, record, codes) ? [] : signs;
  });
}
