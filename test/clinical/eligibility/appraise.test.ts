import { describe, expect, test } from '@jest/globals';
import type { Given } from '../../../src/clinical/eligibility/answer.js';
import { appraise } from '../../../src/clinical/eligibility/appraise.js';
import { flagsOf } from '../../../src/clinical/eligibility/flags.js';
import type { DrugClass, Therapy, UnreadTherapy } from '../../../src/clinical/facts/therapy.js';
import type { Reason } from '../../../src/clinical/her2/vocabulary.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { disease, given, her2, receptors, therapy } from '../../support/clinical-facts.js';

const { indications } = loadKnowledge();
const endocrine = 'US-HRPOS-LOW-ULTRALOW-ET';
const endocrineEu = 'EU-HRPOS-LOW-ULTRALOW-ET';
const chemo = 'US-LOW-CHEMO';

function appraised(facts: Given, id: string): { readonly result: string; readonly missing: readonly string[] } {
  const found = appraise(facts, indications).find((each) => each.id === id);
  if (found === undefined) throw new Error(`no indication ${id}`);
  return { result: found.result, missing: found.missing };
}

const result = (facts: Given, id: string): string => appraised(facts, id).result;
const flags = (facts: Given): readonly string[] => flagsOf({ ...facts, appraisals: appraise(facts, indications) });
const on = (...therapies: readonly Therapy[]): Given => given({ therapies });
const letrozole = (more: Partial<Therapy> = {}): Therapy => therapy('letrozole', 'endocrine', more);
const capecitabine = (more: Partial<Therapy> = {}): Therapy => therapy('capecitabine', 'chemotherapy', more);
const positive = her2('positive', { ascoCapStatus: 'positive' });

test('every appraisal holds all nine indications', () => {
  expect(appraise(given(), indications).map(({ id }) => id)).toHaveLength(9);
});

describe('endocrine therapy in the metastatic setting', () => {
  test('stated progression meets the US text', () => {
    expect(result(on(letrozole({ outcome: 'progression' })), endocrine)).toBe('met');
  });
  test('running therapy has not progressed', () => {
    expect(result(on(letrozole({ outcome: 'ongoing' })), endocrine)).toBe('not-met');
  });
  test('running therapy leaves the EU text open for the judgement alone', () => {
    expect(appraised(on(letrozole({ outcome: 'ongoing' })), endocrineEu)).toEqual({
      result: 'missing-data',
      missing: ['clinician judgement: endocrine therapy not suitable as next line'],
    });
  });
  test('a stop for toxicity is no progression', () => {
    expect(appraised(on(letrozole({ outcome: 'toxicity' })), endocrine).missing).toEqual([
      'progression on endocrine therapy',
    ]);
  });
  test('a renewed prescription of a running drug is the running line, unless it states progression', () => {
    const renewed = letrozole({ start: '2026-01-01', outcome: 'ongoing' });
    const earlier = { start: '2025-01-01', outcome: 'completed' } as const;
    expect(result(on(letrozole(earlier), renewed), endocrine)).toBe('not-met');
    expect(result(on(letrozole({ ...earlier, outcome: 'progression' }), renewed), endocrine)).toBe('met');
    expect(result(on(letrozole({ ...earlier, outcome: 'toxicity' }), renewed), endocrine)).toBe('missing-data');
    expect(result(on(letrozole({ ...earlier, end: '2026-01-15' }), renewed), endocrine)).toBe('not-met');
  });
  test('an order left open does not outweigh a statement that the drug ended later', () => {
    const order = letrozole({ start: '2025-01-01', outcome: 'ongoing', orderOnly: true });
    const ended = letrozole({ start: '2024-12-15', end: '2026-06-01', outcome: 'completed' });
    expect(result(on(ended, order), endocrine)).toBe('missing-data');
  });
  test('a switch without a reason is never taken as progression', () => {
    const facts = on(
      letrozole({ start: '2024-04-01', end: '2025-04-01', outcome: 'completed' }),
      therapy('fulvestrant', 'endocrine', { start: '2025-05-01', outcome: 'ongoing' }),
    );
    expect(appraised(facts, endocrine).missing).toEqual(['progression on endocrine therapy']);
    expect(flags(facts)).toEqual(['PROGRESSION_NOT_DOCUMENTED']);
  });
  test('adjuvant endocrine therapy does not count', () => {
    expect(result(on(letrozole({ setting: 'adjuvant', outcome: 'progression' })), endocrine)).toBe('not-met');
  });
  test('ovarian suppression alone leaves endocrine therapy undocumented', () => {
    expect(appraised(on(therapy('goserelin', 'ovarian-suppression')), endocrine).missing).toEqual([
      'was an endocrine therapy given with ovarian suppression?',
    ]);
  });
  test.each(['cdk4/6', 'pi3k/akt/mtor'] as const)('a %s inhibitor alone lacks its endocrine partner', (kind) => {
    const facts = on(therapy('inhibitor', kind, { outcome: 'progression' }));
    expect(appraised(facts, endocrine).missing).toEqual(['endocrine partner of the CDK4/6 inhibitor']);
    expect(flags(facts)).toEqual(['INCOMPLETE_REGIMEN']);
  });
  test('an endocrine therapy that ended before metastasis is not of the metastatic setting', () => {
    expect(result(on(letrozole({ setting: 'unknown', end: '2020-01-01', outcome: 'completed' })), endocrine)).toBe(
      'not-met',
    );
  });
});

