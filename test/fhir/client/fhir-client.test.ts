import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startDeadline } from '../../../src/fhir/client/deadline.js';
import { type FhirClient, type FhirLimits, makeFhirAccess } from '../../../src/fhir/client/fhir-client.js';
import { type FhirReply, failureWords } from '../../../src/fhir/client/fhir-reply.js';
import { allowListedServers } from '../../../src/fhir/origin.js';
import { type Answer, type Loopback, sendJson, startLoopback, useRealFetch } from '../../support/loopback-server.js';

/** Milliseconds that a machine busy with other tests may be late. */
const tolerance = 150;
const token = 'canary-token-3f9a';

beforeAll(useRealFetch);
const toClose: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

async function serve(answer: Answer): Promise<Loopback> {
  const server = await startLoopback(answer);
  toClose.push(server.close);
  return server;
}

interface Opened {
  readonly ms?: number;
  readonly limits?: Partial<FhirLimits>;
  readonly token?: string;
}

/** Opens clients of one process for a server: breaker and bulkhead are shared between them. */
function access(origin: string, limits: Partial<FhirLimits> = {}): (options?: Opened) => FhirClient {
  const admission = allowListedServers([{ url: `${origin}/fhir` }], { httpsOnly: true }).admit(`${origin}/fhir`);
  if (admission.kind !== 'admitted') throw new Error(admission.reason);
  const openClient = makeFhirAccess(limits);
  return (options = {}) => {
    const deadline = startDeadline(options.ms ?? 3_000);
    toClose.push(deadline.end);
    return openClient({ server: admission.server, token: options.token ?? token, deadline });
  };
}

const bundle = (entries: readonly unknown[], next?: string): unknown => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: entries.map((resource) => ({ resource })),
  ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
});
const observation = (id: string): unknown => ({ resourceType: 'Observation', id });
const count = (reply: FhirReply): number => ('received' in reply ? reply.received.length : -1);

