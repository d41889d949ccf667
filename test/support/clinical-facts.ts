import type { Her2Assessment } from '../../src/clinical/assessment.js';
import type { Given } from '../../src/clinical/eligibility/answer.js';
import type { Chart } from '../../src/clinical/facts/chart.js';
import type { Disease } from '../../src/clinical/facts/disease.js';
import type { Her2Result } from '../../src/clinical/facts/her2.js';
import type { ReceptorStatus } from '../../src/clinical/facts/receptors.js';
import type { DrugClass, Therapy } from '../../src/clinical/facts/therapy.js';

/** Facts for tests of the clinical rules: an adult with HER2-low, HR-positive, metastatic disease since 2024-03-01, untreated. */
export const asOf = '2026-11-24';

export function her2(category: Her2Assessment['category'], more: Partial<Her2Assessment> = {}): Her2Assessment {
  return { category, ascoCapStatus: 'negative', nextStep: 'ELIGIBILITY_REVIEW', flags: [], specimens: [], ...more };
}

/** A final IHC result of invasive tissue that says nothing. */
export function her2Result(more: Partial<Her2Result> = {}): Her2Result {
  return {
    reference: 'Observation/ihc',
    method: 'ihc',
    standing: 'final',
    date: '2026-01-10',
    specimen: undefined,
    shares: [],
    side: undefined,
    material: 'invasive',
    mislabelled: false,
    invalid: false,
    empty: undefined,
    scores: [],
    scoreForm: 'stated',
    zeroPlus: false,
    words: [],
    staining: undefined,
    ish: undefined,
    notes: [],
    evidence: [],
    ...more,
  };
}

export function disease(more: Partial<Disease> = {}): Disease {
  return {
    breastCancer: 'documented',
    extent: 'metastatic',
    since: '2024-03-01',
    otherMalignancy: [],
    evidence: [],
    ...more,
  };
}

export function therapy(drug: string, kind: DrugClass, more: Partial<Therapy> = {}): Therapy {
  return {
    drug,
    class: kind,
    taxane: false,
    antiHer2: ['anti-her2-mab', 'anti-her2-tki', 'anti-her2-bispecific', 'her2-adc', 't-dxd'].includes(kind),
    setting: 'metastatic',
    settingFromDates: false,
    outcome: 'unknown',
    orderOnly: false,
    evidence: [{ reference: `MedicationStatement/${drug}`, path: 'medicationCodeableConcept', verbatim: drug }],
    ...more,
  };
}

export function receptors(er: ReceptorStatus, pr: ReceptorStatus): Chart['receptors'] {
  return { er: { status: er, evidence: [] }, pr: { status: pr, evidence: [] } };
}

export function chart(more: Partial<Chart> = {}): Chart {
  return {
    patient: 'Patient/p1',
    birthDate: '1968-02-11',
    her2: { results: [], specimens: [] },
    receptors: receptors('positive', 'positive'),
    disease: disease(),
    therapies: [],
    nonCancerDrugs: [],
    safety: {},
    gaps: [],
    unavailable: [],
    ...more,
  };
}

export function given(more: Partial<Chart> = {}, result: Her2Assessment = her2('low')): Given {
  return { chart: chart(more), her2: result, asOf };
}
