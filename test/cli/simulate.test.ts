import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseTenants } from '../../src/tenants.js';
import { useRealFetch } from '../support/loopback-server.js';
import { type Ran, runCli } from '../support/run-cli.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

let herald: RunningHerald;
beforeAll(async () => {
  useRealFetch();
  herald = await runHerald();
});
afterAll(() => herald.drain());

const simulate = (...given: readonly string[]): Promise<Ran> =>
  runCli(['simulate', '--service', herald.url, ...given], { isTerminal: true, files: { 'none.json': '[]' } });
const patient = ['--patient', 'fixtures/patients/low-1plus-hr-positive.json'];

describe('herald simulate', () => {
  test('prints status, cards and what became of the feedback', async () => {
    const { output, code } = await simulate(...patient, '--hook', 'order-select', '--feedback', 'accepted');
    expect(output).toMatch(/^HTTP 200 in \d+ ms, 0 FHIR calls, 1 cards\n {2}\[info\] HER2-low .*\(HER2LOWTDXD\)/);
    expect(output).toContain('feedback: HTTP 200');
    expect(code).toBe(0);
  });

  test('a refusal is printed with its reasons, and ends with 1', async () => {
    const { output, code } = await simulate(...patient, '--fault', '401', '--keys', 'her2');
    expect(output).toContain('HTTP 412');
    expect(output).toContain('her2: the FHIR server refused the authorization.');
    expect(code).toBe(1);
  });

  test('--tenant prints a tenants file that is sound, and calls nobody', async () => {
    const { output } = await simulate(...patient, '--tenant');
    expect(parseTenants(output, () => '')).toMatchObject({ kind: 'tenants', tenants: [{ id: 'simulator' }] });
  });

  test('a file without a patient, and a service that is not there, end with 1', async () => {
    expect((await simulate('--patient', 'none.json')).complaints).toContain('no Patient');
    const away = await simulate(...patient, '--service', 'http://127.0.0.1:1');
    expect([away.code, away.complaints]).toEqual([1, expect.stringContaining('could not be reached')]);
  });
});
