import { indexRecords, type Records } from '../../src/chart/records.js';

/** Builders of R4 resources for tests of the reader: as small as the fact under test allows. */
export type Resource = Readonly<Record<string, unknown>>;

export const snomed = 'http://snomed.info/sct';
export const loinc = 'http://loinc.org';
export const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const icd10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const intentUrl = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-treatment-intent';

export function coded(system: string, code: string, text?: string): Resource {
  return { coding: [{ system, code }], ...(text === undefined ? {} : { text }) };
}

export function condition(id: string, code: Resource, more: Resource = {}): Resource {
  return { resourceType: 'Condition', id, code, ...more };
}

export function observation(id: string, code: Resource, more: Resource = {}): Resource {
  return { resourceType: 'Observation', id, status: 'final', code, effectiveDateTime: '2026-05-01', ...more };
}

export function statement(id: string, drug: string, more: Resource = {}): Resource {
  return {
    resourceType: 'MedicationStatement',
    id,
    status: 'stopped',
    medicationCodeableConcept: { text: drug },
    ...more,
  };
}

export function intent(text: string): Resource {
  return { extension: [{ url: intentUrl, valueCodeableConcept: { text } }] };
}

export const breastCancer = condition('primary', coded(snomed, '254837009'));
export const liverMetastasis = condition('metastasis', coded(icd10, 'C78.7'), { onsetDateTime: '2024-03-01' });

export function recordsFrom(...resources: readonly unknown[]): Records {
  return indexRecords(resources.map((resource) => ({ resource })));
}
