import { describe, expect, test } from '@jest/globals';
import { compileKnowledge } from '../../src/knowledge/compile.js';
import { describeProblem } from '../../src/knowledge/knowledge-error.js';
import { readKnowledgeFiles } from '../../src/knowledge/load.js';

const { files, hash } = readKnowledgeFiles();

interface Entry {
  [key: string]: unknown;
}

/** The problems of the embedded knowledge after `change` was done to the content of one file. */
function problemsWith(path: string, change: (content: Entry) => unknown): readonly string[] {
  const changed = structuredClone(files).map((file) => {
    if (file.path !== path) return file;
    const content: Entry = { ...(typeof file.content === 'object' ? file.content : {}) };
    return { path, content: change(content) ?? content };
  });
  const compiled = compileKnowledge(changed, hash);
  return compiled.kind === 'compiled' ? [] : compiled.problems.map(describeProblem);
}

/** The first element of a list member, to be changed in place. */
function first(content: Entry, member: string): Entry {
  const list = content[member];
  if (!Array.isArray(list)) throw new Error(`${member} is no list`);
  const [entry]: Entry[] = list;
  if (entry === undefined) throw new Error(`${member} is empty`);
  return entry;
}

function append(content: Entry, member: string, entry: Entry): Entry {
  const list = content[member];
  return { ...content, [member]: [...(Array.isArray(list) ? list : []), entry] };
}

const ihc = {
  system: 'http://loinc.org',
  code: '85319-2',
  display: 'HER2 [Presence] in Breast cancer specimen by Immune stain',
  role: 'ihc',
  match: 'exact',
  source: 'hl7-mcode',
  verified: true,
};

const drug = { name: 'new drug', taxane: false, antiHer2: false, brands: [], aliases: [], codings: [] };

