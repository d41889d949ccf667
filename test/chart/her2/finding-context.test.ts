import { describe, expect, it } from '@jest/globals';
import { her2Of, s1, test, words } from '../../support/her2-bundle.js';

const settled: ReadonlySet<string> = new Set(['positive', 'low', 'ultralow', 'null']);
const answer = (text: string, code: string) => her2Of([s1, test(code, words(text))]);
const codes = ['85319-2', '48676-1'] as const;

describe('a text as the value of a HER2 test that speaks of something else settles nothing', () => {
  it.each([
    'Patient is positive her pulse is rapid',
    'Positive family history',
    'Positive for carcinoma',
    'See report: positive for breast cancer',
    'Patient positive about treatment',
    'Lymph nodes positive',
    '3 cm',
    '1 core biopsy',
    '3 positive controls',
    '2 blocks',
    '?3+',
    'HER2 score: 3 of 3 controls passed',
    'negative for HER2-low',
    'HER2 0 in 90%, 3+ in 10%',
    'HER2 positive in DCIS',
    'ERBB2 amplification detected by NGS',
    'HER2 3+ in 5% of tumor cells',
    'HER2 3+ in 5% of tumor cells, remaining 1+',
    'HER2 3+ (positive control)',
    'HER2 (4B5): 3+ staining in control',
    'Mother had HER2-positive breast cancer',
    'Mutter mit HER2-positivem Mammakarzinom',
    'Status post trastuzumab for HER2+ breast cancer',
    'Possible HER2-low',
    'HER2 positive (3+) in DCIS; invasive component too small',
  ])('%s', (text) => {
    for (const code of codes)
      expect({ text, code, settled: settled.has(answer(text, code).category) }).toEqual({ text, code, settled: false });
  });

  it('a length under the code of a gene test is no ratio', () => {
    expect(answer('3 cm', '85318-4').reason).toBe('ISH_INCOMPLETE');
    expect(answer('3 cm', '85318-4').flags).toEqual(['ISH_UNINTERPRETABLE']);
  });
});

describe('a verdict beside words of the test itself counts', () => {
  it.each([
    'Positive',
    'strongly positive',
    'Result: positive',
    'Positive, score not given',
    'Tumor cells positive',
    'Invasive carcinoma: positive',
    'IHC positive',
    'Ergebnis: stark positiv',
    'Resultado positivo',
    'The patient has a mass. HER2 is positive.',
  ])('%s', (text) => {
    for (const code of codes) expect(answer(text, code).category).toBe('positive');
  });

  it.each(['Tumor negative', 'Negative (see note)'])('%s is negative without a score', (text) => {
    expect(answer(text, '85319-2').reason).toBe('NEGATIVE_WITHOUT_SCORE');
  });
});

describe('a score and how much of the tumour it is of', () => {
  it('3+ in 80 % of cells is positive', () => {
    expect(answer('HER2 3+ in 80% of tumor cells', '85319-2').category).toBe('positive');
  });

  it('3+ of the control takes nothing from the score of the tumour', () => {
    expect(answer('HER2 3+ (positive control), HER2 of the tumor 1+', '85319-2').category).toBe('low');
  });
});

describe('equivocal beside a score that is not', () => {
  it.each(['1+ (equivocal)', 'Equivocal (score 0)', '3+, equivocal'])('%s contradicts itself', (text) => {
    expect(answer(text, '85319-2').reason).toBe('OVERALL_CONFLICT');
  });
});
