import { describe, expect, test } from '@jest/globals';
import type { Explanation } from '../../src/explain/explanation.js';
import { runCli } from '../support/run-cli.js';
import { listFiles } from '../support/source-files.js';

async function explained(file: string): Promise<Explanation> {
  return JSON.parse((await runCli(['explain', file])).output);
}

describe('herald explain', () => {
  test('each fact carries the words of the record and where they stand', async () => {
    const { facts } = await explained('fixtures/patients/low-1plus-hr-positive.json');
    const her2 = facts.filter(({ about }) => about === 'HER2 IHC');
    expect(her2.length).toBeGreaterThan(0);
    expect(her2[0]?.says).toMatch(/^score 1\+/);
    expect(her2[0]?.evidence[0]).toMatchObject({
      reference: expect.stringMatching(/^Observation\//),
      path: expect.stringMatching(/./),
      verbatim: expect.stringMatching(/1\+/),
    });
  });

  test('the rules end where the assessment ends', async () => {
    const patients = listFiles('fixtures/patients').filter((file) => !file.endsWith('/expected.json'));
    expect(patients.length).toBeGreaterThanOrEqual(14);
    for (const file of patients) {
      const { rules, category, nextStep } = await explained(file);
      const { her2 } = JSON.parse((await runCli(['assess', file])).output);
      expect([file, category, nextStep]).toEqual([file, her2.category, her2.nextStep]);
      expect(rules.at(-1)?.nextStep).toBe(her2.nextStep);
      const fromTable = rules.some((rule) => rule.cell?.category === category);
      expect(fromTable).toBe(her2.specimens.length > 0);
    }
  });

  test('2+ with a negative ISH is explained by its cell of the table', async () => {
    const { rules } = await explained('fixtures/patients/low-ish-negative-hr-negative.json');
    expect(rules[0]?.cell).toMatchObject({ ihc: ['2+'], category: 'low' });
    expect(rules[0]?.says).toMatch(/^IHC 2\+, ISH .+ give HER2-low, ASCO\/CAP negative/);
  });

  test('a category word that decides beside the table is said to decide', async () => {
    const { rules } = await explained('fixtures/patients/german-laboratory-ultralow.json');
    expect(rules[0]?.says).toContain('the table alone gives indeterminate; the verdict');
  });

  test('an unknown local test is a gap with what to do', async () => {
    const { gaps, category } = await explained('fixtures/sites/sample.json');
    expect(category).toBe('none');
    expect(gaps.filter((gap) => gap.problem === 'TEST_NOT_KNOWN').map((gap) => gap.reference)).toEqual([
      'Observation/fish',
      'Observation/ihc',
      'Observation/old-system',
    ]);
    expect(gaps.every((gap) => gap.why !== '' && gap.toDo !== '')).toBe(true);
  });

  test('on a terminal facts come first and the category last, without control characters', async () => {
    const odd = JSON.stringify([
      {
        resourceType: 'Observation',
        id: 'r1',
        status: 'final',
        code: { coding: [{ system: 'http://loinc.org', code: '85319-2' }] },
        valueString: '1+ \u001b[2J',
      },
    ]);
    const { output } = await runCli(['explain', 'odd.json', '--region', 'US'], {
      isTerminal: true,
      files: { 'odd.json': odd },
    });
    expect(output.indexOf('What the record says')).toBeLessThan(output.indexOf('Rules applied'));
    expect(output).toMatch(/\nHER2 low; ASCO\/CAP negative; next step ELIGIBILITY_REVIEW\n/);
    expect(output).not.toContain('\u001b');
    expect(output).not.toContain('EU-');
  });

  test.each([
    ['absent.json', 2, 'cannot be read'],
    ['README.md', 1, 'BODY_NOT_JSON'],
    ['package.json', 1, 'BUNDLE_INVALID: The file is to hold a FHIR R4 Bundle or an array of resources'],
    ['deep.json', 1, 'BODY_TOO_DEEP'],
  ])('%s ends with exit code %i', async (file, code, words) => {
    const ran = await runCli(['explain', file], { files: { 'deep.json': '['.repeat(1000) + ']'.repeat(1000) } });
    expect(ran.code).toBe(code);
    expect(ran.complaints).toContain(words);
  });
});
