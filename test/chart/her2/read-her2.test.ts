import { describe, expect, it } from '@jest/globals';
import { readHer2 } from '../../../src/chart/her2/read-her2.js';
import { indexRecords } from '../../../src/chart/records.js';
import {
  breastCancer,
  coded,
  her2Of,
  ihc,
  ish,
  knowledge,
  type Resource,
  s1,
  specimen,
  test,
  verdict,
  words,
} from '../../support/her2-bundle.js';

const readAll = (resources: readonly Resource[]) =>
  readHer2(indexRecords([breastCancer, ...resources].map((resource) => ({ resource }))), knowledge());

const category = (resources: readonly Resource[], options: Parameters<typeof her2Of>[1] = {}) =>
  her2Of(resources, options).category;

const loinc = 'http://loinc.org';
const snomed = 'http://snomed.info/sct';

describe('forms in which a score comes', () => {
  it.each<[string, Resource]>([
    ['a LOINC answer', { valueCodeableConcept: coded('LA11841-6') }],
    ['a text of the concept alone', { valueCodeableConcept: { text: '1+' } }],
    ['a string that is just the score', { valueString: 'score 1' }],
    ['an integer', { valueInteger: 1 }],
    ['a quantity without unit', { valueQuantity: { value: 1 } }],
    [
      'a second coding after a verdict',
      {
        valueCodeableConcept: {
          coding: [
            { system: snomed, code: '260385009' },
            { system: loinc, code: 'LA11841-6' },
          ],
        },
      },
    ],
    [
      'a first coding before a verdict',
      {
        valueCodeableConcept: {
          coding: [
            { system: loinc, code: 'LA11841-6' },
            { system: snomed, code: '260385009' },
          ],
        },
      },
    ],
    ['a score and its verdict', { valueString: '1+ (negative)' }],
  ])('IHC 1+ as %s is HER2-low', (_form, value) => {
    expect(category([s1, test('85319-2', value)])).toBe('low');
  });

  it('IHC and ISH as components of an overall result', () => {
    const component = [
      { code: coded('85319-2'), valueCodeableConcept: coded('LA11842-4') },
      { code: coded('96893-3'), valueCodeableConcept: coded('LA6577-6') },
    ];
    expect(category([s1, { ...test('48676-1', {}), component }])).toBe('low');
  });

  it('IHC as member of a panel without a specimen of its own', () => {
    const panel = {
      ...test('48676-1', {}),
      hasMember: [{ reference: 'Observation/ihc' }, { reference: 'Observation/ish' }],
    };
    const answer = her2Of([
      s1,
      panel,
      ihc('2+', [], { specimen: undefined }),
      ish({ says: 'not amplified' }, { specimen: undefined, date: '2026-09-01' }),
    ]);
    expect([answer.category, answer.index, answer.flags]).toEqual(['low', 'Specimen/s1', []]);
  });

  it('a specific test code counts before an overall one, in any order', () => {
    const codings = [
      { system: loinc, code: '48676-1' },
      { system: loinc, code: '85319-2' },
    ];
    const read = (coding: readonly Resource[]) => category([s1, { ...ihc('2+'), code: { coding } }]);
    expect([read(codings), read(codings.toReversed())]).toEqual(['equivocal', 'equivocal']);
  });
});

describe('forms in which counts come', () => {
  it('a ratio as valueRatio with copies as component', () => {
    const counts = {
      ...test('49683-6', { valueRatio: { numerator: { value: 13 }, denominator: { value: 5 } } }),
      component: [{ code: coded('74860-8'), valueQuantity: { value: 5.2 } }],
    };
    expect(her2Of([s1, ihc('2+'), counts]).ishGroup).toBe(1);
  });

  it('a ratio without denominator cannot be', () => {
    const counts = test('49683-6', { valueRatio: { numerator: { value: 13 }, denominator: { value: 0 } } });
    expect(her2Of([s1, ihc('2+'), counts]).reason).toBe('INVALID_VALUE');
  });

  it('counts and verdict in Observations of their own make one ISH', () => {
    const counts = [
      test('49683-6', { valueQuantity: { value: 1.3 } }),
      test('74860-8', { valueQuantity: { value: 2.6 } }),
    ];
    const answer = her2Of([s1, ihc('2+'), ...counts, test('31150-6', verdict('Not amplified'))]);
    expect([answer.category, answer.ishGroup]).toEqual(['low', 5]);
  });

  it('cells counted alone are no HER2 result', () => {
    expect(readAll([s1, test('62361-1', { valueInteger: 200 })]).facts.results).toEqual([]);
  });
});

