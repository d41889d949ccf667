import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type ErrorCode, errorTable } from '../../src/errors.js';
import { bundleOf, draftOrder, her2Observation, orderSelect, patientView } from '../support/hook-requests.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

let herald: RunningHerald;
const environment = process.env.NODE_ENV;
/** Express prints an error that reaches its own handler, body and all, unless NODE_ENV is test. */
const printed = jest.spyOn(console, 'error').mockImplementation(() => {});
beforeAll(async () => {
  process.env.NODE_ENV = 'development';
  herald = await runHerald();
});
afterAll(async () => {
  process.env.NODE_ENV = environment;
  printed.mockRestore();
  await herald.drain();
});

const view = '/cds-services/her2-patient-view';
const select = '/cds-services/her2-order-select';
/** Strings that stand for a person; none may come back or be logged. */
const canaries = ['JANE-CANARY', 'MRN-4711-CANARY', 'note-CANARY', 'token-CANARY'];
const canary = canaries.join(' ');

const without = (body: Record<string, unknown>, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).filter(([key]) => key !== name));
const otherPatient = { subject: { reference: 'Patient/other-CANARY' } };

interface Hostile {
  readonly name: string;
  readonly path: string;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code: ErrorCode;
}

const hostile: readonly Hostile[] = [
  { name: 'not JSON', path: view, body: `{"hook": ${canary}`, code: 'BODY_NOT_JSON' },
  { name: 'empty body', path: view, body: '', code: 'BODY_NOT_JSON' },
  { name: 'JSON that is a bare string', path: view, body: `"${canary}"`, code: 'BODY_NOT_JSON' },
  { name: 'JSON null', path: view, body: 'null', code: 'BODY_NOT_JSON' },
  { name: 'array instead of a request', path: view, body: [canary], code: 'REQUEST_INVALID' },
  {
    name: 'HTML',
    path: view,
    body: `<p>${canary}</p>`,
    headers: { 'Content-Type': 'text/html' },
    code: 'CONTENT_TYPE_UNSUPPORTED',
  },
  {
    name: 'XML',
    path: view,
    body: '<a/>',
    headers: { 'Content-Type': 'application/fhir+xml' },
    code: 'CONTENT_TYPE_UNSUPPORTED',
  },
  {
    name: 'form',
    path: view,
    body: 'a=1',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    code: 'CONTENT_TYPE_UNSUPPORTED',
  },
  {
    name: 'UTF-16',
    path: view,
    body: '{}',
    headers: { 'Content-Type': 'application/json; charset=utf-16' },
    code: 'CONTENT_TYPE_UNSUPPORTED',
  },
  {
    name: 'unknown compression',
    path: view,
    body: '{}',
    headers: { 'Content-Encoding': 'zstd-x' },
    code: 'CONTENT_TYPE_UNSUPPORTED',
  },
  { name: 'broken gzip', path: view, body: canary, headers: { 'Content-Encoding': 'gzip' }, code: 'BODY_INCOMPLETE' },
  { name: '10 MB body', path: view, body: `{"a":"${'x'.repeat(10_000_000)}"}`, code: 'BODY_TOO_LARGE' },
  {
    name: 'gzip bomb of 60 MB',
    path: view,
    body: gzipSync(`{"a":"${'x'.repeat(60_000_000)}"}`),
    headers: { 'Content-Encoding': 'gzip' },
    code: 'BODY_TOO_LARGE',
  },
  {
    name: '100,000 levels of arrays',
    path: view,
    body: '['.repeat(100_000) + ']'.repeat(100_000),
    code: 'BODY_TOO_DEEP',
  },
  {
    name: '100,000 levels of objects inside the prefetch',
    path: view,
    body: `{"prefetch":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
    code: 'BODY_TOO_DEEP',
  },
  { name: 'unknown service', path: '/cds-services/nobody-CANARY', body: patientView(), code: 'SERVICE_UNKNOWN' },
  {
    name: 'a name of Object.prototype as service',
    path: '/cds-services/__proto__',
    body: patientView(),
    code: 'SERVICE_UNKNOWN',
  },
  { name: 'malformed address', path: '/cds-services/%E0%A4%A', body: patientView(), code: 'ROUTE_UNKNOWN' },
  { name: 'unknown route', path: '/admin-CANARY', body: patientView(), code: 'ROUTE_UNKNOWN' },
  { name: 'another hook than the service answers', path: select, body: patientView(), code: 'HOOK_MISMATCH' },
  { name: 'hook missing', path: view, body: without(patientView(), 'hook'), code: 'REQUEST_INVALID' },
  { name: 'hookInstance missing', path: view, body: without(patientView(), 'hookInstance'), code: 'REQUEST_INVALID' },
  { name: 'context missing', path: view, body: without(patientView(), 'context'), code: 'REQUEST_INVALID' },
  { name: 'context null', path: view, body: patientView({}, { context: null }), code: 'REQUEST_INVALID' },
  {
    name: 'patientId a number',
    path: view,
    body: patientView({}, { context: { patientId: 4711 } }),
    code: 'REQUEST_INVALID',
  },
  {
    name: 'patientId without an id',
    path: view,
    body: patientView({}, { context: { patientId: 'Patient/' } }),
    code: 'REQUEST_INVALID',
  },
  {
    name: 'half of a surrogate pair in an identifier',
    path: view,
    body: `{"hook":"patient-view","hookInstance":"${canary}\\ud800","context":{"patientId":"p1"}}`,
    code: 'REQUEST_INVALID',
  },
  {
    name: 'NUL in an identifier',
    path: view,
    body: patientView({}, { hookInstance: `${canary}\u0000` }),
    code: 'REQUEST_INVALID',
  },
  { name: 'prefetch a list', path: view, body: patientView({}, { prefetch: [canary] }), code: 'REQUEST_INVALID' },
  {
    name: 'order-select without draft orders',
    path: select,
    body: orderSelect({}, { context: { patientId: 'p1', selections: [] } }),
    code: 'REQUEST_INVALID',
  },
  {
    name: 'order-select without selections',
    path: select,
    body: orderSelect({}, { context: { patientId: 'p1', draftOrders: bundleOf() } }),
    code: 'REQUEST_INVALID',
  },
  { name: 'prefetch missing', path: view, body: without(patientView(), 'prefetch'), code: 'DATA_MISSING' },
  {
    name: 'HTML page under a required key',
    path: view,
    body: patientView({ her2: `<html>${canary}</html>` }),
    code: 'DATA_MISSING',
  },
  {
    name: 'OperationOutcome under a required key',
    path: view,
    body: patientView({
      her2: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', diagnostics: canary }] },
    }),
    code: 'DATA_MISSING',
  },
  { name: 'null under patient', path: view, body: patientView({ patient: null }), code: 'DATA_MISSING' },
  {
    name: 'HER2 result of another patient',
    path: view,
    body: patientView({ her2: bundleOf(her2Observation('1+', otherPatient)) }),
    code: 'PATIENT_MISMATCH',
  },
  {
    name: 'another Patient',
    path: view,
    body: patientView({ patient: { resourceType: 'Patient', id: 'other-CANARY', name: [{ text: canary }] } }),
    code: 'PATIENT_MISMATCH',
  },
  {
    name: 'draft order of another patient',
    path: select,
    body: orderSelect(draftOrder('letrozole', otherPatient)),
    code: 'PATIENT_MISMATCH',
  },
  {
    name: 'data of another patient under a foreign key',
    path: view,
    body: patientView({ extra: her2Observation('3+', otherPatient) }),
    code: 'PATIENT_MISMATCH',
  },
  {
    name: 'date to assess for that is none',
    path: view,
    body: patientView({}, { extension: { 'org.herald-cds.as-of': '2026-02-30' } }),
    code: 'AS_OF_INVALID',
  },
  { name: 'misspelt query', path: '/assess?asof=2026-01-01', body: bundleOf(), code: 'QUERY_INVALID' },
  { name: 'asOf twice', path: '/assess?asOf=2026-01-01&asOf=2026-01-02', body: bundleOf(), code: 'QUERY_INVALID' },
  { name: 'asOf of no real day', path: '/assess?asOf=2026-13-01', body: bundleOf(), code: 'AS_OF_INVALID' },
  { name: 'not a Bundle', path: '/assess', body: { resourceType: 'Patient', id: canary }, code: 'BUNDLE_INVALID' },
  { name: 'bare array over HTTP', path: '/assess', body: [], code: 'BUNDLE_INVALID' },
  {
    name: 'two patients in a Bundle',
    path: '/assess',
    body: bundleOf({ resourceType: 'Patient', id: 'a' }, { resourceType: 'Patient', id: 'b' }),
    code: 'SEVERAL_PATIENTS',
  },
  {
    name: 'two subjects in a Bundle without Patient',
    path: '/assess',
    body: bundleOf(her2Observation('1+'), her2Observation('3+', { id: 'r2', ...otherPatient })),
    code: 'SEVERAL_PATIENTS',
  },
  { name: 'feedback that is none', path: `${view}/feedback`, body: { card: canary }, code: 'FEEDBACK_INVALID' },
];

describe('bad input gets a refusal of the error table', () => {
  test.each(hostile)('$name -> $code', async ({ path, body, headers, code }) => {
    const response = await herald.post(path, body, headers);
    expect(response.status).toBe(errorTable[code].status);
    const text = await response.text();
    const outcome: unknown = JSON.parse(text);
    expect(outcome).toMatchObject({ resourceType: 'OperationOutcome', issue: expect.any(Array) });
    expect(text).toContain(`"code":"${code}"`);
    expect(text).not.toContain('CANARY');
  });

  test('a method that an address does not answer is 405 with Allow', async () => {
    const response = await fetch(`${herald.url}/assess`);
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe('POST, OPTIONS');
  });

  test('after all of it the server still answers, and no line of the log holds a canary', async () => {
    expect((await fetch(`${herald.url}/readyz`)).status).toBe(200);
    expect(herald.lines.length).toBeGreaterThan(hostile.length);
    expect(herald.lines.join('')).not.toContain('CANARY');
    expect(herald.lines.filter((line) => line.includes('"event":"failed"'))).toEqual([]);
    expect(printed).not.toHaveBeenCalled();
  });
});

describe('odd data inside a sound request are read around', () => {
  const odd: readonly (readonly [string, Record<string, unknown>])[] = [
    [
      'null entries',
      {
        her2: {
          resourceType: 'Bundle',
          entry: [null, { resource: null }, 7, 'x', { resource: her2Observation('1+') }],
        },
      },
    ],
    ['entries that are no list', { her2: { resourceType: 'Bundle', entry: { resource: her2Observation('1+') } } }],
    ['invalid dates', { her2: bundleOf(her2Observation('1+', { effectiveDateTime: '2026-02-31' })) }],
    [
      'a category as object and an id of 200 characters',
      { medicationRequests: bundleOf(draftOrder('letrozole', { id: 'x'.repeat(200), category: {} })) },
    ],
    [
      'numbers where FHIR has objects',
      { her2: bundleOf(her2Observation('1+', { code: 7, subject: 7, valueCodeableConcept: 7 })) },
    ],
    ['__proto__ and constructor as keys', { __proto__x: {}, constructor: { resourceType: 'Bundle' } }],
    ['HTML under a secondary key', { conditions: '<html></html>' }],
    ['a Bundle inside a Bundle', { her2: bundleOf(bundleOf(her2Observation('1+'))) }],
  ];
  test.each(odd)('%s', async (_name, prefetch) => {
    const response = await herald.post(view, patientView(prefetch));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ cards: expect.any(Array) });
  });

  test('"__proto__" members change no object of the server', async () => {
    const body = JSON.stringify(patientView()).replace('{', '{"__proto__":{"polluted":1},');
    expect((await herald.post(view, body)).status).toBe(200);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
