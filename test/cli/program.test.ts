import { describe, expect, test } from '@jest/globals';
import { bundleOf, her2Observation, patientResource } from '../support/hook-requests.js';
import { type Ran, runCli } from '../support/run-cli.js';

const record = [patientResource, her2Observation('1+')];
const bundle = JSON.stringify(bundleOf(...record));
const files: Readonly<Record<string, string>> = {
  'bundle.json': bundle,
  '-': bundle,
  'transaction.json': JSON.stringify({ ...bundleOf(...record), type: 'transaction' }),
  'array.json': JSON.stringify(record),
  'array-of-entries.json': JSON.stringify(record.map((resource) => ({ resource }))),
  'bom.json': `\uFEFF${bundle}`,
  'two.json': JSON.stringify([patientResource, { resourceType: 'Patient', id: 'p2' }]),
  'text.json': 'JANE-CANARY',
  'number.json': '7',
  'deep.json': `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
  'escape.json': JSON.stringify(bundleOf(her2Observation('1+', { specimen: { reference: 'Specimen/\u001b[2Jx' } }))),
};

const run = (given: readonly string[], isTerminal = false): Promise<Ran> => runCli(given, { isTerminal, files });

describe('herald assess', () => {
  test.each([
    'bundle.json',
    'transaction.json',
    'array.json',
    'array-of-entries.json',
    'bom.json',
    '-',
  ])('%s is assessed, as JSON where nobody watches', async (file) => {
    const { output, code } = await run(['assess', file]);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({ asOf: '2026-11-24', patient: 'Patient/p1', her2: { category: 'low' } });
  });

  test('on a terminal the category comes first, in words', async () => {
    const { output } = await run(['assess', 'bundle.json', '--as-of', '2026-10-01', '--region', 'US'], true);
    expect(output.split('\n')[0]).toMatch(/^HER2\s+low/);
    expect(output).toContain('as of 2026-10-01');
    expect(output).not.toContain('EU-');
  });

  test('--json prints JSON on a terminal too', async () => {
    expect(JSON.parse((await run(['assess', 'bundle.json', '--json'], true)).output)).toHaveProperty('her2');
  });

  test('control characters of a record do not reach the terminal', async () => {
    expect((await run(['assess', 'escape.json'], true)).output).not.toContain('\u001b');
  });

  test.each([
    ['two.json', 1, 'SEVERAL_PATIENTS'],
    ['text.json', 1, 'BODY_NOT_JSON'],
    ['number.json', 1, 'BUNDLE_INVALID'],
    ['deep.json', 1, 'BODY_TOO_DEEP'],
    ['absent.json', 2, 'cannot be read'],
  ])('%s ends with exit code %i and says %s, without quoting the file', async (file, code, words) => {
    const ran = await run(['assess', file]);
    expect(ran.code).toBe(code);
    expect(ran.complaints).toContain(words);
    expect(ran.complaints + ran.output).not.toContain('CANARY');
  });

  test('a day that is none is a wrong command line', async () => {
    await expect(run(['assess', 'bundle.json', '--as-of', '2026-02-30'])).rejects.toMatchObject({ exitCode: 1 });
  });

  test('--help names the exit codes', async () => {
    const output: string[] = [];
    await run(['assess', '--help']).catch(() => output.push('told'));
    expect(output).toEqual(['told']);
  });
});