describe('a FHIR call', () => {
  test('carries the bearer token and asks for FHIR JSON', async () => {
    const server = await serve((_request, response) => sendJson(response, { resourceType: 'Patient', id: 'p1' }));
    const reply = await access(server.origin)().read('Patient/p1');
    expect(reply).toEqual({ kind: 'ok', received: [{ resource: { resourceType: 'Patient', id: 'p1' } }] });
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${token}`);
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
    const server = await serve((_request, response) => sendJson(response, bundle([observation('o1')])));
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
    const server = await serve((_request, response) => sendJson(response, bundle([])));
    await access(server.origin)().search('Observation?code=http://loinc.org|48676-1,http://loinc.org|85319-2');
    expect(server.requests[0]?.url).toBe(
      '/fhir/Observation?code=http://loinc.org%7C48676-1,http://loinc.org%7C85319-2',
    );
  });

  test('of a short search stays GET', async () => {
    const server = await serve((_request, response) => sendJson(response, bundle([])));
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
    ['JSON under text/html is not FHIR', (_q, r) => sendJson(r, bundle([]), { type: 'text/html' }), 'not-fhir'],
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
    const server = await serve((_request, response) => sendJson(response, bundle([observation('o1')]), { type }));
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
    const server = await serve((_request, response) => sendJson(response, bundle([none])));
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({ kind: 'ok', received: [] });
  });

  test('with an OperationOutcome of severity error among the entries is partial', async () => {
    const server = await serve((_request, response) =>
      sendJson(response, bundle([observation('o1'), outcome('error')])),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toMatchObject({
      kind: 'partial',
      cause: 'outcome',
    });
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('%i is not followed, and the token goes nowhere', async (status) => {
    const elsewhere = await serve((_request, response) => sendJson(response, bundle([])));
    const server = await serve((_request, response) =>
      response.writeHead(status, { location: `${elsewhere.origin}/fhir/Observation` }).end(),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({ kind: 'redirected' });
    expect(elsewhere.connections()).toBe(0);
    expect(server.requests).toHaveLength(1);
  });
});

describe('size', () => {
  test('a body over the cap is cut off', async () => {
    const server = await serve((_request, response) => sendJson(response, bundle([{ text: 'x'.repeat(300_000) }])));
    const reply = await access(server.origin, { maxBytes: 100_000 })().search('Observation?patient=p1');
    expect(reply).toEqual({ kind: 'too-large' });
  });

  test('an endless body without a length is cut off', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/fhir+json' });
      const timer = setInterval(() => response.write('x'.repeat(20_000)), 1);
      response.on('close', () => clearInterval(timer));
    });
    const reply = await access(server.origin, { maxBytes: 200_000 })().search('Observation?patient=p1');
    expect(reply).toEqual({ kind: 'too-large' });
  });

  test('a gzip bomb is cut off while it inflates', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20));
    expect(bomb.byteLength).toBeLessThan(300_000);
    const server = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-encoding': 'gzip' }).end(bomb),
    );
    const before = process.memoryUsage().rss;
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({ kind: 'too-large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  test('a body compressed twice is refused', async () => {
    const twice = gzipSync(gzipSync(JSON.stringify(bundle([]))));
    const server = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-encoding': 'gzip, gzip' }).end(twice),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({ kind: 'too-large' });
  });
});

describe('pages', () => {
  test('are followed by the link as the server wrote it, each with the token', async () => {
    const server = await serve((request, response) => {
      const page = new URL(request.url, 'http://x').searchParams.get('_getpages') ?? '0';
      const next = page === '2' ? undefined : `${server.origin}/fhir?_getpages=${Number(page) + 1}&%5Fx=a%2Cb`;
      sendJson(response, bundle([observation(`o${page}`)], next));
    });
    const reply = await access(server.origin)().search('Observation?patient=p1');
    expect(reply.kind).toBe('ok');
    expect(count(reply)).toBe(3);
    expect(server.requests.map((each) => each.url)).toEqual([
      '/fhir/Observation?patient=p1',
      '/fhir?_getpages=1&%5Fx=a%2Cb',
      '/fhir?_getpages=2&%5Fx=a%2Cb',
    ]);
    expect(server.requests.every((each) => each.headers.authorization === `Bearer ${token}`)).toBe(true);
  });

  test.each([
    '//evil.example/fhir?page=2',
    'https://evil.example/',
    'http://user@127.0.0.1/',
  ])('on another server are not fetched: %s', async (next) => {
    const server = await serve((_request, response) => sendJson(response, bundle([observation('o1')], next)));
    expect(await access(server.origin)().search('Observation?patient=p1')).toMatchObject({
      kind: 'partial',
      cause: 'foreign-link',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('on another port of the same machine are not fetched', async () => {
    const other = await serve((_request, response) => sendJson(response, bundle([])));
    const server = await serve((_request, response) =>
      sendJson(response, bundle([observation('o1')], `${other.origin}/fhir?page=2`)),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toMatchObject({ cause: 'foreign-link' });
    expect(other.connections()).toBe(0);
  });

  test('that go in a circle end, and the result says that it is partial', async () => {
    const server = await serve((_request, response) =>
      sendJson(response, bundle([observation('o1')], `${server.origin}/fhir/Observation?patient=p1`)),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toMatchObject({
      kind: 'partial',
      cause: 'too-many-pages',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('beyond the page cap are not fetched', async () => {
    let page = 0;
    const server = await serve((_request, response) => {
      page += 1;
      sendJson(response, bundle([observation(`o${page}`)], `${server.origin}/fhir?page=${page}`));
    });
    const reply = await access(server.origin, { maxPages: 4 })().search('Observation?patient=p1');
    expect(reply).toMatchObject({ kind: 'partial', cause: 'too-many-pages' });
    expect(count(reply)).toBe(4);
  });

  test('beyond the entry cap are cut there', async () => {
    const many = Array.from({ length: 60 }, (_, index) => observation(`o${index}`));
    const server = await serve((request, response) =>
      sendJson(response, bundle(many, request.url.includes('page') ? undefined : `${server.origin}/fhir?page=2`)),
    );
    const reply = await access(server.origin, { maxEntries: 100 })().search('Observation?patient=p1');
    expect(reply).toMatchObject({ kind: 'partial', cause: 'too-many-pages' });
    expect(count(reply)).toBe(100);
  });

  test('of which a later one fails give what came before, marked partial', async () => {
    const server = await serve((request, response) =>
      request.url.includes('page')
        ? sendJson(response, {}, { status: 500 })
        : sendJson(response, bundle([observation('o1')], `${server.origin}/fhir?page=2`)),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({
      kind: 'partial',
      received: [{ resource: observation('o1') }],
      cause: 'server-error',
    });
  });

  test('of a prefetched Bundle are followed from its next link', async () => {
    const server = await serve((_request, response) => sendJson(response, bundle([observation('o2')])));
    const client = access(server.origin)();
    expect(await client.follow(`${server.origin}/fhir?page=2`)).toMatchObject({ kind: 'ok' });
    expect(await client.follow('https://evil.example/fhir?page=2')).toEqual({ kind: 'foreign-link' });
  });
});

describe('time', () => {
  test('a server that does not answer costs the deadline and no more', async () => {
    const server = await serve(() => undefined);
    const started = performance.now();
    const reply = await access(server.origin)({ ms: 200 }).search('Observation?patient=p1');
    expect(reply).toEqual({ kind: 'timeout' });
    expect(performance.now() - started).toBeLessThan(200 + tolerance);
  });

  test('a body that trickles costs the deadline and no more', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/fhir+json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    const started = performance.now();
    expect(await access(server.origin)({ ms: 200 }).search('Observation?patient=p1')).toEqual({ kind: 'timeout' });
    expect(performance.now() - started).toBeLessThan(200 + tolerance);
  });

  test('one deadline holds for all calls of a request, waiting ones too', async () => {
    const server = await serve(() => undefined);
    const client = access(server.origin, { concurrent: 2, queued: 100 })({ ms: 200 });
    const started = performance.now();
    const replies = await Promise.all(Array.from({ length: 20 }, () => client.search('Observation?patient=p1')));
    expect(new Set(replies.map((each) => each.kind))).toEqual(new Set(['timeout']));
    expect(performance.now() - started).toBeLessThan(200 + tolerance);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  test('what came before the deadline is kept, marked partial', async () => {
    const server = await serve((request, response) => {
      if (!request.url.includes('page'))
        sendJson(response, bundle([observation('o1')], `${server.origin}/fhir?page=2`));
    });
    const reply = await access(server.origin)({ ms: 200 }).search('Observation?patient=p1');
    expect(reply).toMatchObject({ kind: 'partial', cause: 'timeout' });
    expect(count(reply)).toBe(1);
  });
});

describe('retry', () => {
  test.each([502, 503, 504])('%i is retried once', async (status) => {
    const server = await serve((_request, response) =>
      server.requests.length === 1 ? sendJson(response, {}, { status }) : sendJson(response, bundle([])),
    );
    expect((await access(server.origin)().search('Observation?patient=p1')).kind).toBe('ok');
    expect(server.requests).toHaveLength(2);
  });

  test('a server that stays down is asked twice and not more', async () => {
    const server = await serve((_request, response) => sendJson(response, {}, { status: 503 }));
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({ kind: 'server-error' });
    expect(server.requests).toHaveLength(2);
  });

  test.each([400, 401, 404, 429, 500])('%i is not retried', async (status) => {
    const server = await serve((_request, response) => sendJson(response, {}, { status }));
    await access(server.origin)().search('Observation?patient=p1');
    expect(server.requests).toHaveLength(1);
  });

  test('nothing is retried when the time left is short', async () => {
    const server = await serve((_request, response) => sendJson(response, {}, { status: 503 }));
    await access(server.origin)({ ms: 150 }).search('Observation?patient=p1');
    expect(server.requests).toHaveLength(1);
  });

  test('nothing is retried earlier than the server asks', async () => {
    const server = await serve((_request, response) => response.writeHead(503, { 'retry-after': '60' }).end());
    await access(server.origin)().search('Observation?patient=p1');
    expect(server.requests).toHaveLength(1);
  });

  test('of a failing server stay few', async () => {
    const server = await serve((_request, response) => sendJson(response, {}, { status: 503 }));
    const openClient = access(server.origin, { failures: 1_000, concurrent: 50 });
    await Promise.all(Array.from({ length: 40 }, () => openClient().search('Observation?patient=p1')));
    expect(server.requests.length).toBeGreaterThan(40);
    expect(server.requests.length).toBeLessThanOrEqual(50);
  });
});

describe('breaker and bulkhead', () => {
  test('a server that failed several times is left alone, and tried again after a while', async () => {
    let broken = true;
    const server = await serve((_request, response) => sendJson(response, bundle([]), { status: broken ? 500 : 200 }));
    const openClient = access(server.origin, { failures: 3, halfOpenAfterMs: 100 });
    for (let call = 0; call < 3; call += 1) await openClient().search('Observation?patient=p1');
    expect(await openClient().search('Observation?patient=p1')).toEqual({ kind: 'breaker-open' });
    expect(server.requests).toHaveLength(3);
    broken = false;
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect((await openClient().search('Observation?patient=p1')).kind).toBe('ok');
  });

  test('answers that are the caller’s fault do not open the breaker', async () => {
    const server = await serve((_request, response) => sendJson(response, {}, { status: 404 }));
    const openClient = access(server.origin, { failures: 2 });
    for (let call = 0; call < 6; call += 1) await openClient().read('Patient/p1');
    expect(server.requests).toHaveLength(6);
  });

  test('a caller without time does not open the breaker for the others', async () => {
    const server = await serve((_request, response) => {
      setTimeout(() => sendJson(response, bundle([])), 60);
    });
    const openClient = access(server.origin, { failures: 2 });
    for (let call = 0; call < 5; call += 1) await openClient({ ms: 20 }).search('Observation?patient=p1');
    expect((await openClient().search('Observation?patient=p1')).kind).toBe('ok');
  });

  test('no more calls at a time than allowed reach a server; too many waiting are turned away', async () => {
    let running = 0;
    let most = 0;
    const server = await serve((_request, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        sendJson(response, bundle([]));
      }, 20);
    });
    const client = access(server.origin, { concurrent: 3, queued: 5 })();
    const replies = await Promise.all(Array.from({ length: 12 }, () => client.search('Observation?patient=p1')));
    expect(most).toBe(3);
    expect(replies.filter((each) => each.kind === 'ok')).toHaveLength(8);
    expect(replies.filter((each) => each.kind === 'overloaded')).toHaveLength(4);
  });

  test('a dead server of one tenant does not slow the server of another', async () => {
    const dead = await serve(() => undefined);
    const well = await serve((_request, response) => sendJson(response, bundle([])));
    const toDead = access(dead.origin, { concurrent: 2 });
    const waiting = Promise.all(Array.from({ length: 20 }, () => toDead({ ms: 400 }).search('Observation?patient=p1')));
    const started = performance.now();
    const openClient = access(well.origin);
    for (let call = 0; call < 20; call += 1) {
      expect((await openClient().search('Observation?patient=p1')).kind).toBe('ok');
    }
    expect(performance.now() - started).toBeLessThan(400);
    await waiting;
  });
});

test('no failure says anything of the URL, the token or the patient', async () => {
  const server = await serve((_request, response) => sendJson(response, { echo: 'canary-body' }, { status: 500 }));
  const reply = await access(server.origin)().search('Observation?patient=canary-patient');
  const said = JSON.stringify(reply) + Object.values(failureWords).join();
  expect(said).not.toMatch(/canary|127\.0\.0\.1|Observation/);
});
