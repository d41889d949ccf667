import { conceptAt, type Fields, objectsAt, textAt } from '../chart/fields.js';
import { her2CodeWords, isSequencingText } from '../chart/her2/parts.js';
import { observationRelevance } from '../chart/relevant-observations.js';
import type { Knowledge } from '../knowledge/schema.js';

/** Every type that `read` looks at; what another type says cannot change an assessment. */
const readTypes: ReadonlySet<string> = new Set([
  'Patient',
  'Condition',
  'Observation',
  'DiagnosticReport',
  'Specimen',
  'Medication',
  'MedicationRequest',
  'MedicationStatement',
  'MedicationAdministration',
  'Procedure',
]);

/** Longest remembered code: ids made up per resource must not fill the memory. */
const rememberedCodes = 50_000;

/**
 * A test whether a resource can matter to an assessment. Observations are chosen by code and name as the chart chooses them, and kept
 * where they tie others together; most of a hospital's data (vital signs, chemistry, encounters) is left out here.
 */
export function resourceRelevance(knowledge: Knowledge): (type: string, resource: Fields) => boolean {
  let seen = 0;
  let isRelevant = observationRelevance(knowledge.codes);
  const isTest = (resource: Fields): boolean => {
    const concept = conceptAt(resource, 'code');
    if (her2CodeWords(concept) !== undefined) return true;
    if (isSequencingText(concept, textAt(resource, 'valueString'))) return true;
    return knowledge.sites.haveExpressions && knowledge.sites.expressionsFor('Observation', concept).length > 0;
  };
  return (type, resource) => {
    if (type !== 'Observation') return readTypes.has(type);
    seen += 1;
    if (seen % rememberedCodes === 0) isRelevant = observationRelevance(knowledge.codes);
    if (isRelevant(resource) || isTest(resource)) return true;
    return objectsAt(resource, 'hasMember').length > 0 || objectsAt(resource, 'derivedFrom').length > 0;
  };
}
