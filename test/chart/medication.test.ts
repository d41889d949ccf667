import { describe, expect, test } from '@jest/globals';
import { medicationOf } from '../../src/chart/medication.js';
import { recordsOf } from '../../src/chart/records.js';
import { coded, type Resource, recordsFrom, rxnorm } from '../support/fhir-records.js';

function named(more: Resource, ...others: readonly Resource[]) {
  const records = recordsFrom({ resourceType: 'MedicationStatement', id: 't', ...more }, ...others);
  const [record] = recordsOf(records, 'MedicationStatement');
  return record === undefined ? 'no record' : medicationOf(records, record);
}
const letrozole = { system: rxnorm, code: '72965' };
const local = { system: 'urn:local', code: '17' };
const medication = (more: Resource): Resource => ({ resourceType: 'Medication', id: 'm', ...more });
const ingredient = (...concepts: readonly Resource[]): Resource => ({
  ingredient: concepts.map((itemCodeableConcept) => ({ itemCodeableConcept })),
});
const reference: Resource = { medicationReference: { reference: 'Medication/m' } };
const path = 'medicationReference';

describe('the medication that a record names', () => {
  test('its own concept stands before a reference', () => {
    const own = { medicationCodeableConcept: coded(rxnorm, '72965') };
    expect(named({ ...own, ...reference }, medication({ code: { text: 'capecitabine' } }))).toEqual({
      named: { concept: { codings: [letrozole] } },
      path: 'medicationCodeableConcept',
    });
  });
  test.each<[string, Resource, unknown]>([
    ['the code', { code: { coding: [letrozole] } }, { codings: [letrozole] }],
    ['the only ingredient', ingredient({ coding: [letrozole] }), { codings: [letrozole] }],
    [
      'a local code and its only ingredient',
      { code: { coding: [local], text: 'tablets' }, ...ingredient({ coding: [letrozole] }) },
      { codings: [local, letrozole], text: 'tablets' },
    ],
    [
      'a local code alone where there are two ingredients',
      { code: { coding: [local] }, ...ingredient({ coding: [letrozole] }, { text: 'starch' }) },
      { codings: [local] },
    ],
    [
      'the one ingredient that is said, beside one that is not',
      { ingredient: [{ itemReference: { reference: '#s' } }, { itemCodeableConcept: { coding: [letrozole] } }] },
      { codings: [letrozole] },
    ],
  ])('a Medication: %s', (_, more, concept) => {
    expect(named(reference, medication(more))).toEqual({ named: { concept }, path });
  });
  test('the display of the reference is kept beside the Medication', () => {
    const displayed = { medicationReference: { reference: 'Medication/m', display: 'Femara' } };
    expect(named(displayed, medication({ code: { coding: [letrozole] } }))).toEqual({
      named: { concept: { codings: [letrozole] }, words: 'Femara' },
      path,
    });
    expect(named(displayed)).toEqual({ named: { words: 'Femara' }, path });
  });
});

describe('a medication that is not resolved', () => {
  test.each<[string, Resource]>([
    ['is not in the data', { resourceType: 'Medication', id: 'other' }],
    ['has neither code nor ingredient', medication({})],
    ['has two ingredients and no code', medication(ingredient({ text: 'a' }, { text: 'b' }))],
  ])('a Medication that %s', (_, resource) => {
    expect(named(reference, resource)).toEqual({ named: {}, path, unresolved: true });
  });
  test('a record that names none has no broken reference', () => {
    expect(named({})).toEqual({ named: {}, path });
    expect(named({ medicationReference: { display: 'Femara' } })).toEqual({ named: { words: 'Femara' }, path });
  });
});
