import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadTenants, parseTenants, type TenantsResult } from '../src/tenants.js';

const key = { kty: 'EC', crv: 'P-384', kid: 'k1', x: 'AA', y: 'AA' };
const minimal = {
  id: 'north',
  issuer: 'https://ehr.example.org/',
  jwks: { url: 'https://ehr.example.org/jwks.json' },
};

function parse(...tenants: readonly object[]): TenantsResult {
  return parseTenants(JSON.stringify({ tenants }), () => JSON.stringify({ keys: [key] }));
}

function problemsOf(result: TenantsResult): readonly string[] {
  return result.kind === 'refused' ? result.problems.map((each) => each.path) : [];
}

describe('a tenants file', () => {
  test('needs name, issuer and keys of a tenant; the rest has safe defaults', () => {
    const result = parse(minimal);
    if (result.kind !== 'tenants') throw new Error(JSON.stringify(result));
    expect(result.tenants).toEqual([
      {
        ...minimal,
        audiences: [],
        browserOrigins: [],
        jwks: { url: 'https://ehr.example.org/jwks.json', jku: [], addresses: [] },
        algorithms: ['ES384', 'RS384'],
        fhirServers: [],
        region: 'US',
        language: 'en',
        suppression: {
          shownRecentlyDays: 14,
          overriddenDays: 180,
          overriddenDaysByReason: {},
          acceptedDays: 30,
          discussAtOrderSign: false,
        },
        deadlineMs: 2_500,
        rateLimit: { requestsPerMinute: 600 },
      },
    ]);
  });

  test('reads every member', () => {
    const result = parse({
      ...minimal,
      tenantClaim: 't-1',
      audiences: ['her2'],
      jwks: { file: 'keys.json' },
      algorithms: ['RS384'],
      fhirServers: [{ url: 'https://ehr.example.org/fhir', addresses: ['10.20.0.0/16', 'fd12::/32'] }],
      region: 'EU',
      site: 'north-lab',
      language: 'de',
      suppression: { shownRecentlyDays: 0, overriddenDays: 30, discussAtOrderSign: true },
      deadlineMs: 8_000,
      rateLimit: { requestsPerMinute: 60 },
      smart: {
        iss: 'https://ehr.example.org/fhir',
        clientId: 'herald',
        scopes: ['launch', 'patient/Observation.rs?category=laboratory'],
        frameAncestors: ['https://ehr.example.org'],
      },
    });
    if (result.kind !== 'tenants') throw new Error(JSON.stringify(result));
    expect(result.tenants[0]).toMatchObject({ region: 'EU', language: 'de', jwks: { keys: [key] } });
  });

  const broken: readonly (readonly [string, object, string])[] = [
    ['an unknown member', { ...minimal, issuers: 'x' }, 'tenants[0]'],
    ['an unknown member inside', { ...minimal, rateLimit: { perMinute: 1 } }, 'tenants[0].rateLimit'],
    ['no issuer', { id: 'a', jwks: minimal.jwks }, 'tenants[0].issuer'],
    ['no keys', { id: 'a', issuer: 'x' }, 'tenants[0].jwks'],
    ['two sources of keys', { ...minimal, jwks: { url: minimal.jwks.url, file: 'a' } }, 'tenants[0].jwks'],
    ['keys over plain http', { ...minimal, jwks: { url: 'http://ehr.example.org/jwks' } }, 'tenants[0].jwks'],
    ['a private key', { ...minimal, jwks: { keys: [{ ...key, d: 'AA' }] } }, 'tenants[0].jwks'],
    ['a shared secret', { ...minimal, jwks: { keys: [{ kty: 'oct', k: 'AA', kid: 'k' }] } }, 'tenants[0].jwks'],
    ['algorithm none', { ...minimal, algorithms: ['none'] }, 'tenants[0].algorithms[0]'],
    ['a symmetric algorithm', { ...minimal, algorithms: ['HS256'] }, 'tenants[0].algorithms[0]'],
    ['no algorithm', { ...minimal, algorithms: [] }, 'tenants[0].algorithms'],
    [
      'a FHIR server over http',
      { ...minimal, fhirServers: [{ url: 'http://a.example/' }] },
      'tenants[0].fhirServers[0].url',
    ],
    ['a FHIR server as text', { ...minimal, fhirServers: ['https://a.example/'] }, 'tenants[0].fhirServers[0]'],
    [
      'credentials in a URL',
      { ...minimal, fhirServers: [{ url: 'https://u:p@a.example/' }] },
      'tenants[0].fhirServers[0].url',
    ],
    [
      'all addresses',
      { ...minimal, fhirServers: [{ url: 'https://a.example/', addresses: ['0.0.0.0/0'] }] },
      'tenants[0].fhirServers[0].addresses[0]',
    ],
    ['a deadline over 8 s', { ...minimal, deadlineMs: 8_001 }, 'tenants[0].deadlineMs'],
    ['an unknown region', { ...minimal, region: 'JP' }, 'tenants[0].region'],
    ['an unknown language', { ...minimal, language: 'fr' }, 'tenants[0].language'],
    ['a name with a slash', { ...minimal, id: '../a' }, 'tenants[0].id'],
  ];

  test.each(broken)('with %s is refused, and the place is named', (_what, tenant, place) => {
    const problems = problemsOf(parse(tenant));
    expect(problems.some((each) => each.startsWith(place))).toBe(true);
  });

  test('names all problems at once and repeats no value', () => {
    const result = parse({ ...minimal, region: 'canary-value', deadlineMs: 1 });
    expect(problemsOf(result)).toEqual(['tenants[0].region', 'tenants[0].deadlineMs']);
    expect(JSON.stringify(result)).not.toContain('canary');
  });

  test('may use http on a literal loopback address (a simulator on this machine)', () => {
    expect(parse({ ...minimal, jwks: { url: 'http://127.0.0.1:9000/jwks' } }).kind).toBe('tenants');
    expect(parse({ ...minimal, jwks: { url: 'http://localhost:9000/jwks' } }).kind).toBe('refused');
  });

  test('with one name or one issuer for two tenants is refused', () => {
    expect(problemsOf(parse(minimal, { ...minimal, issuer: 'other' }))).toEqual(['tenants[1].id']);
    expect(problemsOf(parse(minimal, { ...minimal, id: 'south' }))).toEqual(['tenants[1].issuer']);
    expect(problemsOf(parse(minimal, { ...minimal, id: 'south', tenantClaim: 'b' }))).toEqual(['tenants[1].issuer']);
  });

  test('may have several tenants of one issuer where each has its tenant claim', () => {
    expect(parse({ ...minimal, tenantClaim: 'a' }, { ...minimal, id: 'south', tenantClaim: 'b' }).kind).toBe('tenants');
  });

  test.each(['', '{', '[]', '{"tenants":[]}', 'null'])('%j is refused', (text) => {
    expect(parseTenants(text, () => '').kind).toBe('refused');
  });
});

describe('a tenants file on disk', () => {
  test('is read with its key files beside it; what cannot be read is a problem', () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'tenants-'));
    try {
      const file = path.join(directory, 'tenants.json');
      writeFileSync(file, JSON.stringify({ tenants: [{ ...minimal, jwks: { file: 'keys.json' } }] }));
      expect(problemsOf(loadTenants(file))).toEqual(['tenants[0].jwks.file']);
      writeFileSync(path.join(directory, 'keys.json'), '{"keys":[{}]}');
      expect(problemsOf(loadTenants(file))).toEqual(['tenants[0].jwks.file']);
      writeFileSync(path.join(directory, 'keys.json'), JSON.stringify({ keys: [key] }));
      expect(loadTenants(file).kind).toBe('tenants');
      expect(loadTenants(path.join(directory, 'absent.json')).kind).toBe('refused');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
