import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { configNames } from '../../src/config.js';
import { jsonFault } from '../../src/json-fault.js';
import { parseTenants } from '../../src/tenants.js';
import { runCli } from '../support/run-cli.js';

const folder = mkdtempSync(path.join(os.tmpdir(), 'herald-told-'));
afterAll(() => rmSync(folder, { recursive: true }));
const aFile = path.join(folder, 'a-file');
writeFileSync(aFile, '');
const patient = 'fixtures/patients/low-early.json';

/** What a command says, whether it was told as a refusal or as a wrong command line. */
async function told(...given: readonly string[]): Promise<string> {
  return (await runCli(given, { files: { 'broken.json': '{\n  "a": 1,\n}' } })).complaints;
}

describe('a person who never saw the program is told what happened, where, and what to do', () => {
  test.each([
    [
      'a file that is not there',
      ['assess', 'no.json'],
      'herald: no.json cannot be read: is it there, a file, and yours to read?\n',
    ],
    [
      'a record that is not JSON',
      ['assess', 'broken.json'],
      'BODY_NOT_JSON: The file is not one JSON document. Lines of NDJSON are for herald screen.',
    ],
    [
      'a patient file that is not JSON',
      ['simulate', '--patient', 'broken.json'],
      'broken.json is not JSON: line 3, column 1',
    ],
    [
      'a patient file without a patient',
      ['simulate', '--patient', 'fixtures/sites/in-use/st-elsewhere.json'],
      'st-elsewhere.json holds no Patient with an id',
    ],
    [
      'a service that is not running',
      ['simulate', '--patient', patient, '--service', 'http://127.0.0.1:9'],
      'http://127.0.0.1:9 could not be reached, or did not answer in JSON: is herald serve running there?',
    ],
    [
      'a tenants file that is not there',
      ['discovery', '--tenant', 'x', '--tenants', 'no.json'],
      'herald: no.json: cannot be read\n',
    ],
    ['a source that is not there', ['screen', 'no', '--out', path.join(folder, 'o')], 'no cannot be read: is it there'],
    [
      'a cohort into a file',
      ['synthesize', '--patients', '1', '--out', aFile],
      'a-file cannot be made a folder: is there a file of that name, may you write there?',
    ],
    ['a screening into a file', ['screen', 'fixtures/patients', '--out', aFile], 'a-file cannot be made a folder'],
    [
      'a folder where nobody can make one',
      ['synthesize', '--patients', '1', '--out', '/proc/x'],
      '/proc/x cannot be made a folder',
    ],
  ])('%s', async (_what, given, said) => {
    expect(await told(...given)).toContain(said);
  });

  test.each([
    'serve',
    'assess',
    'explain',
    'discovery',
    'check',
    'simulate',
    'screen',
    'synthesize',
  ])('herald %s --help tells its exit codes', async (command) => {
    const ran = { output: '' };
    await runCli([command, '--help'], { onOutput: (text) => (ran.output += text) }).catch(() => undefined);
    expect(ran.output).toMatch(/Exit codes:\n {2}0 +\w/);
  });

  test('herald serve --help names every variable with what it wants', async () => {
    const ran = { output: '' };
    await runCli(['serve', '--help'], { onOutput: (text) => (ran.output += text) }).catch(() => undefined);
    const missing = Object.entries(configNames).filter(
      ([name, wants]) => !ran.output.includes(`${name.padEnd(28)}${wants}`),
    );
    expect(missing).toEqual([]);
  });

  test('what is left out of a tenants file is called missing', () => {
    expect(parseTenants('{"tenants":[{"id":"clinic"}]}', () => '')).toMatchObject({
      problems: [{ path: 'tenants[0].issuer', problem: 'is missing' }, { path: 'tenants[0].jwks' }],
    });
    expect(parseTenants('{', () => '')).toMatchObject({ problems: [{ problem: 'is not JSON: line 1, column 2' }] });
  });
});

describe('the place where a text stops being JSON', () => {
  test.each([
    ['{}', undefined],
    ['', 'is not JSON: line 1, column 1'],
    ['{\n  "a": 1,\n}', 'is not JSON: line 3, column 1'],
    ['{"a": 1', 'is not JSON: line 1, column 8'],
  ])('%j', (text, place) => {
    expect(jsonFault(text)).toBe(place);
  });

  test('is told without a word of it', () => {
    expect(jsonFault('{"a": secret}')).toMatch(/^is not JSON(: line 1, column 7)?$/);
  });
});
