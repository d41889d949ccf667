import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { access, canaryToken, closeOpened, count, searchset, serve } from '../../support/fhir-access.js';
import { sendJson, useRealFetch } from '../../support/loopback-server.js';

beforeAll(useRealFetch);
afterEach(closeOpened);

const observation = (id: string): unknown => ({ resourceType: 'Observation', id });

describe('size', () => {
  test('a body over the cap is cut off', async () => {
    const server = await serve((_request, response) => sendJson(response, searchset([{ text: 'x'.repeat(300_000) }])));
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
    const twice = gzipSync(gzipSync(JSON.stringify(searchset([]))));
    const server = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-encoding': 'gzip, gzip' }).end(twice),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({ kind: 'too-large' });
  });
});

describe('depth', () => {
  test.each([
    ['a million levels inside an Observation', 1_000_000],
    ['levels beyond those of any resource', 100],
  ])('%s are not read', async (_name, levels) => {
    const deep = `${'['.repeat(levels)}${']'.repeat(levels)}`;
    const server = await serve((_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/fhir+json' })
        .end(`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Observation","extension":${deep}}}]}`),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({ kind: 'not-fhir' });
  });
});

describe('pages', () => {
  test('are followed by the link as the server wrote it, each with the token', async () => {
    const server = await serve((request, response) => {
      const page = new URL(request.url, 'http://x').searchParams.get('_getpages') ?? '0';
      const next = page === '2' ? undefined : `${server.origin}/fhir?_getpages=${Number(page) + 1}&%5Fx=a%2Cb`;
      sendJson(response, searchset([observation(`o${page}`)], next));
    });
    const reply = await access(server.origin)().search('Observation?patient=p1');
    expect(reply.kind).toBe('ok');
    expect(count(reply)).toBe(3);
    expect(server.requests.map((each) => each.url)).toEqual([
      '/fhir/Observation?patient=p1',
      '/fhir?_getpages=1&%5Fx=a%2Cb',
      '/fhir?_getpages=2&%5Fx=a%2Cb',
    ]);
    expect(server.requests.every((each) => each.headers.authorization === `Bearer ${canaryToken}`)).toBe(true);
  });

  test.each([
    '//evil.example/fhir?page=2',
    'https://evil.example/',
    'http://user@127.0.0.1/',
  ])('on another server are not fetched: %s', async (next) => {
    const server = await serve((_request, response) => sendJson(response, searchset([observation('o1')], next)));
    expect(await access(server.origin)().search('Observation?patient=p1')).toMatchObject({
      kind: 'partial',
      cause: 'foreign-link',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('on another port of the same machine are not fetched', async () => {
    const other = await serve((_request, response) => sendJson(response, searchset([])));
    const server = await serve((_request, response) =>
      sendJson(response, searchset([observation('o1')], `${other.origin}/fhir?page=2`)),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toMatchObject({ cause: 'foreign-link' });
    expect(other.connections()).toBe(0);
  });

  test('that go in a circle end, and the result says that it is partial', async () => {
    const server = await serve((_request, response) =>
      sendJson(response, searchset([observation('o1')], `${server.origin}/fhir/Observation?patient=p1`)),
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
      sendJson(response, searchset([observation(`o${page}`)], `${server.origin}/fhir?page=${page}`));
    });
    const reply = await access(server.origin, { maxPages: 4 })().search('Observation?patient=p1');
    expect(reply).toMatchObject({ kind: 'partial', cause: 'too-many-pages' });
    expect(count(reply)).toBe(4);
  });

  test('beyond the entry cap are cut there', async () => {
    const many = Array.from({ length: 60 }, (_, index) => observation(`o${index}`));
    const server = await serve((request, response) =>
      sendJson(response, searchset(many, request.url.includes('page') ? undefined : `${server.origin}/fhir?page=2`)),
    );
    const reply = await access(server.origin, { maxEntries: 100 })().search('Observation?patient=p1');
    expect(reply).toMatchObject({ kind: 'partial', cause: 'too-many-pages' });
    expect(count(reply)).toBe(100);
  });

  test('of which a later one fails give what came before, marked partial', async () => {
    const server = await serve((request, response) =>
      request.url.includes('page')
        ? sendJson(response, {}, { status: 500 })
        : sendJson(response, searchset([observation('o1')], `${server.origin}/fhir?page=2`)),
    );
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({
      kind: 'partial',
      received: [{ resource: observation('o1') }],
      cause: 'server-error',
    });
  });

  test('of a prefetched Bundle are followed from its next link', async () => {
    const server = await serve((_request, response) => sendJson(response, searchset([observation('o2')])));
    const client = access(server.origin)();
    expect(await client.follow(`${server.origin}/fhir?page=2`)).toMatchObject({ kind: 'ok' });
    expect(await client.follow('https://evil.example/fhir?page=2')).toEqual({ kind: 'foreign-link' });
  });
});
