import { expect, test } from '@jest/globals';
import { readDisease } from '../../src/chart/disease.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { breastCancer, coded, type Resource, recordsFrom, snomed } from '../support/fhir-records.js';

const knowledge = loadKnowledge();
const diagnosed: Resource = { ...breastCancer, onsetDateTime: '2026-03-01' };
const procedure = (code: Resource, more: Resource = {}): Resource => ({
  resourceType: 'Procedure',
  id: 'op',
  status: 'completed',
  code,
  performedDateTime: '2026-06-01',
  ...more,
});
const mastectomy = coded(snomed, '172043006');
const operated = (resource: Resource): boolean =>
  readDisease(recordsFrom(diagnosed, resource), knowledge, '2026-11-24').disease.surgery !== undefined;

test.each([
  ['a mastectomy by code', procedure(mastectomy), true],
  ['a mastectomy by name', procedure({ text: 'Mastektomie links' }), true],
  ['a biopsy', procedure(coded(snomed, '122548005')), false],
  [
    'surgery before the diagnosis, of another tumour',
    procedure(mastectomy, { performedDateTime: '2015-06-01' }),
    false,
  ],
  ['surgery of an unknown day', procedure(mastectomy, { performedDateTime: 'last year' }), false],
  ['planned surgery', procedure(mastectomy, { performedDateTime: '2027-01-01' }), false],
  ['surgery that was not done', procedure(mastectomy, { status: 'not-done' }), false],
  ['"No mastectomy"', procedure({ text: 'No mastectomy' }), false],
])('%s', (_, resource, found) => {
  expect(operated(resource)).toBe(found);
});
