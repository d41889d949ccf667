import { describe, expect, test } from '@jest/globals';
import { readAssessable, readAssessableFile } from '../../src/fhir/assessable.js';
import { bundleOf, her2Observation, patientResource } from '../support/hook-requests.js';

const about = (reference: string, id: string): Record<string, unknown> =>
  her2Observation('1+', { id, subject: { reference } });
const bundle = (...entry: readonly unknown[]): unknown => ({ resourceType: 'Bundle', type: 'transaction', entry });

describe('a Bundle is of one patient', () => {
  test.each([
    ['its Patient', bundleOf(patientResource, about('Patient/p1', 'a')), 'Patient/p1'],
    [
      'the one subject named, where no Patient came',
      bundleOf(about('https://x.example/fhir/Patient/p9', 'a'), about('Patient/p9', 'b')),
      'Patient/p9',
    ],
    [
      'a Patient without id, known by a urn: fullUrl',
      bundle({ fullUrl: 'urn:uuid:7', resource: { resourceType: 'Patient' } }, { resource: about('urn:uuid:7', 'a') }),
      'Patient/#0',
    ],
    [
      'a Patient without id, known by the address of its entry',
      bundle(
        { fullUrl: 'https://x.example/Patient/p1', resource: { resourceType: 'Patient' } },
        { resource: about('Patient/p1', 'a') },
      ),
      'Patient/#0',
    ],
    ['nobody, where the data name nobody', bundleOf(her2Observation('1+', { subject: undefined })), undefined],
    ['nobody, in an empty Bundle', bundleOf(), undefined],
  ])('%s', (_name, body, patient) => {
    expect(readAssessable(body)).toMatchObject({ kind: 'records', records: { byType: expect.anything() } });
    const read = readAssessable(body);
    expect(read.kind === 'records' ? read.records.patient : read.code).toBe(patient);
  });

  test.each([
    ['two Patients', bundleOf(patientResource, { resourceType: 'Patient', id: 'p2' })],
    ['a result of another patient', bundleOf(patientResource, about('Patient/p2', 'a'))],
    ['another patient in a Bundle inside', bundleOf(patientResource, bundleOf(about('Patient/p2', 'a')))],
    [
      'an allergy of another patient',
      bundleOf(patientResource, { resourceType: 'AllergyIntolerance', patient: { reference: 'Patient/p2' } }),
    ],
  ])('%s: refused', (_name, body) => {
    expect(readAssessable(body)).toMatchObject({ kind: 'problem', code: 'SEVERAL_PATIENTS' });
  });

  test('two Patients that are linked are one', () => {
    const linked = { ...patientResource, link: [{ other: { reference: 'Patient/p2' }, type: 'seealso' }] };
    expect(readAssessable(bundleOf(linked, about('Patient/p2', 'a'))).kind).toBe('records');
  });

  test.each([[7], [null], ['x'], [[]], [{ resourceType: 'Patient' }], [{}]])('%j is no Bundle', (body) => {
    expect(readAssessable(body)).toMatchObject({ kind: 'problem', code: 'BUNDLE_INVALID' });
  });

  test('a file may hold a bare array, of resources or of entries', () => {
    expect(readAssessableFile([patientResource, about('Patient/p1', 'a')]).kind).toBe('records');
    expect(readAssessableFile([{ resource: patientResource }])).toMatchObject({ records: { patient: 'Patient/p1' } });
    expect(readAssessableFile([7, null])).toMatchObject({ records: { gaps: [{}, {}] } });
  });
});
