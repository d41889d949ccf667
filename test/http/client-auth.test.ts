import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';
import {
  type Authenticate,
  type Authentication,
  makeAuthenticator,
  requireClient,
} from '../../src/http/client-auth.js';
import { type JtiStore, makeMemoryJtiStore } from '../../src/http/jti-store.js';
import { makeKeySet } from '../../src/http/key-set.js';
import type { ClientRefusal } from '../../src/http/token-claims.js';
import { parseTenants, type Tenant } from '../../src/tenants.js';
import { type Answer, type Loopback, sendJson, startLoopback, useRealFetch } from '../support/loopback-server.js';

const start = Date.UTC(2026, 10, 24, 12);
const seconds = start / 1_000;
const publicBase = 'https://cds.example.org/herald';
const endpoint = '/cds-services/her2-order-sign';
const issuer = 'https://ehr.example.org/';

interface Signer {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}
let es384: Signer;
let rs384: Signer;
let stranger: Signer;

async function makeSigner(alg: string, kid: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

beforeAll(async () => {
  useRealFetch();
  // The kid of Epic is base64 with its special characters.
  rs384 = await makeSigner('RS384', 'd3bmo5HzW61TUgikHZH+A8Tx4UOX/kvVU4eLY0=');
  es384 = await makeSigner('ES384', 'k-ec');
  stranger = await makeSigner('ES384', 'k-ec');
});

const toClose: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
});

async function serve(answer: Answer): Promise<Loopback> {
  const server = await startLoopback(answer);
  toClose.push(server.close);
  return server;
}

function tenants(...more: readonly object[]): readonly Tenant[] {
  const north = { id: 'north', issuer, jwks: { keys: [es384.publicJwk, rs384.publicJwk] } };
  const list = more.length === 0 ? [north] : more.map((each) => ({ ...north, ...each }));
  const result = parseTenants(JSON.stringify({ tenants: list }), () => '');
  if (result.kind !== 'tenants') throw new Error(JSON.stringify(result.problems));
  return result.tenants;
}

interface Clock {
  now: number;
}

function authenticator(list: readonly Tenant[], options: { clock?: Clock; jtiStore?: JtiStore } = {}): Authenticate {
  const clock = options.clock ?? { now: start };
  const now = (): number => clock.now;
  return makeAuthenticator({
    tenants: list,
    publicBase,
    now,
    jtiStore: options.jtiStore ?? makeMemoryJtiStore({ now }),
  });
}

let serial = 0;
interface Token {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly signer?: Signer;
}

async function sign({ claims = {}, header = {}, signer = es384 }: Token = {}): Promise<string> {
  serial += 1;
  const payload: Record<string, unknown> = {
    iss: issuer,
    aud: publicBase + endpoint,
    iat: seconds,
    exp: seconds + 300,
    jti: `id-${serial}`,
    ...claims,
  };
  const protectedHeader: JWTHeaderParameters = {
    alg: signer.publicJwk.alg ?? '',
    kid: signer.publicJwk.kid ?? '',
    typ: 'JWT',
    ...header,
  };
  return await new SignJWT(payload).setProtectedHeader(protectedHeader).sign(signer.privateKey);
}

const ask = async (authenticate: Authenticate, token: string, at = endpoint): Promise<Authentication> =>
  await authenticate({ authorization: `Bearer ${token}`, path: at });

function verdict(result: Authentication): string {
  return result.kind === 'client' ? `client ${result.tenant.id}` : result.reason;
}