describe('unsound knowledge is refused, naming file and path', () => {
  test('the embedded files, unchanged, have no problem', () => {
    expect(problemsWith('none', () => undefined)).toEqual([]);
  });

  const faults: readonly [string, string, (content: Entry) => unknown, RegExp][] = [
    [
      'an unknown key',
      'codes/intent.json',
      (c: Entry) => Object.assign(first(c, 'entries'), { note: 'x' }) && c,
      /^codes\/intent\.json at entries\[0\]: .*note/,
    ],
    [
      'a role that no reader knows',
      'codes/her2-tests.json',
      (c: Entry) => append(c, 'entries', { ...ihc, code: '1-8', role: 'magic' }),
      /^codes\/her2-tests\.json at entries\[\d+\]\.role/,
    ],
    [
      'an unknown code system',
      'codes/her2-tests.json',
      (c: Entry) => append(c, 'entries', { ...ihc, system: 'http://example.org/x' }),
      /^codes\/her2-tests\.json at entries\[\d+\]\.code: unknown code system http:\/\/example\.org\/x/,
    ],
    [
      'an alias in place of the system',
      'codes/her2-tests.json',
      (c: Entry) => append(c, 'entries', { ...ihc, system: 'urn:oid:2.16.840.1.113883.6.1' }),
      /unknown code system urn:oid/,
    ],
    [
      'a code twice in a list',
      'codes/her2-tests.json',
      (c: Entry) => append(c, 'entries', { ...ihc, role: 'overall' }),
      /^codes\/her2-tests\.json at entries\[\d+\]: overlap: http:\/\/loinc\.org\|85319-2/,
    ],
    [
      'a HER2 test among the receptor tests',
      'codes/receptor-tests.json',
      (c: Entry) => append(c, 'entries', { ...ihc, role: 'er-status' }),
      /^codes\/receptor-tests\.json at entries\[\d+\]: overlap/,
    ],
    [
      'a mistyped LOINC code',
      'codes/her2-tests.json',
      (c: Entry) => append(c, 'entries', { ...ihc, code: '85391-2' }),
      /check digit of 85391-2 is wrong/,
    ],
    [
      'a mistyped SNOMED CT code',
      'codes/conditions.json',
      (c: Entry) =>
        append(c, 'entries', { ...ihc, system: 'http://snomed.info/sct', code: '254837008', role: 'breast-cancer' }),
      /check digit of 254837008/,
    ],
    [
      'an entry citing no source of the list',
      'codes/her2-tests.json',
      (c: Entry) => append(c, 'entries', { ...ihc, code: '1-8', source: 'hearsay' }),
      /^codes\/her2-tests\.json at entries\[\d+\]\.source: orphan: no source hearsay/,
    ],
    [
      'an answer without a value',
      'codes/her2-answers.json',
      (c: Entry) => append(c, 'entries', { ...ihc, code: 'LA1-6', role: 'verdict' }),
      /an answer needs a value/,
    ],
    [
      'an undated source',
      'sources.json',
      (c: Entry) => {
        delete first(c, 'sources').date;
      },
      /^sources\.json at sources\[0\]\.date/,
    ],
    [
      'a source dated on no day',
      'sources.json',
      (c: Entry) => {
        Object.assign(first(c, 'sources'), { date: '2026-02-30' });
      },
      /^sources\.json at sources\[0\]\.date: must be a date/,
    ],
    [
      'a source that nothing cites',
      'sources.json',
      (c: Entry) =>
        append(c, 'sources', {
          id: 'lonely',
          title: 'x',
          publisher: 'y',
          date: '2026',
          kind: 'trial',
          citedBy: 'data',
        }),
      /^sources\.json at sources\[\d+\]: orphan: nothing cites lonely/,
    ],
    [
      'a source twice',
      'sources.json',
      (c: Entry) => append(c, 'sources', first(c, 'sources')),
      /^sources\.json at sources\[\d+\]\.id: twice/,
    ],
    [
      'a source address without encryption',
      'sources.json',
      (c: Entry) => {
        Object.assign(first(c, 'sources'), { url: 'http://example.org' });
      },
      /sources\[0\]\.url/,
    ],
    [
      'a brand that names two drugs',
      'therapies/parp-inhibitors.json',
      (c: Entry) => append(c, 'drugs', { ...drug, brands: ['Enhertu'] }),
      /^therapies\/trastuzumab-deruxtecan\.json at drugs\[0\]: name "Enhertu" is new drug already/,
    ],
    [
      'a drug twice',
      'therapies/parp-inhibitors.json',
      (c: Entry) => append(c, 'drugs', first(c, 'drugs')),
      /^therapies\/parp-inhibitors\.json at drugs\[2\]: name "olaparib" is olaparib already/,
    ],
    [
      'a code of two drugs',
      'therapies/endocrine.json',
      (c: Entry) =>
        append(c, 'drugs', {
          ...drug,
          codings: [
            {
              system: 'http://www.whocc.no/atc',
              code: 'L01FD04',
              display: 'x',
              kind: 'ingredient',
              source: 'who-atc',
              verified: true,
            },
          ],
        }),
      /code L01FD04 names new drug too/,
    ],
    [
      'product codes of an unknown drug',
      'products/rxnorm.json',
      (c: Entry) => ({ ...c, products: { nonesuch: ['1'] } }),
      /^products\/rxnorm\.json at products\.nonesuch: names no drug/,
    ],
    [
      'an indication without effective date',
      'therapies/enhertu.json',
      (c: Entry) => {
        delete first(c, 'indications').since;
      },
      /^therapies\/enhertu\.json at indications\[0\]\.since/,
    ],
    [
      'an indication without source',
      'therapies/enhertu.json',
      (c: Entry) => {
        delete first(c, 'indications').source;
      },
      /^therapies\/enhertu\.json at indications\[0\]\.source/,
    ],
    [
      'an indication twice',
      'therapies/enhertu.json',
      (c: Entry) => append(c, 'indications', first(c, 'indications')),
      /^therapies\/enhertu\.json at indications\[9\]\.id: twice/,
    ],
    [
      'an indication of an unknown drug',
      'therapies/enhertu.json',
      (c: Entry) => ({ ...c, drug: 'nonesuch' }),
      /^therapies\/enhertu\.json at drug/,
    ],
    [
      'a criterion that nobody judges',
      'therapies/enhertu.json',
      (c: Entry) => {
        Object.assign(first(c, 'indications'), { criteria: [{ kind: 'lucky' }] });
      },
      /^therapies\/enhertu\.json at indications\[0\]\.criteria\[0\]/,
    ],
    ['a release that is no month', 'knowledge.json', () => ({ release: '2026.13' }), /^knowledge\.json at release/],
    [
      'a system alias of two systems',
      'systems.json',
      (c: Entry) => append(c, 'systems', { url: 'http://example.org/s', name: 'x', aliases: ['LOINC'] }),
      /^systems\.json at systems\[\d+\]: name LOINC is http:\/\/loinc\.org already/,
    ],
  ];

  test.each(faults.map(([name, path, change, message]) => ({ name, path, change, message })))('$name', (fault) => {
    const problems = problemsWith(fault.path, fault.change);
    expect(problems).toEqual(expect.arrayContaining([expect.stringMatching(fault.message)]));
  });

  test('a missing list', () => {
    const compiled = compileKnowledge(
      files.filter((file) => file.path !== 'codes/safety.json'),
      hash,
    );
    expect(compiled).toMatchObject({
      kind: 'refused',
      problems: [{ file: 'codes/safety.json', message: 'is missing' }],
    });
  });

  test('a file that nothing reads', () => {
    const compiled = compileKnowledge([...files, { path: 'codes/rumours.json', content: {} }], hash);
    expect(compiled).toMatchObject({ kind: 'refused', problems: [{ file: 'codes/rumours.json' }] });
  });

  test('a list written as null, a number or a string', () => {
    for (const content of [null, 7, 'codes']) {
      const path = 'codes/safety.json';
      const compiled = compileKnowledge([...files.filter((file) => file.path !== path), { path, content }], hash);
      expect(compiled).toMatchObject({ kind: 'refused', problems: [{ file: path }] });
    }
  });

  test('every problem is told at once', () => {
    const problems = problemsWith('sources.json', () => ({ sources: [] }));
    expect(problems.length).toBeGreaterThan(100);
  });
});

describe('compiling', () => {
  test('does not depend on the order of the files', () => {
    const names = (order: typeof files) => {
      const compiled = compileKnowledge(order, hash);
      return compiled.kind === 'compiled' ? compiled.knowledge.drugs.all.map((entry) => entry.name) : [];
    };
    expect(names([...files].reverse())).toEqual(names(files));
  });
});
