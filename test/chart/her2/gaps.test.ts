import { describe, expect, it } from '@jest/globals';
import { read } from '../../../src/chart/read.js';
import { indexRecords } from '../../../src/chart/records.js';
import { coded, her2Of, ihc, ish, knowledge, type Resource, s1, test, words } from '../../support/her2-bundle.js';

const asOf = '2026-11-24';
const chartOf = (...resources: readonly Resource[]) =>
  read(indexRecords(resources.map((resource) => ({ resource }))), knowledge(), asOf);
const gaps = (...resources: readonly Resource[]) =>
  chartOf(...resources).gaps.map(({ reference, problem, path }) => [reference, problem, path].join(' ').trimEnd());
const absent = (code: string): Resource => ({
  dataAbsentReason: coded(code, 'http://terminology.hl7.org/CodeSystem/data-absent-reason'),
});
const bare = (value: Resource, status = 'final') => test('85319-2', value, { id: 'ihc', status });

describe('a HER2 result that is not used says why', () => {
  it.each<readonly [string, Resource, readonly string[]]>([
    ['a value that is missing', bare({}), ['Observation/ihc VALUE_MISSING']],
    ['a value absent as unknown', bare(absent('unknown')), ['Observation/ihc VALUE_MISSING']],
    ['a test that was not performed', bare(absent('not-performed')), ['Observation/ihc NOT_PERFORMED']],
    ['a text that nobody understands', bare(words('see comment')), ['Observation/ihc VALUE_NOT_UNDERSTOOD']],
    ['a result entered in error', bare(words('3+'), 'entered-in-error'), ['Observation/ihc ENTERED_IN_ERROR']],
    ['a result of unknown status', bare(words('3+'), 'unknown'), ['Observation/ihc STATUS_UNKNOWN']],
    ['a registered test without a value is no gap', bare({}, 'registered'), []],
    ['a score is no gap', bare(words('3+')), []],
  ])('%s', (_fact, resource, wanted) => {
    expect(gaps(s1, resource)).toEqual(wanted);
  });

  it('a specimen that did not come is named at its path', () => {
    expect(gaps(ihc('1+', [], { specimen: 'elsewhere' }))).toEqual(['Observation/ihc REFERENCE_NOT_RESOLVED specimen']);
  });

  it('a result without a specimen misses no reference', () => {
    expect(gaps(ihc('1+', [], { specimen: undefined }))).toEqual([]);
  });

  it('a test that was not performed settles nothing, and its text is not read', () => {
    const { category } = her2Of([s1, bare(absent('not-performed'))]);
    expect(category).toBe('none');
  });
});

describe('the words of a value', () => {
  const verbatim = (...resources: readonly Resource[]) =>
    chartOf(s1, ...resources).her2.results.flatMap(({ evidence }) => evidence.map((each) => each.verbatim));

  it('quote a quantity with its unit once', () => {
    const share = { code: { text: 'Percentage of tumor cells with membrane staining' } };
    const quantity = { valueQuantity: { value: 30, unit: '%', system: 'http://unitsofmeasure.org', code: '%' } };
    expect(verbatim({ ...ihc('2+'), component: [{ ...share, ...quantity }] })).toContain('30 %');
  });

  it('quote a ratio as its two numbers', () => {
    const counted = { numerator: { value: 120 }, denominator: { value: 60 } };
    const ratio = { code: coded('49683-6'), valueRatio: counted };
    expect(verbatim({ ...ish({ copies: 4.2 }), component: [ratio] })).toEqual(['120:60']);
  });
});

describe('a ratio of counts', () => {
  const group = (numerator: number | undefined, denominator: number | undefined) => {
    const part = (value: number | undefined) => (value === undefined ? {} : { value });
    const counts = ish({ copies: 4.2 });
    const ratio = {
      code: coded('49683-6'),
      valueRatio: { numerator: part(numerator), denominator: part(denominator) },
    };
    const copies = { code: coded('74860-8'), valueQuantity: { value: 4.2 } };
    return her2Of([s1, ihc('2+'), { ...counts, component: [ratio, copies] }]);
  };

  it('is the quotient: 120 to 60 is 2.0, group 1 with 4.2 copies', () => {
    expect(group(120, 60).ishGroup).toBe(1);
    expect(group(90, 60).ishGroup).toBe(4);
  });
  it('without a denominator is of one', () => {
    expect(group(2.4, undefined).ishGroup).toBe(1);
    expect(group(1.4, undefined).ishGroup).toBe(4);
  });
  it('of nothing cannot be', () => {
    expect(group(120, 0)).toMatchObject({ category: 'equivocal', reason: 'INVALID_VALUE' });
  });
});

describe('results belong together by the report that names them', () => {
  const report = (id: string, result: readonly string[], specimens: readonly string[]): Resource => ({
    resourceType: 'DiagnosticReport',
    id,
    status: 'final',
    code: { text: 'Pathology' },
    specimen: specimens.map((each) => ({ reference: `Specimen/${each}` })),
    result: result.map((each) => ({ reference: `Observation/${each}` })),
  });
  const results = (...resources: readonly Resource[]) => chartOf(...resources).her2.results;
  const loose = ihc('2+', [], { specimen: undefined });

  it('the one specimen of a report is that of its results', () => {
    expect(results(s1, loose, report('r', ['ihc'], ['s1']))[0]).toMatchObject({
      specimen: 'Specimen/s1',
      shares: ['DiagnosticReport/r'],
    });
  });
  it('of two specimens neither is', () => {
    const s2 = { ...s1, id: 's2' };
    expect(results(s1, s2, loose, report('r', ['ihc'], ['s1', 's2']))[0]?.specimen).toBeUndefined();
  });
  it('the same specimen named twice is one', () => {
    expect(results(s1, loose, report('r', ['ihc'], ['s1', 's1']))[0]?.specimen).toBe('Specimen/s1');
  });
  it('a report that names a result twice is named once', () => {
    expect(results(s1, loose, report('r', ['ihc', 'ihc'], ['s1']))[0]?.shares).toEqual(['DiagnosticReport/r']);
  });
  it('a panel counts among its members', () => {
    const members = { hasMember: [{ reference: 'Observation/ihc' }], derivedFrom: [{ reference: 'Observation/ish' }] };
    const panel = { ...test('85319-2', words('2+'), { id: 'panel' }), ...members };
    const shares = Object.fromEntries(
      results(s1, ihc('2+'), ish({ ratio: 1.2, copies: 2 }), panel).map(({ reference, shares: of }) => [reference, of]),
    );
    expect(shares['Observation/ihc']).toEqual(['Observation/panel']);
    expect(shares['Observation/ish']).toEqual(['Observation/panel']);
  });
});
