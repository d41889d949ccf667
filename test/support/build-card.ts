import { v5 } from 'uuid';
import { detailSentences } from '../../src/cards/detail.js';
import type { Language } from '../../src/cards/language.js';
import { type RenderContext, render } from '../../src/cards/render.js';
import type { Sentence } from '../../src/cards/sentence.js';
import { wordings } from '../../src/cards/wording/languages.js';
import type { Card } from '../../src/cds/card.js';
import { type AdviseInput, advise } from '../../src/clinical/advice/advise.js';
import type { Her2Assessment, SpecimenHer2 } from '../../src/clinical/assessment.js';
import { flagsOf } from '../../src/clinical/eligibility/flags.js';
import { adviseInput, evidence, her2Of, knowledge, order, specimen } from './build-chart.js';
import { receptors, therapy } from './clinical-facts.js';

function contextOf(input: AdviseInput, language: Language = 'en'): RenderContext {
  const { chart, her2, appraisals, policy, asOf } = input;
  return {
    seed: { tenant: 'test', hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea' },
    language,
    knowledge,
    chart,
    her2,
    appraisals,
    flags: flagsOf({ chart, her2, asOf, appraisals }),
    policy,
    asOf,
    nameUuid: (name) => v5(name, v5.URL),
  };
}

export function cardsOf(
  input: AdviseInput,
  language: Language = 'en',
  more: Partial<RenderContext> = {},
): readonly Card[] {
  return render(advise(input).advice, { ...contextOf(input, language), ...more });
}

export function sentencesOf(input: AdviseInput, language: Language = 'en'): readonly (readonly Sentence[])[] {
  return advise(input).advice.map((each) => detailSentences(each, contextOf(input, language), wordings[language]));
}

/** The only specimen of a patient, as its results are: the cards show both. */
const only = (given: SpecimenHer2): Partial<Her2Assessment> => ({
  ascoCapStatus: given.ascoCapStatus,
  specimens: [given],
});

/** A specimen without an IHC score. */
function unscored(verbatim: string, more: Partial<SpecimenHer2> = {}): SpecimenHer2 {
  const { ihc, ...rest } = specimen('indeterminate', { evidence: [evidence('Observation/her2', verbatim)] });
  return { ...rest, ...more };
}

const old = specimen('positive', {
  specimen: 'Specimen/s0',
  evidence: [evidence('Observation/old', '3+', '2020-01-01')],
});
const pneumonitis = { interstitialLungDisease: { evidence: [evidence('Condition/ild', 'Pneumonitis')] } };

/** One input for every advice and every variation of it that reads differently. */
export const everyCard: Readonly<Record<string, AdviseInput>> = {
  'discuss, low': adviseInput(),
  'discuss, ultralow': adviseInput({ combination: { category: 'ultralow' } }),
  'discuss, low after chemotherapy, HR-negative': adviseInput({
    combination: { hr: 'negative', history: 'chemotherapy' },
  }),
  'discuss, two indications': adviseInput({
    combination: { hr: 'unknown' },
    chart: {
      therapies: [
        therapy('letrozole', 'endocrine', { outcome: 'progression' }),
        therapy('capecitabine', 'chemotherapy', { outcome: 'progression' }),
      ],
      safety: pneumonitis,
    },
  }),
  'discuss, low by ISH': adviseInput({
    her2: her2Of('low', {
      ishGroup: 5,
      specimens: [
        specimen('low', {
          ihc: { score: '2+', stainedPercent: 30, intensity: 'weak', completeness: 'complete' },
          ish: {
            probe: 'dual',
            ratio: 1.3,
            her2Copies: 2.6,
            cep17Copies: 2,
            interpretation: 'not-amplified',
            group: 5,
          },
        }),
      ],
    }),
  }),
  'discuss, earlier positive': adviseInput({
    her2: her2Of('low', {
      flags: ['PRIOR_POSITIVE', 'HER2_CHANGED_OVER_TIME'],
      nextStep: 'REVIEW_DISCORDANCE',
      specimens: [specimen('low'), old],
    }),
  }),
  'discuss, EU': adviseInput({ policy: { region: 'EU', discussAtOrderSign: false } }),
  'complete testing, ISH': adviseInput({ combination: { category: 'equivocal' } }),
  'complete testing, staining': adviseInput({ combination: { category: 'indeterminate' } }),
  'complete testing, score': adviseInput({
    her2: her2Of('indeterminate', {
      reason: 'NEGATIVE_WITHOUT_SCORE',
      nextStep: 'REQUEST_IHC_SCORE',
      ...only(unscored('Negative')),
    }),
  }),
  'complete testing, recount': adviseInput({
    her2: her2Of('equivocal', {
      reason: 'ISH_GROUP4_NEEDS_RECOUNT',
      nextStep: 'ISH_RECOUNT_AND_ADJUDICATE',
      ishGroup: 4,
      ...only(specimen('equivocal', { ish: { probe: 'dual', ratio: 1.5, her2Copies: 4.5, cep17Copies: 3, group: 4 } })),
    }),
  }),
  'complete testing, dual probe': adviseInput({
    her2: her2Of('equivocal', {
      reason: 'SINGLE_PROBE_4_TO_6',
      nextStep: 'ORDER_DUAL_PROBE_ISH',
      ...only(specimen('equivocal', { ish: { probe: 'single', her2Copies: 4.8 } })),
    }),
  }),
  'complete testing, ISH details': adviseInput({
    her2: her2Of('equivocal', {
      reason: 'ISH_INCOMPLETE',
      nextStep: 'REQUEST_ISH_DETAILS',
      ...only(specimen('equivocal', { ish: { ratio: 1.4 } })),
    }),
  }),
  'complete testing, IHC': adviseInput({
    her2: her2Of('indeterminate', {
      reason: 'ISH_NEGATIVE_WITHOUT_IHC',
      nextStep: 'ORDER_IHC_SAME_TISSUE',
      ...only(unscored('not amplified', { ish: { interpretation: 'not-amplified' } })),
    }),
  }),
  'complete testing, repeat': adviseInput({ her2: her2Of('none', { reason: 'TEST_FAILED', nextStep: 'REPEAT_TEST' }) }),
  'complete testing, invasive tumour': adviseInput({
    her2: her2Of('none', { reason: 'NOT_INVASIVE_COMPONENT', nextStep: 'ORDER_HER2_TEST' }),
  }),
  'complete testing, metastasis': adviseInput({
    her2: her2Of('null', { nextStep: 'CONSIDER_RETEST_METASTATIC_SITE', flags: ['OLD_PRIMARY_RESULT_ONLY'] }),
    combination: { history: 'none' },
  }),
  'nothing readable': adviseInput({
    combination: { category: 'none' },
    chart: { unavailable: ['reports', 'specimens'] },
  }),
  'discuss, with reservations': adviseInput({
    combination: { history: 'none' },
    chart: {
      receptors: {
        er: { ...receptors('positive', 'negative').er, percent: 5, lowPositive: true },
        pr: receptors('positive', 'negative').pr,
      },
      therapies: [
        therapy('letrozole', 'endocrine', {
          outcome: 'unknown',
          settingFromDates: true,
          evidence: [{ ...evidence('MedicationRequest/letrozole', 'Letrozole 2.5 mg', '2024-04-01'), verified: false }],
        }),
        therapy('fulvestrant', 'endocrine', { outcome: 'ongoing', start: '2025-06-01' }),
      ],
    },
  }),
  'trastuzumab while results contradict each other': adviseInput({
    hook: 'order-sign',
    orders: [order('trastuzumab')],
    her2: her2Of('indeterminate', {
      reason: 'OVERALL_CONFLICT',
      nextStep: 'PATHOLOGIST_CLARIFICATION',
      flags: ['DATA_CONFLICT'],
      ...only(
        specimen('indeterminate', {
          ascoCapStatus: 'indeterminate',
          ihc: { score: '1+' },
          evidence: [evidence('Observation/ihc', '1+'), evidence('Observation/overall', 'Positive')],
        }),
      ),
    }),
  }),
  contradiction: adviseInput({
    her2: her2Of('indeterminate', {
      reason: 'SCORE_PERCENT_CONFLICT',
      nextStep: 'PATHOLOGIST_CLARIFICATION',
      flags: ['DATA_CONFLICT'],
      ...only(specimen('indeterminate', { ihc: { score: '0', stainedPercent: 30, intensity: 'faint' } })),
    }),
  }),
  discordance: adviseInput({
    combination: { hr: 'negative' },
    her2: her2Of('low', {
      flags: ['PRIOR_POSITIVE'],
      nextStep: 'REVIEW_DISCORDANCE',
      specimens: [specimen('low'), old],
    }),
  }),
  'trastuzumab after an earlier positive': adviseInput({
    hook: 'order-sign',
    orders: [order('trastuzumab')],
    her2: her2Of('low', {
      flags: ['PRIOR_POSITIVE'],
      nextStep: 'REVIEW_DISCORDANCE',
      specimens: [specimen('low'), old],
    }),
  }),
  'code against text': adviseInput({
    hook: 'order-sign',
    orders: [
      order('trastuzumab', { codeAgainstText: true, textDrug: { name: 'trastuzumab emtansine', class: 'her2-adc' } }),
    ],
  }),
  'trastuzumab and pertuzumab for low': adviseInput({
    hook: 'order-sign',
    orders: [order('trastuzumab'), order('pertuzumab')],
  }),
  'trastuzumab for low at selection': adviseInput({ hook: 'order-select', orders: [order('trastuzumab')] }),
  'T-DXd for null': adviseInput({ hook: 'order-sign', combination: { category: 'null' }, orders: [order('t-dxd')] }),
  'T-DXd with warnings': adviseInput({
    hook: 'order-sign',
    orders: [order('t-dxd')],
    chart: {
      safety: {
        ...pneumonitis,
        lvef: { percent: 45, evidence: [evidence('Observation/lvef', '45 %')] },
        pregnancy: { status: 'pregnant', evidence: [evidence('Observation/preg', 'Pregnant')] },
      },
    },
  }),
};
