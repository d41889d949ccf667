import { describe, expect, test } from '@jest/globals';
import { advise } from '../../../src/clinical/advice/advise.js';
import { readSituation } from '../../../src/clinical/advice/situation.js';
import type { Therapy } from '../../../src/clinical/facts/therapy.js';
import { adviseInput, evidence, her2Of, order } from '../../support/build-chart.js';
import { therapy } from '../../support/clinical-facts.js';

describe('T-DXd on record', () => {
  const state = (more: Partial<Therapy>) =>
    readSituation(adviseInput({ chart: { therapies: [therapy('trastuzumab deruxtecan', 't-dxd', more)] } })).tdxd;

  test('runs where it is stated as ongoing', () => {
    expect(state({ outcome: 'ongoing' })).toBe('running');
    expect(state({ outcome: 'ongoing', end: '2026-12-31' })).toBe('running');
  });

  test('runs where neither an outcome nor an end is stated', () => {
    expect(state({ outcome: 'unknown' })).toBe('running');
  });

  test('was given where it ended or its outcome is stated', () => {
    expect(state({ outcome: 'unknown', end: '2025-05-01' })).toBe('given');
    expect(state({ outcome: 'toxicity' })).toBe('given');
    expect(state({ outcome: 'completed' })).toBe('given');
  });

  test('runs where the renewed order is of it, and no other order says so', () => {
    const tdxd = (...orders: readonly ReturnType<typeof order>[]) =>
      readSituation(adviseInput({ hook: 'order-sign', orders })).tdxd;
    expect(tdxd(order('t-dxd', { continued: true }))).toBe('running');
    expect(tdxd(order('t-dxd'))).toBe('none');
    expect(tdxd(order('trastuzumab', { continued: true }))).toBe('none');
  });
});

describe('an order of a running drug', () => {
  test('is not new, as a renewal or by the name of an ongoing therapy', () => {
    const fresh = (given: Parameters<typeof adviseInput>[0]) =>
      readSituation(adviseInput({ hook: 'order-sign', ...given })).fresh.length;
    const taken = (outcome: Therapy['outcome'], drug = 'fulvestrant') => ({
      therapies: [therapy(drug, 'endocrine', { outcome })],
    });
    expect(fresh({ orders: [order('endocrine')] })).toBe(1);
    expect(fresh({ orders: [order('endocrine', { continued: true })] })).toBe(0);
    expect(fresh({ orders: [order('endocrine')], chart: taken('ongoing') })).toBe(0);
    expect(fresh({ orders: [order('endocrine')], chart: taken('completed') })).toBe(1);
    expect(fresh({ orders: [order('endocrine')], chart: taken('ongoing', 'letrozole') })).toBe(1);
    expect(fresh({ orders: [order('endocrine', { selected: false })] })).toBe(0);
  });
});

describe('code against text of a draft', () => {
  const draft = order('trastuzumab', {
    codeAgainstText: true,
    textDrug: { name: 'lapatinib', class: 'anti-her2-tki' },
  });
  const [said] = advise(adviseInput({ hook: 'order-sign', combination: { extent: 'early' }, orders: [draft] })).advice;

  test('is a warning about that order alone, with nothing to order instead', () => {
    expect(said).toMatchObject({
      kind: 'look-again',
      indicator: 'warning',
      finding: 'code-against-text',
      orders: [draft],
      drafts: [],
      evidence: draft.evidence,
    });
  });

  test('is the same finding whichever draft id says it, and another one for another drug', () => {
    const fingerprint = (name: 'trastuzumab' | 'pertuzumab', reference: string) => {
      const again = order(name, { codeAgainstText: true, reference, evidence: [evidence(reference, 'Tyverb')] });
      return advise(adviseInput({ hook: 'order-sign', combination: { extent: 'early' }, orders: [again] })).advice[0]
        ?.fingerprint;
    };
    expect(fingerprint('trastuzumab', 'MedicationRequest/1')).toBe(fingerprint('trastuzumab', 'MedicationRequest/2'));
    expect(fingerprint('trastuzumab', 'MedicationRequest/1')).not.toBe(
      fingerprint('pertuzumab', 'MedicationRequest/1'),
    );
    expect(fingerprint('trastuzumab', 'MedicationRequest/1')).toBe('ORDERCODETEXT||||Tyverb,trastuzumab');
  });
});

describe('what a safety warning rests on', () => {
  const reduced = { safety: { lvef: { percent: 45, evidence: [evidence('Observation/lvef', '45 %')] } } };
  const pneumonitis = {
    safety: { interstitialLungDisease: { evidence: [evidence('Condition/ild', 'Pneumonitis')] } },
  };
  const warning = (chart: Parameters<typeof adviseInput>[0] & object) =>
    advise(adviseInput({ hook: 'order-sign', orders: [order('t-dxd')], ...chart })).advice[0];

  test('an ejection fraction below 50 % offers an echocardiogram, pneumonitis does not', () => {
    expect(warning({ chart: reduced })?.drafts).toEqual(['echocardiogram']);
    expect(warning({ chart: pneumonitis })?.drafts).toEqual([]);
  });
});

describe('silences', () => {
  test('without the problem list nobody can say that there is no breast cancer', () => {
    const nothing = {
      breastCancer: 'not-documented',
      extent: 'unknown',
      otherMalignancy: [],
      evidence: [],
    } as const;
    const silence = (unavailable: readonly 'conditions'[], category: 'none' | 'low') =>
      advise(adviseInput({ chart: { disease: nothing, unavailable }, her2: her2Of(category) })).silence;
    expect(silence(['conditions'], 'none')).toBe('HER2_NOT_FOUND');
    expect(silence([], 'none')).toBe('NOT_BREAST_CANCER');
    expect(silence(['conditions'], 'low')).toBe('NOT_BREAST_CANCER');
  });

  test('missing pages of HER2 results hold back a suggestion to test', () => {
    const said = (partial: readonly 'her2'[]) =>
      advise(adviseInput({ her2: her2Of('equivocal'), chart: { partial } })).advice.map(({ kind }) => kind);
    expect(said([])).toContain('complete-testing');
    expect(said(['her2'])).not.toContain('complete-testing');
  });
});
