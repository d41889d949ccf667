import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type FhirReply, failureWords } from '../../../src/fhir/client/fhir-reply.js';
import { access, canaryToken, closeOpened, count, searchset, serve } from '../../support/fhir-access.js';
import { type Answer, sendJson, useRealFetch } from '../../support/loopback-server.js';

beforeAll(useRealFetch);
afterEach(closeOpened);

const observation = (id: string): unknown => ({ resourceType: 'Observation', id });

describe('a FHIR call', () => {
  test('carries the bearer token and asks for FHIR JSON', async () => {
    const server = await serve((_request, response) => sendJson(response, { resourceType: 'Patient', id: 'p1' }));
    const reply = await access(server.origin)().read('Patient/p1');
    expect(reply).toEqual({ kind: 'ok', received: [{ resource: { resourceType: 'Patient', id: 'p1' } }] });
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${canaryToken}`);
    expect(server.requests[0]?.headers.accept).toBe('application/fhir+json');
    expect(server.requests[0]?.url).toBe('/fhir/Patient/p1');
  });

  test('with a token that would break out of the header is never made', async () => {
    const server = await serve((_request, response) => sendJson(response, {}));
    const reply = await access(server.origin)({ token: 'a\r\nx-injected: 1' }).read('Patient/p1');
    expect(reply).toEqual({ kind: 'denied' });
    expect(server.connections()).toBe(0);
  });

  test.each([
    'Patient/../../admin',
    'Patient/..',
    'Patient/.',
    'Patient',
    'patient/p1',
    'Patient/p1/$everything',
    'http://127.0.0.1/Patient/p1',
    '//evil.example/Patient',
    'Patient/p1#x',
    'Patient/a b',
    '',
  ])('outside a plain read is never made: %j', async (reference) => {
    const server = await serve((_request, response) => sendJson(response, {}));
    expect(await access(server.origin)().read(reference)).toEqual({ kind: 'not-permitted' });
    expect(server.connections()).toBe(0);
  });

  test('of a search longer than 2,000 characters becomes POST _search with the same parameters', async () => {
    const server = await serve((_request, response) => sendJson(response, searchset([observation('o1')])));
    const codes = Array.from({ length: 300 }, (_, index) => `http://loinc.org|${10_000 + index}-1`).join(',');
    const reply = await access(server.origin)().search(`Observation?patient=p1&code=${encodeURIComponent(codes)}`);
    expect(count(reply)).toBe(1);
    const [request] = server.requests;
    expect(request?.method).toBe('POST');
    expect(request?.url).toBe('/fhir/Observation/_search');
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(new URLSearchParams(request?.body).get('code')).toBe(codes);
  });

  test('of a search encodes the bar of a token', async () => {
    const server = await serve((_request, response) => sendJson(response, searchset([])));
    await access(server.origin)().search('Observation?code=http://loinc.org|48676-1,http://loinc.org|85319-2');
    expect(server.requests[0]?.url).toBe(
      '/fhir/Observation?code=http://loinc.org%7C48676-1,http://loinc.org%7C85319-2',
    );
  });

  test('of a short search stays GET', async () => {
    const server = await serve((_request, response) => sendJson(response, searchset([])));
    expect(await access(server.origin)().search('Observation?patient=p1&code=48676-1')).toEqual({
      kind: 'ok',
      received: [],
    });
    expect(server.requests[0]?.url).toBe('/fhir/Observation?patient=p1&code=48676-1');
  });
});

