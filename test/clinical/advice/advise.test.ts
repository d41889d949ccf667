import { describe, expect, test } from '@jest/globals';
import { advise } from '../../../src/clinical/advice/advise.js';
import type { Memory } from '../../../src/clinical/advice/memory.js';
import type { PendingTest } from '../../../src/clinical/advice/pending-test.js';
import { adviseInput, evidence, her2Of, order, specimen } from '../../support/build-chart.js';
import { therapy } from '../../support/clinical-facts.js';

type Given = Parameters<typeof adviseInput>[0];

function said(given: Given): readonly string[] {
  const { advice, silence } = advise(adviseInput(given));
  return advice.length > 0 ? advice.map((each) => each.topic) : [`silence ${silence}`];
}

const earlierPositive = her2Of('low', {
  flags: ['PRIOR_POSITIVE', 'HER2_CHANGED_OVER_TIME'],
  nextStep: 'REVIEW_DISCORDANCE',
  specimens: [
    specimen('low'),
    specimen('positive', { specimen: 'Specimen/s0', evidence: [evidence('Observation/old', '3+', '2020-01-01')] }),
  ],
});
const ongoing = { therapies: [therapy('letrozole', 'endocrine', { outcome: 'ongoing' })] };
const ild = { safety: { interstitialLungDisease: { evidence: [evidence('Condition/ild', 'Pneumonitis')] } } };
const lowLvef = { safety: { lvef: { percent: 45, evidence: [evidence('Observation/lvef', '45 %')] } } };
const tdxd = order('t-dxd');
const trastuzumab = order('trastuzumab');
const running = { therapies: [therapy('trastuzumab deruxtecan', 't-dxd', { outcome: 'ongoing' })] };
const stomach = evidence('Condition/stomach', 'Gastric cancer');

function pending(test: PendingTest['test'], date?: string): PendingTest {
  const { date: _, ...undated } = evidence('ServiceRequest/r1', test);
  return { test, evidence: [date === undefined ? undated : { ...undated, date }] };
}

