import { describe, expect, test } from '@jest/globals';
import { configNames, readConfig } from '../src/config.js';

const problemsOf = (env: Record<string, string>): readonly string[] => {
  const read = readConfig(env);
  return read.kind === 'refused' ? read.problems.map(({ name, problem }) => `${name}: ${problem}`) : [];
};

describe('the environment is read strictly', () => {
  test('nothing set: open mode on loopback, port 3000, US, English', () => {
    expect(readConfig({ PATH: '/bin' })).toEqual({
      kind: 'config',
      config: {
        ...{ mode: 'open', host: '127.0.0.1', port: 3000, acknowledged: false, region: 'US', language: 'en' },
        trustProxy: [],
        keeping: { decisionDays: 400, feedbackDays: 400 },
      },
    });
  });

  test('an unknown HERALD_ name stops the start and is named', () => {
    expect(problemsOf({ HERALD_PROT: '3000' })).toEqual(['HERALD_PROT: no such variable']);
  });

  test.each([
    ['HERALD_PORT', '70000'],
    ['HERALD_PORT', '3e3'],
    ['HERALD_PORT', ''],
    ['HERALD_MODE', 'Open'],
    ['HERALD_REGION', 'us'],
    ['HERALD_LANGUAGE', 'xx'],
    ['HERALD_AS_OF', '2026-02-30'],
    ['HERALD_AS_OF', '2026-02'],
    ['HERALD_HOST', 'a b'],
    ['HERALD_OPEN_ACK', 'yes'],
    ['HERALD_DATA', ''],
    ['HERALD_SITES', ''],
    ['HERALD_PUBLIC_URL', 'http://cds.example.org'],
    ['HERALD_PUBLIC_URL', 'https://user:secret@cds.example.org'],
    ['HERALD_TRUST_PROXY', 'true'],
    ['HERALD_TRUST_PROXY', '10.0.0.0/33'],
    ['HERALD_DISCOVERY', 'closed'],
    ['HERALD_DATABASE_URL', 'mysql://db/herald'],
    ['HERALD_HASH_KEY', 'short'],
    ['HERALD_OPERATOR_TOKEN_HASH', 'token'],
    ['HERALD_DECISION_DAYS', '0'],
    ['HERALD_FEEDBACK_DAYS', 'forever'],
  ])('%s=%j stops the start; the value is not quoted', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toEqual([expect.stringContaining(`${name}: wants`)]);
  });

  test('all problems are told at once', () => {
    expect(problemsOf({ HERALD_PORT: 'x', HERALD_REGION: 'x', HERALD_X: 'x' })).toHaveLength(3);
  });

  test('open mode beyond this machine needs the acknowledgement', () => {
    expect(problemsOf({ HERALD_HOST: '0.0.0.0' })).toEqual([
      expect.stringContaining('HERALD_OPEN_ACK=synthetic-data-only'),
    ]);
    expect(readConfig({ HERALD_HOST: '0.0.0.0', HERALD_OPEN_ACK: 'synthetic-data-only' })).toMatchObject({
      config: { acknowledged: true },
    });
    expect(readConfig({ HERALD_HOST: '::1' })).toMatchObject({ config: { acknowledged: false } });
  });

  const kept = { HERALD_HASH_KEY: 'k'.repeat(32), HERALD_DATA: 'data' };
  const tenants = {
    ...kept,
    HERALD_MODE: 'tenants',
    HERALD_TENANTS: 'tenants.json',
    HERALD_PUBLIC_URL: 'https://cds.example.org/herald/',
  };
  test('tenants mode needs the tenants file and the public URL', () => {
    expect(problemsOf({ ...kept, HERALD_MODE: 'tenants' })).toEqual([
      expect.stringContaining('HERALD_TENANTS: tenants mode needs'),
      expect.stringContaining('HERALD_PUBLIC_URL: tenants mode needs'),
    ]);
    expect(readConfig(tenants)).toMatchObject({
      config: { mode: 'tenants', publicUrl: 'https://cds.example.org/herald', discovery: 'open' },
    });
  });

  test('beyond this machine tenants mode needs TLS, in the process or at a proxy that is named', () => {
    const beyond = { ...tenants, HERALD_HOST: '0.0.0.0' };
    expect(problemsOf(beyond)).toEqual([expect.stringContaining('HERALD_HOST: patient data over plain http')]);
    expect(problemsOf({ ...beyond, HERALD_TLS_CERT: 'c.pem', HERALD_TLS_KEY: 'k.pem' })).toEqual([]);
    expect(problemsOf({ ...beyond, HERALD_TRUST_PROXY: '10.0.0.0/8, fd00::/8' })).toEqual([]);
  });

  test('tenants mode needs a hash key and a place that outlive the process', () => {
    const { HERALD_HASH_KEY, HERALD_DATA, ...rest } = tenants;
    expect(problemsOf(rest)).toEqual([
      expect.stringContaining('HERALD_HASH_KEY: tenants mode needs'),
      expect.stringContaining('HERALD_DATA: tenants mode needs'),
    ]);
    expect(problemsOf({ ...rest, HERALD_HASH_KEY, HERALD_DATABASE_URL: 'postgres://h:p@db/herald' })).toEqual([]);
  });

  test('a certificate without its key stops the start', () => {
    expect(problemsOf({ HERALD_TLS_CERT: 'c.pem' })).toEqual([expect.stringContaining('HERALD_TLS_KEY')]);
  });

  test('what only the other mode knows stops the start', () => {
    expect(
      problemsOf({ HERALD_TENANTS: 'x', HERALD_PUBLIC_URL: 'https://x.org', HERALD_DISCOVERY: 'signed' }),
    ).toHaveLength(3);
    expect(problemsOf({ ...tenants, HERALD_AS_OF: '2026-11-24', HERALD_OPEN_ACK: 'synthetic-data-only' })).toHaveLength(
      2,
    );
  });

  test('every name of the table is a HERALD_ name with words', () => {
    for (const [name, wants] of Object.entries(configNames)) {
      expect(name).toMatch(/^HERALD_[A-Z_]+$/);
      expect(wants).not.toBe('');
    }
  });
});