describe('what is no result of invasive breast cancer', () => {
  it.each<[string, readonly Resource[], string]>([
    ['serum HER2', [test('42914-2', { valueQuantity: { value: 25, unit: 'ng/mL' } })], 'NOT_TISSUE'],
    ['a DCIS specimen', [specimen('s1', '2026-06-01', 'Breast, DCIS'), ihc('3+')], 'NOT_INVASIVE_COMPONENT'],
    [
      'a DCIS site',
      [{ ...ihc('3+', [], { specimen: undefined }), bodySite: { text: 'DCIS component' } }],
      'NOT_INVASIVE_COMPONENT',
    ],
    ['a stomach specimen', [specimen('s1', '2026-06-01', 'stomach'), ihc('3+')], 'NOT_BREAST'],
    [
      'a code under the display of Ki-67 with a percentage',
      [
        s1,
        {
          ...test('85319-2', { valueQuantity: { value: 30, unit: '%' } }),
          code: { coding: [{ system: loinc, code: '85319-2', display: 'Ki-67 Ag [Presence]' }] },
        },
      ],
      'CODE_DISPLAY_MISMATCH',
    ],
    [
      'a code under a foreign display with a bare verdict',
      [
        s1,
        {
          ...test('85319-2', verdict('Positive')),
          code: { coding: [{ system: loinc, code: '85319-2', display: 'Ki-67 Ag [Presence]' }] },
        },
      ],
      'CODE_DISPLAY_MISMATCH',
    ],
    ['a tissue immunoassay', [s1, test('72383-3', verdict('Positive'))], 'METHOD_NOT_IHC'],
    ['an entered-in-error result', [s1, ihc('3+', [], { status: 'entered-in-error' })], 'NO_USABLE_RESULT'],
  ])('%s', (_what, given, reason) => {
    expect(her2Of(given).reason).toBe(reason);
  });

  it('a gastric metastasis of breast cancer is one', () => {
    expect(category([specimen('s1', '2026-06-01', 'Stomach (metastasis)'), ihc('1+')])).toBe('low');
  });

  it('a foreign display with a HER2 score does not reject the code', () => {
    const code = { coding: [{ system: loinc, code: '85319-2', display: 'Ki-67 Ag [Presence]' }] };
    expect(category([s1, { ...ihc('1+'), code }])).toBe('low');
  });

  it('an unverified answer code alone settles nothing, its text does', () => {
    const concept = coded('977037.100004300', 'https://cap.org/eCC');
    expect(her2Of([s1, test('85319-2', { valueCodeableConcept: concept })]).reason).toBe('NO_SCORE_REPORTED');
    expect(category([s1, test('85319-2', { valueCodeableConcept: { ...concept, text: 'Score 1+' } })])).toBe('low');
  });
});

describe('reports', () => {
  const report = (members: Resource): Resource => ({
    resourceType: 'DiagnosticReport',
    id: 'r',
    status: 'final',
    code: { text: 'Surgical pathology' },
    effectiveDateTime: '2026-06-01',
    ...members,
  });

  it('a conclusion that repeats the coded score changes nothing', () => {
    const answer = her2Of([
      s1,
      ihc('1+'),
      report({ conclusion: 'HER2 1+.', result: [{ reference: 'Observation/ihc' }] }),
    ]);
    expect([answer.category, answer.flags]).toEqual(['low', []]);
  });

  it('a conclusion against the coded score is a conflict', () => {
    const answer = her2Of([
      s1,
      ihc('1+'),
      report({ conclusion: 'HER2 3+.', result: [{ reference: 'Observation/ihc' }] }),
    ]);
    expect(answer.reason).toBe('CONFLICTING_READS');
  });

  it('HER2 in a radiology report is history, not a result', () => {
    const given = report({
      code: { text: 'CT abdomen' },
      conclusion: 'Known HER2-positive breast cancer. New liver lesions.',
    });
    expect(category([given])).toBe('none');
  });
});

describe('evidence and gaps', () => {
  it('every value used names its resource, element, words, date and status', () => {
    const [result] = readAll([s1, ihc('2+')]).facts.results;
    expect(result?.evidence).toEqual([
      {
        reference: 'Observation/ihc',
        path: 'valueCodeableConcept',
        verbatim: 'LA11842-4',
        date: '2026-06-01',
        status: 'final',
      },
    ]);
  });

  it('a verbatim value carries its place in the text', () => {
    const text = 'Invasive carcinoma: HER2 1+. DCIS component: 3+.';
    const evidence = readAll([s1, test('85319-2', words(text))]).facts.results.flatMap((result) => result.evidence);
    const spans = evidence.map(({ span }) => text.slice(span?.start, span?.end));
    expect(spans).toContain('1+');
  });

  it.each<[string, readonly Resource[], string]>([
    ['entered in error', [s1, ihc('3+', [], { status: 'entered-in-error' })], 'ENTERED_IN_ERROR'],
    ['unknown status', [s1, ihc('3+', [], { status: 'unknown' })], 'STATUS_UNKNOWN'],
    ['no value', [s1, test('85319-2', {})], 'VALUE_MISSING'],
    ['words not understood', [s1, test('85319-2', words('see comment'))], 'VALUE_NOT_UNDERSTOOD'],
    ['a HER2 test under a local code', [{ ...ihc('1+'), code: { text: 'HER2 IHC (local)' } }], 'VALUE_NOT_UNDERSTOOD'],
    ['a specimen that did not come', [ihc('1+')], 'REFERENCE_NOT_RESOLVED'],
  ])('%s is a gap', (_what, given, problem) => {
    expect(readAll(given).gaps.map((gap) => gap.problem)).toContain(problem);
  });
});