const cases: readonly (readonly [string, Given, readonly string[]])[] = [
  // An earlier positive result
  ['HER2-low with an earlier positive result makes one discuss card', { her2: earlierPositive }, ['HER2LOWTDXD']],
  [
    'trastuzumab drafted after an earlier positive result is looked at again, not warned of',
    { hook: 'order-sign', orders: [trastuzumab], her2: earlierPositive },
    ['HER2LOOKAGAIN'],
  ],
  [
    'a renewal of trastuzumab after an earlier positive result is left alone',
    { hook: 'order-sign', orders: [order('trastuzumab', { continued: true })], her2: earlierPositive },
    ['silence NOTHING_TO_ADD'],
  ],
  [
    'a renewal of trastuzumab where nothing ever said positive is warned of',
    { hook: 'order-sign', orders: [order('trastuzumab', { continued: true })] },
    ['HER2ORDERCHECK'],
  ],
  [
    'an unfinal 3+ on another specimen says positive',
    {
      hook: 'order-sign',
      orders: [trastuzumab],
      her2: her2Of('low', {
        specimens: [specimen('low'), specimen('indeterminate', { specimen: 'Specimen/s9', ihc: { score: '3+' } })],
      }),
    },
    ['HER2LOOKAGAIN'],
  ],
  // Contradiction and discordance
  [
    'a result that contradicts itself is looked at again',
    { her2: her2Of('indeterminate', { reason: 'SCORE_PERCENT_CONFLICT', nextStep: 'PATHOLOGIST_CLARIFICATION' }) },
    ['HER2LOOKAGAIN'],
  ],
  [
    'IHC 3+ with negative ISH is looked at again',
    { her2: her2Of('positive', { nextStep: 'REVIEW_DISCORDANCE', flags: ['IHC_ISH_DISCORDANT'] }) },
    ['HER2LOOKAGAIN'],
  ],
  [
    'code against text of a draft is looked at again',
    {
      hook: 'order-sign',
      combination: { extent: 'early' },
      orders: [
        order('trastuzumab', { codeAgainstText: true, textDrug: { name: 'lapatinib', class: 'anti-her2-tki' } }),
      ],
    },
    ['ORDERCODETEXT'],
  ],
  [
    'a draft whose text alone says T-DXd is a T-DXd draft for safety',
    {
      hook: 'order-sign',
      chart: ild,
      orders: [
        order('trastuzumab', { codeAgainstText: true, textDrug: { name: 'trastuzumab deruxtecan', class: 't-dxd' } }),
      ],
    },
    ['TDXDSAFETY', 'ORDERCODETEXT'],
  ],
  // Safety
  ['T-DXd drafted with pneumonitis on record', { hook: 'order-sign', orders: [tdxd], chart: ild }, ['TDXDSAFETY']],
  [
    'T-DXd drafted with an ejection fraction of 45 %',
    { hook: 'order-select', orders: [tdxd], chart: lowLvef },
    ['TDXDSAFETY'],
  ],
  [
    'an ejection fraction of exactly 50 % is no warning',
    {
      hook: 'order-select',
      orders: [tdxd],
      chart: { safety: { lvef: { percent: 50, evidence: [evidence('Observation/lvef', '50 %')] } } },
    },
    ['silence NOTHING_TO_ADD'],
  ],
  ['no ejection fraction on record makes no card', { hook: 'order-sign', orders: [tdxd] }, ['silence NOTHING_TO_ADD']],
  [
    'a renewal of T-DXd with pneumonitis is warned of while T-DXd is running',
    { hook: 'order-sign', orders: [order('t-dxd', { continued: true })], chart: { ...ild, ...running } },
    ['TDXDSAFETY'],
  ],
  [
    'T-DXd drafted with pregnancy for another cancer is warned of',
    {
      hook: 'order-sign',
      orders: [tdxd],
      focus: { otherMalignancyOrder: stomach },
      chart: { safety: { pregnancy: { status: 'pregnant', evidence: [evidence('Condition/preg', 'Pregnant')] } } },
    },
    ['TDXDSAFETY'],
  ],
  [
    'pneumonitis without a T-DXd draft makes no safety card',
    { hook: 'order-sign', orders: [order('endocrine')], chart: ild },
    ['silence NOTHING_TO_ADD'],
  ],
  // None of our business
  [
    'no breast cancer on record',
    { chart: { disease: { breastCancer: 'not-documented', extent: 'unknown', otherMalignancy: [], evidence: [] } } },
    ['silence NOT_BREAST_CANCER'],
  ],
  [
    'no breast cancer found without the problem list is no statement',
    {
      combination: { category: 'none' },
      chart: {
        disease: { breastCancer: 'not-documented', extent: 'unknown', otherMalignancy: [], evidence: [] },
        unavailable: ['conditions'],
      },
    },
    ['silence HER2_NOT_FOUND'],
  ],
  [
    'an order for another cancer',
    { hook: 'order-sign', orders: [tdxd], focus: { otherMalignancyOrder: stomach } },
    ['silence OTHER_MALIGNANCY'],
  ],
  [
    'no selected order of ours',
    { hook: 'order-select', orders: [order('chemotherapy', { selected: false })] },
    ['silence NO_RELEVANT_ORDER'],
  ],
  ['T-DXd running', { chart: running }, ['silence ALREADY_ON_TDXD']],
  [
    'T-DXd given before',
    {
      chart: { therapies: [therapy('trastuzumab deruxtecan', 't-dxd', { outcome: 'progression', end: '2026-01-01' })] },
    },
    ['silence ALREADY_ON_TDXD'],
  ],
  // Orders that run on
  [
    'a renewal of the running drug is no occasion to discuss',
    { hook: 'order-select', orders: [order('chemotherapy', { continued: true })] },
    ['silence NOTHING_TO_ADD'],
  ],
  [
    'a draft of a drug that the chart says is running is a renewal',
    {
      hook: 'order-select',
      orders: [order('endocrine')],
      chart: {
        therapies: [
          therapy('letrozole', 'endocrine', { outcome: 'progression' }),
          therapy('fulvestrant', 'endocrine', { outcome: 'ongoing' }),
        ],
      },
    },
    ['silence NOTHING_TO_ADD'],
  ],
  [
    'endocrine therapy running without progression leaves nothing to discuss',
    { chart: ongoing },
    ['silence NOTHING_TO_ADD'],
  ],
  [
    'discuss at signing by policy',
    { hook: 'order-sign', orders: [order('chemotherapy')], policy: { region: 'US', discussAtOrderSign: true } },
    ['HER2LOWTDXD'],
  ],
  [
    'the EU indication always lacks a judgement and is discussed all the same',
    { policy: { region: 'EU', discussAtOrderSign: false } },
    ['HER2LOWTDXD'],
  ],
  // Tests under way
  [
    'an ISH request dated after the result is not repeated',
    { combination: { category: 'equivocal' }, pendingTests: [pending('ish', '2026-05-02')] },
    ['silence NOTHING_TO_ADD'],
  ],
  [
    'an undated HER2 request is not repeated',
    { combination: { category: 'equivocal' }, pendingTests: [pending('her2')] },
    ['silence NOTHING_TO_ADD'],
  ],
  [
    'a request older than the result it led to is answered',
    { combination: { category: 'equivocal' }, pendingTests: [pending('ish', '2024-05-02')] },
    ['HER2COMPLETETESTING'],
  ],
  [
    'an IHC request is no ISH request',
    { combination: { category: 'equivocal' }, pendingTests: [pending('ihc', '2026-05-02')] },
    ['HER2COMPLETETESTING'],
  ],
  [
    'an ISH reported as pending is awaited',
    { her2: her2Of('equivocal', { reason: 'ISH_PENDING', nextStep: 'AWAIT_ISH' }) },
    ['silence NOTHING_TO_ADD'],
  ],
  [
    'HER2-null on an old primary in metastatic disease: test the metastasis',
    { her2: her2Of('null', { nextStep: 'CONSIDER_RETEST_METASTATIC_SITE' }), combination: { history: 'none' } },
    ['HER2COMPLETETESTING'],
  ],
  [
    'a failed test in advanced disease is repeated',
    { her2: her2Of('none', { reason: 'TEST_FAILED', nextStep: 'REPEAT_TEST' }) },
    ['HER2COMPLETETESTING'],
  ],
];

