import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asFields, type Fields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

const base = (): string => `${herald.url}/sandbox/fhir`;

async function get(address: string): Promise<Fields> {
  const response = await fetch(address.startsWith('http') ? address : `${base()}/${address}`);
  expect(response.headers.get('Content-Type')).toMatch(/^application\/fhir\+json/);
  return asFields(await response.json()) ?? {};
}

function resources(bundle: Fields): readonly Fields[] {
  return objectsAt(bundle, 'entry')
    .map((entry) => objectAt(entry, 'resource'))
    .filter((each) => each !== undefined);
}

const ids = (bundle: Fields): readonly (string | undefined)[] => resources(bundle).map((each) => textAt(each, 'id'));
const patient = 'patient=low-1plus-hr-positive';

describe('the FHIR server of the sandbox', () => {
  test('says what it can do', async () => {
    const statement = await get('metadata');
    expect(statement).toMatchObject({ resourceType: 'CapabilityStatement', fhirVersion: '4.0.1', kind: 'instance' });
    const [rest] = objectsAt(statement, 'rest');
    expect(objectsAt(rest, 'resource').map((each) => textAt(each, 'type'))).toEqual(
      expect.arrayContaining(['Patient', 'Observation', 'Condition', 'DiagnosticReport', 'MedicationRequest']),
    );
  });

  test('reads a resource, and 404 with an OperationOutcome where there is none', async () => {
    expect(await get('Patient/low-1plus-hr-positive')).toMatchObject({
      resourceType: 'Patient',
      id: 'low-1plus-hr-positive',
    });
    const missing = await fetch(`${base()}/Patient/nobody`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ resourceType: 'OperationOutcome' });
  });

  test('finds by patient in either form, and by code with its system', async () => {
    const all = await get(`Observation?${patient}&_count=500`);
    expect(await get('Observation?patient=Patient/low-1plus-hr-positive&_count=500')).toMatchObject({
      total: all.total,
    });
    const ihc = await get(`Observation?${patient}&code=http://loinc.org|85319-2`);
    expect(ids(ihc)).toEqual(['p01-her2-ihc', 'p01-her2-ihc-2']);
    expect(await get(`Observation?${patient}&code=http://snomed.info/sct|85319-2`)).toMatchObject({ total: 0 });
    expect(await get(`Observation?${patient}&code=85319-2,85318-4`)).toMatchObject({ total: 2 });
  });

  test('finds by status, category and date', async () => {
    expect(await get(`Condition?${patient}&clinical-status=resolved`)).toMatchObject({ total: 1 });
    const laboratory = 'http://terminology.hl7.org/CodeSystem/v2-0074|SP';
    const reports = await get(`DiagnosticReport?${patient}&category=${laboratory}`);
    expect(ids(reports)).toContain('p01-pathology-2');
    expect(ids(reports)).not.toContain('p01-ct');
    const recent = await get(`Observation?${patient}&code=85319-2&date=ge2026-01-01`);
    expect(ids(recent)).toEqual(['p01-her2-ihc-2']);
    expect(ids(await get(`Observation?${patient}&code=85319-2&date=lt2026`))).toEqual(['p01-her2-ihc']);
  });

  test('a parameter that is not understood is ignored and left out of the self link', async () => {
    const all = await get(`Observation?${patient}`);
    const found = await get(`Observation?${patient}&value-quantity=5&code:in=x`);
    expect(found.total).toBe(all.total);
    expect(textAt(objectsAt(found, 'link')[0], 'url')).toBe(textAt(objectsAt(all, 'link')[0], 'url'));
  });

  test.each([
    ['handling=strict', 400],
    ['return=minimal, Handling="strict"', 400],
    ['handling=lenient', 200],
    ['mishandling=strict', 200],
  ])('a parameter that is not understood, under Prefer: %s, is %i', async (prefer, status) => {
    const ask = (query: string): Promise<Response> => fetch(`${base()}/${query}`, { headers: { Prefer: prefer } });
    const answer = await ask(`Observation?${patient}&value-quantity=5`);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ resourceType: status === 400 ? 'OperationOutcome' : 'Bundle' });
    expect((await ask(`Observation?${patient}&_count=5&_sort=-date`)).status).toBe(200);
  });

  test.each(['__proto__', 'constructor', '-toString'])('an order that is none, %s, is passed over', async (order) => {
    expect(ids(await get(`Observation?${patient}&code=85319-2&_sort=${order}`))).toHaveLength(2);
  });

  test('sorts by date either way', async () => {
    expect(ids(await get(`Observation?${patient}&code=85319-2&_sort=-date`))).toEqual([
      'p01-her2-ihc-2',
      'p01-her2-ihc',
    ]);
    expect(ids(await get(`Observation?${patient}&code=85319-2&_sort=date`))).toEqual([
      'p01-her2-ihc',
      'p01-her2-ihc-2',
    ]);
  });

  test('pages lead to each other, and together they are the whole result, each resource once', async () => {
    const whole = await get(`Observation?${patient}&_count=500&_sort=_id`);
    const seen: (string | undefined)[] = [];
    let next: string | undefined = `Observation?${patient}&_count=7&_sort=_id`;
    let pages = 0;
    while (next !== undefined) {
      const page: Fields = await get(next);
      pages += 1;
      expect(resources(page).length).toBeLessThanOrEqual(7);
      expect(page.total).toBe(whole.total);
      seen.push(...ids(page));
      next = textAt(
        objectsAt(page, 'link').find((link) => link.relation === 'next'),
        'url',
      );
    }
    expect(pages).toBeGreaterThan(3);
    expect(seen).toEqual(ids(whole));
  });

  test('a search sent as a form gives what the same search gives as an address', async () => {
    const form = await fetch(`${base()}/Observation/_search`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ patient: 'low-1plus-hr-positive', code: 'http://loinc.org|85319-2', _sort: '-date' }),
    });
    expect(form.status).toBe(200);
    expect(ids(asFields(await form.json()) ?? {})).toEqual(['p01-her2-ihc-2', 'p01-her2-ihc']);
  });

  test('gives a whole record, and nothing of another patient', async () => {
    const record = await get('Patient/low-early/$everything');
    expect(resources(record).length).toBeGreaterThan(3);
    const others = JSON.stringify(record).match(/Patient\/[a-z0-9-]+/g) ?? [];
    expect(new Set(others)).toEqual(new Set(['Patient/low-early']));
  });

  test('is read-only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const response = await fetch(`${base()}/Patient/low-early`, { method });
      expect(response.status).toBe(405);
      expect(await response.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    }
  });

  test('is not there where real data are served', async () => {
    const tenants = await runHerald({
      tenants: [{ id: 'north', issuer: 'https://ehr.example.org', jwks: { url: 'https://ehr.example.org/jwks.json' } }],
    });
    expect((await fetch(`${tenants.url}/sandbox/fhir/metadata`)).status).toBe(404);
    expect((await fetch(`${tenants.url}/sandbox/patients`)).status).toBe(404);
    await tenants.drain();
  });
});

