import { describe, expect, it } from '@jest/globals';
import type { IhcScore, Staining } from '../../../src/clinical/facts/her2.js';
import { findingOfIhc } from '../../../src/clinical/her2/ihc-finding.js';
import { her2Result } from '../../support/clinical-facts.js';
import { her2Of, ihc, ish, lineOf, s1, test, words } from '../../support/her2-bundle.js';

const anyMembrane = 'Percentage of tumor cells with membrane staining';
const faint = 'Percentage of tumor cells with faint incomplete membrane staining';
const complete = 'Percentage of tumor cells with uniform intense complete membrane staining';

const category = (...given: Parameters<typeof her2Of>[0]) => her2Of(given).category;
const group = (ratio: number | string, copies: number) => her2Of([s1, ihc('1+'), ish({ ratio, copies })]).ishGroup;

describe('dual-probe groups at their thresholds', () => {
  it.each([
    [2, 4, 1],
    [2, 3.99, 2],
    [1.99, 6, 3],
    [1.99, 5.99, 4],
    [1.99, 4, 4],
    [1.99, 3.99, 5],
    [2, 6, 1],
    [0.1, 0.1, 5],
  ])('ratio %d with %d HER2 signals per cell is group %d', (ratio, copies, wanted) => {
    expect(group(ratio, copies)).toBe(wanted);
  });

  it.each([
    ['>=2.0', 4, 1],
    ['<2.0', 4, 4],
    ['<1.8', 3, 5],
    ['>2.2', 3, 2],
  ])('ratio %s with %d HER2 signals per cell is group %d', (ratio, copies, wanted) => {
    expect(group(ratio, copies)).toBe(wanted);
  });

  it.each(['<=2.0', '>1.8'])('ratio %s leaves both sides of 2.0 open', (ratio) => {
    expect(group(ratio, 5)).toBeUndefined();
    expect(her2Of([s1, ihc('2+'), ish({ ratio, copies: 5 })]).reason).toBe('ISH_INCOMPLETE');
  });

  it('a ratio of 2.0 derived from 4.2 copies and 2.1 CEP17 is not below 2.0', () => {
    const answer = her2Of([s1, ihc('2+'), ish({ copies: 4.2, cep17: 2.1 })]);
    expect([answer.category, answer.ishGroup, answer.flags]).toEqual(['positive', 1, ['RATIO_DERIVED']]);
  });

  it('a ratio that differs from copies/CEP17 by rounding is no contradiction', () => {
    expect(lineOf(her2Of([s1, ihc('2+'), ish({ ratio: 2, copies: 4.1, cep17: 2.1 })]))).toBe(
      'positive | positive | 1 | - | ELIGIBILITY_REVIEW |',
    );
  });
});

describe('single probe at its thresholds, IHC 2+', () => {
  it.each([
    [3.99, 'low'],
    [4, 'equivocal'],
    [5.99, 'equivocal'],
    [6, 'positive'],
  ])('%d HER2 signals per cell is %s', (copies, wanted) => {
    expect(category(s1, ihc('2+'), ish({ copies, probe: 'single' }))).toBe(wanted);
  });
});

describe('10 % of cells', () => {
  it.each([
    { score: '0', words: faint, percent: 10, wanted: 'ultralow' },
    { score: '0', words: faint, percent: 10.01, wanted: 'indeterminate' },
    { score: '0', words: anyMembrane, percent: 10, wanted: 'ultralow' },
    { score: '0', words: anyMembrane, percent: 11, wanted: 'indeterminate' },
    { score: '0', words: anyMembrane, percent: 0, wanted: 'null' },
    { score: '0', words: anyMembrane, percent: 0.1, wanted: 'ultralow' },
    { score: '1+', words: faint, percent: 10, wanted: 'indeterminate' },
    { score: '1+', words: faint, percent: 11, wanted: 'low' },
    { score: '3+', words: complete, percent: 10, wanted: 'indeterminate' },
    { score: '3+', words: complete, percent: 11, wanted: 'positive' },
  ] as const)('IHC $score with "$words" of $percent is $wanted', ({ score, words, percent, wanted }) => {
    expect(category(s1, ihc(score, [[words, percent]]))).toBe(wanted);
  });

  it.each([
    ['Score 0, membrane staining in <1% of tumor cells', 'ultralow', undefined],
    ['Score 0, membrane staining in 0-5% of tumor cells', 'indeterminate', 'IHC0_STAINING_NOT_REPORTED'],
    ['Score 0, membrane staining in <=10% of tumor cells', 'indeterminate', 'IHC0_STAINING_NOT_REPORTED'],
    ['Score 0, faint incomplete membrane staining in 10-15% of tumor cells', 'indeterminate', 'SCORE_PERCENT_CONFLICT'],
    [
      'Score 1+, faint incomplete membrane staining in 10-15% of tumor cells',
      'indeterminate',
      'SCORE_PERCENT_CONFLICT',
    ],
  ])('"%s" is %s', (text, wanted, reason) => {
    const answer = her2Of([s1, test('85319-2', words(text))]);
    expect([answer.category, answer.reason]).toEqual([wanted, reason]);
  });

  it.each([-1, 100.5, 140])('%d percent cannot be', (percent) => {
    expect(her2Of([s1, ihc('0', [[anyMembrane, percent]])]).reason).toBe('INVALID_VALUE');
  });
});

describe('a score beside statements of staining that contradict it or each other', () => {
  const answerTo = (score: IhcScore, said: Partial<Staining>, percents: Staining['percents'] = []) => {
    const staining = { percents, membrane: undefined, intensity: undefined, completeness: undefined, ...said };
    const { states, problem } = findingOfIhc([her2Result({ scores: [score], staining })]);
    return problem ?? states.join();
  };

  it.each([
    { membrane: 'none', intensity: 'faint' },
    { membrane: 'none', intensity: 'weak' },
    { membrane: 'present', intensity: 'none' },
  ] as const)('0 with membrane staining $membrane and intensity $intensity is neither null nor ultralow', (said) => {
    expect(answerTo('0', said)).toBe('0, staining not reported');
  });

  it.each(['1+', '2+', '3+'] as const)('intensity none contradicts %s', (score) => {
    expect(answerTo(score, { intensity: 'none' })).toBe('SCORE_PERCENT_CONFLICT');
  });
});

describe('a blinded recount that moves a 2+ between groups 1 and 5', () => {
  const amplified = { ratio: 2.4, copies: 5 };
  const negative = { ratio: 1.4, copies: 3 };
  it.each([
    ['from 1 to 5', amplified, negative],
    ['from 5 to 1', negative, amplified],
  ])('%s waits for adjudication', (_way, first, second) => {
    const answer = her2Of([s1, ihc('2+'), ish(first), ish({ ...second, recount: true }, { id: 'recount' })]);
    expect([answer.category, answer.ascoCapStatus, answer.reason, answer.nextStep]).toEqual([
      'equivocal',
      'equivocal',
      'ISH_INCOMPLETE',
      'ISH_RECOUNT_AND_ADJUDICATE',
    ]);
  });

  it('is settled by the conclusion of the laboratory', () => {
    const recount = ish({ ...negative, recount: true, says: 'not amplified' }, { id: 'recount' });
    expect(category(s1, ihc('2+'), ish(amplified), recount)).toBe('low');
  });
});