describe('hormone receptors', () => {
  const progressed = [letrozole({ outcome: 'progression' })];
  test('PR alone makes the disease HR-positive', () => {
    expect(result(given({ therapies: progressed, receptors: receptors('negative', 'positive') }), endocrine)).toBe(
      'met',
    );
  });
  test('ER negative with PR unknown is not HR-negative', () => {
    const facts = given({ therapies: progressed, receptors: receptors('negative', 'unknown') });
    expect(appraised(facts, endocrine).missing).toEqual(['ER/PR status']);
    expect(flags(facts)).toEqual(['HR_STATUS_MISSING']);
  });
  test('no flag for missing receptors where no endocrine therapy was given anyway', () => {
    expect(flags(given({ therapies: [capecitabine()], receptors: receptors('unknown', 'unknown') }))).toEqual([]);
  });
});

describe('chemotherapy before T-DXd in HER2-low disease', () => {
  const adjuvant = (end: string, since: string, more: Partial<Therapy> = {}): Given =>
    given({ disease: disease({ since }), therapies: [capecitabine({ setting: 'adjuvant', end, ...more })] });

  test.each([
    ['exactly six calendar months', { end: '2026-01-02', since: '2026-07-02' }, 'met'],
    ['six months and a day', { end: '2026-01-02', since: '2026-07-03' }, 'not-met'],
    ['six months from the last day of August', { end: '2025-08-31', since: '2026-02-28' }, 'met'],
    [
      'an end known to the month that may be inside or outside',
      { end: '2026-01', since: '2026-07-10' },
      'missing-data',
    ],
    ['an end known to the month, inside for every day', { end: '2026-01', since: '2026-06-20' }, 'met'],
    ['a recurrence known to the year', { end: '2025-12-01', since: '2026' }, 'missing-data'],
  ])('recurrence %s after adjuvant chemotherapy', (_, { end, since }, expected) => {
    expect(result(adjuvant(end, since), chemo)).toBe(expected);
  });
  test('recurrence during adjuvant chemotherapy counts', () => {
    expect(result(adjuvant('2026-02-10', '2026-02-01', { start: '2025-11-01' }), chemo)).toBe('met');
  });
  test('adjuvant chemotherapy without an end date leaves the question open', () => {
    expect(appraised(given({ therapies: [capecitabine({ setting: 'adjuvant' })] }), chemo).missing).toEqual([
      'end date of adjuvant chemotherapy',
    ]);
  });
  test('neoadjuvant chemotherapy alone does not count, and is flagged where recurrence was early', () => {
    const facts = given({
      disease: disease({ since: '2026-06-01' }),
      therapies: [capecitabine({ setting: 'neoadjuvant', end: '2026-03-01' })],
    });
    expect(result(facts, chemo)).toBe('not-met');
    expect(flags(facts)).toEqual(['NEOADJUVANT_RECURRENCE_REVIEW']);
  });
  test('neoadjuvant chemotherapy of unresectable disease leaves the question open', () => {
    const facts = given({
      disease: disease({ extent: 'unresectable' }),
      therapies: [capecitabine({ setting: 'neoadjuvant' })],
    });
    expect(appraised(facts, chemo).missing).toEqual(['was chemotherapy given for unresectable disease?']);
  });
  test.each([
    'cdk4/6',
    'parp',
    'pi3k/akt/mtor',
    'immunotherapy',
    'trop2-adc',
    'her2-adc',
    'endocrine',
  ] as const)('a %s drug is not chemotherapy', (kind) => {
    expect(result(on(therapy('drug', kind, { outcome: 'progression' })), chemo)).toBe('not-met');
  });
  test('an antibody-drug conjugate as the only cytotoxic line is flagged', () => {
    expect(flags(on(therapy('sacituzumab govitecan', 'trop2-adc')))).toEqual(['ADC_NOT_COUNTED_AS_CHEMOTHERAPY']);
  });
  test('no flag for the conjugate beside counted chemotherapy', () => {
    expect(flags(on(therapy('sacituzumab govitecan', 'trop2-adc'), capecitabine()))).toEqual([]);
  });
  test('chemotherapy of unstated setting long before recurrence is documented as not counting', () => {
    expect(result(on(capecitabine({ setting: 'unknown', start: '2015-01-01', end: '2015-06-01' })), chemo)).toBe(
      'not-met',
    );
  });
  test('chemotherapy of unstated setting and dates leaves the setting open', () => {
    expect(appraised(on(capecitabine({ setting: 'unknown' })), chemo).missing).toEqual([
      'setting of prior chemotherapy',
    ]);
  });
  test('a local recurrence before the adjuvant therapy does not hide the metastatic one after it', () => {
    const facts = given({
      disease: disease({ recurrence: '2021-01-01', since: '2026-03-01' }),
      therapies: [capecitabine({ setting: 'adjuvant', start: '2025-08-01', end: '2026-01-10' })],
    });
    expect(result(facts, chemo)).toBe('met');
  });
});

