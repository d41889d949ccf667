import { describe, expect, it } from '@jest/globals';
import { readHer2 } from '../../../src/chart/her2/read-her2.js';
import { indexRecords } from '../../../src/chart/records.js';
import { coded, ihc, ish, knowledge, type Resource, test } from '../../support/her2-bundle.js';

const resultsOf = (...resources: readonly Resource[]) =>
  readHer2(indexRecords(resources.map((resource) => ({ resource }))), knowledge()).facts.results;

describe('what one Observation gives', () => {
  it('an IHC score and an ISH component are two results that belong together', () => {
    const results = resultsOf({ ...ihc('2+'), component: [{ code: coded('49683-6'), valueQuantity: { value: 1.2 } }] });
    expect(results.map(({ method, shares }) => [method, shares])).toEqual([
      ['ihc', ['Observation/ihc']],
      ['ish', ['Observation/ihc']],
    ]);
  });

  it('beside those of its report, sorted', () => {
    const report = { resourceType: 'DiagnosticReport', id: 'r', result: [{ reference: 'Observation/ihc' }] };
    const results = resultsOf(report, {
      ...ihc('2+'),
      component: [{ code: coded('49683-6'), valueQuantity: { value: 1.2 } }],
    });
    expect(results.map(({ shares }) => shares)).toEqual([
      ['DiagnosticReport/r', 'Observation/ihc'],
      ['DiagnosticReport/r', 'Observation/ihc'],
    ]);
    expect(resultsOf(report, ihc('2+'))[0]?.shares).toEqual(['DiagnosticReport/r']);
    expect(resultsOf(ihc('2+'))[0]?.shares).toEqual([]);
  });

  it('a test without a value is a result that says so', () => {
    expect(resultsOf(test('85319-2', {}))).toMatchObject([{ method: 'ihc', empty: 'missing' }]);
    expect(resultsOf(test('85319-2', { dataAbsentReason: coded('not-performed') }))).toMatchObject([
      { empty: 'not-performed' },
    ]);
    expect(resultsOf(test('85319-2', { valueString: 'see below' }))).toMatchObject([{ empty: 'not-understood' }]);
    expect(resultsOf(test('85318-4', { valueString: 'see below' }))).toMatchObject([
      { empty: undefined, ish: { unreadable: true } },
    ]);
  });

  it('a panel that only lists its members is none', () => {
    const panel = test('85318-4', { hasMember: [{ reference: 'Observation/ihc' }] });
    expect(resultsOf(panel)).toEqual([]);
    expect(resultsOf({ ...panel, valueString: 'amplified' })).toHaveLength(1);
  });

  it('cells counted alone are none, a ratio alone is one', () => {
    expect(resultsOf(test('62361-1', { valueQuantity: { value: 20 } }))).toEqual([]);
    expect(resultsOf(test('49683-6', { valueQuantity: { value: 2.4 } }))).toHaveLength(1);
    expect(resultsOf(test('74860-8', { valueQuantity: { value: 2.4 } }))).toHaveLength(1);
    expect(resultsOf(test('74861-6', { valueQuantity: { value: 2.4 } }))).toHaveLength(1);
    expect(resultsOf(test('49683-6', { valueQuantity: { value: -1 } }))).toMatchObject([{ invalid: true }]);
  });
});

describe('the probe is that of the method', () => {
  it.each([
    ['Dual-probe ISH', 'dual'],
    ['two-color', 'dual'],
    ['two-colour', 'dual'],
    ['DISH', 'dual'],
    ['Doppelsonde', 'dual'],
    ['single probe', 'single'],
    ['Einzelsonde', 'single'],
    ['SISH', 'single'],
    ['FISH', undefined],
  ])('%s: %s', (text, probe) => {
    const of = (method: Resource) => resultsOf({ ...ish({ ratio: 1.5 }), method })[0]?.ish?.probe;
    expect(of({ text })).toBe(probe);
    expect(of({ coding: [{ code: 'x', display: text }] })).toBe(probe);
  });
});
