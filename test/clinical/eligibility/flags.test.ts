import { describe, expect, test } from '@jest/globals';
import type { Given } from '../../../src/clinical/eligibility/answer.js';
import { appraise } from '../../../src/clinical/eligibility/appraise.js';
import { flagsOf } from '../../../src/clinical/eligibility/flags.js';
import type { DrugClass, Therapy } from '../../../src/clinical/facts/therapy.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { disease, given, her2, therapy } from '../../support/clinical-facts.js';

const { indications } = loadKnowledge();
const flags = (facts: Given): readonly string[] => flagsOf({ ...facts, appraisals: appraise(facts, indications) });
const on = (...therapies: readonly Therapy[]): Given => given({ therapies });
const letrozole = (more: Partial<Therapy> = {}): Therapy =>
  therapy('letrozole', 'endocrine', { start: '2024-04-01', outcome: 'completed', ...more });
const next = (kind: DrugClass, more: Partial<Therapy> = {}): Therapy =>
  therapy('another drug', kind, { start: '2025-04-01', ...more });

describe('an endocrine therapy followed by another line suggests a progression that nobody documented', () => {
  const suggests = (...therapies: readonly Therapy[]) => flags(on(...therapies)).includes('PROGRESSION_NOT_DOCUMENTED');

  test('another metastatic line after it', () => {
    expect(suggests(letrozole(), next('chemotherapy'))).toBe(true);
    expect(suggests(letrozole(), next('endocrine'))).toBe(true);
  });
  test('nothing after it', () => {
    expect(suggests(letrozole())).toBe(false);
  });
  test.each([
    'cdk4/6',
    'pi3k/akt/mtor',
    'ovarian-suppression',
  ] as const)('a partner drug (%s) makes no line', (kind) => {
    expect(suggests(letrozole(), next(kind))).toBe(false);
  });
  test('an adjuvant course makes no line of advanced disease', () => {
    expect(suggests(letrozole(), next('chemotherapy', { setting: 'adjuvant' }))).toBe(false);
  });
  test('a line that certainly began before it was not its successor', () => {
    expect(suggests(letrozole(), next('chemotherapy', { start: '2024-03-15' }))).toBe(false);
    expect(suggests(letrozole(), next('chemotherapy', { start: '2024-04-01' }))).toBe(true);
    expect(suggests(letrozole({ start: '2024-04' }), next('chemotherapy', { start: '2024-03' }))).toBe(false);
  });
  test('a line of unknown start may have followed', () => {
    const { start: _, ...undated } = next('chemotherapy');
    expect(suggests(letrozole(), undated)).toBe(true);
    const { start: __, ...unknown } = letrozole();
    expect(suggests(unknown, next('chemotherapy'))).toBe(true);
  });
  test('an adjuvant endocrine therapy is not a line that progressed', () => {
    expect(suggests(letrozole({ setting: 'adjuvant' }), next('chemotherapy'))).toBe(false);
  });
});

describe('antibody-drug conjugates are not counted as chemotherapy', () => {
  const adc = (kind: DrugClass, setting: Therapy['setting'] = 'metastatic') =>
    flags(on(next(kind, { setting }))).includes('ADC_NOT_COUNTED_AS_CHEMOTHERAPY');

  test.each(['trop2-adc', 'her2-adc'] as const)('%s for metastatic disease, or of unknown setting', (kind) => {
    expect(adc(kind)).toBe(true);
    expect(adc(kind, 'unknown')).toBe(true);
  });
  test('not where it was adjuvant, and not for another class', () => {
    expect(adc('her2-adc', 'adjuvant')).toBe(false);
    expect(adc('endocrine')).toBe(false);
  });
  test('not where a chemotherapy decides already', () => {
    expect(flags(on(next('trop2-adc'), therapy('capecitabine', 'chemotherapy')))).not.toContain(
      'ADC_NOT_COUNTED_AS_CHEMOTHERAPY',
    );
  });
});

