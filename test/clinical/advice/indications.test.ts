import { describe, expect, test } from '@jest/globals';
import { couldApply, hangsOnHer2, isNearlyDocumented, nearestTwo } from '../../../src/clinical/advice/indications.js';
import type { Appraisal } from '../../../src/clinical/assessment.js';
import { type MissingItem, missingItems } from '../../../src/clinical/eligibility/vocabulary.js';

type Truth = Appraisal['criteria'][number]['truth'];
const kinds = ['her2-category', 'adult', 'advanced-disease'] as const;

function appraisal(id: string, truths: Partial<Record<(typeof kinds)[number], Truth>>): Appraisal {
  const said = kinds.map((criterion) => truths[criterion] ?? 'met');
  return {
    id,
    region: 'US',
    result: said.includes('not-met') ? 'not-met' : said.includes('unknown') ? 'missing-data' : 'met',
    missing: [],
    criteria: kinds.map((criterion) => ({ criterion, truth: truths[criterion] ?? 'met', because: [], missing: [] })),
    source: 'label',
    since: '2025-01-27',
  };
}

const open = (...missing: readonly MissingItem[]): Appraisal => ({
  ...appraisal('open', { adult: 'unknown' }),
  missing,
});

describe('an indication worth a discussion', () => {
  test('is met, or lacks only what a clinician can answer at once', () => {
    expect(isNearlyDocumented(appraisal('met', {}))).toBe(true);
    expect(isNearlyDocumented(open('age', 'progression on endocrine therapy'))).toBe(true);
    expect(isNearlyDocumented(open('age', 'stage'))).toBe(false);
    expect(isNearlyDocumented({ ...appraisal('false', { adult: 'not-met' }), missing: ['age'] })).toBe(false);
  });

  test('never waits for a result of pathology or for the record of treatment', () => {
    expect(missingItems.filter((item) => !isNearlyDocumented(open(item)))).toEqual([
      'HER2 IHC score',
      'HER2 result',
      'ISH result',
      'complete record of prior therapies',
      'end date of adjuvant chemotherapy',
      'end date of prior anti-HER2 therapy',
      'endocrine partner of the CDK4/6 inhibitor',
      'metastatic or unresectable disease',
      'residual invasive disease after neoadjuvant treatment',
      'stage',
      'taxane-based neoadjuvant treatment',
      'was an endocrine therapy given with ovarian suppression?',
    ]);
  });
});

describe('what another HER2 result could open', () => {
  test('an indication that fails on the HER2 category alone', () => {
    expect(couldApply(appraisal('a', { 'her2-category': 'not-met' }))).toBe(true);
    expect(couldApply(appraisal('a', { adult: 'not-met' }))).toBe(false);
    expect(couldApply(appraisal('a', { adult: 'unknown' }))).toBe(true);
  });

  test('an unknown category with nothing documented as false is what testing decides', () => {
    expect(hangsOnHer2(appraisal('a', { 'her2-category': 'unknown' }))).toBe(true);
    expect(hangsOnHer2(appraisal('a', { 'her2-category': 'not-met' }))).toBe(false);
    expect(hangsOnHer2(appraisal('a', { adult: 'unknown' }))).toBe(false);
    expect(hangsOnHer2(appraisal('a', { 'her2-category': 'unknown', adult: 'not-met' }))).toBe(false);
  });
});

describe('the two indications of a card', () => {
  const ids = (...appraisals: readonly Appraisal[]) => nearestTwo(appraisals).map(({ id }) => id);

  test('are of the category on record before others', () => {
    const other = appraisal('a', { 'her2-category': 'not-met' });
    const own = appraisal('b', { adult: 'not-met', 'advanced-disease': 'not-met' });
    expect(ids(other, own)).toEqual(['b', 'a']);
    expect(ids(own, other)).toEqual(['b', 'a']);
  });

  test('have the fewest conditions documented as false, then the fewest not documented', () => {
    const oneFalse = appraisal('a', { adult: 'not-met' });
    const twoOpen = { ...appraisal('b', { adult: 'unknown' }), missing: ['age', 'stage'] as const };
    const oneOpen = { ...appraisal('c', { adult: 'unknown' }), missing: ['age'] as const };
    expect(ids(oneFalse, twoOpen, oneOpen)).toEqual(['c', 'b']);
    expect(ids(oneOpen, oneFalse)).toEqual(['c', 'a']);
  });

  test('are named in one order where nothing else tells them apart', () => {
    expect(ids(appraisal('b', {}), appraisal('a', {}), appraisal('c', {}))).toEqual(['a', 'b']);
    expect(ids(appraisal('c', {}), appraisal('b', {}), appraisal('a', {}))).toEqual(['a', 'b']);
  });
});
