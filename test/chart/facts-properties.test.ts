import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readDisease } from '../../src/chart/disease.js';
import { readReceptors } from '../../src/chart/receptors.js';
import { indexRecords } from '../../src/chart/records.js';
import { readSafety } from '../../src/chart/safety.js';
import { readTherapies } from '../../src/chart/therapies.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { loinc, type Resource, rxnorm, snomed } from '../support/fhir-records.js';

const knowledge = loadKnowledge();
const asOf = '2026-11-24';
const runs = { numRuns: 300, seed: 20261124 };

function factsOf(resources: readonly unknown[]): unknown {
  const records = indexRecords(resources.map((resource) => ({ resource })));
  const diseaseRead = readDisease(records, knowledge, asOf);
  return {
    receptors: readReceptors(records, knowledge, asOf).receptors,
    disease: diseaseRead.disease,
    therapies: readTherapies(records, knowledge, { asOf, diseaseRead }).therapies,
    safety: readSafety(records, knowledge, asOf).safety,
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member);
    Object.freeze(value);
  }
  return value;
}

const codings = [
  { system: loinc, code: '85337-4' },
  { system: loinc, code: '85329-1' },
  { system: loinc, code: '21908-9' },
  { system: loinc, code: '97509-4' },
  { system: loinc, code: '10230-1' },
  { system: snomed, code: '254837009' },
  { system: snomed, code: '94381002' },
  { system: rxnorm, code: '72965' },
  { system: rxnorm, code: '2267582' },
];
const words = ['Positive (90%)', 'Stage IIB', 'metastatic', 'letrozole', 'adjuvant', 'Disease progression', 'TCHP', ''];
const concept = fc.oneof(
  fc.record({ coding: fc.array(fc.constantFrom(...codings), { maxLength: 2 }), text: fc.constantFrom(...words) }),
  fc.constantFrom(...words).map((text) => ({ text })),
);
const date = fc.constantFrom('2024', '2024-05', '2024-05-17', '2026-11-24', '2027-01-01', '2026-02-30', 'spring');

/** Plausible records, with any member replaced by anything now and then. */
const resource: fc.Arbitrary<Resource> = fc
  .tuple(
    fc.record({
      resourceType: fc.constantFrom(
        'Observation',
        'Condition',
        'MedicationStatement',
        'MedicationAdministration',
        'Procedure',
      ),
      status: fc.constantFrom('final', 'active', 'completed', 'stopped', 'amended', 'preliminary', 'entered-in-error'),
      code: concept,
      medicationCodeableConcept: concept,
      valueCodeableConcept: concept,
      valueQuantity: fc.record({ value: fc.constantFrom(0, 5, 45, 90, -1), unit: fc.constantFrom('%', 'mm') }),
      statusReason: fc.array(concept, { maxLength: 1 }),
      reasonCode: fc.array(concept, { maxLength: 1 }),
      effectiveDateTime: date,
      onsetDateTime: date,
    }),
    fc.dictionary(
      fc.constantFrom(
        'status',
        'code',
        'valueCodeableConcept',
        'component',
        'stage',
        'extension',
        'meta',
        'effectivePeriod',
      ),
      fc.jsonValue(),
      { maxKeys: 2 },
    ),
  )
  .map(([plausible, odd]) => ({ ...plausible, ...odd }));

/** A bundle whose resources have ids of their own. */
const bundle = fc
  .array(resource, { maxLength: 8 })
  .map((resources) => resources.map((each, position) => ({ ...each, id: `r${position}` })));

describe('reading facts', () => {
  test('never throws and never changes its input', () => {
    fc.assert(
      fc.property(bundle, (resources) => {
        factsOf(deepFreeze(resources));
      }),
      runs,
    );
  });
  test('the order of the resources never matters', () => {
    fc.assert(
      fc.property(bundle, (resources) => {
        expect(factsOf([...resources].reverse())).toEqual(factsOf(resources));
      }),
      runs,
    );
  });
  test('a record entered in error never matters', () => {
    fc.assert(
      fc.property(bundle, resource, (resources, wrong) => {
        const verificationStatus = { coding: [{ code: 'entered-in-error' }] };
        const extra = { ...wrong, id: 'wrong', status: 'entered-in-error', verificationStatus };
        expect(factsOf([...resources, extra])).toEqual(factsOf(resources));
      }),
      runs,
    );
  });
  test('anything at all is read without an exception', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 4 }), (resources) => {
        factsOf(resources);
      }),
      runs,
    );
  });
});
