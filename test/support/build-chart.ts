import type { AdviseInput } from '../../src/clinical/advice/advise.js';
import { type HookName, hookNames } from '../../src/clinical/advice/focus.js';
import { noMemory } from '../../src/clinical/advice/memory.js';
import { defaultPolicy } from '../../src/clinical/advice/policy.js';
import type { Her2Assessment, SpecimenHer2 } from '../../src/clinical/assessment.js';
import { appraise } from '../../src/clinical/eligibility/appraise.js';
import type { Chart } from '../../src/clinical/facts/chart.js';
import type { Evidence } from '../../src/clinical/facts/evidence.js';
import type { Order } from '../../src/clinical/facts/order.js';
import type { Therapy } from '../../src/clinical/facts/therapy.js';
import type { Her2Category } from '../../src/clinical/her2/vocabulary.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { asOf, chart, disease, receptors, therapy } from './clinical-facts.js';

export const knowledge = loadKnowledge();

export function evidence(reference: string, verbatim: string, date = '2026-05-01'): Evidence {
  return { reference, path: 'valueCodeableConcept', verbatim, date, status: 'final' };
}

const results: Record<Her2Category, Partial<SpecimenHer2> & Pick<SpecimenHer2, 'ascoCapStatus'>> = {
  positive: { ascoCapStatus: 'positive', ihc: { score: '3+' } },
  low: { ascoCapStatus: 'negative', ihc: { score: '1+' } },
  ultralow: { ascoCapStatus: 'negative', ihc: { score: '0', stainedPercent: 5, intensity: 'weak' } },
  null: { ascoCapStatus: 'negative', ihc: { score: '0', intensity: 'none' } },
  equivocal: { ascoCapStatus: 'equivocal', ihc: { score: '2+' }, reason: 'IHC2_NEEDS_ISH' },
  indeterminate: { ascoCapStatus: 'negative', ihc: { score: '0' }, reason: 'IHC0_STAINING_NOT_REPORTED' },
  none: { ascoCapStatus: 'none', reason: 'NO_USABLE_RESULT' },
};

const steps: Record<Her2Category, Her2Assessment['nextStep']> = {
  positive: 'ELIGIBILITY_REVIEW',
  low: 'ELIGIBILITY_REVIEW',
  ultralow: 'ELIGIBILITY_REVIEW',
  null: 'NO_HER2_LOW_ULTRALOW_INDICATION',
  equivocal: 'ORDER_REFLEX_ISH',
  indeterminate: 'REQUEST_IHC_STAINING_DETAIL',
  none: 'ORDER_HER2_TEST',
};

export function specimen(category: Her2Category, more: Partial<SpecimenHer2> = {}): SpecimenHer2 {
  return {
    specimen: 'Specimen/s1',
    collected: '2026-05-01',
    site: 'Liver',
    category,
    evidence: [evidence('Observation/ihc', results[category].ihc?.score ?? 'x')],
    ...results[category],
    ...more,
  };
}

/** HER2 of a patient with one specimen of a category. */
export function her2Of(category: Her2Category, more: Partial<Her2Assessment> = {}): Her2Assessment {
  const { ascoCapStatus, reason } = results[category];
  return {
    category,
    ascoCapStatus,
    ...(reason === undefined ? {} : { reason }),
    nextStep: steps[category],
    flags: [],
    ...(category === 'none' ? { specimens: [] } : { index: 'Specimen/s1', specimens: [specimen(category)] }),
    ...more,
  };
}

const drafts: Record<string, NonNullable<Order['drug']>> = {
  endocrine: { name: 'fulvestrant', class: 'endocrine', taxane: false, antiHer2: false },
  'cdk4/6': { name: 'palbociclib', class: 'cdk4/6', taxane: false, antiHer2: false },
  chemotherapy: { name: 'capecitabine', class: 'chemotherapy', taxane: false, antiHer2: false },
  trastuzumab: { name: 'trastuzumab', class: 'anti-her2-mab', taxane: false, antiHer2: true },
  pertuzumab: { name: 'pertuzumab', class: 'anti-her2-mab', taxane: false, antiHer2: true },
  't-dm1': { name: 'trastuzumab emtansine', class: 'her2-adc', taxane: false, antiHer2: true },
  't-dxd': { name: 'trastuzumab deruxtecan', class: 't-dxd', taxane: false, antiHer2: true },
};

/** A selected, new order of a kind of the matrix. */
export function order(kind: string, more: Partial<Order> = {}): Order {
  const drug = drafts[kind];
  const common = { selected: true, continued: false, codeAgainstText: false };
  if (drug === undefined) {
    const at = [evidence('ServiceRequest/o1', 'HER2 ISH')];
    return { reference: 'ServiceRequest/o1', kind: 'her2-test', test: 'ish', ...common, evidence: at, ...more };
  }
  const at = [evidence('MedicationRequest/o1', drug.name, '2026-11-24')];
  return { reference: 'MedicationRequest/o1', kind: 'drug', drug, ...common, evidence: at, ...more };
}

type History = 'endocrine' | 'chemotherapy' | 'none';

function therapies(history: History, advanced: boolean): readonly Therapy[] {
  if (history === 'none') return [];
  const setting = advanced ? 'metastatic' : 'adjuvant';
  if (history === 'chemotherapy')
    return [therapy('paclitaxel', 'chemotherapy', { setting, taxane: true, outcome: 'completed' })];
  return [therapy('letrozole', 'endocrine', { setting, outcome: advanced ? 'progression' : 'completed' })];
}

export interface Combination {
  readonly category: Her2Category;
  readonly extent: Chart['disease']['extent'];
  readonly hr: 'positive' | 'negative' | 'unknown';
  readonly history: History;
}

/** Chart of a combination: stage II where early, metastatic since 2024-03-01 where advanced. */
function chartOf({ extent, hr, history }: Combination): Chart {
  const advanced = extent === 'metastatic' || extent === 'unresectable';
  const { since: _, ...undated } = disease();
  const spread = {
    ...undated,
    extent,
    evidence: [evidence('Condition/c1', 'breast cancer', '2024-03-01')],
    ...(advanced ? { since: '2024-03-01' } : {}),
    ...(extent === 'early' ? { stage: 'II' as const } : {}),
  };
  return chart({ disease: spread, receptors: receptors(hr, hr), therapies: therapies(history, advanced) });
}

const usual: Combination = { category: 'low', extent: 'metastatic', hr: 'positive', history: 'endocrine' };

/** Input of advise for an adult with HER2-low, HR-positive, metastatic disease that progressed on letrozole, but for what is given. */
export function adviseInput(
  more: Partial<Omit<AdviseInput, 'focus' | 'chart'>> & {
    readonly combination?: Partial<Combination>;
    readonly hook?: HookName;
    readonly orders?: readonly Order[];
    readonly chart?: Partial<Chart>;
    readonly focus?: Partial<AdviseInput['focus']>;
  } = {},
): AdviseInput {
  const { combination, hook, orders, chart: changed, focus, ...rest } = more;
  const all = { ...usual, ...combination };
  const facts = { ...chartOf(all), ...changed };
  const her2 = rest.her2 ?? her2Of(all.category);
  return {
    focus: { hook: hook ?? hookNames[0], orders: orders ?? [], ...focus },
    chart: facts,
    her2,
    appraisals: appraise({ chart: facts, her2, asOf }, knowledge.indications),
    pendingTests: [],
    memory: noMemory,
    policy: defaultPolicy,
    asOf,
    ...rest,
  };
}
