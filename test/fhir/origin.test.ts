import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { isPublicAddress, parseAddressRange, permitAddresses } from '../../src/fhir/addresses.js';
import { startDeadline } from '../../src/fhir/client/deadline.js';
import { guardedFetch, type Reply } from '../../src/fhir/client/guarded-fetch.js';
import { allowListedServers, allowLoopbackServers, type FhirServer, type OriginPolicy } from '../../src/fhir/origin.js';
import { makeTarget, type ResolveName } from '../../src/fhir/target.js';
import { type Loopback, sendJson, startLoopback, useRealFetch } from '../support/loopback-server.js';

/** Every name resolves to the listener on loopback: what gets past the guard is counted there. */
const everyNameIsLoopback: ResolveName = async () => [{ address: '127.0.0.1', family: 4 }];

let listener: Loopback;
beforeAll(async () => {
  useRealFetch();
  listener = await startLoopback((_request, response) => sendJson(response, { resourceType: 'Patient', id: 'p1' }));
});
afterAll(async () => await listener.close());

const open: { end: () => void }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.end();
});

async function callServer(server: FhirServer, relative = 'Patient/p1'): Promise<Reply> {
  const deadline = startDeadline(2_000);
  open.push(deadline);
  const url = new URL(relative, server.base);
  const { signal } = deadline;
  return await guardedFetch(server.target, { url, method: 'GET', headers: {}, signal, maxBytes: 10_000 });
}

function admitted(policy: OriginPolicy, fhirServer: string): FhirServer {
  const admission = policy.admit(fhirServer);
  if (admission.kind !== 'admitted') throw new Error(`refused: ${admission.reason}`);
  return admission.server;
}

