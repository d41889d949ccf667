import { describe, expect, test } from '@jest/globals';
import { indexRecords, type Received, type Records } from '../../src/chart/records.js';
import { batchReferences, missingReferences } from '../../src/fhir/resolve-references.js';

const base = new URL('https://ehr.example.org/fhir/');
const records = (resources: readonly unknown[]): Records =>
  indexRecords(resources.map((resource): Received => ({ resource })));
const missing = (resources: readonly unknown[]): readonly string[] => missingReferences(records(resources), base);
const order = (medicationReference: unknown, more: object = {}): unknown => ({
  resourceType: 'MedicationRequest',
  id: 'r1',
  medicationReference,
  ...more,
});

describe('a reference that needs fetching', () => {
  test('is the drug of an order, the members and origins of a panel, and the tissue; not each result of a report', () => {
    expect(
      missing([
        order({ reference: 'Medication/m1', display: 'x' }),
        { resourceType: 'MedicationStatement', id: 's', medicationReference: { reference: 'Medication/m2' } },
        { resourceType: 'MedicationAdministration', id: 'a', medicationReference: { reference: 'Medication/m3' } },
        {
          resourceType: 'Observation',
          id: 'o',
          hasMember: [{ reference: 'Observation/o1' }, { reference: 'QuestionnaireResponse/q1' }],
          derivedFrom: [{ reference: 'Observation/o2' }, { reference: 'ImagingStudy/i1' }],
          specimen: { reference: 'Specimen/s1' },
        },
        {
          resourceType: 'DiagnosticReport',
          id: 'd',
          specimen: [{ reference: 'Specimen/s2' }],
          result: [{ reference: 'Observation/o3' }],
        },
      ]),
    ).toEqual([
      'Medication/m1',
      'Medication/m2',
      'Medication/m3',
      'Observation/o1',
      'Observation/o2',
      'Specimen/s1',
      'Specimen/s2',
    ]);
  });

  test('is not one that is contained or already there', () => {
    expect(
      missing([
        order({ reference: '#m' }, { contained: [{ resourceType: 'Medication', id: 'm' }] }),
        { resourceType: 'MedicationStatement', id: 's', medicationReference: { reference: 'Medication/m2' } },
        { resourceType: 'Medication', id: 'm2' },
      ]),
    ).toEqual([]);
  });

  test('is found under an absolute URL of the same server only', () => {
    const absolute = (url: string): unknown => order({ reference: url });
    expect(missing([absolute('https://ehr.example.org/fhir/Medication/m1')])).toEqual(['Medication/m1']);
    for (const url of [
      'https://evil.example/fhir/Medication/m1',
      'https://ehr.example.org/other/Medication/m1',
      'https://ehr.example.org.evil.example/fhir/Medication/m1',
      'urn:uuid:6a0b5b3c-0000-4000-8000-000000000000',
    ]) {
      expect(missing([absolute(url)])).toEqual([]);
    }
    expect(missingReferences(records([absolute('https://ehr.example.org/fhir/Medication/m1')]))).toEqual([]);
  });

  test('keeps an id of more than 64 characters (Epic) and drops one that is no id', () => {
    const id = `e${'A-.'.repeat(40)}`;
    expect(missing([order({ reference: `Medication/${id}` })])).toEqual([`Medication/${id}`]);
    expect(missing([order({ reference: 'Medication/a,b&x=1' })])).toEqual([]);
    expect(missing([order({ reference: 7 })])).toEqual([]);
    expect(missing([order('Medication/m1')])).toEqual([]);
  });

  test('is listed once, in the same order whatever the order of the records', () => {
    const orders = ['m2', 'm1', 'm2'].map((id, index) => ({
      resourceType: 'MedicationRequest',
      id: `r${index}`,
      medicationReference: { reference: `Medication/${id}` },
    }));
    expect(missing(orders)).toEqual(['Medication/m1', 'Medication/m2']);
    expect(missing([...orders].reverse())).toEqual(missing(orders));
  });
});

describe('fetching references', () => {
  test('takes one call per type, a read where there is one only', () => {
    expect(batchReferences(['Medication/m1', 'Medication/m2', 'Specimen/s1'])).toEqual([
      { query: 'Medication?_id=m1,m2', references: ['Medication/m1', 'Medication/m2'] },
      { query: 'Specimen/s1', references: ['Specimen/s1'] },
    ]);
  });

  test('takes several calls where there are many', () => {
    const references = Array.from({ length: 65 }, (_, index) => `Observation/o${index}`);
    const batches = batchReferences(references);
    expect(batches).toHaveLength(3);
    expect(batches.flatMap((each) => each.references)).toEqual(references);
  });

  test('takes none where nothing is missing', () => {
    expect(batchReferences([])).toEqual([]);
  });
});
