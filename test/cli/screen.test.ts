import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { runCli } from '../support/run-cli.js';

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'herald-cli-screen-'));
const at = (name: string): string => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('herald synthesize and herald screen', () => {
  test('a cohort is written, screened inside its own folder, and told in JSON and in words', async () => {
    const made = await runCli(['synthesize', '--patients', '20', '--seed', '2', '--out', at('c')]);
    expect(JSON.parse(made.output)).toMatchObject({ patients: 20 });
    const given = ['screen', at('c'), '--out', at('c/out'), '--asOf', '2026-07-01', '--workers', '1'];
    const ran = await runCli(given);
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.output)).toMatchObject({
      resources: JSON.parse(made.output).resources,
      tally: { patients: 20 },
    });
    const told = await runCli(given, { isTerminal: true });
    expect(told.output).toContain('20 patients');
    expect(readFileSync(at('c/out/patients.csv'), 'utf8').trim().split('\n')).toHaveLength(21);
  });

  test('a source that cannot be read, or holds nothing, is told', async () => {
    expect(await runCli(['screen', at('none'), '--out', at('o')])).toMatchObject({ code: 2 });
    const empty = mkdtempSync(at('empty-'));
    expect(await runCli(['screen', empty, '--out', at('o')])).toMatchObject({ code: 1 });
    expect(existsSync(at('o'))).toBe(false);
  });
});
