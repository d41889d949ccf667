import { describe, expect, it } from '@jest/globals';
import { findSuperseded } from '../../../src/chart/her2/superseded.js';
import { indexRecords } from '../../../src/chart/records.js';
import { coded, type Resource } from '../../support/her2-bundle.js';

const identifier = [{ system: 'http://lab', value: 'A1' }];
const report = (id: string, members: Resource): Resource => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  code: coded('60568-3'),
  effectiveDateTime: '2026-06-01',
  identifier,
  ...members,
});
const found = (resources: readonly Resource[]) => {
  const index = (all: readonly Resource[]) => findSuperseded(indexRecords(all.map((resource) => ({ resource }))));
  const { reports, results } = index(resources);
  expect(index(resources.toReversed())).toEqual({ reports, results });
  return { reports: [...reports].sort(), results: Object.fromEntries(results) };
};
const nothing = { reports: [], results: {} };
const older = { reports: ['DiagnosticReport/a'], results: {} };
const pair = (a: Resource, b: Resource) => found([report('a', a), report('b', { status: 'amended', ...b })]);

describe('an amended report replaces the earlier version', () => {
  it.each<readonly [string, Resource, Resource]>([
    ['of the same identifier and code', {}, {}],
    ['corrected', {}, { status: 'corrected' }],
    ['issued later', { issued: '2026-06-01T08:00:00Z' }, { issued: '2026-06-02T08:00:00Z' }],
    ['dated later', {}, { effectiveDateTime: '2026-06-02' }],
    ['with an identifier without a system', { identifier: [{ value: 'A1' }] }, { identifier: [{ value: 'A1' }] }],
    ['with one of two identifiers', {}, { identifier: [{ value: 'other' }, ...identifier] }],
    ['with a code in words', { code: { text: 'Pathology' } }, { code: { text: 'Pathology' } }],
    [
      'of the same specimen',
      { identifier: [], specimen: [{ reference: 'Specimen/s1' }] },
      { identifier: [], specimen: [{ reference: 'Specimen/s1' }] },
    ],
    [
      'of the same two specimens in another order',
      { identifier: [], specimen: [{ reference: 'Specimen/s1' }, { reference: 'Specimen/s2' }] },
      { identifier: [], specimen: [{ reference: 'Specimen/s2' }, { reference: 'Specimen/s1' }] },
    ],
    [
      'of a single specimen',
      { identifier: [], specimen: { reference: 'Specimen/s1' } },
      { identifier: [], specimen: [{ reference: 'Specimen/s1' }] },
    ],
  ])('%s', (_how, a, b) => expect(pair(a, b)).toEqual(older));

  it.each<readonly [string, Resource, Resource]>([
    ['a later final report', {}, { status: 'final' }],
    ['an amended report of an earlier day', { effectiveDateTime: '2026-06-03' }, {}],
    ['another identifier', {}, { identifier: [{ system: 'http://lab', value: 'A2' }] }],
    ['the same number of another laboratory', {}, { identifier: [{ system: 'http://other', value: 'A1' }] }],
    [
      'an identifier without a value',
      { identifier: [{ system: 'http://lab' }] },
      { identifier: [{ system: 'http://lab' }] },
    ],
    ['another code', {}, { code: coded('22637-3') }],
    ['the same code of another system', {}, { code: coded('60568-3', 'http://other') }],
    ['no code', { code: {} }, { code: {} }],
    ['other words', { code: { text: 'Pathology' } }, { code: { text: 'Cytology' } }],
    [
      'a local code without a system and another',
      { code: { coding: [{ code: 'A' }] } },
      { code: { coding: [{ code: 'B' }] } },
    ],
    [
      'one of two specimens',
      { identifier: [], specimen: [{ reference: 'Specimen/s1' }, { reference: 'Specimen/s2' }] },
      { identifier: [], specimen: [{ reference: 'Specimen/s1' }] },
    ],
    ['neither identifier nor specimen', { identifier: [] }, { identifier: [] }],
  ])('%s replaces nothing', (_how, a, b) => expect(pair(a, b)).toEqual(nothing));

  it('of two amended versions the later replaces the others', () => {
    const versions = [
      report('a', {}),
      report('b', { status: 'amended', effectiveDateTime: '2026-06-02' }),
      report('c', { status: 'amended', effectiveDateTime: '2026-06-03' }),
    ];
    expect(found(versions).reports).toEqual(['DiagnosticReport/a', 'DiagnosticReport/b']);
  });

  it('of two amended versions of one day the one with the later reference stays', () => {
    const versions = [report('b', { status: 'amended' }), report('c', { status: 'amended' })];
    expect(found(versions).reports).toEqual(['DiagnosticReport/b']);
  });

  it('results that only the earlier version names are replaced with it', () => {
    const result = (...ids: readonly string[]) => ids.map((id) => ({ reference: `Observation/${id}` }));
    expect(pair({ result: result('1', '2') }, { result: result('2', '3') })).toEqual({
      reports: ['DiagnosticReport/a'],
      results: { 'Observation/1': 'DiagnosticReport/b' },
    });
  });
});

describe('an amended Observation', () => {
  const observation = (id: string, members: Resource): Resource => ({
    ...report(id, members),
    resourceType: 'Observation',
    code: coded('85319-2'),
  });
  it('replaces the earlier one of its identifier', () => {
    expect(found([observation('a', {}), observation('b', { status: 'corrected' })])).toEqual({
      reports: [],
      results: { 'Observation/a': 'Observation/b' },
    });
  });
  it('of the same specimen alone replaces nothing: a specimen may be stained twice', () => {
    const same = { identifier: [], specimen: { reference: 'Specimen/s1' } };
    expect(found([observation('a', same), observation('b', { ...same, status: 'corrected' })])).toEqual(nothing);
  });
});