describe('an answer of the FHIR server', () => {
  const outcome = (severity: string): unknown => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity, code: 'x' }],
  });
  const cases: readonly (readonly [string, Answer, FhirReply['kind']])[] = [
    ['401 is denied', (_q, r) => sendJson(r, outcome('error'), { status: 401 }), 'denied'],
    ['403 is denied', (_q, r) => sendJson(r, {}, { status: 403 }), 'denied'],
    ['404 is not found', (_q, r) => sendJson(r, outcome('error'), { status: 404 }), 'not-found'],
    ['410 is not found', (_q, r) => sendJson(r, {}, { status: 410 }), 'not-found'],
    [
      '400 with an OperationOutcome is an outcome',
      (_q, r) => sendJson(r, outcome('error'), { status: 400 }),
      'outcome',
    ],
    ['200 with an OperationOutcome is an outcome', (_q, r) => sendJson(r, outcome('error')), 'outcome'],
    ['422 without one is rejected', (_q, r) => sendJson(r, {}, { status: 422 }), 'rejected'],
    ['429 is a server error', (_q, r) => sendJson(r, {}, { status: 429 }), 'server-error'],
    ['500 is a server error', (_q, r) => sendJson(r, {}, { status: 500 }), 'server-error'],
    ['HTML is not FHIR', (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'not-fhir'],
    ['JSON under text/html is not FHIR', (_q, r) => sendJson(r, searchset([]), { type: 'text/html' }), 'not-fhir'],
    [
      'broken JSON is not FHIR',
      (_q, r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{'),
      'not-fhir',
    ],
    ['another resource is not FHIR asked for', (_q, r) => sendJson(r, { resourceType: 'Patient' }), 'not-fhir'],
    ['null is not FHIR', (_q, r) => sendJson(r, null), 'not-fhir'],
    [
      'XML is not FHIR',
      (_q, r) => r.writeHead(200, { 'content-type': 'application/fhir+xml' }).end('<a/>'),
      'not-fhir',
    ],
    ['a reset connection is unreachable', (_q, r) => r.destroy(), 'unreachable'],
    ['an empty answer is not FHIR', (_q, r) => r.writeHead(204).end(), 'not-fhir'],
  ];

  test.each(cases)('%s', async (_name, answer, kind) => {
    const server = await serve(answer);
    expect((await access(server.origin)().search('Observation?patient=p1')).kind).toBe(kind);
  });

  test.each([
    'application/json',
    'application/fhir+json; charset=utf-8',
    'application/json+fhir',
    'Application/FHIR+JSON',
  ])('under %s is read', async (type) => {
    const server = await serve((_request, response) => sendJson(response, searchset([observation('o1')]), { type }));
    expect((await access(server.origin)().search('Observation?patient=p1')).kind).toBe('ok');
  });

  test('without Bundle.type is read with the fullUrl of its entries', async () => {
    const server = await serve((_request, response) =>
      sendJson(response, { resourceType: 'Bundle', entry: [{ fullUrl: 'urn:uuid:1', resource: observation('o1') }] }),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({
      kind: 'ok',
      received: [{ resource: observation('o1'), fullUrl: 'urn:uuid:1' }],
    });
  });

  test('with Epic’s warning 4101 (no results) as only entry is complete and empty', async () => {
    const none = {
      resourceType: 'OperationOutcome',
      issue: [
        { severity: 'warning', code: 'processing', details: { coding: [{ system: 'urn:oid:1', code: '4101' }] } },
      ],
    };
    const server = await serve((_request, response) => sendJson(response, searchset([none])));
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({ kind: 'ok', received: [] });
  });

  test('with an OperationOutcome of severity error among the entries is partial', async () => {
    const server = await serve((_request, response) =>
      sendJson(response, searchset([observation('o1'), outcome('error')])),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toMatchObject({
      kind: 'partial',
      cause: 'outcome',
    });
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%i is not followed, and the token goes nowhere', async (status) => {
    const elsewhere = await serve((_request, response) => sendJson(response, searchset([])));
    const server = await serve((_request, response) =>
      response.writeHead(status, { location: `${elsewhere.origin}/fhir/Observation` }).end(),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({ kind: 'redirected' });
    expect(elsewhere.connections()).toBe(0);
    expect(server.requests).toHaveLength(1);
  });
});

test('no failure says anything of the URL, the token or the patient', async () => {
  const server = await serve((_request, response) => sendJson(response, { echo: 'canary-body' }, { status: 500 }));
  const reply = await access(server.origin)().search('Observation?patient=canary-patient');
  const said = JSON.stringify(reply) + Object.values(failureWords).join();
  expect(said).not.toMatch(/canary|127\.0\.0\.1|Observation/);
});
