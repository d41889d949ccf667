import { describe, expect, test } from '@jest/globals';
import { coded, her2Of, ihc, test as observation, type Resource, s1, today } from '../../support/her2-bundle.js';

const answer = (resources: readonly Resource[]) => {
  const { category, reason } = her2Of([s1, ...resources]);
  return reason === undefined ? category : `${category} ${reason}`;
};
const part = (text: string, valueQuantity: Resource): Resource => ({ code: { text }, valueQuantity });
const counted = (ratio: number, copies: number, cep17: number): Resource =>
  observation('85318-4', {
    component: [
      part('HER2/CEP17 ratio', { value: ratio }),
      part('HER2 copies', { value: copies }),
      part('CEP17 copies', { value: cep17 }),
    ],
  });
const stained = (valueQuantity: Resource, name = 'Percentage of cells with membrane staining'): Resource => ({
  ...ihc('0'),
  component: [part(name, valueQuantity)],
});

describe('an ISH count that cannot be', () => {
  test.each<readonly [string, readonly [number, number, number]]>([
    ['a ratio of nothing', [0, 2, 2]],
    ['no HER2 signal', [1.2, 0, 2]],
    ['no CEP17 signal', [1.2, 3, 0]],
    ['a negative count', [1, 3, -3]],
    ['a ratio in percent', [180, 3, 2]],
    ['more signals than can be counted', [1.2, 420, 2]],
  ])('%s beside 2+ settles nothing', (_what, counts) => {
    expect(answer([ihc('2+'), counted(...counts)])).toBe('equivocal INVALID_VALUE');
  });
  test.each([
    'HER2/CEP17 ratio 0, HER2 copies 2.0',
    'HER2/CEP17 ratio: 1.2, HER2 copy number 0',
    'HER2/CEP17 ratio: 1.2, HER2 copy number 420',
  ])('"%s" beside 2+ settles nothing', (valueString) => {
    expect(answer([ihc('2+'), observation('85318-4', { valueString })])).toBe('equivocal INVALID_VALUE');
  });
  test('a count that can be settles 2+ as before', () => {
    expect(answer([ihc('2+'), counted(1.2, 2.4, 2)])).toBe('low');
    expect(answer([ihc('2+'), counted(20, 60, 3)])).toBe('positive');
  });
});

describe('a percentage that may be a fraction', () => {
  const open = 'indeterminate IHC0_STAINING_NOT_REPORTED';
  test.each<readonly [string, Resource]>([
    ['0.3 without a unit', { value: 0.3 }],
    ['0.3 in the unit 1', { value: 0.3, unit: '1', code: '1' }],
    ['1 in the unit 1', { value: 1, unit: '1' }],
  ])('score 0 with %s stained stays open', (_what, quantity) => {
    expect(answer([stained(quantity)])).toBe(open);
    expect(answer([stained(quantity, 'Percentage of cells with faint incomplete membrane staining')])).toBe(open);
  });
  test.each<readonly [string, Resource]>([
    ['0.3 %', { value: 0.3, unit: '%' }],
    ['5 without a unit', { value: 5 }],
    ['1 without a unit', { value: 1 }],
  ])('score 0 with %s stained is HER2-ultralow', (_what, quantity) => {
    expect(answer([stained(quantity)])).toBe('ultralow');
  });
  test('nothing stained is nothing in either unit', () => {
    expect(answer([stained({ value: 0, unit: '1' })])).toBe('null');
  });
});

describe('a value beside the reason why there is none', () => {
  const dataAbsentReason = coded('unknown', 'http://terminology.hl7.org/CodeSystem/data-absent-reason');
  test('a score is not used', () => {
    expect(answer([{ ...ihc('3+'), dataAbsentReason }])).toBe('indeterminate NO_SCORE_REPORTED');
  });
  test('neither is its interpretation', () => {
    const interpretation = [{ text: 'Positive' }];
    expect(answer([observation('85318-4', { valueString: 'amplified', dataAbsentReason, interpretation })])).toContain(
      'indeterminate',
    );
  });
  test('a component is not used', () => {
    const component = [
      { ...part('Percentage of cells with membrane staining', { value: 5, unit: '%' }), dataAbsentReason },
    ];
    expect(answer([{ ...ihc('0'), component }])).toBe('indeterminate IHC0_STAINING_NOT_REPORTED');
  });
  test('components of an Observation without a value of its own are', () => {
    const component = [{ code: coded('85319-2'), valueString: '1+' }];
    expect(answer([observation('85319-2', { component, dataAbsentReason })])).toBe('low');
  });
});

describe('a year before the record beside the value', () => {
  const said = (valueString: string) => answer([observation('85319-2', { valueString })]);
  test.each([
    'HER2 (2019): 3+',
    'HER2 3+ (2019)',
    '3+ (05/2019)',
    'HER2 3+ in 2019',
    '2019: HER2 3+',
    'HER2 3+ 12.05.2019',
    'HER2 3+, 2019',
    'Stanze 2019: 3+',
    'HER2 1+ an der Stanze 2020, jetzt ausstehend',
    'HER2 positive (2019)',
    'HER2 FISH amplified (2019)',
  ])('"%s" of a specimen of 2026 quotes an earlier result', (text) => {
    expect(said(text)).toMatch(/^indeterminate/);
  });
  test.each([
    ['HER2 3+ (2026)', 'positive'],
    ['HER2 IHC 3+ per ASCO/CAP 2018 guideline', 'positive'],
    ['HER2 1+ (Wolff 2018)', 'low'],
    ['HER2 IHC (4B5, Ventana 2019): 1+', 'low'],
    ['HER2 2019 3+, 2026 1+', 'low'],
    ['HER2 1+ (2026), 3+ (2019)', 'low'],
    ['HER2 1+. Criteria of 2018 applied.', 'low'],
  ])('"%s" is %s', (text, category) => {
    expect(said(text)).toBe(category);
  });
  test('the year of the specimen is the record’s own', () => {
    expect(today.slice(0, 4)).toBe('2026');
    const specimen = { ...s1, collection: { collectedDateTime: '2019-03-01', bodySite: { text: 'Breast' } } };
    expect(her2Of([specimen, observation('85319-2', { valueString: 'HER2 (2019): 3+' })]).category).toBe('positive');
  });
});
