import { describe, expect, test } from '@jest/globals';
import { read } from '../../../src/chart/read.js';
import { indexRecords } from '../../../src/chart/records.js';
import { assess } from '../../../src/clinical/assess.js';
import type { Assessment } from '../../../src/clinical/assessment.js';
import type { Knowledge } from '../../../src/knowledge/schema.js';
import { knowledgeWith, siteFile } from '../../support/site-knowledge.js';

const system = 'http://lab.example.org/tests';
const asOf = '2026-11-24';

function assessed(resources: readonly unknown[], knowledge: Knowledge): Assessment {
  const chart = read(indexRecords(resources.map((resource) => ({ resource }))), knowledge, asOf);
  return assess(chart, { asOf, indications: knowledge.indications, knowledgeVersion: knowledge.version });
}

function observation(code: string, members: Readonly<Record<string, unknown>>): unknown {
  return {
    resourceType: 'Observation',
    id: code.toLowerCase(),
    status: 'final',
    code: { coding: [{ system, code }] },
    subject: { reference: 'Patient/p1' },
    effectiveDateTime: '2026-06-01',
    specimen: { reference: 'Specimen/s1' },
    ...members,
  };
}

const tests = [
  { system, code: 'HER2I', display: 'HER2 IHC', role: 'ihc', verified: true },
  { system, code: 'HER2F', display: 'HER2 FISH', role: 'ish-panel', verified: true },
];
const score = {
  name: 'score in an extension',
  gives: 'ihc-score',
  when: { test: { system, code: 'HER2I' } },
  path: "extension('http://lab.example.org/score').value",
  verified: true,
};
const inExtension = (value: Readonly<Record<string, unknown>>) =>
  observation('HER2I', { extension: [{ url: 'http://lab.example.org/score', ...value }] });

function siteWith(...expressions: readonly unknown[]): Knowledge {
  return knowledgeWith(siteFile({ tests, expressions }));
}