/** What a caller could put into `fhirServer` to steer the service's own requests; `PORT` is a listener on loopback. */
const hostile: readonly string[] = [
  // Names that resemble the listed one.
  'https://ehr.example.org.evil.example/fhir/',
  'https://ehr.example.org.:443/fhir/',
  'https://ehr.example.org./fhir/',
  'https://ehr.example.orgevil/fhir/',
  'https://xehr.example.org/fhir/',
  'https://ehr-example.org/fhir/',
  'https://ehr.example.org%2eevil.example/fhir/',
  'https://ehr.example.org%00.evil.example/fhir/',
  'https://ehr。example。org.evil.example/fhir/',
  'https://еhr.example.org/fhir/',
  // Credentials and separators.
  'https://ehr.example.org@127.0.0.1:PORT/fhir/',
  'https://ehr.example.org:x@127.0.0.1:PORT/fhir/',
  'https://user@ehr.example.org/fhir/',
  'https://user:secret@ehr.example.org/fhir/',
  'https://ehr.example.org\\@127.0.0.1:PORT/fhir/',
  'https:\\\\127.0.0.1:PORT\\fhir',
  'https://127.0.0.1:PORT#@ehr.example.org/fhir/',
  'https://127.0.0.1:PORT?@ehr.example.org/fhir/',
  'https://ehr.example.org/fhir/#@127.0.0.1:PORT',
  'https://ehr.example.org/fhir/?url=http://127.0.0.1:PORT',
  // Ports and schemes.
  'https://ehr.example.org:8443/fhir/',
  'https://ehr.example.org:0/fhir/',
  'http://ehr.example.org/fhir/',
  'http://ehr.example.org:443/fhir/',
  'ftp://ehr.example.org/fhir/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:PORT/_GET',
  'data:application/json,{}',
  'javascript:alert(1)',
  'blob:https://ehr.example.org/fhir/',
  'ws://127.0.0.1:PORT/fhir/',
  '//127.0.0.1:PORT/fhir/',
  '/fhir/',
  'ehr.example.org/fhir/',
  '',
  ' ',
  // Paths beside the listed one.
  'https://ehr.example.org/',
  'https://ehr.example.org/fhirevil/',
  'https://ehr.example.org/FHIR/',
  'https://ehr.example.org/fhir/../admin/',
  'https://ehr.example.org/fhir/%2e%2e/admin/',
  'https://ehr.example.org/fhir/..%2f..%2fadmin/',
  'https://ehr.example.org/fhir/%252e%252e/admin/',
  'https://ehr.example.org/fhir/..%5cadmin/',
  'https://ehr.example.org/fhir//127.0.0.1:PORT/',
  'https://ehr.example.org/fhir;/../admin/',
  'https://ehr.example.org/fhir/..;/admin/',
  'https://ehr.example.org/fhir/..%3b/admin/',
  'https://ehr.example.org/fhir/x;jsessionid=1/',
  // Loopback in every spelling.
  'http://127.0.0.1:PORT/fhir/',
  'http://localhost:PORT/fhir/',
  'http://localhost.:PORT/fhir/',
  'http://2130706433:PORT/fhir/',
  'http://0x7f000001:PORT/fhir/',
  'http://0x7f.1:PORT/fhir/',
  'http://0177.0.0.1:PORT/fhir/',
  'http://017700000001:PORT/fhir/',
  'http://127.1:PORT/fhir/',
  'http://127.0.1:PORT/fhir/',
  'http://0:PORT/fhir/',
  'http://0.0.0.0:PORT/fhir/',
  'http://[::1]:PORT/fhir/',
  'http://[::]:PORT/fhir/',
  'http://[::ffff:127.0.0.1]:PORT/fhir/',
  'http://[::ffff:7f00:1]:PORT/fhir/',
  'http://[0:0:0:0:0:ffff:7f00:0001]:PORT/fhir/',
  'http://[::127.0.0.1]:PORT/fhir/',
  'http://[64:ff9b::7f00:1]:PORT/fhir/',
  'http://[2002:7f00:1::]:PORT/fhir/',
  'http://\uff11\uff12\uff17.\uff10.\uff10.\uff11:PORT/fhir/',
  'http://①②⑦.⓪.⓪.①:PORT/fhir/',
  'http://127。0。0。1:PORT/fhir/',
  'http://127.0.0.1%09:PORT/fhir/',
  'http://127.0.0.1\t:PORT/fhir/',
  'http://12\n7.0.0.1:PORT/fhir/',
  'http://127.0.0.1:PORT\r\nHost: ehr.example.org/fhir/',
  // Metadata, private and local networks.
  'http://169.254.169.254/latest/meta-data/',
  'https://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/latest/meta-data/',
  'http://metadata.google.internal/computeMetadata/v1/',
  'http://168.63.129.16/metadata/',
  'http://100.100.100.200/latest/meta-data/',
  'https://10.0.0.1/fhir/',
  'https://172.16.0.1/fhir/',
  'https://192.168.1.1/fhir/',
  'https://100.64.0.1/fhir/',
  'https://[fe80::1]/fhir/',
  'https://[fe80::1%25eth0]/fhir/',
  'https://[fc00::1]/fhir/',
  'https://[ff02::1]/fhir/',
  'https://224.0.0.1/fhir/',
  'https://255.255.255.255/fhir/',
  // Hidden characters and length.
  'https://ehr.example.org\u200b/fhir/',
  'https://ehr.example.org\u00ad/fhir/',
  'https://\u202eehr.example.org/fhir/',
  ' https://ehr.example.org/fhir/',
  `https://ehr.example.org/fhir/${'a'.repeat(2_000)}`,
];

describe('a fhirServer that the tenant did not list', () => {
  const policy = allowListedServers([{ url: 'https://ehr.example.org/fhir' }], {
    httpsOnly: true,
    resolveName: everyNameIsLoopback,
  });

  test('the table has at least 60 of them', () => {
    expect(new Set(hostile).size).toBe(hostile.length);
    expect(hostile.length).toBeGreaterThanOrEqual(60);
  });

  test.each(hostile)('%j is refused and nobody is called', async (text) => {
    const before = listener.connections();
    const admission = policy.admit(text.replace('PORT', String(listener.port)));
    if (admission.kind === 'admitted') await callServer(admission.server);
    expect(admission.kind).toBe('refused');
    expect(listener.connections()).toBe(before);
  });

  test.each([
    ['https://ehr.example.org.evil.example/fhir/', 'not-listed'],
    ['https://ehr.example.org:8443/fhir/', 'not-listed'],
    ['https://10.0.0.1/fhir/', 'not-listed'],
    ['http://ehr.example.org/fhir/', 'scheme'],
    ['ftp://ehr.example.org/fhir/', 'scheme'],
    ['https://user@ehr.example.org/fhir/', 'credentials'],
    ['https://ehr.example.org/fhir/?x', 'malformed'],
  ])('%s is refused as %s', (text, reason) => {
    expect(policy.admit(text)).toEqual({ kind: 'refused', reason });
  });

  test('plain http to a name is refused where https is required, also if somebody listed it', () => {
    const ofHttp = allowListedServers([{ url: 'http://ehr.example.org/fhir' }], { httpsOnly: true });
    expect(ofHttp.admit('http://ehr.example.org/fhir')).toEqual({ kind: 'refused', reason: 'scheme' });
  });

  test('a malformed entry of the list stops the start', () => {
    expect(() => allowListedServers([{ url: 'ehr' }], { httpsOnly: true })).toThrow(RangeError);
  });
});

