import { describe, expect, it } from '@jest/globals';
import { readBelonging } from '../../../src/chart/her2/belonging.js';
import { withoutRepeats } from '../../../src/chart/her2/count-once.js';
import { mergeCounts } from '../../../src/chart/her2/merge-counts.js';
import { hasValue } from '../../../src/chart/her2/observation.js';
import { standingOf } from '../../../src/chart/her2/standing.js';
import { mergeIsh } from '../../../src/chart/her2/statement.js';
import { indexRecords } from '../../../src/chart/records.js';
import type { Her2Result, IshReading } from '../../../src/clinical/facts/her2.js';
import { exactly } from '../../../src/clinical/facts/measured.js';
import { her2Result } from '../../support/clinical-facts.js';

const reading = (members: Partial<IshReading>): IshReading | undefined => mergeIsh([members]);
const result = (members: Partial<Her2Result>): Her2Result =>
  her2Result({
    reference: 'Observation/a',
    method: 'ish',
    date: '2026-06-01',
    specimen: 'Specimen/s1',
    ...members,
  });
const ratio = reading({ ratio: exactly(1.5) });
const copies = reading({ her2Copies: exactly(4.5) });
const evidence = (path: string) => [{ reference: 'Observation/a', path, verbatim: '' }];

describe('counts of one ISH that came one by one', () => {
  const merge = (first: Partial<Her2Result>, second: Partial<Her2Result>, single = true) =>
    mergeCounts(
      [
        { result: result({ ish: ratio, ...first }), single },
        { result: result({ ish: copies, ...second }), single: true },
      ],
      new Set(['Observation/panel']),
    );

  it.each([true, false])('belong together by specimen and date (the first a count alone: %s)', (single) => {
    const merged = merge(
      { shares: ['DiagnosticReport/b'], notes: ['HETEROGENEOUS'], evidence: evidence('a') },
      { shares: ['DiagnosticReport/a', 'DiagnosticReport/b'], notes: ['AMBIGUOUS_TERM'], evidence: evidence('b') },
      single,
    );
    expect(merged).toEqual([
      result({
        ish: reading({ ratio: exactly(1.5), her2Copies: exactly(4.5) }),
        shares: ['DiagnosticReport/a', 'DiagnosticReport/b'],
        notes: ['HETEROGENEOUS', 'AMBIGUOUS_TERM'],
        evidence: [...evidence('a'), ...evidence('b')],
      }),
    ]);
  });

  it.each<readonly [string, Partial<Her2Result>]>([
    ['another specimen', { specimen: 'Specimen/s2' }],
    ['another day', { date: '2026-06-02' }],
    ['another status', { standing: 'preliminary' }],
    ['another tissue', { material: 'in-situ' }],
    ['the same kind of number', { ish: ratio }],
    ['another panel', { shares: ['Observation/panel'] }],
  ])('%s stays apart', (_what, second) => expect(merge({}, second)).toHaveLength(2));

  it('of one panel belong together whatever their dates', () => {
    const shares = ['DiagnosticReport/a', 'Observation/panel'];
    expect(merge({ shares }, { shares, date: '2026-06-05' })).toHaveLength(1);
    expect(
      merge({ shares: ['DiagnosticReport/a'] }, { shares: ['DiagnosticReport/a'], date: '2026-06-05' }),
    ).toHaveLength(2);
  });

  it.each([
    [false, false, false],
    [true, false, true],
    [false, true, true],
  ])('are invalid where one is (%s, %s)', (first, second, both) => {
    expect(merge({ invalid: first }, { invalid: second })[0]?.invalid).toBe(both);
  });

  it('are without a value where both are', () => {
    expect(merge({ empty: 'pending' }, {})[0]?.empty).toBeUndefined();
    expect(merge({}, { empty: 'pending' })[0]?.empty).toBeUndefined();
    expect(merge({ empty: 'failed' }, { empty: 'pending' })[0]?.empty).toBe('failed');
  });

  it('belong to no IHC result', () => {
    expect(merge({ method: 'ihc', ish: undefined }, {}, false)).toHaveLength(2);
  });

  it('belong to neither of two that fit', () => {
    const whole = { result: result({ ish: ratio }), single: false };
    expect(mergeCounts([whole, whole, { result: result({ ish: copies }), single: true }], new Set())).toHaveLength(3);
  });
});

