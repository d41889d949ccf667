import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { services } from '../../hooks/index.js';
import { discover } from '../../src/cds/discovery.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { runCli } from '../support/run-cli.js';

const sites = ['--sites', 'fixtures/sites/in-use'];
const local = 'http://lab.st-elsewhere.example.org/tests|H2I';
const directory = mkdtempSync(path.join(os.tmpdir(), 'herald-tenants-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A tenants file with one tenant per site. */
function tenantsFile(...sitesOfTenants: readonly (string | undefined)[]): string {
  const file = path.join(directory, 'tenants.json');
  const tenants = sitesOfTenants.map((site, index) => ({
    id: `t${index}`,
    issuer: `https://ehr${index}.example.org`,
    jwks: { url: `https://ehr${index}.example.org/jwks` },
    ...(site === undefined ? {} : { site }),
  }));
  writeFileSync(file, JSON.stringify({ tenants }));
  return file;
}

describe('herald discovery', () => {
  test('prints what the server answers', async () => {
    const { output } = await runCli(['discovery']);
    expect(JSON.parse(output)).toEqual(JSON.parse(JSON.stringify(discover(services, loadKnowledge()))));
  });

  test('asks for the test codes of the sites', async () => {
    const { output } = await runCli(['discovery', ...sites], { isTerminal: true });
    expect(output).toContain(local);
    expect(output).toMatch(/her2-patient-view {2}\(hook patient-view/);
    expect((await runCli(['discovery'])).output).not.toContain(local);
  });

  test("a tenant's templates hold the codes of its own site alone", async () => {
    const file = tenantsFile('st-elsewhere', 'nhs', undefined, 'nowhere');
    const asked = (tenant: string) => runCli(['discovery', ...sites, '--tenants', file, '--tenant', tenant]);
    expect((await asked('t0')).output).toContain(local);
    expect((await asked('t0')).output).not.toContain('cap.org');
    expect((await asked('t1')).output).not.toContain(local);
    expect((await asked('t2')).output).toContain(local);
    expect(await asked('t3')).toMatchObject({ code: 2, complaints: expect.stringContaining('no site file') });
    expect(await asked('t9')).toMatchObject({ code: 2, complaints: expect.stringContaining('no such tenant') });
  });

  test('a tenant without the tenants file is a wrong command line', async () => {
    expect((await runCli(['discovery', '--tenant', 't0'])).code).toBe(2);
  });
});
