import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openReadiness } from '../../src/http/readiness.js';
import { type RunningServer, startServer } from '../../src/http/server.js';

const folder = mkdtempSync(path.join(tmpdir(), 'herald-tls-'));
const file = (name: string): string => path.join(folder, name);
/** A certificate for this machine and this run. */
const made = spawnSync('openssl', [
  ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
  ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'],
  ...['-keyout', file('key.pem'), '-out', file('cert.pem')],
]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('TLS in the process', () => {
  if (made.status !== 0) {
    test.skip('openssl is not on this machine to make a certificate', () => {});
    return;
  }
  let server: RunningServer;
  const tls = { cert: readFileSync(file('cert.pem'), 'utf8'), key: readFileSync(file('key.pem'), 'utf8') };
  beforeAll(async () => {
    const listen = { host: '127.0.0.1', port: 0, readiness: openReadiness() };
    server = await startServer((_request, response) => response.end('secret'), { ...listen, tls });
  });
  afterAll(() => server.drain());

  test('answers over https, with the certificate of the configuration', async () => {
    const text = await new Promise<string>((resolve, reject) => {
      get({ host: '127.0.0.1', port: server.port, ca: tls.cert }, (response) => {
        response.setEncoding('utf8').on('data', resolve);
      }).on('error', reject);
    });
    expect([server.scheme, text]).toEqual(['https', 'secret']);
  });

  test('takes nothing older than TLS 1.2', async () => {
    const outcome = await new Promise<string>((resolve) => {
      const versions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
      const socket = connect({ host: '127.0.0.1', port: server.port, ca: tls.cert, ...versions });
      socket.on('secureConnect', () => resolve('connected')).on('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });

  test('a key that does not fit stops the start', async () => {
    const listen = { host: '127.0.0.1', port: 0, readiness: openReadiness() };
    const wrong = { cert: tls.cert, key: 'no key' };
    await expect(startServer((_request, response) => response.end(), { ...listen, tls: wrong })).rejects.toThrow();
  });
});
