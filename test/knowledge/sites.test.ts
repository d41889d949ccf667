import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { compileFhirPath } from '../../src/knowledge/fhirpath-expression.js';
import { KnowledgeError } from '../../src/knowledge/knowledge-error.js';
import { compileWithSite, loadKnowledge } from '../../src/knowledge/load.js';
import { knowledgeWith, siteFile } from '../support/site-knowledge.js';

const system = 'http://lab.example.org/tests';
const test1 = { system, code: 'H2', display: 'HER2 IHC', role: 'ihc', verified: true };
const answer1 = { system, code: 'B', display: 'Grade B', value: 'ihc:1+', verified: true };
const expression = {
  name: 'x',
  gives: 'ihc-score',
  when: { test: { system, code: 'H2' } },
  path: 'value.ofType(string)',
  verified: true,
};

function problemsOf(site: unknown): readonly string[] {
  try {
    knowledgeWith(site);
    return [];
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return error.problems.map(({ file, path: at, message }) => `${file} ${at}: ${message}`);
  }
}

describe('shipped sites', () => {
  const { sites, codes } = loadKnowledge();

  test('are the standards with codes of their own, each with its traps', () => {
    expect(sites.all.map(({ id }) => id).sort()).toEqual([
      'cap-ecc',
      'hl7-breastcancer-2018',
      'hl7-lt',
      'mii-leitlinie',
      'mii-obds',
      'nhs',
    ]);
    for (const site of sites.all) expect(site.notes.length).toBeGreaterThan(0);
  });

  test('mark their codes, the program marks none', () => {
    const answers = codes.entries('her2-answers');
    expect(answers.find(({ code }) => code === 'not_amplified')?.site).toBe('hl7-breastcancer-2018');
    expect(answers.find(({ code }) => code === 'LA11841-6')?.site).toBeUndefined();
  });
});

describe('a sound site', () => {
  const knowledge = knowledgeWith(siteFile({ tests: [test1], answers: [answer1], expressions: [expression] }));

  test('adds its codes and its source, under every name of its code system', () => {
    const named = knowledgeWith(
      siteFile({ systems: [{ url: system, name: 'x', aliases: ['urn:oid:1.2.3'] }], tests: [test1] }),
    );
    expect(named.codes.find('her2-tests', { system: 'urn:oid:1.2.3', code: 'H2' })?.role).toBe('ihc');
    expect(knowledge.codes.find('her2-answers', { system, code: 'B' })).toMatchObject({
      value: 'ihc:1+',
      role: 'score',
      site: 'st-elsewhere',
    });
    expect(knowledge.sources.get('site-st-elsewhere')?.publisher).toBe('Laboratory of St. Elsewhere');
  });

  test('may repeat what a code means already', () => {
    const same = { system: 'http://loinc.org', code: '85319-2', display: 'HER2', role: 'ihc', verified: true };
    expect(problemsOf(siteFile({ tests: [same] }))).toEqual([]);
  });

  test('has its expressions wait for its tests alone', () => {
    const waiting = (code: string) => knowledge.sites.expressionsFor('Observation', { codings: [{ system, code }] });
    expect(waiting('H2').map(({ name }) => name)).toEqual(['x']);
    expect(waiting('other')).toEqual([]);
    expect(knowledge.sites.expressionsFor('DiagnosticReport', undefined)).toEqual([]);
  });
});