describe('HER2 category and the label texts', () => {
  const treated = (category: Parameters<typeof her2>[0], more: Parameters<typeof her2>[1] = {}): Given =>
    given({ therapies: [letrozole({ outcome: 'progression' }), capecitabine()] }, her2(category, more));

  test.each([
    ['low', 'met', 'met'],
    ['ultralow', 'met', 'not-met'],
    ['null', 'not-met', 'not-met'],
    ['positive', 'not-met', 'not-met'],
  ] as const)('%s: endocrine %s, chemotherapy %s', (category, forEndocrine, forChemo) => {
    expect(result(treated(category), endocrine)).toBe(forEndocrine);
    expect(result(treated(category), chemo)).toBe(forChemo);
  });
  test('IHC 0 without staining detail may be ultralow, never low', () => {
    const facts = treated('indeterminate', { reason: 'IHC0_STAINING_NOT_REPORTED' });
    expect(appraised(facts, endocrine).missing).toEqual(['IHC 0 membrane staining detail']);
    expect(result(facts, chemo)).toBe('not-met');
  });
  test.each([
    ['NEGATIVE_WITHOUT_SCORE', 'HER2 IHC score'],
    ['LAB_INDETERMINATE', 'HER2 result'],
    ['ISH_INTERPRETATION_CONFLICT', 'ISH result'],
  ] as const satisfies readonly (readonly [Reason, string])[])('%s asks for: %s', (reason, missing) => {
    expect(appraised(treated('indeterminate', { reason }), chemo).missing).toEqual([missing]);
  });
  test('a negative status rules the HER2-positive indications out', () => {
    const facts = given({}, her2('indeterminate', { reason: 'NEGATIVE_WITHOUT_SCORE' }));
    expect(result(facts, 'US-HER2POS-1L')).toBe('not-met');
  });
  test('a 1+ whose staining is that of 3+ leaves the HER2-positive indications open', () => {
    const her2Facts = { ascoCapStatus: 'indeterminate', reason: 'SCORE_PERCENT_CONFLICT' } as const;
    const facts = given({}, her2('indeterminate', her2Facts));
    expect(appraised(facts, 'US-HER2POS-1L').missing).toEqual(['HER2 IHC score']);
  });
  test('2+ without ISH may be positive or low', () => {
    const facts = given({}, her2('equivocal', { ascoCapStatus: 'equivocal', reason: 'ISH_PENDING' }));
    expect(appraised(facts, 'US-HER2POS-1L').missing).toEqual(['ISH result']);
  });
  test('no HER2 result leaves open what is not documented false otherwise', () => {
    const facts = given({}, her2('none', { ascoCapStatus: 'none', reason: 'NO_USABLE_RESULT' }));
    expect(appraised(facts, 'US-HER2POS-1L').missing).toEqual(['HER2 result']);
    expect(result(facts, endocrine)).toBe('not-met');
  });
});