describe('a token of a known client', () => {
  test('signed with ES384 is let in', async () => {
    expect(verdict(await ask(authenticator(tenants()), await sign()))).toBe('client north');
  });

  test('shaped as Epic sends it (RS384, 15 minutes, nbf in the past, base64 kid, sub) is let in', async () => {
    const claims = { exp: seconds + 900, nbf: seconds - 300, sub: '12345678-ce08-4ac7-ac0c-123456789012' };
    expect(verdict(await ask(authenticator(tenants()), await sign({ claims, signer: rs384 })))).toBe('client north');
  });

  test('with a list of audiences is let in where one of them is the endpoint', async () => {
    const claims = { aud: ['https://other.example', publicBase + endpoint] };
    expect(verdict(await ask(authenticator(tenants()), await sign({ claims })))).toBe('client north');
  });

  test('with an audience typed by hand is let in where the tenant lists it', async () => {
    const list = tenants({ audiences: ['HER2 at North'] });
    expect(verdict(await ask(authenticator(list), await sign({ claims: { aud: 'HER2 at North' } })))).toBe(
      'client north',
    );
  });

  test('within the clock skew of 60 s is let in', async () => {
    const authenticate = authenticator(tenants());
    const early = { iat: seconds + 59, nbf: seconds + 59, exp: seconds + 300 };
    const late = { iat: seconds - 359, exp: seconds - 59 };
    expect(verdict(await ask(authenticate, await sign({ claims: early })))).toBe('client north');
    expect(verdict(await ask(authenticate, await sign({ claims: late })))).toBe('client north');
  });

  test('names its tenant by the tenant claim where an issuer has several', async () => {
    const authenticate = authenticator(
      tenants({ tenantClaim: 'a' }, { id: 'south', tenantClaim: 'b', jwks: { keys: [rs384.publicJwk] } }),
    );
    expect(verdict(await ask(authenticate, await sign({ claims: { tenant: 'a' } })))).toBe('client north');
    expect(verdict(await ask(authenticate, await sign({ claims: { tenant: 'b' }, signer: rs384 })))).toBe(
      'client south',
    );
    expect(verdict(await ask(authenticate, await sign({ claims: { tenant: 'b' } })))).toBe('key-unknown');
  });
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Every way not to be let in, with the reason that the log gets. */
const refused: readonly (readonly [string, () => Promise<string | undefined>, ClientRefusal])[] = [
  ['no Authorization header', async () => undefined, 'no-token'],
  ['Basic credentials', async () => 'Basic YTpi', 'malformed'],
  ['an opaque token', async () => 'Bearer abc', 'malformed'],
  ['an encrypted token (five parts)', async () => 'Bearer a.b.c.d.e', 'malformed'],
  ['a token of 100 kB', async () => `Bearer ${'a'.repeat(100_000)}.b.c`, 'malformed'],
  [
    'a token that is not JSON inside',
    async () => `Bearer ${Buffer.from('x').toString('base64url')}.YQ.YQ`,
    'malformed',
  ],
  ['two tokens', async () => `Bearer ${await sign()} Bearer ${await sign()}`, 'malformed'],
  [
    'alg none',
    async () => {
      const [, payload] = (await sign()).split('.');
      return `Bearer ${encode({ alg: 'none', typ: 'JWT', kid: 'k-ec' })}.${payload}.AA`;
    },
    'algorithm',
  ],
  [
    'HS384 with the public key as secret',
    async () => {
      const secret = new TextEncoder().encode(JSON.stringify(rs384.publicJwk));
      const payload = { iss: issuer, aud: publicBase + endpoint, iat: seconds, exp: seconds + 300, jti: 'hs' };
      const header = { alg: 'HS384', typ: 'JWT', kid: rs384.publicJwk.kid ?? '' };
      return `Bearer ${await new SignJWT(payload).setProtectedHeader(header).sign(secret)}`;
    },
    'algorithm',
  ],
  [
    'an algorithm the tenant does not allow',
    async () => `Bearer ${await sign({ signer: await makeSigner('ES256', 'k-ec') })}`,
    'algorithm',
  ],
  ['no kid', async () => `Bearer ${await sign({ header: { kid: undefined } })}`, 'malformed'],
  ['typ other than JWT', async () => `Bearer ${await sign({ header: { typ: 'at+jwt' } })}`, 'malformed'],
  ['an unknown kid', async () => `Bearer ${await sign({ header: { kid: 'other' } })}`, 'key-unknown'],
  [
    'the kid of a key of another type',
    async () => `Bearer ${await sign({ header: { kid: rs384.publicJwk.kid } })}`,
    'key-unknown',
  ],
  ['a foreign key under a known kid', async () => `Bearer ${await sign({ signer: stranger })}`, 'signature'],
  [
    'a changed payload',
    async () => {
      const [header, , signature] = (await sign()).split('.');
      const payload = { iss: issuer, aud: publicBase + endpoint, iat: seconds, exp: seconds + 300, jti: 'changed' };
      return `Bearer ${header}.${encode(payload)}.${signature}`;
    },
    'signature',
  ],
  ['an unknown critical header', async () => forgeHeader({ crit: ['x'], x: 1 }), 'signature'],
  ['another issuer', async () => `Bearer ${await sign({ claims: { iss: 'https://evil.example/' } })}`, 'issuer'],
  [
    'the issuer without its slash',
    async () => `Bearer ${await sign({ claims: { iss: issuer.slice(0, -1) } })}`,
    'issuer',
  ],
  ['no issuer', async () => `Bearer ${await sign({ claims: { iss: undefined } })}`, 'malformed'],
  [
    'the audience of another service',
    async () => `Bearer ${await sign({ claims: { aud: `${publicBase}/cds-services/her2-patient-view` } })}`,
    'audience',
  ],
  [
    'the audience of another host',
    async () => `Bearer ${await sign({ claims: { aud: `https://evil.example${endpoint}` } })}`,
    'audience',
  ],
  ['no audience', async () => `Bearer ${await sign({ claims: { aud: undefined } })}`, 'malformed'],
  [
    'an expired time',
    async () => `Bearer ${await sign({ claims: { iat: seconds - 400, exp: seconds - 61 } })}`,
    'expired',
  ],
  ['no exp', async () => `Bearer ${await sign({ claims: { exp: undefined } })}`, 'malformed'],
  ['exp as text', async () => `Bearer ${await sign({ claims: { exp: '2999' } })}`, 'malformed'],
  [
    'exp in ten years',
    async () => `Bearer ${await sign({ claims: { exp: seconds + 315_360_000 } })}`,
    'too-long-lived',
  ],
  ['no iat', async () => `Bearer ${await sign({ claims: { iat: undefined } })}`, 'malformed'],
  ['iat in the future', async () => `Bearer ${await sign({ claims: { iat: seconds + 120 } })}`, 'not-yet-valid'],
  ['iat an hour ago', async () => `Bearer ${await sign({ claims: { iat: seconds - 3_000 } })}`, 'too-old'],
  ['nbf in the future', async () => `Bearer ${await sign({ claims: { nbf: seconds + 120 } })}`, 'not-yet-valid'],
  ['no jti', async () => `Bearer ${await sign({ claims: { jti: undefined } })}`, 'malformed'],
  ['an empty jti', async () => `Bearer ${await sign({ claims: { jti: '' } })}`, 'malformed'],
  ['jti as object', async () => `Bearer ${await sign({ claims: { jti: {} } })}`, 'malformed'],
];

async function forgeHeader(more: object): Promise<string> {
  const [, payload, signature] = (await sign()).split('.');
  return `Bearer ${encode({ alg: 'ES384', typ: 'JWT', kid: 'k-ec', ...more })}.${payload}.${signature}`;
}

describe('a request is refused for', () => {
  test.each(refused)('%s', async (_what, make, reason) => {
    const authorization = await make();
    expect(verdict(await authenticator(tenants())({ authorization, path: endpoint }))).toBe(reason);
  });

  test('a tenant claim that is not listed', async () => {
    const authenticate = authenticator(tenants({ tenantClaim: 'a' }));
    expect(verdict(await ask(authenticate, await sign({ claims: { tenant: 'b' } })))).toBe('tenant');
    expect(verdict(await ask(authenticate, await sign()))).toBe('tenant');
  });

  test('a token used a second time, also at another endpoint that accepts it', async () => {
    const authenticate = authenticator(tenants({ audiences: ['shared'] }));
    const token = await sign({ claims: { aud: 'shared' } });
    expect(verdict(await ask(authenticate, token))).toBe('client north');
    expect(verdict(await ask(authenticate, token))).toBe('replayed');
    expect(verdict(await ask(authenticate, token, '/cds-services/her2-patient-view'))).toBe('replayed');
  });

  test('an id that was used, in a token with other times', async () => {
    const authenticate = authenticator(tenants());
    expect(verdict(await ask(authenticate, await sign({ claims: { jti: 'same' } })))).toBe('client north');
    const second = await sign({ claims: { jti: 'same', exp: seconds + 900 } });
    expect(verdict(await ask(authenticate, second))).toBe('replayed');
  });

  test('a store of token ids that does not answer', async () => {
    const jtiStore: JtiStore = { claim: () => Promise.reject(new Error('down')) };
    expect(verdict(await ask(authenticator(tenants(), { jtiStore }), await sign()))).toBe('store-unavailable');
  });

  test('a key that was not issued to that tenant', async () => {
    const list = tenants({}, { id: 'south', issuer: 'https://south.example/', jwks: { keys: [rs384.publicJwk] } });
    const token = await sign({ claims: { iss: 'https://south.example/' } });
    expect(verdict(await ask(authenticator(list), token))).toBe('key-unknown');
  });
});

test('the first check that fails decides: issuer, audience, times, tenant, algorithm, signature, id', async () => {
  const authenticate = authenticator(tenants({ tenantClaim: 'a' }));
  const wrong = { iss: 'x', aud: 'x', exp: seconds - 100, iat: seconds - 200, tenant: 'x' };
  const steps: [Record<string, unknown>, ClientRefusal][] = [
    [wrong, 'issuer'],
    [{ ...wrong, iss: issuer }, 'audience'],
    [{ ...wrong, iss: issuer, aud: publicBase + endpoint }, 'expired'],
    [{ tenant: 'x' }, 'tenant'],
    [{ tenant: 'a' }, 'signature'],
  ];
  for (const [claims, reason] of steps) {
    expect(verdict(await ask(authenticate, await sign({ claims, signer: stranger })))).toBe(reason);
  }
});

test('a forged token does not use up the id of an honest one', async () => {
  const authenticate = authenticator(tenants());
  expect(verdict(await ask(authenticate, await sign({ claims: { jti: 'mine' }, signer: stranger })))).toBe('signature');
  expect(verdict(await ask(authenticate, await sign({ claims: { jti: 'mine' } })))).toBe('client north');
});

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

describe('the store of token ids', () => {
  test('forgets an id when its token has expired', async () => {
    const clock = { now: start };
    const store = makeMemoryJtiStore({ now: () => clock.now });
    expect(await store.claim('i', 'a', seconds + 300)).toBe(true);
    clock.now += 299_000;
    expect(await store.claim('i', 'a', seconds + 300)).toBe(false);
    clock.now += 3_600_000;
    expect(await store.claim('i', 'a', clock.now / 1_000 + 300)).toBe(true);
  });

  test('keeps the ids of two issuers apart', async () => {
    const store = makeMemoryJtiStore({ now: () => start });
    expect(await store.claim('i', 'a', seconds + 300)).toBe(true);
    expect(await store.claim('j', 'a', seconds + 300)).toBe(true);
    expect(await store.claim('i","a', '', seconds + 300)).toBe(true);
  });

  test('refuses rather than forgets when it is full, and has room again when ids expire', async () => {
    const clock = { now: start };
    const store = makeMemoryJtiStore({ now: () => clock.now, capacity: 2 });
    expect(await store.claim('i', 'a', seconds + 60)).toBe(true);
    expect(await store.claim('i', 'b', seconds + 60)).toBe(true);
    expect(await store.claim('i', 'c', seconds + 60)).toBe(false);
    expect(await store.claim('i', 'a', seconds + 60)).toBe(false);
    clock.now += 180_000;
    expect(await store.claim('i', 'c', seconds + 400)).toBe(true);
  });
});

describe('the 401', () => {
  test('is the same bytes for every reason, and the log has the reason without the token', async () => {
    const events: { reason: ClientRefusal; tenant?: string }[] = [];
    const guard = requireClient({
      authenticate: authenticator(tenants()),
      refuse: (response) => response.status(401).json({ resourceType: 'OperationOutcome' }),
      onRefused: (event) => events.push(event),
      onAdmitted: () => undefined,
    });
    const app = express();
    app.post('/cds-services/:id', guard, (_request, response) => response.json({ cards: [] }));
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const send = async (authorization: string | undefined): Promise<Response> =>
      await fetch(`http://127.0.0.1:${port}${endpoint}?x=1`, {
        method: 'POST',
        headers: authorization === undefined ? {} : { authorization },
      });
    try {
      const bodies = new Set<string>();
      // Node itself answers 431 to a header of 100 kB.
      const overHttp = refused.filter(([what]) => what !== 'a token of 100 kB');
      const sent: string[] = [];
      for (const [, make] of overHttp) {
        const authorization = await make();
        sent.push(...(authorization?.split('.') ?? []));
        const response = await send(authorization);
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        bodies.add(`${response.status} ${await response.text()}`);
      }
      expect(bodies.size).toBe(1);
      expect(events.map((each) => each.reason)).toEqual(overHttp.map(([, , reason]) => reason));
      const logged = JSON.stringify(events);
      expect(sent.filter((part) => part.length > 8 && logged.includes(part))).toEqual([]);
      expect((await send(`Bearer ${await sign()}`)).status).toBe(200);
    } finally {
      server.close();
    }
  });
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