describe('an unsound site stops the start, naming file, place and fault', () => {
  const changed = (members: object) => siteFile({ tests: [test1], expressions: [{ ...expression, ...members }] });
  const faults: readonly (readonly [string, unknown, RegExp])[] = [
    ['an unknown key', siteFile({ colour: 'blue' }), /^HERALD_SITES\/site\.json : .*colour/],
    ['an unknown key of an answer', siteFile({ answers: [{ ...answer1, x: 1 }] }), / answers\[0\]: .*x/],
    ['no id', siteFile({ id: undefined }), / id: /],
    ['an id that is taken', siteFile({ id: 'nhs' }), / id: nhs is sites\/nhs\.json already/],
    ['an unknown source', siteFile({ source: 'hearsay' }), / source: orphan: no source hearsay/],
    ['a role that no reader knows', siteFile({ tests: [{ ...test1, role: 'magic' }] }), / tests\[0\]\.role: /],
    ['a value that no reader knows', siteFile({ answers: [{ ...answer1, value: '1+' }] }), / answers\[0\]\.value: /],
    [
      'an undeclared code system',
      siteFile({ tests: [{ ...test1, system: 'http://typo.example.org' }] }),
      / tests\[0\]: unknown code system http:\/\/typo/,
    ],
    [
      'a mistyped LOINC code',
      siteFile({ tests: [{ ...test1, system: 'http://loinc.org', code: '85319-3' }] }),
      / tests\[0\]: check digit of 85319-3/,
    ],
    [
      'a shipped test with another meaning',
      siteFile({ tests: [{ ...test1, system: 'http://loinc.org', code: '85319-2', role: 'overall' }] }),
      / tests\[0\]: .* cannot mean overall: in codes\/her2-tests\.json entries\[0\] it means ihc/,
    ],
    [
      'a shipped answer with another meaning',
      siteFile({ answers: [{ ...answer1, system: 'http://loinc.org', code: 'LA6577-6', value: 'category:null' }] }),
      / answers\[0\]: .* it means negative/,
    ],
    [
      'an answer of another site with another meaning',
      siteFile({
        answers: [{ ...answer1, system: 'https://datadictionary.nhs.uk/her2-ihc-score', code: 'N1', value: 'ihc:1+' }],
      }),
      / answers\[0\]: .* in sites\/nhs\.json answers\[0\] it means ihc:0/,
    ],
    [
      'a receptor test as HER2 test',
      siteFile({ tests: [{ ...test1, system: 'http://loinc.org', code: '85337-4' }] }),
      / tests\[0\]: .*receptor-tests/,
    ],
    [
      'a code twice with two meanings',
      siteFile({ answers: [answer1, { ...answer1, value: 'ihc:3+' }] }),
      / answers\[1\]: .* answers\[0\] it means ihc:1\+/,
    ],
    [
      'an alias of LOINC',
      siteFile({ systems: [{ url: system, name: 'x', aliases: ['LOINC'] }] }),
      / systems\[0\]: name LOINC/,
    ],
    [
      'an expression for an unknown test',
      changed({ when: { test: { system, code: 'H3' } } }),
      / expressions\[0\]\.when\.test: .*H3 is no test/,
    ],
    [
      'an expression over every Observation',
      changed({ when: { resource: 'Observation' } }),
      / expressions\[0\]\.when: must be one of/,
    ],
    ['a percentage without its kind', changed({ gives: 'staining-percent' }), / expressions\[0\]\.kind: /],
    [
      'words for a number',
      changed({ gives: 'ish-ratio', values: { high: 'positive' } }),
      / expressions\[0\]: .*values/,
    ],
  ];

  test.each(faults)('%s', (_name, site, message) => {
    expect(problemsOf(site)).toEqual([expect.stringMatching(message)]);
  });

  test.each([
    ['value.where(', /does not compile: line: 1; column: 12/],
    ["'a' +", /does not compile/],
    ['value.nonesuch()', /uses nonesuch\(\)/],
    ['subject.resolve()', /uses resolve\(\)/],
    ["value.memberOf('http://x')", /uses memberOf\(\)/],
    ['now()', /uses now\(\)/],
    ["value.trace('x')", /uses trace\(\)/],
    ['repeat(component)', /uses repeat\(\)/],
    ['descendants()', /uses descendants\(\)/],
    ['component.where()', /gives where\(\) 0 arguments/],
    ['%resource.value', /uses a variable/],
    ["value.matches('(a+)+')", /pattern '\(a\+\)\+' of matches\(\) repeats a group/],
    ["value.ofType(string).replaceMatches('(.*)*', '')", /repeats a group/],
    ["value.matches('(')", /is no regular expression/],
    ['value.matches(code.text)', /not a plain string/],
    ["1 + 'a'", /does not compile: /],
  ])('the expression %s', (fhirPath, message) => {
    expect(compileFhirPath(fhirPath, 'Observation')).toMatchObject({
      kind: 'refused',
      problem: expect.stringMatching(message),
    });
    expect(problemsOf(changed({ path: fhirPath }))).toEqual([
      expect.stringMatching(/^HERALD_SITES\/site\.json expressions\[0\]\.path: /),
    ]);
  });
});

describe('a compiled expression', () => {
  const evaluate = (fhirPath: string, resource: Readonly<Record<string, unknown>>) => {
    const compiled = compileFhirPath(fhirPath, 'Observation');
    return compiled.kind === 'compiled' ? compiled.evaluate(resource) : compiled;
  };

  test('reads choice elements by the R4 model and changes nothing', () => {
    const resource = Object.freeze({
      resourceType: 'Observation',
      valueQuantity: Object.freeze({ value: 2.1, unit: '1' }),
    });
    expect(evaluate('value.value', resource)).toEqual({ kind: 'values', values: [2.1] });
    expect(evaluate('value', resource)).toMatchObject({ kind: 'values', values: [{ value: 2.1 }] });
    expect(evaluate('value.ofType(string)', resource)).toEqual({ kind: 'values', values: [] });
  });

  test('never throws, whatever the resource holds', () => {
    const odd: readonly Readonly<Record<string, unknown>>[] = [
      {},
      { resourceType: 7 },
      { resourceType: 'Observation', component: 'x', value: [[]], extension: null },
      { resourceType: 'Observation', component: Array.from({ length: 50 }, () => ({ valueString: '1' })) },
    ];
    for (const resource of odd) {
      for (const fhirPath of [
        'component.value',
        'value.single()',
        "extension('x').value",
        'value + 1',
        'component.code',
      ]) {
        expect(evaluate(fhirPath, resource).kind).toMatch(/values|failed/);
      }
    }
  });

  test('that finds more than a place can hold has failed', () => {
    const many = { resourceType: 'Observation', component: Array.from({ length: 50 }, () => ({ valueString: '1' })) };
    expect(evaluate('component.value', many)).toEqual({ kind: 'failed', problem: 'EXPRESSION_FAILED' });
  });
});

describe('a directory of site files', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'herald-sites-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  test('is loaded, and is part of the version', () => {
    writeFileSync(path.join(directory, 'Lab A.json'), JSON.stringify(siteFile({ tests: [test1] })));
    const knowledge = loadKnowledge({ sites: directory });
    expect(knowledge.codes.find('her2-tests', { system, code: 'H2' })?.role).toBe('ihc');
    expect(knowledge.version).not.toBe(loadKnowledge().version);
  });

  test('a file of the same name is replaced while it is being checked', () => {
    const content = siteFile({ tests: [{ ...test1, role: 'overall' }] });
    expect(compileWithSite({ name: 'Lab A.json', content }, { sites: directory }).kind).toBe('compiled');
    expect(compileWithSite({ name: 'other.json', content }, { sites: directory }).kind).toBe('refused');
  });

  test('that is not there stops the start', () => {
    expect(() => loadKnowledge({ sites: path.join(directory, 'nowhere') })).toThrow(
      /HERALD_SITES: the directory of site files .* cannot be read/,
    );
  });
});