describe('what was not given, where not every record was read', () => {
  const unread = (...classes: readonly DrugClass[]): UnreadTherapy => ({
    classes,
    evidence: { reference: 'MedicationStatement/x', path: 'medicationCodeableConcept', verbatim: '17' },
  });
  const complete = ['complete record of prior therapies'];
  test('an unread drug record leaves prior chemotherapy open', () => {
    expect(appraised(given({ unreadTherapies: [unread()] }), chemo).missing).toEqual(complete);
  });
  test('an unread endocrine record says nothing of chemotherapy', () => {
    expect(result(given({ unreadTherapies: [unread('endocrine')] }), chemo)).toBe('not-met');
    expect(appraised(given({ unreadTherapies: [unread('endocrine')] }), endocrine).missing).toEqual(complete);
  });
  test.each([
    'medicationStatements',
    'medicationAdministrations',
    'procedures',
  ])('%s that did not come do too', (key) => {
    expect(appraised(given({ unavailable: [key] }), chemo).missing).toEqual(complete);
    expect(appraised(given({ partial: [key] }), chemo).missing).toEqual(complete);
  });
  test('the first line is not documented by records that did not come', () => {
    expect(appraised(given({ unavailable: ['medicationStatements'] }, positive), 'US-HER2POS-1L').missing).toEqual(
      complete,
    );
  });
  test('a documented line counts whatever else did not come', () => {
    const facts = given({ therapies: [capecitabine({ setting: 'metastatic' })], unavailable: ['procedures'] });
    expect(result(facts, chemo)).toBe('met');
  });
  test('an anti-HER2 drug of unstated setting asks for its own setting, not that of chemotherapy', () => {
    const trastuzumab = therapy('trastuzumab', 'anti-her2-mab', { setting: 'unknown' });
    expect(appraised(given({ therapies: [trastuzumab] }, positive), 'US-HER2POS-1L').missing).toEqual([
      'setting of prior anti-HER2 therapy',
    ]);
  });
});

describe('HER2-positive indications', () => {
  const trastuzumab = (more: Partial<Therapy> = {}): Therapy => therapy('trastuzumab', 'anti-her2-mab', more);
  const neoadjuvant = { setting: 'neoadjuvant' } as const;
  const docetaxel = therapy('docetaxel', 'chemotherapy', { taxane: true, ...neoadjuvant });
  const early = disease({ extent: 'early', stage: 'II' });

  test('one endocrine line before the first line was allowed in the trial', () => {
    const facts = given({ therapies: [letrozole({ outcome: 'progression' })] }, positive);
    expect(result(facts, 'US-HER2POS-1L')).toBe('met');
    expect(flags(facts)).toEqual(['TRIAL_ALLOWED_ONE_ET_LINE']);
  });
  test('recurrence seven months after adjuvant trastuzumab: EU text met, US text not', () => {
    const therapies = [trastuzumab({ setting: 'adjuvant', end: '2025-10-01' })];
    const facts = given({ disease: disease({ since: '2026-05-02' }), therapies }, positive);
    expect(result(facts, 'US-HER2POS-PRIOR')).toBe('not-met');
    expect(result(facts, 'EU-HER2POS')).toBe('met');
    expect(result(facts, 'US-HER2POS-1L')).toBe('met');
    expect(flags(facts)).toEqual([]);
  });
  test('neoadjuvant trastuzumab with early recurrence counts as a prior regimen', () => {
    const therapies = [trastuzumab({ ...neoadjuvant, end: '2026-01-01' })];
    const facts = given({ disease: disease({ since: '2026-05-01' }), therapies }, positive);
    expect(result(facts, 'US-HER2POS-PRIOR')).toBe('met');
    expect(flags(facts)).toEqual(['TRIAL_POPULATION_DIFFERS']);
  });
  test.each([
    ['I', 'not-met'],
    ['II', 'met'],
    ['III', 'met'],
    ['IV', 'not-met'],
  ] as const)('neoadjuvant text, stage %s: %s', (stage, expected) => {
    expect(result(given({ disease: disease({ extent: 'early', stage }) }, positive), 'US-HER2POS-NEOADJ')).toBe(
      expected,
    );
  });
  test('once neoadjuvant therapy is recorded the neoadjuvant text is not met', () => {
    const facts = given({ disease: early, therapies: [trastuzumab(neoadjuvant), docetaxel] }, positive);
    expect(result(facts, 'US-HER2POS-NEOADJ')).toBe('not-met');
    expect(appraised(facts, 'US-HER2POS-ADJ').missing).toEqual([
      'residual invasive disease after neoadjuvant treatment',
    ]);
  });
  test('trastuzumab without a listed taxane leaves the taxane open', () => {
    const facts = given(
      { disease: { ...early, residualInvasive: 'present' }, therapies: [trastuzumab(neoadjuvant)] },
      positive,
    );
    expect(appraised(facts, 'US-HER2POS-ADJ').missing).toEqual(['taxane-based neoadjuvant treatment']);
  });
  test('metastatic disease rules the adjuvant text out', () => {
    const facts = given(
      { disease: disease({ residualInvasive: 'present' }), therapies: [trastuzumab(neoadjuvant), docetaxel] },
      positive,
    );
    expect(result(facts, 'US-HER2POS-ADJ')).toBe('not-met');
  });
});

