import { describe, expect, test } from '@jest/globals';
import type { SiteCheck } from '../../src/cli/check-site.js';
import { siteRemarks } from '../../src/cli/site-remarks.js';
import { siteFileSchema } from '../../src/knowledge/site-schema.js';
import { runCli } from '../support/run-cli.js';
import { siteFile } from '../support/site-knowledge.js';
import { listFiles, readText } from '../support/source-files.js';

const site = 'fixtures/sites/in-use/st-elsewhere.json';
const sample = 'fixtures/sites/sample.json';

async function checked(...given: readonly string[]): Promise<{ readonly check: SiteCheck; readonly code: number }> {
  const { output, code } = await runCli(['check', ...given]);
  return { check: JSON.parse(output), code };
}

describe('herald check', () => {
  test('a sound site file is sound, exit code 0', async () => {
    const { check, code } = await checked(site);
    expect(check).toMatchObject({ file: 'st-elsewhere.json', sound: true, problems: [], remarks: [] });
    expect(code).toBe(0);
  });

  test.each(
    listFiles('src/knowledge/sites'),
  )('%s, which comes with the program, is checked as itself', async (file) => {
    const { check, code } = await checked(file);
    expect({ problems: check.problems, code }).toEqual({ problems: [], code: 0 });
  });

  test('a copy of a file that comes with the program, in another place, has an id that is taken', async () => {
    const file = 'src/knowledge/sites/nhs.json';
    const ran = await runCli(['check', 'mine/nhs.json'], { files: { 'mine/nhs.json': readText(file) } });
    expect(ran.code).toBe(1);
    expect(ran.output).toContain('choose another id');
  });

  test('a first draft with three mistakes shows all three, exit code 1', async () => {
    const { check, code } = await checked('fixtures/sites/first-draft.json');
    expect(check.sound).toBe(false);
    expect(check.problems.map((each) => each.path)).toEqual(['tests[1]', 'answers[0]', 'expressions[0].path']);
    expect(code).toBe(1);
  });

  test('what is no JSON, or no object, is not sound', async () => {
    for (const text of ['{', '7', '[]', 'null']) {
      const ran = await runCli(['check', 'x.json'], { files: { 'x.json': text } });
      expect(ran.code).toBe(1);
      expect(JSON.parse(ran.output).problems.length).toBeGreaterThan(0);
    }
  });

  test('the sample is followed step by step to its category', async () => {
    const { check } = await checked(site, '--sample', sample);
    const of = (id: string) => check.sample?.resources.find(({ reference }) => reference === `Observation/${id}`);
    expect(of('ihc')).toMatchObject({
      test: { means: 'ihc', by: 'st-elsewhere', verified: true },
      answers: [{ path: 'valueCodeableConcept', means: 'ihc:2+', by: 'st-elsewhere' }],
      read: [{ about: 'HER2 IHC', says: 'score 2+' }],
    });
    expect(of('fish')?.expressions.map(({ gives, found }) => [gives, found])).toEqual([
      ['ish-ratio', ['1.3']],
      ['ish-her2-copies', ['2,6']],
    ]);
    expect(of('fish')?.read[0]?.evidence[0]?.path).toContain("extension('ratio')");
    expect(of('old-system')).toMatchObject({ looksLikeHer2: true, read: [] });
    expect(of('haemoglobin')).toMatchObject({ looksLikeHer2: false, read: [] });
    expect(check.sample?.explanation).toMatchObject({ category: 'low', nextStep: 'ELIGIBILITY_REVIEW' });
  });

  test('an answer code that nobody mapped is named', async () => {
    const changed = readText(sample).replace('"code": "C", "display": "Grade C"', '"code": "E", "display": "Grade E"');
    const { output } = await runCli(['check', site, '--sample', 'changed.json'], {
      isTerminal: true,
      files: { 'changed.json': changed },
    });
    expect(output).toMatch(/answer valueCodeableConcept http:\S+\|E "Grade E" is not known: add it to "answers"/);
  });

  test('an unsound site reads no sample', async () => {
    const { check } = await checked('fixtures/sites/first-draft.json', '--sample', sample);
    expect(check.sample).toBeUndefined();
  });

  test('it is checked beside the other sites of the directory', async () => {
    const other = siteFile({
      id: 'other',
      systems: [],
      answers: [
        {
          system: 'http://lab.st-elsewhere.example.org/answers',
          code: 'A',
          display: 'x',
          value: 'ihc:3+',
          verified: true,
        },
      ],
    });
    const files = { 'other.json': JSON.stringify(other) };
    const alone = JSON.parse((await runCli(['check', 'other.json'], { files })).output);
    const beside = JSON.parse(
      (await runCli(['check', 'other.json', '--sites', 'fixtures/sites/in-use'], { files })).output,
    );
    expect(alone.problems[0].message).toContain('unknown code system');
    expect(JSON.stringify(beside.problems)).toContain('cannot mean');
  });

  test.each([
    [['absent.json'], 2, 'absent.json cannot be read'],
    [[site, '--sample', 'absent.json'], 2, 'absent.json cannot be read'],
    [[site, '--sample', 'package.json'], 1, 'BUNDLE_INVALID'],
  ])('%j ends with exit code %i', async (given, code, words) => {
    const ran = await runCli(['check', ...given]);
    expect(ran.code).toBe(code);
    expect(ran.complaints).toContain(words);
  });
});

