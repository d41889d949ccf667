import { describe, expect, test } from '@jest/globals';
import { coded, type Resource } from '../../support/her2-bundle.js';
import { answerTo } from '../../support/her2-sentence.js';

const answers = { '1+': 'LA11841-6', '2+': 'LA11842-4', '3+': 'LA11843-2' } as const;

const scored = (score: keyof typeof answers, beside: Resource = {}): Resource => ({
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  effectiveDateTime: '2026-06-01',
  code: coded('85319-2'),
  valueCodeableConcept: coded(answers[score]),
  ...beside,
});

const reported = (conclusion: string, day: string): Resource => ({
  resourceType: 'DiagnosticReport',
  id: 'r',
  status: 'final',
  effectiveDateTime: day,
  code: coded('22637-3'),
  conclusion,
});

describe('a note beside a coded 1+', () => {
  test.each([
    'Pertuzumab for HER2-positive disease discussed',
    'HER2 3+ would be required',
    'Patient asks about HER2-ultralow drugs',
    'HER2 ultralow not assessed',
    'Trial requires HER2 0 or 1+',
    'kein HER2-low',
  ])('"%s" changes nothing', (text) => {
    expect(answerTo([scored('1+', { note: [{ text }] })]).category).toBe('low');
  });
});

describe('a report with IHC and ISH that is linked to nothing', () => {
  test.each(['2026-05-28', '2026-06-01', '2026-06-20'])('conflicts with the Observation near in time: %s', (day) => {
    const answer = answerTo([scored('3+'), reported('HER2 IHC 2+, FISH not amplified', day)]);
    expect(answer).toMatchObject({ category: 'indeterminate', reason: 'CONFLICTING_READS' });
    expect(answer.flags).toEqual(expect.arrayContaining(['DATA_CONFLICT', 'SPECIMEN_LINK_ASSUMED']));
  });

  test('resolves the 2+ that it repeats', () => {
    const answer = answerTo([scored('2+'), reported('HER2 IHC 2+, FISH not amplified', '2026-06-05')]);
    expect(answer).toMatchObject({ category: 'low', nextStep: 'ELIGIBILITY_REVIEW' });
  });

  test('asks for a review where one of two reads disagrees with the ISH', () => {
    const answer = answerTo([scored('1+'), reported('HER2 IHC 2+, FISH amplified', '2026-06-05')]);
    expect(answer).toMatchObject({ category: 'positive', nextStep: 'REVIEW_DISCORDANCE' });
    expect(answer.flags).toContain('IHC_ISH_DISCORDANT');
  });

  test('three months later is a specimen of its own', () => {
    const answer = answerTo([scored('3+'), reported('HER2 IHC 2+, FISH not amplified', '2026-09-01')]);
    expect(answer.flags).toEqual(expect.arrayContaining(['HER2_CHANGED_OVER_TIME', 'PRIOR_POSITIVE']));
  });
});
