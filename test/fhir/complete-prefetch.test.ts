import type { ServerResponse } from 'node:http';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type PrefetchKey, prefetchKeys, requiredKeys, resourceTypes } from '../../src/cds/prefetch-keys.js';
import type { HookRequest } from '../../src/cds/request.js';
import { recordsOf } from '../../src/chart/records.js';
import { startDeadline } from '../../src/fhir/client/deadline.js';
import { type FhirClient, makeFhirAccess } from '../../src/fhir/client/fhir-client.js';
import { type Completed, completePrefetch } from '../../src/fhir/complete-prefetch.js';
import { planFetches } from '../../src/fhir/fetch-plan.js';
import { allowListedServers } from '../../src/fhir/origin.js';
import { readPrefetch } from '../../src/fhir/prefetch-records.js';
import { type Answer, type Loopback, sendJson, startLoopback, useRealFetch } from '../support/loopback-server.js';

/** Milliseconds that a machine busy with other tests may be late. */
const tolerance = 150;

/** Templates like those of discovery, one search per key, each key told apart by a parameter. */
const templates: Readonly<Record<string, string>> = Object.fromEntries(
  prefetchKeys.map((key) => [
    key,
    key === 'patient'
      ? 'Patient/{{context.patientId}}'
      : `${resourceTypes[key]}?patient={{context.patientId}}&_tag=${key}`,
  ]),
);

const resourceFor = (key: PrefetchKey): Record<string, unknown> =>
  key === 'patient'
    ? { resourceType: 'Patient', id: 'p1' }
    : { resourceType: resourceTypes[key], id: `${key.toLowerCase()}-1`, subject: { reference: 'Patient/p1' } };
const bundle = (resources: readonly unknown[], more: object = {}): unknown => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
  ...more,
});
const valueFor = (key: PrefetchKey): unknown => (key === 'patient' ? resourceFor(key) : bundle([resourceFor(key)]));

function hookRequest(prefetch: Readonly<Record<string, unknown>>): HookRequest {
  return {
    hook: 'patient-view',
    hookInstance: '00000000-0000-4000-8000-000000000000',
    patient: 'Patient/p1',
    prefetch: new Map(Object.entries(prefetch)),
  };
}

const complete = (): Record<string, unknown> => Object.fromEntries(prefetchKeys.map((key) => [key, valueFor(key)]));

beforeAll(useRealFetch);
const toClose: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

/** The key that a request of the service asks for. */
function keyAsked(url: string): PrefetchKey | undefined {
  const parsed = new URL(url, 'http://x');
  const tag = parsed.searchParams.get('_tag') ?? (parsed.pathname.startsWith('/fhir/Patient/') ? 'patient' : '');
  return prefetchKeys.find((key) => key === tag);
}

/** A FHIR server that has everything, except that one key is answered as told. */
async function fhirServer(fault?: { readonly key: PrefetchKey; readonly answer: Answer }): Promise<Loopback> {
  const server = await startLoopback((request, response) => {
    const key = keyAsked(request.url);
    if (key !== undefined && key === fault?.key) fault.answer(request, response);
    else if (key === undefined) sendJson(response, {}, { status: 404 });
    else sendJson(response, valueFor(key));
  });
  toClose.push(server.close);
  return server;
}

async function run(server: Loopback, request: HookRequest, ms = 2_000): Promise<Completed> {
  const url = `${server.origin}/fhir`;
  const admission = allowListedServers([{ url }], { httpsOnly: true }).admit(url);
  if (admission.kind !== 'admitted') throw new Error(admission.reason);
  const deadline = startDeadline(ms);
  toClose.push(deadline.end);
  const client: FhirClient = makeFhirAccess()({ server: admission.server, token: 'canary-token', deadline });
  return await completePrefetch(request, { client, templates, base: admission.server.base });
}

const stateOf = (completed: Completed, key: PrefetchKey): string | undefined =>
  readPrefetch(completed.request).states.get(key);

describe('a complete prefetch', () => {
  test('asks the FHIR server nothing', async () => {
    const server = await fhirServer();
    const completed = await run(server, hookRequest(complete()));
    expect(server.connections()).toBe(0);
    expect(completed.causes.size).toBe(0);
  });

  test('with keys that say "nothing there" asks nothing either, but for the patient', () => {
    const request = hookRequest({ ...complete(), her2: null, patient: null, conditions: bundle([]) });
    expect(planFetches(request, templates)).toEqual({
      required: [{ kind: 'query', key: 'patient', name: 'patient', query: 'Patient/p1' }],
      secondary: [],
    });
  });
});

const unsatisfied: readonly (readonly [string, unknown])[] = [
  ['not sent', undefined],
  ['sent as OperationOutcome', { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] }],
  ['sent as HTML', '<html>'],
  ['sent as another resource', { resourceType: 'Practitioner', id: 'x' }],
  ['sent as number', 7],
];

