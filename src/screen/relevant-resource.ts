import { conceptAt, type Fields, objectAt, readConcept, textAt } from '../chart/fields.js';
import { her2CodeWords, isSequencingText } from '../chart/her2/parts.js';
import { namedAgents } from '../chart/named-agents.js';
import { read } from '../chart/read.js';
import { indexRecords } from '../chart/records.js';
import { hasStagingProfile, observationRelevance } from '../chart/relevant-observations.js';
import type { Knowledge } from '../knowledge/schema.js';
import { codeKey, isSureKey } from './code-key.js';

/**
 * What a resource can mean to an assessment. `none`: nothing. `silent`: nothing of itself, but another resource may name it (the disease
 * for which a drug was given). `telling`: something, or it may.
 */
export type Relevance = 'none' | 'silent' | 'telling';

/** Says what a resource of a type can mean. */
export type Judge = (type: string, resource: Fields) => Relevance;

/** Longest memory of codes and names: made-up ones must not fill it. */
const mostRemembered = 50_000;

/** Remembers what it found for a key, where the key is `sure`; forgets everything when there are too many. */
function remembered<T>(
  find: (resource: Fields) => T,
  sure: (key: string) => boolean = () => true,
): (key: string, resource: Fields) => T {
  const known = new Map<string, T>();
  return (key, resource) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = find(resource);
    if (!sure(key)) return found;
    if (known.size >= mostRemembered) known.clear();
    known.set(key, found);
    return found;
  };
}

function judgeInFull({ codes, sites }: Knowledge): (resource: Fields) => Relevance {
  let seen = 0;
  let isRelevant = observationRelevance(codes);
  const isTest = (resource: Fields): boolean => {
    const concept = conceptAt(resource, 'code');
    if (her2CodeWords(concept) !== undefined) return true;
    if (isSequencingText(concept, textAt(resource, 'valueString'))) return true;
    return sites.haveExpressions && sites.expressionsFor('Observation', concept).length > 0;
  };
  return (resource) => {
    seen += 1;
    if (seen % mostRemembered === 0) isRelevant = observationRelevance(codes);
    return isRelevant(resource) || isTest(resource) || tiesOthers(resource) ? 'telling' : 'none';
  };
}

const tiesOthers = (resource: Fields): boolean =>
  resource.hasMember !== undefined || resource.derivedFrom !== undefined;

/** Does nothing but the code decide what an Observation can mean? */
function onlyCodeTells(resource: Fields): boolean {
  return (
    resource.component === undefined &&
    resource.valueString === undefined &&
    !tiesOthers(resource) &&
    !hasStagingProfile(resource)
  );
}

/** Most Observations of a hospital are of a few hundred tests: each test is judged once. */
function judgeObservations(knowledge: Knowledge): (resource: Fields) => Relevance {
  const inFull = judgeInFull(knowledge);
  const byCode = remembered(inFull, isSureKey);
  return (resource) => {
    const key = onlyCodeTells(resource) ? codeKey(resource.code) : undefined;
    return key === undefined ? inFull(resource) : byCode(key, resource);
  };
}

/** A record of a drug that is none of ours. One that refers to its drug is looked at when the drug is there. */
function judgeDrugs(knowledge: Knowledge): (resource: Fields) => Relevance {
  const names = remembered((given: Fields): Relevance => {
    const concept = readConcept(given);
    const { agents, problem } = namedAgents(concept === undefined ? {} : { concept }, knowledge);
    return agents.length > 0 || problem !== undefined ? 'telling' : 'none';
  });
  return (resource) => {
    const concept = objectAt(resource, 'medicationCodeableConcept');
    return concept === undefined ? 'telling' : names(JSON.stringify(concept), concept);
  };
}

/** Members of a Condition that say no more than its code does; with any other it is read in full. */
const plainMembers = new Set(
  (
    'resourceType id meta clinicalStatus verificationStatus category severity code subject encounter onsetDateTime ' +
    'onsetPeriod abatementDateTime recordedDate recorder asserter text identifier'
  ).split(' '),
);

/** A day after which nothing begins; silence does not depend on the day. */
const anyDay = '9999-12-31';

function judgeConditions(knowledge: Knowledge): (resource: Fields) => Relevance {
  const codes = remembered((code: Fields): Relevance => {
    const alone = { resourceType: 'Condition', id: 'c', code };
    const { her2, disease, safety, gaps } = read(indexRecords([{ resource: alone }]), knowledge, anyDay);
    const says =
      her2.results.length > 0 ||
      gaps.length > 0 ||
      disease.breastCancer === 'documented' ||
      disease.extent !== 'unknown' ||
      disease.otherMalignancy.length > 0 ||
      disease.evidence.length > 0 ||
      Object.keys(safety).length > 0;
    return says ? 'telling' : 'silent';
  });
  return (resource) => {
    const code = objectAt(resource, 'code');
    const profiles = objectAt(resource, 'meta')?.profile;
    if (code === undefined || Object.keys(resource).some((name) => !plainMembers.has(name))) return 'telling';
    if (profiles !== undefined && JSON.stringify(profiles).includes('cancer')) return 'telling';
    return codes(JSON.stringify(code), code);
  };
}

/**
 * Makes a judge. Each kind is judged as the chart itself reads it, so that leaving out what means nothing changes no assessment: most of
 * a hospital's data (vital signs, chemistry, encounters, other drugs) goes no further.
 */
export function resourceJudge(knowledge: Knowledge): Judge {
  const observation = judgeObservations(knowledge);
  const drug = judgeDrugs(knowledge);
  const telling = (): Relevance => 'telling';
  const judges = new Map<string, (resource: Fields) => Relevance>([
    ['Patient', telling],
    ['Condition', judgeConditions(knowledge)],
    ['Observation', observation],
    ['DiagnosticReport', telling],
    ['Specimen', telling],
    ['Medication', telling],
    ['MedicationRequest', drug],
    ['MedicationStatement', drug],
    ['MedicationAdministration', drug],
    ['Procedure', telling],
  ]);
  return (type, resource) => judges.get(type)?.(resource) ?? 'none';
}
