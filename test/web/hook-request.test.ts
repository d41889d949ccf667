import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { prefetchTemplates } from '../../src/cds/prefetch-templates.js';
import { asFields, type Fields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import { orderables } from '../../src/http/sandbox-orderables.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { parseBundle } from '../../src/web/parts/parse-bundle.js';
import { draftOf, findOrderables, readOrderables } from '../../src/web/sandbox/draft-order.js';
import { editableResults, withIsh, withValue } from '../../src/web/sandbox/edit-record.js';
import { asCurl, hookRequest } from '../../src/web/sandbox/hook-request.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { readText } from '../support/source-files.js';

const knowledge = loadKnowledge();
const templates = prefetchTemplates(knowledge);
const offered = readOrderables({ orderables: orderables(knowledge) });
const common = { hookInstance: '3f1c4f0e-0000-4000-8000-000000000001', templates, asOf: '2026-11-24', drafts: [] };
const bundleOf = (name: string): Fields => asFields(JSON.parse(readText(`fixtures/patients/${name}.json`))) ?? {};
const patients = readdirSync('fixtures/patients').map((name) => name.replace('.json', ''));

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

async function answered(request: Fields): Promise<Fields> {
  const response = await herald.post(`/cds-services/her2-${textAt(request, 'hook') ?? ''}`, request);
  return asFields(await response.json()) ?? {};
}

function category(response: Fields): string | undefined {
  return textAt(objectAt(objectAt(response, 'extension'), 'org.herald-cds.assessment'), 'category');
}

describe('the request that the sandbox sends', () => {
  test('gives every patient the category that the whole bundle gives', async () => {
    const expected = asFields(JSON.parse(readText('fixtures/patients/expected.json')));
    for (const name of patients.filter((each) => each !== 'expected')) {
      const request = hookRequest({ ...common, hook: 'patient-view', bundle: bundleOf(name) });
      const wanted = objectAt(objectAt(objectAt(expected, 'patients'), name), 'her2');
      expect([name, category(await answered(request))]).toEqual([name, textAt(wanted, 'category')]);
    }
  });

  test('asks for HER2 tests under their key and puts nothing else there', () => {
    const request = hookRequest({ ...common, hook: 'patient-view', bundle: bundleOf('low-1plus-hr-positive') });
    const her2 = objectsAt(objectAt(objectAt(request, 'prefetch'), 'her2'), 'entry');
    expect(her2.map((entry) => textAt(objectAt(entry, 'resource'), 'id'))).toEqual(['p01-her2-ihc', 'p01-her2-ihc-2']);
  });

  test('a search that finds nothing is an empty searchset, not a key left out', () => {
    const request = hookRequest({ ...common, hook: 'patient-view', bundle: bundleOf('empty-chart') });
    expect(objectAt(request, 'prefetch')?.her2).toEqual({ resourceType: 'Bundle', type: 'searchset', total: 0 });
  });

  test('a draft order is in the context, selected at order-select', () => {
    const [trastuzumab] = findOrderables(offered, 'herceptin');
    const draft = trastuzumab === undefined ? {} : draftOf(trastuzumab, 'low-early', '2026-11-24');
    const request = hookRequest({ ...common, hook: 'order-select', bundle: bundleOf('low-early'), drafts: [draft] });
    const context = objectAt(request, 'context');
    expect(context?.selections).toEqual(['MedicationRequest/draft-order']);
    expect(JSON.stringify(context?.draftOrders)).toContain('"text":"trastuzumab"');
  });

  test('as a command it survives a shell, quotes of the record included', () => {
    const request = { note: `it's "quoted" $HOME \`date\` \\ é` };
    const command = asCurl('http://127.0.0.1:1/x', request)
      .replace(/^curl .*? -d /, 'printf %s ')
      .replace(/ http\S+$/, '');
    expect(JSON.parse(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }))).toEqual(request);
  });
});

describe('editing the record', () => {
  test('a changed value leaves no code of the old one behind', async () => {
    const bundle = bundleOf('low-1plus-hr-positive');
    const newest = editableResults(bundle, templates).at(-1);
    expect(newest).toMatchObject({ value: '1+', date: '2026-05-19' });
    const edited = withValue(bundle, newest?.at ?? -1, '3+');
    expect(editableResults(edited, templates).at(-1)).toMatchObject({ value: '3+' });
    const request = hookRequest({ ...common, hook: 'patient-view', bundle: edited });
    expect(category(await answered(request))).toBe('positive');
    expect(editableResults(bundle, templates).at(-1)).toMatchObject({ value: '1+' });
  });

  test('an ISH added beside a 2+ settles it', async () => {
    const bundle = bundleOf('equivocal-without-ish');
    const newest = editableResults(bundle, templates).at(-1);
    const request = hookRequest({
      ...{ ...common, hook: 'patient-view' },
      bundle: withIsh(bundle, newest, 'equivocal-without-ish'),
    });
    expect(category(await answered(request))).toBe('low');
  });

  test('a drug is found by ingredient, brand and alias; names that start with the text come first', () => {
    const found = (text: string): string | undefined => findOrderables(offered, text)[0]?.label;
    expect(found('Enhertu')).toBe('trastuzumab deruxtecan');
    expect(found('ibrance')).toBe('palbociclib');
    expect(found('fish')).toBe('HER2 ISH');
    expect(found('no such drug')).toBeUndefined();
  });
});

describe('a pasted text', () => {
  test('is a bundle, one resource, or a list of resources', () => {
    const patient = { resourceType: 'Patient', id: 'p' };
    expect(parseBundle(JSON.stringify({ resourceType: 'Bundle', entry: [] }))).toEqual({
      resourceType: 'Bundle',
      entry: [],
    });
    const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: patient }] };
    expect(parseBundle(JSON.stringify(patient))).toEqual(bundle);
    expect(parseBundle(JSON.stringify([patient]))).toEqual(bundle);
  });

  test('is refused in a sentence where it is none of them', () => {
    expect(parseBundle('{')).toBe('This is not JSON.');
    for (const text of ['1', 'null', '"x"', '{}']) expect(parseBundle(text)).toBe('This JSON holds no FHIR resource.');
  });
});
