import type { AscoCapStatus, NextStep } from '../her2/vocabulary.js';
import type { CompleteTesting, TestingNeed } from './advice.js';
import { draftOfNeed, draftsOf } from './drafts.js';
import { fingerprint } from './fingerprint.js';
import { isAboutChart } from './focus.js';
import { couldApply, hangsOnHer2, nearestTwo } from './indications.js';
import { isUnderWay } from './pending-test.js';
import { awaitsHer2, her2Evidence, type Situation } from './situation.js';

/** What each next step asks of the laboratory; `nothing` where another advice, or none, answers it. */
const needOfStep: Readonly<Record<NextStep, TestingNeed | 'nothing'>> = {
  AWAIT_FINAL_REPORT: 'nothing',
  AWAIT_ISH: 'nothing',
  CONSIDER_RETEST_METASTATIC_SITE: 'metastatic-site-test',
  ELIGIBILITY_REVIEW: 'nothing',
  ISH_RECOUNT_AND_ADJUDICATE: 'ish-recount',
  NO_HER2_LOW_ULTRALOW_INDICATION: 'nothing',
  ORDER_DUAL_PROBE_ISH: 'dual-probe-ish',
  ORDER_HER2_TEST: 'invasive-tissue-test',
  ORDER_IHC_SAME_TISSUE: 'ihc-same-tissue',
  ORDER_REFLEX_ISH: 'ish-same-specimen',
  PATHOLOGIST_CLARIFICATION: 'nothing',
  REPEAT_TEST: 'repeat-test',
  REQUEST_IHC_SCORE: 'ihc-score',
  REQUEST_IHC_STAINING_DETAIL: 'staining-detail',
  REQUEST_ISH_DETAILS: 'ish-details',
  REVIEW_DISCORDANCE: 'nothing',
};

/** HER2 status that the guideline leaves as it is: what is open beside it decides between low, ultralow and null alone. */
const settled: ReadonlySet<AscoCapStatus> = new Set(['negative', 'negative-with-comment']);

type Occasion = 'always' | 'advanced' | 'first-look';

/**
 * When a need matters. `always`: the guideline leaves the status open until it is done, whatever the extent (ASCO/CAP 2018).
 * `advanced`: only the low/ultralow indications of advanced disease hang on it. `first-look`: said once, on opening the chart.
 */
const mattersWhen: Readonly<Record<TestingNeed, Occasion>> = {
  'ish-same-specimen': 'always',
  'dual-probe-ish': 'always',
  'ish-recount': 'always',
  'ish-details': 'always',
  'ihc-same-tissue': 'always',
  'repeat-test': 'always',
  'invasive-tissue-test': 'always',
  'ihc-score': 'advanced',
  'staining-detail': 'advanced',
  'metastatic-site-test': 'advanced',
  clarification: 'always',
  'not-found': 'first-look',
};

function needOf(situation: Situation): TestingNeed | 'nothing' {
  if (situation.notFound) return 'not-found';
  const { her2, fresh } = situation;
  if (her2.category === 'positive') return 'nothing';
  const isContradictory = her2.nextStep === 'PATHOLOGIST_CLARIFICATION' || her2.nextStep === 'REVIEW_DISCORDANCE';
  return isContradictory && awaitsHer2(fresh, her2) ? 'clarification' : needOfStep[her2.nextStep];
}

function matters(need: TestingNeed, situation: Situation): boolean {
  const { advanced, regional, focus, her2 } = situation;
  const atChart = isAboutChart(focus.hook);
  const occasion = mattersWhen[need];
  switch (
    occasion === 'always' && need !== 'clarification' && settled.has(her2.ascoCapStatus) ? 'advanced' : occasion
  ) {
    case 'always':
      return !atChart || advanced || regional.some(couldApply);
    case 'advanced':
      return advanced && regional.some(need === 'metastatic-site-test' ? couldApply : hangsOnHer2);
    case 'first-look':
      return atChart && advanced && regional.some(couldApply);
  }
}

/** Testing that is incomplete where it matters, unless it is already requested or drafted; never after T-DXd. */
export function completeTesting(situation: Situation): CompleteTesting | undefined {
  const { her2, regional } = situation;
  const need = needOf(situation);
  if (need === 'nothing' || situation.tdxd !== 'none') return undefined;
  if (!matters(need, situation) || isUnderWay(need, situation)) return undefined;
  const evidence = her2Evidence(her2);
  const topic = 'HER2COMPLETETESTING';
  return {
    kind: 'complete-testing',
    topic,
    indicator: 'info',
    fingerprint: fingerprint({ topic, category: her2.category, evidence, about: [need] }),
    evidence,
    need,
    drafts: draftsOf(draftOfNeed[need], situation),
    // A metastasis may read differently from what is known; anything else decides only what is open.
    indications: nearestTwo(regional.filter(need === 'metastatic-site-test' ? couldApply : hangsOnHer2)),
  };
}