describe('what is said and what is not', () => {
  test.each(cases)('%s', (_name, given, expected) => {
    expect(said(given)).toEqual(expected);
  });

  test('no readable result suggests no test', () => {
    const { advice } = advise(adviseInput({ combination: { category: 'none' } }));
    expect(advice.map((each) => [each.kind, each.drafts])).toEqual([['complete-testing', []]]);
  });

  test('a tumour-board discussion that is requested is not offered again', () => {
    const drafts = (tests: readonly PendingTest[]) => advise(adviseInput({ pendingTests: tests })).advice[0]?.drafts;
    expect(drafts([])).toEqual(['tumour-board', 'echocardiogram']);
    expect(drafts([pending('tumour-board', '2020-01-01')])).toEqual(['echocardiogram']);
  });
});

describe('what was shown and overridden', () => {
  const discussed = advise(adviseInput()).advice[0];
  const warned = advise(adviseInput({ hook: 'order-sign', orders: [tdxd], chart: ild })).advice[0];
  const memory = (kind: 'shown' | 'overridden' | 'accepted', what: typeof discussed): Memory => ({
    available: true,
    shown: [],
    overridden: [],
    accepted: [],
    [kind]: [{ topic: what?.topic ?? '', evidence: what?.fingerprint ?? '' }],
  });
  const sign = { hook: 'order-sign', orders: [tdxd], chart: ild } as const;

  test('the same topic and evidence is not shown twice', () => {
    expect(said({ memory: memory('shown', discussed) })).toEqual(['silence SHOWN_RECENTLY']);
    expect(said({ memory: memory('shown', discussed), hook: 'order-select', orders: [order('chemotherapy')] })).toEqual(
      ['silence SHOWN_RECENTLY'],
    );
  });

  test('new evidence is shown', () => {
    const later = her2Of('low', {
      specimens: [specimen('low', { evidence: [evidence('Observation/new', '1+', '2026-10-01')] })],
    });
    expect(said({ memory: memory('shown', discussed), her2: later })).toEqual(['HER2LOWTDXD']);
  });

  test('an override with a lasting reason keeps the topic quiet whatever the evidence', () => {
    const later = her2Of('low', {
      specimens: [specimen('low', { evidence: [evidence('Observation/new', '1+', '2026-10-01')] })],
    });
    expect(said({ memory: memory('overridden', discussed), her2: later })).toEqual(['silence SUPPRESSED']);
  });

  test('an accepted suggestion keeps its card quiet until a result changes the evidence', () => {
    const later = her2Of('low', {
      specimens: [specimen('low', { evidence: [evidence('Observation/new', '1+', '2026-10-01')] })],
    });
    expect(said({ memory: memory('accepted', discussed) })).toEqual(['silence SUPPRESSED']);
    expect(said({ memory: memory('accepted', discussed), her2: later })).toEqual(['HER2LOWTDXD']);
  });

  test('evidence kept as a hash is compared as a hash', () => {
    const mark = (text: string): string => `hash of ${text}`;
    const kept = memory('shown', discussed);
    expect(said({ memory: { ...kept, mark } })).toEqual(['HER2LOWTDXD']);
    const hashed = kept.shown.map((each) => ({ ...each, evidence: mark(each.evidence) }));
    expect(said({ memory: { ...kept, shown: hashed, mark } })).toEqual(['silence SHOWN_RECENTLY']);
  });

  test('a safety warning is never "shown recently"', () => {
    expect(said({ ...sign, memory: memory('shown', warned) })).toEqual(['TDXDSAFETY']);
  });

  test('an override of a safety warning silences the same evidence only', () => {
    expect(said({ ...sign, memory: memory('overridden', warned) })).toEqual(['silence SUPPRESSED']);
    expect(said({ ...sign, chart: lowLvef, memory: memory('overridden', warned) })).toEqual(['TDXDSAFETY']);
  });

  test('the fingerprint does not depend on the order of evidence', () => {
    const two = [evidence('Observation/a', '1+'), evidence('Observation/b', '1+')];
    const prints = [two, [...two].reverse()].map((list) => {
      const her2 = her2Of('low', { specimens: [specimen('low', { evidence: list })] });
      return advise(adviseInput({ her2 })).advice[0]?.fingerprint;
    });
    expect(prints[0]).toBe(prints[1]);
  });
});