describe.each(prefetchKeys)('prefetch key %s', (key) => {
  test.each(unsatisfied)('%s is fetched, and nothing else is', async (_how, value) => {
    const server = await fhirServer();
    const completed = await run(server, hookRequest({ ...complete(), [key]: value }));
    expect(server.requests.map((each) => keyAsked(each.url))).toEqual([key]);
    expect(stateOf(completed, key)).toBe('had');
    expect(recordsOf(readPrefetch(completed.request).records, resourceTypes[key]).length).toBeGreaterThan(0);
    expect(completed.causes.size).toBe(0);
  });

  const faults: readonly (readonly [string, Answer, string])[] = [
    ['401', (_q, r) => sendJson(r, {}, { status: 401 }), 'denied'],
    ['403', (_q, r) => sendJson(r, {}, { status: 403 }), 'denied'],
    ['404', (_q, r) => sendJson(r, {}, { status: 404 }), 'not-found'],
    ['500', (_q, r) => sendJson(r, {}, { status: 500 }), 'server-error'],
    ['HTML', (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'not-fhir'],
    ['a redirect', (_q, r) => r.writeHead(302, { location: '/elsewhere' }).end(), 'redirected'],
    ['silence', () => undefined, 'timeout'],
  ];

  test.each(
    faults,
  )('not sent and answered by the FHIR server with %s is named with its cause', async (_f, answer, cause) => {
    const server = await fhirServer({ key, answer });
    const prefetch = complete();
    delete prefetch[key];
    const started = performance.now();
    const completed = await run(server, hookRequest(prefetch), 400);
    expect(performance.now() - started).toBeLessThan(400 + tolerance);
    expect([...completed.causes]).toEqual([[key, cause]]);
    expect(stateOf(completed, key)).toBe('failed');
    expect(readPrefetch(completed.request).records.unavailable).toEqual([key]);
  });
});

describe('an empty prefetch', () => {
  test('is fetched whole, required keys before the others', async () => {
    const server = await fhirServer();
    const completed = await run(server, hookRequest({}));
    const asked = server.requests.map((each) => keyAsked(each.url));
    expect([...asked].sort()).toEqual([...prefetchKeys].sort());
    expect(new Set(asked.slice(0, 2))).toEqual(new Set(requiredKeys));
    expect(readPrefetch(completed.request).records.unavailable).toEqual([]);
    expect(server.requests.every((each) => each.headers.authorization === 'Bearer canary-token')).toBe(true);
  });

  test('of which a required key cannot be had costs no further calls', async () => {
    const server = await fhirServer({ key: 'her2', answer: (_q, r) => sendJson(r, {}, { status: 403 }) });
    const completed = await run(server, hookRequest({}));
    expect(server.requests.map((each) => keyAsked(each.url)).sort()).toEqual(['her2', 'patient']);
    expect([...completed.causes]).toEqual([['her2', 'denied']]);
  });

  test('of which one secondary key is slow gives the others at the deadline', async () => {
    const server = await fhirServer({ key: 'reports', answer: () => undefined });
    const started = performance.now();
    const completed = await run(server, hookRequest({}), 300);
    expect(performance.now() - started).toBeLessThan(300 + tolerance);
    expect(readPrefetch(completed.request).records.unavailable).toEqual(['reports']);
  });
});

describe('a prefetched Bundle with a next link', () => {
  const paged = (origin: string): unknown =>
    bundle([{ ...resourceFor('her2'), id: 'first' }], {
      link: [{ relation: 'next', url: `${origin}/fhir/Observation?page=2&_tag=her2` }],
    });

  test('is completed by its further pages only', async () => {
    const server = await fhirServer();
    const completed = await run(server, hookRequest({ ...complete(), her2: paged(server.origin) }));
    expect(server.requests.map((each) => each.url)).toEqual(['/fhir/Observation?page=2&_tag=her2']);
    expect(stateOf(completed, 'her2')).toBe('had');
    const ids = recordsOf(readPrefetch(completed.request).records, 'Observation').map((each) => each.reference);
    expect(ids).toEqual(expect.arrayContaining(['Observation/first', 'Observation/her2-1']));
  });

  test('keeps what came, as partial, where the further pages cannot be had', async () => {
    const server = await fhirServer({ key: 'her2', answer: (_q, r) => sendJson(r, {}, { status: 500 }) });
    const completed = await run(server, hookRequest({ ...complete(), her2: paged(server.origin) }));
    expect(stateOf(completed, 'her2')).toBe('partial');
    expect(completed.causes.get('her2')).toBe('server-error');
    const ids = recordsOf(readPrefetch(completed.request).records, 'Observation').map((each) => each.reference);
    expect(ids).toContain('Observation/first');
  });

  test('on another server is not followed, and stays partial', async () => {
    const evil = await fhirServer();
    const server = await fhirServer();
    const completed = await run(server, hookRequest({ ...complete(), her2: paged(evil.origin) }));
    expect(evil.connections()).toBe(0);
    expect(stateOf(completed, 'her2')).toBe('partial');
    expect(completed.causes.get('her2')).toBe('foreign-link');
  });
});

describe('references', () => {
  test('in their thousands do not have the FHIR server asked hundreds of times', async () => {
    const server = await fhirServer();
    const pointing = Array.from({ length: 3_000 }, (_each, at) => ({
      ...resourceFor('her2'),
      id: `h${at}`,
      specimen: { reference: `Specimen/s${at}` },
    }));
    await run(server, hookRequest({ ...complete(), her2: bundle(pointing) }), 8_000);
    expect(server.requests.length).toBeGreaterThan(0);
    expect(server.requests.length).toBeLessThanOrEqual(20);
  });

  const withReferences = (answer: (path: string, response: ServerResponse) => void): Promise<Loopback> =>
    startLoopback((request, response) => answer(request.url, response)).then((server) => {
      toClose.push(server.close);
      return server;
    });

  test('of drugs, panel members and their tissue are fetched in batches, two steps deep', async () => {
    const server = await withReferences((url, response) => {
      if (url === '/fhir/Medication?_id=m1,m2') {
        sendJson(response, bundle(['m1', 'm2'].map((id) => ({ resourceType: 'Medication', id }))));
      } else if (url === '/fhir/Observation/member') {
        sendJson(response, {
          resourceType: 'Observation',
          id: 'member',
          subject: { reference: 'Patient/p1' },
          specimen: { reference: 'Specimen/s1' },
        });
      } else sendJson(response, { resourceType: 'Specimen', id: 's1' });
    });
    const order = (id: string): unknown => ({
      resourceType: 'MedicationRequest',
      id: `r-${id}`,
      subject: { reference: 'Patient/p1' },
      medicationReference: { reference: `Medication/${id}` },
    });
    const completed = await run(
      server,
      hookRequest({
        ...complete(),
        her2: bundle([{ ...resourceFor('her2'), hasMember: [{ reference: 'Observation/member' }] }]),
        medicationRequests: bundle([order('m1'), order('m2')]),
      }),
    );
    const { records } = readPrefetch(completed.request);
    expect(
      ['Medication/m1', 'Medication/m2', 'Observation/member', 'Specimen/s1'].filter(
        (each) => !records.byReference.has(each),
      ),
    ).toEqual([]);
    expect(server.requests).toHaveLength(3);
  });

  test('of a draft order are fetched: the ordered drug may be a reference only (Epic)', async () => {
    const server = await withReferences((_url, response) =>
      sendJson(response, { resourceType: 'Medication', id: 'm9' }),
    );
    const draftOrders = bundle([
      {
        resourceType: 'MedicationRequest',
        id: 'd1',
        medicationReference: { reference: `${server.origin}/fhir/Medication/m9` },
      },
      { resourceType: 'MedicationRequest', id: 'd2', medicationReference: { reference: 'Medication/sibling' } },
      { resourceType: 'Medication', id: 'sibling' },
    ]);
    const completed = await run(server, { ...hookRequest(complete()), hook: 'order-sign', draftOrders });
    expect(server.requests.map((each) => each.url)).toEqual(['/fhir/Medication/m9']);
    expect(readPrefetch(completed.request).records.byReference.has('Medication/m9')).toBe(true);
  });

  test('that cannot be had are asked for once and change no key', async () => {
    const server = await withReferences((_url, response) => sendJson(response, {}, { status: 404 }));
    const order = {
      resourceType: 'MedicationRequest',
      id: 'r1',
      subject: { reference: 'Patient/p1' },
      medicationReference: { reference: 'Medication/gone' },
    };
    const completed = await run(server, hookRequest({ ...complete(), medicationRequests: bundle([order]) }));
    expect(server.requests).toHaveLength(1);
    expect(readPrefetch(completed.request).records.unavailable).toEqual([]);
  });
});

test('a fetched resource of another patient is seen by the subject check', async () => {
  const other = { ...resourceFor('conditions'), subject: { reference: 'Patient/other' } };
  const server = await fhirServer({ key: 'conditions', answer: (_q, r) => sendJson(r, bundle([other])) });
  const prefetch = complete();
  delete prefetch.conditions;
  const completed = await run(server, hookRequest(prefetch));
  expect(readPrefetch(completed.request).otherPatient).toBe(true);
});

test('a patient id cannot bend the query', () => {
  const request: HookRequest = { ...hookRequest({}), patient: 'Patient/p1&patient=p2#/../x' };
  const { required } = planFetches(request, templates);
  expect(required.map((each) => (each.kind === 'query' ? each.query : ''))).toEqual([
    'Patient/p1%26patient%3Dp2%23%2F..%2Fx',
    'Observation?patient=p1%26patient%3Dp2%23%2F..%2Fx&_tag=her2',
  ]);
});

test('the request itself is not changed', async () => {
  const server = await fhirServer();
  const request = hookRequest({});
  await run(server, request);
  expect(request.prefetch.size).toBe(0);
});