describe('a fhirServer that the tenant listed', () => {
  const policy = allowListedServers([{ url: 'https://ehr.example.org/fhir' }], { httpsOnly: true });

  test.each([
    'https://ehr.example.org/fhir',
    'https://ehr.example.org/fhir/',
    'https://ehr.example.org:443/fhir',
    'https://EHR.example.org/fhir/',
    'https://ehr.example.org/fhir/tenant-1/R4',
  ])('%s is admitted, with a base that ends in a slash', (text) => {
    const { base } = admitted(policy, text);
    expect(base.href.startsWith('https://ehr.example.org/fhir/')).toBe(true);
    expect(base.href.endsWith('/')).toBe(true);
  });

  test('a listed name that resolves to loopback is not connected to', async () => {
    const port = listener.port;
    const rules = [{ url: `http://ehr.example.org:${port}/fhir` }];
    const policyOfName = allowListedServers(rules, { httpsOnly: false, resolveName: everyNameIsLoopback });
    const before = listener.connections();
    const reply = await callServer(admitted(policyOfName, `http://ehr.example.org:${port}/fhir`));
    expect(reply).toEqual({ kind: 'address-refused' });
    expect(listener.connections()).toBe(before);
  });

  test('a listed name whose private address is listed too is called', async () => {
    const url = `http://ehr.example.org:${listener.port}/fhir`;
    const policyOfName = allowListedServers([{ url, addresses: ['127.0.0.1/32'] }], {
      httpsOnly: false,
      resolveName: everyNameIsLoopback,
    });
    expect(await callServer(admitted(policyOfName, url))).toMatchObject({ kind: 'answered', status: 200 });
  });

  test('one forbidden address among several refuses the name', async () => {
    const url = `http://ehr.example.org:${listener.port}/fhir`;
    const resolveName: ResolveName = async () => [
      { address: '127.0.0.1', family: 4 },
      { address: '10.1.2.3', family: 4 },
    ];
    const policyOfName = allowListedServers([{ url, addresses: ['127.0.0.1'] }], { httpsOnly: false, resolveName });
    expect(await callServer(admitted(policyOfName, url))).toEqual({ kind: 'address-refused' });
  });

  test('a literal loopback address that is listed is called over http, also where https is required', async () => {
    const url = `${listener.origin}/fhir`;
    const policyOfAddress = allowListedServers([{ url }], { httpsOnly: true });
    expect(await callServer(admitted(policyOfAddress, url))).toMatchObject({ kind: 'answered', status: 200 });
  });
});

describe('DNS rebinding', () => {
  test('a name is resolved once for a connection, so a second answer is never asked for', async () => {
    let asked = 0;
    const resolveName: ResolveName = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
    };
    const url = `http://rebind.example.org:${listener.port}/fhir`;
    const policy = allowListedServers([{ url, addresses: ['127.0.0.1'] }], { httpsOnly: false, resolveName });
    const server = admitted(policy, url);
    expect(await callServer(server)).toMatchObject({ kind: 'answered' });
    expect(asked).toBe(1);
  });

  test('a name that was good once and then answers with a forbidden address is refused at connect', async () => {
    let address = '127.0.0.1';
    const resolveName: ResolveName = async () => [{ address, family: 4 }];
    const url = `http://rebind.example.org:${listener.port}/fhir`;
    const first = allowListedServers([{ url, addresses: ['127.0.0.1'] }], { httpsOnly: false, resolveName });
    expect(await callServer(admitted(first, url))).toMatchObject({ kind: 'answered' });
    address = '10.0.0.1';
    const second = allowListedServers([{ url, addresses: ['127.0.0.1'] }], { httpsOnly: false, resolveName });
    expect(await callServer(admitted(second, url))).toEqual({ kind: 'address-refused' });
  });

  test('a name that does not resolve is unreachable, not a fault', async () => {
    const resolveName: ResolveName = async () => {
      throw new Error('ENOTFOUND');
    };
    const url = 'http://nowhere.example.org/fhir';
    const policy = allowListedServers([{ url }], { httpsOnly: false, resolveName });
    expect(await callServer(admitted(policy, url))).toEqual({ kind: 'unreachable' });
  });
});

