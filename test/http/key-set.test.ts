import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { makeKeySet } from '../../src/http/key-set.js';
import { parseTenants, type Tenant } from '../../src/tenants.js';
import {
  ask,
  authenticator,
  es384,
  rs384,
  seconds,
  sign,
  start,
  stranger,
  type Token,
  tenants,
  verdict,
} from '../support/client-tokens.js';
import { closeOpened, serve } from '../support/fhir-access.js';
import { type Answer, sendJson, useRealFetch } from '../support/loopback-server.js';

beforeAll(useRealFetch);
afterEach(closeOpened);

describe('a key set at a URL', () => {
  const keysAt = (url: string, more: object = {}): readonly Tenant[] => tenants({ jwks: { url, ...more } });

  test('is fetched once for many requests', async () => {
    const server = await serve((_request, response) => sendJson(response, { keys: [es384.publicJwk] }));
    const authenticate = authenticator(keysAt(`${server.origin}/jwks`));
    const results = await Promise.all(Array.from({ length: 20 }, async () => await ask(authenticate, await sign())));
    expect(results.every((each) => each.kind === 'client')).toBe(true);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  test('is asked again for an unknown kid (rotation), and not more often than every 30 s', async () => {
    let keys = [rs384.publicJwk];
    const clock = { now: start };
    const server = await serve((_request, response) => sendJson(response, { keys }));
    const authenticate = authenticator(keysAt(`${server.origin}/jwks`), { clock });
    expect(verdict(await ask(authenticate, await sign({ signer: rs384 })))).toBe('client north');
    keys = [es384.publicJwk];
    for (let flood = 0; flood < 50; flood += 1) await ask(authenticate, await sign({ header: { kid: `k${flood}` } }));
    expect(server.requests).toHaveLength(1);
    clock.now += 31_000;
    expect(verdict(await ask(authenticate, await sign()))).toBe('client north');
    expect(server.requests).toHaveLength(2);
    clock.now += 1_000;
    expect(verdict(await ask(authenticate, await sign({ signer: rs384 })))).toBe('key-unknown');
    expect(server.requests).toHaveLength(2);
  });

  test('that is down for a while is answered from memory, for an hour at most', async () => {
    let status = 200;
    const clock = { now: start };
    const server = await serve((_request, response) => sendJson(response, { keys: [es384.publicJwk] }, { status }));
    const authenticate = authenticator(keysAt(`${server.origin}/jwks`), { clock });
    const at = (now: number): Token => ({ claims: { iat: now / 1_000, exp: now / 1_000 + 300 } });
    expect(verdict(await ask(authenticate, await sign()))).toBe('client north');
    status = 500;
    clock.now += 30 * 60_000;
    expect(verdict(await ask(authenticate, await sign(at(clock.now))))).toBe('client north');
    clock.now += 31 * 60_000;
    expect(verdict(await ask(authenticate, await sign(at(clock.now))))).toBe('key-unknown');
  });

  const hostile: readonly (readonly [string, Answer])[] = [
    [
      'endless',
      (_q, r) => {
        r.writeHead(200, { 'content-type': 'application/json' });
        const t = setInterval(() => r.write(' '.repeat(60_000)), 1);
        r.on('close', () => clearInterval(t));
      },
    ],
    ['a redirect', (_q, r) => r.writeHead(302, { location: 'http://127.0.0.1:1/jwks' }).end()],
    ['HTML', (_q, r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
    ['no key set', (_q, r) => sendJson(r, { keys: 'x' })],
    ['full of other things', (_q, r) => sendJson(r, { keys: [null, 1, {}, { kty: 'oct', k: 'AA', kid: 'k-ec' }] })],
    [
      'a key that cannot be imported',
      (_q, r) => sendJson(r, { keys: [{ kty: 'EC', crv: 'P-384', kid: 'k-ec', x: '!', y: '!' }] }),
    ],
    ['reset', (_q, r) => r.destroy()],
  ];

  test.each(hostile)('that is %s lets nobody in and breaks nothing', async (_what, answer) => {
    const server = await serve(answer);
    const authenticate = authenticator(keysAt(`${server.origin}/jwks`));
    expect(verdict(await ask(authenticate, await sign()))).toBe('key-unknown');
  });

  test('that does not answer costs two seconds at most', async () => {
    const server = await serve(() => undefined);
    const authenticate = authenticator(keysAt(`${server.origin}/jwks`));
    const began = performance.now();
    expect(verdict(await ask(authenticate, await sign()))).toBe('key-unknown');
    expect(performance.now() - began).toBeLessThan(2_200);
  });

  test('that a token names by jku is fetched only where it is listed', async () => {
    const listed = await serve((_request, response) => sendJson(response, { keys: [es384.publicJwk] }));
    const evil = await serve((_request, response) => sendJson(response, { keys: [stranger.publicJwk] }));
    const authenticate = authenticator(keysAt(`${listed.origin}/a`, { jku: [`${listed.origin}/b`] }));
    const own = await sign({ header: { jku: `${evil.origin}/jwks` }, signer: stranger });
    expect(verdict(await ask(authenticate, own))).toBe('jku-not-listed');
    expect(evil.connections()).toBe(0);
    expect(verdict(await ask(authenticate, await sign({ header: { jku: `${listed.origin}/b` } })))).toBe(
      'client north',
    );
    expect(verdict(await ask(authenticate, await sign({ header: { jku: `${listed.origin}/a` } })))).toBe(
      'client north',
    );
    expect(listed.requests.map((each) => each.url)).toEqual(['/b', '/a']);
  });

  test('of an unknown issuer is never fetched', async () => {
    const server = await serve((_request, response) => sendJson(response, { keys: [es384.publicJwk] }));
    const authenticate = authenticator(keysAt(`${server.origin}/jwks`));
    await ask(authenticate, await sign({ claims: { iss: 'https://evil.example/' } }));
    await ask(authenticate, await sign({ claims: { aud: 'https://evil.example/' } }));
    await ask(authenticate, await sign({ claims: { exp: seconds - 100, iat: seconds - 200 } }));
    expect(server.connections()).toBe(0);
  });
});

test('keys agreed out of band make the jku of a token irrelevant, and it is not fetched', async () => {
  const evil = await serve((_request, response) => sendJson(response, { keys: [stranger.publicJwk] }));
  const authenticate = authenticator(tenants());
  const jku = `${evil.origin}/jwks`;
  expect(verdict(await ask(authenticate, await sign({ header: { jku }, signer: stranger })))).toBe('signature');
  expect(verdict(await ask(authenticate, await sign({ header: { jku } })))).toBe('client north');
  expect(evil.connections()).toBe(0);
});

const shared = path.resolve(import.meta.dirname, '../../../shared/cds-hooks');
const readShared = (file: string): string | undefined => {
  try {
    return readFileSync(path.join(shared, file), 'utf8');
  } catch {
    return undefined;
  }
};

describe('published keys', () => {
  const files: readonly (readonly [string, string])[] = [
    ['sandbox-captures/jwks.json', '44823f3d-0b01-4a6c-a80e-b9d3e8a7226f'],
    ['spec-examples/spec3-28-example-json-web-key-set-public-key.json', 'example-kid'],
  ];
  const published = files.filter(([file]) => readShared(file) !== undefined);
  const run = published.length === files.length ? test : test.skip;

  run(
    'of the sandbox and of the specification (skipped where ../shared is absent) are found by their kid',
    async () => {
      for (const [file, kid] of published) {
        const text = readShared(file) ?? '';
        const result = parseTenants(
          JSON.stringify({ tenants: [{ id: 'sandbox', issuer: 'https://sandbox.cds-hooks.org', jwks: { file } }] }),
          () => text,
        );
        const source = result.kind === 'tenants' ? result.tenants[0]?.jwks : undefined;
        if (source === undefined) throw new Error('not read');
        const keySet = makeKeySet(source, { now: () => start });
        expect((await keySet.find({ kid, alg: 'ES384' })).kind).toBe('key');
        expect((await keySet.find({ kid, alg: 'RS384' })).kind).toBe('unknown');
        expect((await keySet.find({ kid: 'other', alg: 'ES384' })).kind).toBe('unknown');
      }
    },
  );
});
