import { describe, expect, test } from '@jest/globals';
import { parseHookRequest } from '../../src/cds/request.js';
import { type Prefetched, readPrefetch } from '../../src/fhir/prefetch-records.js';
import { bundleOf, her2Observation, patientResource, patientView } from '../support/hook-requests.js';

function prefetched(prefetch: Record<string, unknown>): Prefetched {
  const parsed = parseHookRequest(patientView(prefetch), 'patient-view');
  if (parsed.kind === 'problem') throw new Error(parsed.code);
  return readPrefetch(parsed.request);
}

const outcome = (severity: string, code?: string): unknown => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code: 'processing', ...(code === undefined ? {} : { details: { coding: [{ code }] } }) }],
});
const next = {
  link: [
    { relation: 'self', url: 'a' },
    { relation: 'next', url: 'b' },
  ],
};

describe('what a client made of a prefetch key', () => {
  const condition = { resourceType: 'Condition', id: 'c1', subject: { reference: 'Patient/p1' } };
  test.each([
    ['a Bundle with entries', bundleOf(condition), 'had'],
    ['a Bundle without entries', bundleOf(), 'empty'],
    ['a Bundle without entry member', { resourceType: 'Bundle' }, 'empty'],
    ['null', null, 'empty'],
    ['not sent', undefined, 'absent'],
    ['an OperationOutcome', outcome('error'), 'failed'],
    ['a Bundle of an OperationOutcome with an error', bundleOf(outcome('error')), 'failed'],
    ['results beside an error', bundleOf(condition, outcome('fatal')), 'partial'],
    ["Epic's warning that there are no results (4101)", bundleOf(outcome('warning', '4101')), 'empty'],
    ['results with another warning', bundleOf(condition, outcome('warning', '4119')), 'partial'],
    ['results with information', bundleOf(condition, outcome('information')), 'had'],
    ['a first page', { ...bundleOf(condition), ...next }, 'partial'],
    ['an HTML page', '<html></html>', 'wrong-type'],
    ['a list', [condition], 'wrong-type'],
    ['an object that is no resource', { error: 'x' }, 'wrong-type'],
    ['a single resource of the type asked for', condition, 'had'],
    ['a single resource of another type', her2Observation('1+'), 'wrong-type'],
  ])('%s', (_name, conditions, state) => {
    const { states, records } = prefetched({ conditions });
    expect(states.get('conditions')).toBe(state);
    expect(records.unavailable.includes('conditions')).toBe(!['had', 'empty', 'partial'].includes(state));
    expect(records.partial ?? []).toEqual(state === 'partial' ? ['conditions'] : []);
  });

  test('an entry that came as an object instead of a list is read, and what cannot be read is a gap', () => {
    const single = { resourceType: 'Bundle', entry: { resource: her2Observation('1+') } };
    expect(prefetched({ her2: single }).records.byType.get('Observation')).toHaveLength(1);
    const { states, records } = prefetched({ her2: { resourceType: 'Bundle', entry: 'x' } });
    expect(states.get('her2')).toBe('had');
    expect(records.gaps).toContainEqual({ reference: '#1', problem: 'RESOURCE_UNREADABLE' });
  });

  test('a Bundle under patient counts where it holds a Patient', () => {
    expect(prefetched({ patient: bundleOf(patientResource) }).states.get('patient')).toBe('had');
    expect(prefetched({ patient: bundleOf(her2Observation('1+')) }).states.get('patient')).toBe('wrong-type');
  });

  test('a failed search is a gap, and its OperationOutcome is no record', () => {
    const { records } = prefetched({ conditions: bundleOf(outcome('error')) });
    expect(records.gaps).toContainEqual({ reference: 'prefetch/conditions', problem: 'SEARCH_OUTCOME' });
    expect(records.byType.has('OperationOutcome')).toBe(false);
  });

  test('a key that continues another one is read with it, and missed where it failed', () => {
    const more = bundleOf(her2Observation('3+', { id: 'r2' }));
    expect(prefetched({ 'her2-2': more }).records.byReference.has('Observation/r2')).toBe(true);
    expect(prefetched({ 'her2-2': more }).records.unavailable).not.toContain('her2');
    expect(prefetched({ 'her2-2': outcome('error') }).records.partial).toContain('her2');
    expect(prefetched({ 'her2-x': outcome('error') }).records.unavailable).not.toContain('her2');
  });

  test('resources under other keys are read by type and satisfy nothing', () => {
    const { records, states } = prefetched({
      recent: bundleOf(condition),
      '-user': { resourceType: 'PractitionerRole', id: 'x' },
    });
    expect(records.byReference.has('Condition/c1')).toBe(true);
    expect(states.get('conditions')).toBe('absent');
  });
});

describe('whose data are these', () => {
  const about = (reference: string): boolean =>
    prefetched({ her2: bundleOf(her2Observation('1+', { subject: { reference } })) }).otherPatient;
  test.each([
    'Patient/p1',
    'Patient/p1/_history/3',
    'https://ehr.example.org/fhir/R4/Patient/p1',
    'urn:uuid:p1',
    '#contained',
    'Group/g1',
  ])('%s does not name somebody else', (reference) => {
    expect(about(reference)).toBe(false);
  });
  test.each([
    'Patient/p2',
    'Patient/P1',
    'https://ehr.example.org/fhir/Patient/p11',
    'urn:uuid:another',
  ])('%s is another patient', (reference) => {
    expect(about(reference)).toBe(true);
  });

  test('a resource without subject is kept', () => {
    const { otherPatient, records } = prefetched({ her2: bundleOf(her2Observation('1+', { subject: undefined })) });
    expect(otherPatient).toBe(false);
    expect(records.byReference.has('Observation/r1')).toBe(true);
  });

  test('records joined by Patient.link are one person, in either direction and over steps', () => {
    const old = {
      resourceType: 'Patient',
      id: 'old',
      link: [{ other: { reference: 'Patient/older' }, type: 'replaces' }],
    };
    const linked = { ...patientResource, link: [{ other: { reference: 'Patient/old' }, type: 'seealso' }] };
    const results = bundleOf(her2Observation('1+', { subject: { reference: 'Patient/older' } }));
    expect(prefetched({ patient: linked, linked: old, her2: results }).otherPatient).toBe(false);
    expect(prefetched({ patient: linked, her2: results }).otherPatient).toBe(true);
  });

  test('a urn: subject is resolved by the fullUrl of the Patient', () => {
    const entry = [
      { fullUrl: 'urn:uuid:9', resource: patientResource },
      { resource: her2Observation('1+', { subject: { reference: 'urn:uuid:9' } }) },
    ];
    expect(prefetched({ her2: { resourceType: 'Bundle', entry } }).otherPatient).toBe(false);
  });
});