describe('a target', () => {
  const target = (): ReturnType<typeof makeTarget> =>
    makeTarget(listener.origin, permitAddresses(['127.0.0.1'], { public: false }));
  const call = async (url: URL): Promise<Reply> => {
    const deadline = startDeadline(1_000);
    open.push(deadline);
    return await guardedFetch(target(), { url, method: 'GET', headers: {}, signal: deadline.signal, maxBytes: 1_000 });
  };

  test('is not called outside its origin', async () => {
    expect(await call(new URL('http://127.0.0.1:1/'))).toEqual({ kind: 'not-permitted' });
    expect(await call(new URL(`http://localhost:${listener.port}/`))).toEqual({ kind: 'not-permitted' });
  });

  test('is not called with credentials in the URL', async () => {
    expect(await call(new URL(`http://a:b@127.0.0.1:${listener.port}/`))).toEqual({ kind: 'not-permitted' });
  });

  test('of a literal address that is not permitted is not called', async () => {
    const forbidden = makeTarget(listener.origin, permitAddresses([], { public: true }));
    const deadline = startDeadline(1_000);
    open.push(deadline);
    const url = new URL(`${listener.origin}/`);
    const before = listener.connections();
    const reply = await guardedFetch(forbidden, {
      url,
      method: 'GET',
      headers: {},
      signal: deadline.signal,
      maxBytes: 1_000,
    });
    expect(reply).toEqual({ kind: 'not-permitted' });
    expect(listener.connections()).toBe(before);
  });
});

describe('open mode', () => {
  const policy = allowLoopbackServers({ resolveName: async () => [{ address: '10.0.0.1', family: 4 }] });

  test('calls a server on this machine', async () => {
    expect(await callServer(admitted(policy, `${listener.origin}/fhir`))).toMatchObject({ kind: 'answered' });
  });

  test.each([
    'https://ehr.example.org/fhir/',
    'http://10.0.0.1/fhir/',
    'http://0.0.0.0:8080/fhir/',
    'http://[::ffff:127.0.0.1]:8080/fhir/',
    'http://127.0.0.1.nip.example/fhir/',
    'http://localhost.evil.example/fhir/',
    'http://169.254.169.254/',
    'http://127.0.0.2/fhir/',
  ])('refuses %s', (text) => {
    expect(policy.admit(text).kind).toBe('refused');
  });

  test('does not follow a localhost that resolves elsewhere', async () => {
    const reply = await callServer(admitted(policy, `http://localhost:${listener.port}/fhir`));
    expect(reply).toEqual({ kind: 'address-refused' });
  });
});

describe('addresses', () => {
  test.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '2a00:1450:4001::1'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    '0.0.0.0',
    '10.255.255.255',
    '100.127.255.255',
    '127.255.255.254',
    '168.63.129.16',
    '169.254.169.254',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.0.1',
    '198.18.0.1',
    '203.0.113.7',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '::ffff:127.0.0.1',
    '64:ff9b::a00:1',
    '2001:db8::1',
    '2001::1',
    '2002:a00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'localhost',
    '',
    '127.1',
    '0x7f.1',
  ])('%j is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each([
    '10.0.0.0/33',
    '10.0.0/8',
    'fe80::1%eth0/64',
    'a/8',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    '10.0.0.0/',
  ])('%s is no range', (range) => {
    expect(parseAddressRange(range)).toBeUndefined();
  });
});
