import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareHer2 } from './compare-her2.js';
import { compareIndications, uncompared } from './compare-indications.js';
import { patientRecords } from './patient-records.js';
import { specimenRecords } from './specimen-records.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const asked = process.env.SECOND_OPINION;
const [specimens = 300, patients = 200, seed = 20_261_124] = asked?.split(',').map(Number) ?? [];
const patience = 60_000 + 100 * (specimens + patients);

const document = readFileSync(path.join(root, 'docs', 'second-opinion.md'), 'utf8');
const seen = new Map<string, number>();

/** Differences without a heading in the document; the others are counted. */
function unexplained<T extends { readonly names: readonly string[] }>(differences: readonly T[]): readonly T[] {
  for (const name of differences.flatMap(({ names }) => names)) seen.set(name, (seen.get(name) ?? 0) + 1);
  return differences.filter(
    ({ names }) =>
      !names.some((name) => document.includes(`\n### ${name.slice(0, 1).toUpperCase()}${name.slice(1)}\n`)),
  );
}

describe('a second opinion in CQL', () => {
  it('is committed as the ELM that its CQL translates to', async () => {
    const script = path.join(root, 'scripts', 'translate-cql.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--check']);
    expect(stdout).toBe('2 libraries checked\n');
  }, 60_000);

  it(
    'agrees on category, ASCO/CAP status and ISH group of random specimens, but for the differences explained',
    async () => {
      const differences = [];
      for (const record of fc.sample(specimenRecords, { seed, numRuns: specimens }))
        differences.push((await compareHer2(record)) ?? []);
      expect(unexplained(differences.flat())).toEqual([]);
    },
    patience,
  );

  it(
    'agrees on every criterion and result of the US indications, but for the differences explained',
    async () => {
      const differences = [];
      for (const [patient, specimen] of fc.sample(fc.tuple(patientRecords, specimenRecords), {
        seed,
        numRuns: patients,
      }))
        differences.push(await compareIndications(patient, specimen));
      expect(unexplained(differences.flat())).toEqual([]);
    },
    patience,
  );

  it('leaves no criterion of the US indications out but HER2, which the result shows', () => {
    expect(uncompared).toEqual(['her2-category']);
  });

  afterAll(() => {
    if (asked !== undefined) console.log({ specimens, patients, seed, knownDifferences: Object.fromEntries(seen) });
  });
});
