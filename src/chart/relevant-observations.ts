import type { CodeListName, Codes } from '../knowledge/schema.js';
import { type Coding, type Concept, conceptAt, type Fields, objectAt, objectsAt, wordsOf } from './fields.js';
import type { Records } from './records.js';
import { textMemory } from './text-memory.js';

const lists: readonly CodeListName[] = ['receptor-tests', 'her2-tests', 'staging', 'conditions', 'safety'];
/** Part of every name by which an Observation without a known code may still be read. */
const nameParts =
  'receptor rezeptor pgr status categor stage tnm metasta residual patholog respon her2 lvef ejection ejektion auswurf'.split(
    ' ',
  );
const shortNames = new Set(['er', 'pr']);
const profileParts = ['stage-group', 'metastases-category'];
const nameLimit = 200;

/** Is an Observation declared to be one of staging, whatever its code? */
export function hasStagingProfile(resource: Fields): boolean {
  const profiles = objectAt(resource, 'meta')?.profile;
  if (!Array.isArray(profiles)) return false;
  return profiles.some((each) => typeof each === 'string' && profileParts.some((part) => each.includes(part)));
}

function tells(name: string): boolean {
  const words = name.slice(0, nameLimit).toLowerCase();
  return shortNames.has(words) || nameParts.some((part) => words.includes(part));
}

const memory = textMemory<boolean>();

function hasTellingName(code: Concept | undefined): boolean {
  const name = wordsOf(code);
  return name !== undefined && memory(name, () => tells(name));
}

/**
 * A test whether a reader of receptors, disease or safety could use an Observation, by code and name; each distinct code is looked up
 * once for as long as the test is kept.
 */
export function observationRelevance(codes: Codes): (resource: Fields) => boolean {
  const bySystem = new Map<string | undefined, Map<string | undefined, boolean>>();
  const isKnown = (coding: Coding): boolean => {
    const known = bySystem.get(coding.system) ?? new Map<string | undefined, boolean>();
    const before = known.get(coding.code);
    if (before !== undefined) return before;
    const found = lists.some((list) => codes.find(list, coding) !== undefined);
    bySystem.set(coding.system, known.set(coding.code, found));
    return found;
  };
  const isNamed = (concept: Concept | undefined): boolean => concept?.codings.some(isKnown) === true;
  return (resource) => {
    const code = conceptAt(resource, 'code');
    return (
      isNamed(code) ||
      objectsAt(resource, 'component').some((holder) => isNamed(conceptAt(holder, 'code'))) ||
      hasTellingName(code) ||
      hasStagingProfile(resource)
    );
  };
}

/** Leaves out the Observations that no reader of receptors, disease or safety could use: most of a long record. One pass. */
export function withRelevantObservations(records: Records, codes: Codes): Records {
  const isRelevant = observationRelevance(codes);
  const observations = records.byType.get('Observation');
  if (observations === undefined) return records;
  const relevant = observations.filter(({ resource }) => isRelevant(resource));
  return { ...records, byType: new Map([...records.byType, ['Observation', relevant]]) };
}