describe('age', () => {
  const born = (birthDate: string): Given => given({ birthDate, therapies: [letrozole({ outcome: 'progression' })] });
  test.each([
    ['2008-11-24', 'met'],
    ['2008-11-25', 'not-met'],
    ['2008-11', 'missing-data'],
    ['2008', 'missing-data'],
    ['2007', 'met'],
    ['2009', 'not-met'],
    ['2030-01-01', 'missing-data'],
  ])('born %s: %s', (birthDate, expected) => {
    expect(result(born(birthDate), endocrine)).toBe(expected);
  });
});

describe('flags of the record', () => {
  test.each([
    ['ILD', { interstitialLungDisease: { evidence: [] } }, 'SAFETY_ILD_HISTORY'],
    ['LVEF 49.9 %', { lvef: { percent: 49.9, evidence: [] } }, 'SAFETY_LVEF_BELOW_50'],
    ['pregnancy', { pregnancy: { status: 'pregnant', evidence: [] } }, 'SAFETY_PREGNANCY'],
  ] as const)('%s', (_, safety, flag) => {
    expect(flags(given({ safety }))).toEqual([flag]);
  });
  test('LVEF of 50 % is no flag, and its absence is none', () => {
    expect(flags(given({ safety: { lvef: { percent: 50, evidence: [] } } }))).toEqual([]);
    expect(flags(given())).toEqual([]);
  });
  test('T-DXd given is flagged and leaves the criteria as documented', () => {
    const facts = on(letrozole({ outcome: 'progression' }), therapy('trastuzumab deruxtecan', 't-dxd'));
    expect(flags(facts)).toEqual(['ALREADY_TREATED_WITH_TDXD']);
    expect(result(facts, endocrine)).toBe('met');
  });
});

test('neoadjuvant intent in unresectable disease leaves open whether a first line was given', () => {
  const unresectable = disease({ extent: 'unresectable', stage: 'III' });
  const facts = given({ disease: unresectable, therapies: [capecitabine({ setting: 'neoadjuvant' })] }, positive);
  expect(appraised(facts, 'US-HER2POS-1L')).toEqual({
    result: 'missing-data',
    missing: ['was chemotherapy given for unresectable disease?'],
  });
});

test('recurrence while adjuvant chemotherapy is running is recurrence during it', () => {
  const running = (start: string): Given => on(capecitabine({ setting: 'adjuvant', outcome: 'ongoing', start }));
  expect(result(running('2024-01-01'), chemo)).toBe('met');
  expect(appraised(running('2024-03-01'), chemo).missing).toEqual(['end date of adjuvant chemotherapy']);
});

test('an antibody-drug conjugate of unknown setting is said not to count as chemotherapy', () => {
  const conjugate = therapy('sacituzumab govitecan', 'trop2-adc', { setting: 'unknown' });
  expect(flags(on(conjugate))).toEqual(['ADC_NOT_COUNTED_AS_CHEMOTHERAPY']);
});

describe('what the record leaves open', () => {
  test('an endocrine therapy of unknown setting may have been neoadjuvant', () => {
    const { since: _since, ...early } = disease({ extent: 'early', stage: 'II' });
    const facts = given({ disease: early, therapies: [letrozole({ setting: 'unknown' })] }, positive);
    expect(result(facts, 'US-HER2POS-NEOADJ')).toBe('missing-data');
  });
  test('trastuzumab begun as neoadjuvant in unresectable disease may have been given for it', () => {
    const trastuzumab = therapy('trastuzumab', 'anti-her2-mab', {
      setting: 'neoadjuvant',
      start: '2022-01-01',
      end: '2022-06-01',
    });
    const facts = given({ disease: disease({ extent: 'unresectable' }), therapies: [trastuzumab] }, positive);
    expect(result(facts, 'US-HER2POS-PRIOR')).toBe('missing-data');
  });
  test('a 0 beside an ISH that may be group 1 may be HER2-positive', () => {
    const open = her2('indeterminate', { ascoCapStatus: 'indeterminate', reason: 'IHC0_STAINING_NOT_REPORTED' });
    expect(result(given({}, open), 'US-HER2POS-1L')).toBe('missing-data');
    expect(result(given({}, { ...open, ascoCapStatus: 'negative' }), 'US-HER2POS-1L')).toBe('not-met');
  });
});