describe('a report that repeats an Observation', () => {
  const told = (members: Partial<Her2Result>) =>
    result({ reference: 'DiagnosticReport/r', method: 'ihc', scores: ['1+'], specimen: undefined, ...members });
  const own = result({ method: 'ihc', scores: ['1+'] });
  const left = (members: Partial<Her2Result>, observed: Partial<Her2Result> = {}) =>
    withoutRepeats([told(members)], [{ ...own, ...observed }]).length;

  it.each<readonly [string, Partial<Her2Result>, Partial<Her2Result>]>([
    ['the same score on one day', {}, {}],
    ['30 days later', { date: '2026-07-01' }, {}],
    ['30 days earlier', { date: '2026-05-02' }, {}],
    ['with a word beside the score', { words: ['negative'] }, {}],
    ['of a side that only one names', { side: 'left' }, {}],
    ['of the same side', { side: 'left' }, { side: 'left' }],
    ['the same word', { scores: [], words: ['positive'] }, { scores: [], words: ['positive'] }],
    ['the same ratio', { method: 'ish', scores: [], ish: ratio }, { method: 'ish', scores: [], ish: ratio }],
  ])('%s counts once', (_what, members, observed) => expect(left(members, observed)).toBe(0));

  it.each<readonly [string, Partial<Her2Result>, Partial<Her2Result>]>([
    ['another score', { scores: ['2+'] }, {}],
    ['31 days later', { date: '2026-07-02' }, {}],
    ['31 days earlier', { date: '2026-05-01' }, {}],
    ['without a date', { date: undefined }, {}],
    ['beside one without a date', {}, { date: undefined }],
    ['another side', { side: 'left' }, { side: 'right' }],
    ['another status', { standing: 'preliminary' }, {}],
    ['another method', { method: 'overall' }, {}],
    ['with a specimen of its own', { specimen: 'Specimen/s2' }, {}],
    ['another word', { scores: [], words: ['positive'] }, { scores: [], words: ['negative'] }],
    [
      'another ratio',
      { method: 'ish', scores: [], ish: reading({ ratio: exactly(2) }) },
      { method: 'ish', scores: [], ish: ratio },
    ],
    ['another count', { method: 'ish', scores: [], ish: copies }, { method: 'ish', scores: [], ish: ratio }],
    [
      'another interpretation',
      { method: 'ish', scores: [], ish: reading({ interpretation: 'amplified' }) },
      { method: 'ish', scores: [], ish: reading({ interpretation: 'not-amplified' }) },
    ],
  ])('%s is a result of its own', (_what, members, observed) => expect(left(members, observed)).toBe(1));

  it('half of what a report says is not left out', () => {
    const all = [told({}), told({ scores: ['3+'] })];
    expect(withoutRepeats(all, [own])).toEqual(all);
    expect(withoutRepeats([...all, told({ reference: 'DiagnosticReport/other' })], [own])).toEqual(all);
  });
  it('any of several equal Observations is repeated', () => {
    const other = { ...own, date: '2024-01-01' } as const;
    expect(withoutRepeats([told({})], [other, own])).toEqual([]);
    expect(withoutRepeats([told({})], [own, other])).toEqual([]);
  });
});

it.each([
  [{ valueString: '1+' }, true],
  [{ valueQuantity: {} }, true],
  [{ component: [{}] }, true],
  [{ dataAbsentReason: { text: 'pending' } }, true],
  [{}, false],
  [{ component: [] }, false],
  [{ hasMember: [{}], code: {}, note: [{}], devalue: 1 }, false],
])('%j holds something to read: %s', (resource, is) => expect(hasValue(resource)).toBe(is));

it.each([
  ['final', 'final'],
  ['amended', 'final'],
  ['corrected', 'final'],
  ['appended', 'final'],
  ['preliminary', 'preliminary'],
  ['partial', 'preliminary'],
  ['registered', 'registered'],
  ['entered-in-error', 'withdrawn'],
  ['cancelled', 'withdrawn'],
  ['unknown', 'unknown'],
  [undefined, 'unknown'],
])('the status %s stands as %s', (status, standing) => expect(standingOf({ status })).toBe(standing));

describe('what belongs together', () => {
  const of = (...resources: readonly Readonly<Record<string, unknown>>[]) => {
    const { sharesOf, specimenOf } = readBelonging(indexRecords(resources.map((resource) => ({ resource }))));
    return { shares: Object.fromEntries(sharesOf), specimens: Object.fromEntries(specimenOf) };
  };
  const member = [{ reference: 'Observation/a' }];
  it('the results of a report, with its one specimen', () => {
    const report = { resourceType: 'DiagnosticReport', id: 'r', result: [...member, ...member] };
    const specimen = [{ reference: 'Specimen/s1' }, { reference: 'Specimen/s1' }];
    expect(of({ ...report, specimen })).toEqual({
      shares: { 'Observation/a': ['DiagnosticReport/r'] },
      specimens: { 'DiagnosticReport/r': 'Specimen/s1' },
    });
    expect(of({ ...report, specimen: { reference: 'Specimen/s1' } }).specimens).toEqual({
      'DiagnosticReport/r': 'Specimen/s1',
    });
    expect(of({ ...report, specimen: [...specimen, { reference: 'Specimen/s2' }] }).specimens).toEqual({});
    expect(of(report).specimens).toEqual({});
  });
  it.each(['hasMember', 'derivedFrom'])('a panel and what it names as %s', (name) => {
    expect(of({ resourceType: 'Observation', id: 'p', [name]: member }).shares).toEqual({
      'Observation/a': ['Observation/p'],
      'Observation/p': ['Observation/p'],
    });
  });
  it('an Observation alone belongs to nothing', () => {
    const specimen = { reference: 'Specimen/s1' };
    expect(of({ resourceType: 'Observation', id: 'p', specimen })).toEqual({ shares: {}, specimens: {} });
  });
});