describe('remarks on a sound site file', () => {
  const remarks = (members: Readonly<Record<string, unknown>>) =>
    siteRemarks(siteFileSchema.parse(siteFile(members))).map(({ path, remark }) => `${path} ${remark}`);
  const answer = { system: 'http://x', code: '1', display: 'Stufe', verified: true };

  test.each([
    [{ ...answer, value: 'negative' }, /negative without a score/],
    [{ ...answer, value: 'ihc:0' }, /leaves ultralow and null open/],
    [{ ...answer, value: 'ihc:0', display: 'HER2 0+' }, /speaks of 0\+/],
    [{ ...answer, value: 'category:null' }, /0 without any membrane staining/],
    [{ ...answer, value: 'ihc:1+', verified: false }, /is not verified/],
  ])('%j', (entry, words) => {
    expect(remarks({ answers: [entry] })).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  });

  test('a file that maps nothing', () => {
    expect(remarks({})).toEqual([expect.stringContaining('maps nothing')]);
  });
});

describe('herald check of a tenants file', () => {
  const key = { kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA', kid: 'k' };
  const tenant = { id: 'clinic', issuer: 'https://ehr.example.org', jwks: { file: 'keys.json' } };
  const files = (...tenants: readonly unknown[]) => ({
    'etc/tenants.json': JSON.stringify({ tenants }),
    'etc/keys.json': JSON.stringify({ keys: [key] }),
  });
  const check = (given: readonly unknown[], ...options: readonly string[]) =>
    runCli(['check', 'etc/tenants.json', ...options], { isTerminal: true, files: files(...given) });

  test('a sound one is told with its tenants, keys found beside it', async () => {
    const { output, code } = await check([{ ...tenant, site: 'nhs' }]);
    expect({ output, code }).toEqual({
      output: 'tenants.json: a sound tenants file\n  clinic: issuer https://ehr.example.org, site nhs\n',
      code: 0,
    });
  });

  test('what the start of the server would refuse is refused, with its place', async () => {
    const { output, code } = await check([{ ...tenant, isuer: 'x' }]);
    expect(code).toBe(1);
    expect(output).toContain('not sound, 1 problem; Herald would not start with it\n  tenants[0]: ');
  });

  test('a key file that is not there and a site that nobody has are named', async () => {
    const missing = await check([{ ...tenant, jwks: { file: 'other.json' } }]);
    expect(missing.output).toContain('  tenants[0].jwks.file: cannot be read\n');
    const nobody = await check([{ ...tenant, site: 'st-elsewhere' }]);
    expect(nobody.output).toContain('  tenants[0].site: no site file has this id');
    expect((await check([{ ...tenant, site: 'st-elsewhere' }], '--sites', 'fixtures/sites/in-use')).code).toBe(0);
  });
});