describe('recurrence after treatment of early disease', () => {
  const early = (kind: DrugClass, setting: Therapy['setting'], end: string) =>
    therapy('earlier drug', kind, { setting, start: '2023-06-01', end, outcome: 'completed' });

  test('within six months of neoadjuvant chemotherapy deserves a look', () => {
    const review = (course: Therapy) => flags(on(course)).includes('NEOADJUVANT_RECURRENCE_REVIEW');
    expect(review(early('chemotherapy', 'neoadjuvant', '2023-12-01'))).toBe(true);
    expect(review(early('endocrine', 'neoadjuvant', '2023-12-01'))).toBe(false);
    expect(review(early('chemotherapy', 'adjuvant', '2023-12-01'))).toBe(false);
    expect(review(early('chemotherapy', 'neoadjuvant', '2023-08-01'))).toBe(false);
  });

  const firstLine = her2('positive', { ascoCapStatus: 'positive' });
  const differs = (course: Therapy) =>
    flags(given({ therapies: [course] }, firstLine)).includes('TRIAL_POPULATION_DIFFERS');

  test('within six months of curative chemotherapy or anti-HER2 therapy differs from the first-line trial', () => {
    expect(differs(early('chemotherapy', 'adjuvant', '2023-12-01'))).toBe(true);
    expect(differs(early('anti-her2-mab', 'neoadjuvant', '2023-12-01'))).toBe(true);
    expect(differs(early('endocrine', 'adjuvant', '2023-12-01'))).toBe(false);
    expect(differs(early('chemotherapy', 'adjuvant', '2023-06-15'))).toBe(false);
  });

  test('one line of endocrine therapy was allowed in that trial, two were not', () => {
    const lines = (...therapies: readonly Therapy[]) =>
      flags(given({ therapies }, firstLine)).filter((flag) => flag.startsWith('TRIAL_'));
    expect(lines(letrozole())).toEqual(['TRIAL_ALLOWED_ONE_ET_LINE']);
    expect(lines(letrozole(), letrozole({ start: '2025-01-01' }))).toEqual(['TRIAL_ALLOWED_ONE_ET_LINE']);
    expect(lines(letrozole(), next('endocrine'))).toEqual(['TRIAL_POPULATION_DIFFERS']);
    expect(lines(letrozole({ setting: 'adjuvant', end: '2022-01-01' }))).toEqual([]);
  });
});

describe('safety and status', () => {
  test('an ejection fraction of exactly 50 % is not below it', () => {
    const lvef = (percent: number) =>
      flags(given({ safety: { lvef: { percent, evidence: [] } } })).includes('SAFETY_LVEF_BELOW_50');
    expect([lvef(49.9), lvef(50)]).toEqual([true, false]);
    expect(flags(given())).not.toContain('SAFETY_LVEF_BELOW_50');
  });
  test('ER low positive is said only where it was reported', () => {
    const er = (lowPositive: boolean) =>
      flags(
        given({
          receptors: {
            er: { status: 'positive', evidence: [], lowPositive },
            pr: { status: 'negative', evidence: [] },
          },
        }),
      );
    expect(er(true)).toContain('ER_LOW_POSITIVE');
    expect(er(false)).not.toContain('ER_LOW_POSITIVE');
  });
  test('T-DXd before, whatever became of it', () => {
    expect(flags(on(next('t-dxd')))).toContain('ALREADY_TREATED_WITH_TDXD');
    expect(flags(on(next('her2-adc')))).not.toContain('ALREADY_TREATED_WITH_TDXD');
  });
  test('an earlier positive result', () => {
    expect(flags(given({}, her2('low', { flags: ['PRIOR_POSITIVE'] })))).toContain('PRIOR_POSITIVE');
    expect(flags(given({}, her2('low', { flags: ['PRIOR_LOW'] })))).not.toContain('PRIOR_POSITIVE');
  });
});

describe('age', () => {
  const age = (birthDate: string | undefined) => {
    const { birthDate: _, ...facts } = given().chart;
    const chart = birthDate === undefined ? facts : { ...facts, birthDate };
    return appraise({ ...given(), chart }, indications)[0]?.criteria.find(({ criterion }) => criterion === 'adult');
  };
  test('18 years on the day is an adult, one day less is not', () => {
    expect(age('2008-11-24')?.truth).toBe('met');
    expect(age('2008-11-25')?.truth).toBe('not-met');
  });
  test('a year of birth counts only where every day of it agrees', () => {
    expect([age('2007')?.truth, age('2008')?.truth, age('2009')?.truth]).toEqual(['met', 'unknown', 'not-met']);
  });
  test('a month of birth that holds the birthday leaves the age open', () => {
    expect([age('2008-10')?.truth, age('2008-11')?.truth, age('2008-12')?.truth]).toEqual([
      'met',
      'unknown',
      'not-met',
    ]);
  });
  test('a birth in the future says nothing, with the value that says it', () => {
    expect(age('2027-01-01')).toMatchObject({
      truth: 'unknown',
      because: [{ path: 'birthDate', verbatim: '2027-01-01' }],
    });
  });
  test('without a birth date the age is asked for and nothing is cited', () => {
    expect(age(undefined)).toMatchObject({ truth: 'unknown', because: [] });
    const { birthDate: _, ...chart } = given({ therapies: [letrozole({ outcome: 'progression' })] }).chart;
    const found = appraise({ ...given(), chart }, indications).find(({ id }) => id === 'US-HRPOS-LOW-ULTRALOW-ET');
    expect(found?.missing).toEqual(['age']);
  });
});

test('adjuvant treatment presupposes that no metastasis is documented', () => {
  const extent = (value: 'early' | 'metastatic' | 'unresectable' | 'unknown') =>
    appraise(given({ disease: disease({ extent: value }) }), indications)
      .flatMap(({ criteria }) => criteria)
      .find(({ criterion }) => criterion === 'no-metastatic-disease')?.truth;
  expect([extent('early'), extent('metastatic'), extent('unknown')]).toEqual(['met', 'not-met', 'unknown']);
});