describe('a score that a laboratory writes in an odd place', () => {
  test.each([
    ['1+ as text', { valueString: '1+' }, 'low'],
    ['1 as a number', { valueInteger: 1 }, 'low'],
    ['an answer of a known list', { valueCoding: { system: 'http://loinc.org', code: 'LA11841-6' } }, 'low'],
    [
      'an answer as a concept',
      { valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: 'LA11843-2' }] } },
      'positive',
    ],
    ['2+ without ISH', { valueString: '2+' }, 'equivocal'],
  ])('%s gives the category of that score, with the expression as evidence', (_name, value, category) => {
    const { her2 } = assessed([inExtension(value)], siteWith(score));
    expect(her2.category).toBe(category);
    expect(her2.specimens[0]?.evidence.map((each) => each.path)).toContain(score.path);
  });

  test("the laboratory's own words mean what the site says", () => {
    const knowledge = siteWith({ ...score, values: { 'Grad A': 'ihc:1+', 'Grad B': 'ihc:3+' } });
    expect(assessed([inExtension({ valueString: 'grad a ' })], knowledge).her2.category).toBe('low');
    expect(assessed([inExtension({ valueString: 'Grad B' })], knowledge).her2.category).toBe('positive');
    expect(assessed([inExtension({ valueString: 'Grad C' })], knowledge).her2.category).not.toMatch(/low|positive/);
  });

  test('an expression that nobody checked settles nothing', () => {
    const { her2, gaps } = assessed([inExtension({ valueString: '3+' })], siteWith({ ...score, verified: false }));
    expect(her2.category).toBe('indeterminate');
    expect(gaps).toContainEqual(expect.objectContaining({ problem: 'CODE_NOT_VERIFIED' }));
  });

  test('a score in the value and another in the odd place contradict each other', () => {
    const both = observation('HER2I', {
      valueString: '3+',
      extension: [{ url: 'http://lab.example.org/score', valueString: '0' }],
    });
    expect(assessed([both], siteWith(score)).her2).toMatchObject({
      category: 'indeterminate',
      flags: ['DATA_CONFLICT'],
    });
  });

  test('the expression runs on resources of its test alone', () => {
    const other = { ...Object(inExtension({ valueString: '3+' })), code: { coding: [{ system, code: 'OTHER' }] } };
    expect(assessed([other], siteWith(score)).her2.category).toBe('none');
  });

  test('an expression that cannot be evaluated is a gap and throws nothing', () => {
    const knowledge = siteWith({ ...score, path: "extension('http://lab.example.org/score').value.single()" });
    const twice = observation('HER2I', {
      extension: ['1+', '2+'].map((valueString) => ({ url: 'http://lab.example.org/score', valueString })),
    });
    const { her2, gaps } = assessed([twice], knowledge);
    expect(her2.category).toBe('none');
    expect(gaps).toContainEqual(expect.objectContaining({ problem: 'EXPRESSION_FAILED' }));
  });

  test('a text too long for a pattern is a gap, at once', () => {
    const knowledge = siteWith({ ...score, path: "value.ofType(string).replaceMatches('^.*score ([0-3]).*$', '$1')" });
    const long = observation('HER2I', { valueString: 'a'.repeat(60_000) });
    const start = performance.now();
    expect(assessed([long], knowledge).gaps).toContainEqual(expect.objectContaining({ problem: 'TEXT_TOO_LONG' }));
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('a HER2 test known by its words alone', () => {
  const knowledge = siteWith({ ...score, when: { testText: 'HER-2 (Immun)' }, path: 'value.ofType(string)' });
  const named = (text: string) =>
    Object.assign(Object(observation('X', { valueString: '1+' })), { code: { text } }) satisfies unknown;

  test('is read under exactly these words', () => {
    expect(assessed([named('HER-2 (Immun)')], knowledge).her2.category).toBe('low');
    expect(assessed([named('her-2 (immun)')], knowledge).her2.category).toBe('low');
    expect(assessed([named('HER-2 (Immun) alt')], knowledge).her2.category).toBe('none');
  });
});

describe('numbers in odd places', () => {
  const find = (gives: string, code: string, kind?: string) => ({
    name: gives,
    gives,
    ...(kind === undefined ? {} : { kind }),
    when: { test: { system, code: gives.startsWith('ish') ? 'HER2F' : 'HER2I' } },
    path: `component.where(code.text = '${code}').value`,
    verified: true,
  });
  const component = (text: string, value: Readonly<Record<string, unknown>>) => ({ code: { text }, ...value });

  test('ratio and copies give the ISH group, which settles a 2+', () => {
    const knowledge = siteWith(find('ish-ratio', 'R'), find('ish-her2-copies', 'H'), find('ish-cep17-copies', 'C'));
    const { her2 } = assessed(
      [
        observation('HER2I', { valueString: '2+' }),
        observation('HER2F', {
          component: [
            component('R', { valueQuantity: { value: 1.2 } }),
            component('H', { valueString: '2,6' }),
            component('C', { valueInteger: 2 }),
          ],
        }),
      ],
      knowledge,
    );
    expect(her2).toMatchObject({ category: 'low', ishGroup: 5 });
  });

  test('a percentage of faint staining beside a score of 0 gives ultralow', () => {
    const knowledge = siteWith(find('staining-percent', 'P', 'faint-incomplete'));
    const zero = observation('HER2I', {
      valueString: '0',
      component: [component('P', { valueQuantity: { value: 5, unit: '%' } })],
    });
    expect(assessed([zero], knowledge).her2.category).toBe('ultralow');
  });
});

describe('a pathology report', () => {
  test('gives a score through an expression, joined to nothing else', () => {
    const knowledge = siteWith({
      ...score,
      when: { resource: 'DiagnosticReport' },
      path: "extension('http://lab.example.org/score').value",
    });
    const report = Object.assign(Object(inExtension({ valueString: '1+' })), {
      resourceType: 'DiagnosticReport',
      code: { text: 'Pathology' },
      specimen: [{ reference: 'Specimen/s1' }],
    }) satisfies unknown;
    expect(assessed([report], knowledge).her2).toMatchObject({ category: 'low', index: 'Specimen/s1' });
  });
});

describe('the name of a local test', () => {
  const knowledge = siteWith(score);
  const named = (text: string) =>
    observation('HER2I', { code: { coding: [{ system, code: 'HER2I' }], text }, valueString: 'positive' });

  test('need not say HER2, since the site does', () => {
    expect(assessed([named('Membranfärbung III')], knowledge).her2.category).toBe('positive');
  });

  test('that says another analyte is a contradiction', () => {
    expect(assessed([named('Ki-67')], knowledge).her2).toMatchObject({ reason: 'CODE_DISPLAY_MISMATCH' });
  });
});