const captures = path.resolve(process.cwd(), '../shared/cds-hooks/sandbox-captures');

function captured(name: string): readonly Fields[] {
  const file = path.join(captures, `${name}.json`);
  const content: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
  return Array.isArray(content) ? content.map(asFields).filter((each) => each !== undefined) : [];
}

describe('requests as the public CDS Hooks sandbox sent them', () => {
  const asked = captured('fhir-requests').filter((each) => !(textAt(each, 'url') ?? '').includes('_services'));
  if (asked.length === 0) test.skip('the captured requests are not beside this checkout', () => {});

  test.each(
    asked.map((each) => [`${textAt(each, 'method') ?? ''} ${textAt(each, 'url') ?? ''}`, each] as const),
  )('%s', async (_name, each) => {
    const url = (textAt(each, 'url') ?? '').replace('/fhir/', '/').replaceAll('her2-low-1', 'low-1plus-hr-positive');
    const body = textAt(each, 'body')?.replaceAll('her2-low-1', 'low-1plus-hr-positive');
    const response = await fetch(`${base()}${url}`, {
      method: textAt(each, 'method') ?? 'GET',
      headers: {
        Accept: textAt(each, 'accept') ?? '*/*',
        Origin: 'https://sandbox.cds-hooks.org',
        ...(body === undefined ? {} : { 'Content-Type': textAt(each, 'content-type') ?? '' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    // A user that the sandbox made up is nobody's here.
    expect(response.status).toBe(url.includes('Practitioner/') ? 404 : 200);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('https://sandbox.cds-hooks.org');
    expect(asFields(await response.json())).toHaveProperty('resourceType');
  });

  const preflights = captured('cors-preflights');
  if (preflights.length > 0) {
    test('its preflights are answered on the services and on the FHIR server', async () => {
      const paths = [
        ...preflights.map((each) => textAt(each, 'url') ?? '').map((url) => url.replace('/rec-', '/her2-')),
        '/sandbox/fhir/Observation/_search',
      ];
      for (const url of paths) {
        const response = await fetch(`${herald.url}${url}`, {
          method: 'OPTIONS',
          headers: {
            Origin: 'https://sandbox.cds-hooks.org',
            'Access-Control-Request-Method': 'POST',
            'Access-Control-Request-Headers': 'authorization,content-type',
          },
        });
        expect([url, response.status]).toEqual([url, 204]);
        expect(response.headers.get('Access-Control-Allow-Headers')?.toLowerCase()).toContain('authorization');
      }
    });
  }
});
