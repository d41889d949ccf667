import { describe, expect, test } from '@jest/globals';
import { indexRecords, recordsOf } from '../../src/chart/records.js';
import { namesAnother, subjectsOf } from '../../src/fhir/subject.js';
import { her2Of, ihc, s1 } from '../support/her2-bundle.js';

const of = (members: Readonly<Record<string, string>>) => ({
  ...ihc('3+'),
  ...Object.fromEntries(Object.entries(members).map(([name, reference]) => [name, { reference }])),
});

describe('a resource whose members name its patient', () => {
  const contradictory = of({ subject: 'Patient/p1', patient: 'Patient/p2' });

  test('a result of two patients is of nobody: a gap that settles nothing', () => {
    const records = indexRecords([{ resource: contradictory }]);
    expect(recordsOf(records, 'Observation')).toEqual([]);
    expect(records.gaps).toEqual([{ reference: 'Observation/ihc', problem: 'SUBJECT_CONTRADICTORY' }]);
    expect(her2Of([s1, contradictory]).category).toBe('none');
  });
  test.each([
    [of({ subject: 'Patient/p1', patient: 'https://ehr.example/fhir/Patient/p1/_history/2' })],
    [of({ subject: 'Group/g1', patient: 'Patient/p1' })],
    [of({ for: 'Patient/p1' })],
  ])('one patient named in several ways is one', (resource) => {
    expect(indexRecords([{ resource }]).gaps).toEqual([]);
    expect(her2Of([s1, resource]).category).toBe('positive');
  });
  test('the order of the members does not matter', () => {
    const reversed = of({ subject: 'Patient/p2', patient: 'Patient/p1' });
    for (const resource of [contradictory, reversed]) {
      expect(namesAnother('Patient/p1', subjectsOf([{ resource }]))).toBe(false);
      expect(recordsOf(indexRecords([{ resource }]), 'Observation')).toEqual([]);
    }
  });
});
