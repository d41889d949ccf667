import { beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { SignJWT } from 'jose';
import { requireClient } from '../../src/http/client-auth.js';
import { makeForgeryLimit } from '../../src/http/forgery-limit.js';
import type { JtiStore } from '../../src/http/jti-store.js';
import type { ClientRefusal } from '../../src/http/token-claims.js';
import {
  ask,
  authenticator,
  endpoint,
  issuer,
  makeSigner,
  publicBase,
  rs384,
  seconds,
  sign,
  stranger,
  tenants,
  verdict,
} from '../support/client-tokens.js';
import { useRealFetch } from '../support/loopback-server.js';

beforeAll(useRealFetch);

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
  ['a jti with NUL', async () => `Bearer ${await sign({ claims: { jti: 'a\u0000' } })}`, 'malformed'],
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

describe('the 401', () => {
  test('is the same bytes for every reason, and the log has the reason without the token', async () => {
    const events: { reason: ClientRefusal; tenant?: string }[] = [];
    const guard = requireClient({
      forgeries: makeForgeryLimit(() => 0),
      refuseForNow: () => undefined,
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
