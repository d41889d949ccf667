import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type BuiltHerald, buildHerald, type RunningProcess } from '../support/built-herald.js';
import { patientView } from '../support/hook-requests.js';
import { useRealFetch } from '../support/loopback-server.js';

jest.setTimeout(60_000);

let built: BuiltHerald;
beforeAll(() => {
  useRealFetch();
  built = buildHerald();
});
afterAll(() => built.remove());

/** The URL that the server says it listens on. */
async function urlOf(server: RunningProcess): Promise<string> {
  for (let tries = 0; tries < 400; tries += 1) {
    const url = /"url":"([^"]+)"/.exec(server.output())?.[1];
    if (url !== undefined) return url;
    await pause(25);
  }
  throw new Error(server.complaints());
}

/** Begins a request; resolves once the server has taken it, to a function that sends the body and gives the status. */
async function begun(url: string): Promise<(body: string) => Promise<number>> {
  const headers = { 'content-type': 'application/json', expect: '100-continue' };
  const sent = request(url, { method: 'POST', headers });
  const status = once(sent, 'response').then(([answer]: IncomingMessage[]) => answer?.resume().statusCode ?? 0);
  sent.flushHeaders();
  await once(sent, 'continue');
  return (body) => {
    sent.end(body);
    return status;
  };
}

describe('the program as it is shipped', () => {
  test('starts, answers, finishes what is in flight after SIGTERM, and ends with 0', async () => {
    const server = built.run('src/main.js', { env: { HERALD_PORT: '0' } });
    const url = await urlOf(server);
    const inFlight = await Promise.all(
      Array.from({ length: 20 }, () => begun(`${url}/cds-services/her2-patient-view`)),
    );
    server.child.kill('SIGTERM');
    const body = JSON.stringify(patientView());
    const statuses = await Promise.all(inFlight.map((finish) => finish(body)));
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 200));
    expect(await server.ended).toBe(0);
    expect(server.output()).toContain('"event":"stopped"');
    // Lines are collected; the end of the process writes what is left.
    expect(server.output().match(/"event":"answered"/g)).toHaveLength(20);
    expect(server.complaints()).toContain('synthetic data only');
  });

  test('does not start with a variable it does not know, and names it', async () => {
    const server = built.run('src/main.js', { env: { HERALD_PROT: '0' } });
    expect(await server.ended).toBe(2);
    expect(server.complaints()).toContain('HERALD_PROT: no such variable');
  });

  test('does not start on a port that is taken, and says which variable to change', async () => {
    const first = built.run('src/main.js', { env: { HERALD_PORT: '0' } });
    const { port } = new URL(await urlOf(first));
    const second = built.run('src/main.js', { env: { HERALD_PORT: port } });
    expect(await second.ended).toBe(2);
    expect(second.complaints()).toContain('HERALD_PORT: another program listens on this port already');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });

  test('does not start with a file for its folder, and says so', async () => {
    const server = built.run('src/main.js', { env: { HERALD_PORT: '0', HERALD_DATA: 'README.md' } });
    expect(await server.ended).toBe(2);
    expect(server.complaints()).toContain('HERALD_DATA: is no folder');
  });

  test('does not start with what is no database, and says what to do', async () => {
    const folder = path.join(built.folder, 'no-database');
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'herald.sqlite'), 'x'.repeat(8_192));
    const server = built.run('src/main.js', { env: { HERALD_PORT: '0', HERALD_DATA: folder } });
    expect(await server.ended).toBe(2);
    expect(server.complaints()).toContain(
      'HERALD_DATA: herald.sqlite there is no database; put the backup in its place',
    );
  });

  test('does not start with something else than a certificate, and names the variables', async () => {
    const server = built.run('src/main.js', {
      env: { HERALD_PORT: '0', HERALD_TLS_CERT: 'README.md', HERALD_TLS_KEY: 'README.md' },
    });
    expect(await server.ended).toBe(2);
    expect(server.complaints()).toContain('HERALD_TLS_CERT or HERALD_TLS_KEY: no certificate and its key in PEM');
  });

  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux.each([
    ['/proc/herald', 'HERALD_DATA: no folder can be made there'],
    ['/proc/self', 'HERALD_DATA: no database file can be opened there'],
  ])('does not hang with %s for its folder (a system that has one), and says so', async (HERALD_DATA, told) => {
    const server = built.run('src/main.js', { env: { HERALD_PORT: '0', HERALD_DATA } });
    const ended = await Promise.race([server.ended, pause(20_000, 'hangs', { ref: false })]);
    server.child.kill('SIGKILL');
    expect([ended, server.complaints()]).toEqual([2, expect.stringContaining(told)]);
  });

  test('a reader of its output that stops early is no failure', async () => {
    const told = built.run('src/cli/herald.js', {
      args: ['assess', '--json', 'fixtures/patients/low-1plus-hr-positive.json'],
    });
    told.child.stdout?.destroy();
    expect(await told.ended).toBe(0);
    expect(told.complaints()).toBe('');
  });

  test('does not start with a tenants file that is not sound, and names the place', async () => {
    const server = built.run('src/main.js', {
      env: {
        ...{ HERALD_PORT: '0', HERALD_MODE: 'tenants', HERALD_TENANTS: 'fixtures/patients/empty-chart.json' },
        ...{
          HERALD_PUBLIC_URL: 'https://cds.example.org',
          HERALD_HASH_KEY: 'k'.repeat(32),
          HERALD_DATA: `${built.folder}/data`,
        },
      },
    });
    expect(await server.ended).toBe(2);
    expect(server.complaints()).toContain('HERALD_TENANTS:');
  });

  test('`herald simulate` plays a whole EHR towards it', async () => {
    const server = built.run('src/main.js', { env: { HERALD_PORT: '0' } });
    const url = await urlOf(server);
    const patient = ['--patient', 'fixtures/patients/low-1plus-hr-positive.json'];
    const simulated = built.run('src/cli/herald.js', {
      args: ['simulate', '--service', url, ...patient, '--fault', 'omit', '--feedback', 'overridden'],
    });
    expect(await simulated.ended).toBe(0);
    expect(JSON.parse(simulated.output())).toMatchObject({ status: 200, feedback: 200, body: { cards: [{}] } });
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
  });
});
