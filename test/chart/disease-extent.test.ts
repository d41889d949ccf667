import { describe, expect, test } from '@jest/globals';
import { diseaseOf, stagedEarlyOn } from '../../src/chart/disease-extent.js';
import type { DiseaseSign } from '../../src/chart/disease-signs.js';

type Kind = Exclude<DiseaseSign['kind'], 'stage' | 'residual'>;
type Stage = Extract<DiseaseSign, { readonly kind: 'stage' }>['stage'];

const base = (reference: string, date?: string) => {
  const dated = date === undefined ? {} : { date };
  return { ...dated, evidence: { reference, path: 'code', verbatim: reference, ...dated } };
};
const sign = (kind: Kind, date?: string): DiseaseSign => ({ kind, ...base(`${kind} ${date}`, date) });
const stage = (group: Stage, date?: string): DiseaseSign => ({
  kind: 'stage',
  stage: group,
  ...base(`stage ${group} ${date}`, date),
});

/** The same for both orders of the signs. */
function disease(...signs: readonly DiseaseSign[]) {
  const read = diseaseOf(signs, true);
  expect(diseaseOf(signs.toReversed(), true)).toEqual(read);
  return read;
}

describe('stage', () => {
  test('the newest counts, of one day the higher', () => {
    expect(disease(stage('III', '2024-01-01'), stage('I', '2025-01-01')).stage).toBe('I');
    expect(disease(stage('II', '2025-01-01'), stage('III', '2025-01-01')).stage).toBe('III');
    expect(disease(stage('0', '2025-01-01'), stage('I', '2025-01-01')).stage).toBe('I');
    expect(disease(stage('III'), stage('I', '2025-01-01')).stage).toBe('I');
  });
  test('a stage of the first diagnosis is left out once the disease is metastatic, IV stays', () => {
    expect(disease(stage('II', '2020-01-01'), sign('metastatic', '2025-01-01')).stage).toBeUndefined();
    expect(disease(stage('IV', '2020-01-01'), sign('metastatic', '2025-01-01')).stage).toBe('IV');
  });
});

describe('extent', () => {
  test.each<[string, readonly DiseaseSign[], string]>([
    ['metastatic before unresectable', [sign('unresectable'), sign('metastatic')], 'metastatic'],
    ['unresectable before early', [sign('unresectable'), sign('no-metastasis')], 'unresectable'],
    ['no metastasis', [sign('no-metastasis')], 'early'],
    ['regional nodes', [sign('regional-nodes')], 'early'],
    ['stage III', [stage('III')], 'early'],
    ['stage IV alone', [stage('IV')], 'unknown'],
    ['unclear spread', [sign('no-metastasis'), sign('unclear-spread')], 'unknown'],
    ['a later recurrence', [sign('no-metastasis', '2020-01-01'), sign('recurrence', '2020-01-02')], 'unknown'],
    ['a recurrence of that day', [sign('no-metastasis', '2020-01-01'), sign('recurrence', '2020-01-01')], 'early'],
    ['a recurrence without a day', [sign('no-metastasis', '2020-01-01'), sign('recurrence')], 'early'],
    ['nothing', [sign('breast-cancer')], 'unknown'],
  ])('%s', (_, signs, extent) => {
    expect(disease(...signs).extent).toBe(extent);
  });
  test('since the first day of spread; recurrence on the last', () => {
    const read = disease(
      sign('metastatic', '2025-01-01'),
      sign('unresectable', '2024-01-01'),
      sign('recurrence', '2023-01-01'),
      sign('recurrence', '2023-06-01'),
      sign('recurrence'),
    );
    expect([read.since, read.recurrence]).toEqual(['2024-01-01', '2023-06-01']);
  });
  test('spread beside another cancer counts only where breast cancer is documented', () => {
    const signs = [sign('metastatic'), sign('other-malignancy')];
    expect(diseaseOf(signs, false)).toMatchObject({ breastCancer: 'not-documented', extent: 'unknown' });
    expect(diseaseOf(signs, true)).toMatchObject({ breastCancer: 'documented', extent: 'metastatic' });
    expect(diseaseOf([sign('metastatic')], false).extent).toBe('metastatic');
  });
});

describe('day of the newest staging of early disease', () => {
  test.each<[string, readonly DiseaseSign[], string | undefined]>([
    ['the newest', [stage('I', '2020-01-01'), sign('no-metastasis', '2021-01-01')], '2021-01-01'],
    ['none where one has no day', [stage('I', '2020-01-01'), sign('no-metastasis')], undefined],
    ['none where nodes are involved', [stage('I', '2020-01-01'), sign('regional-nodes', '2020-01-01')], undefined],
    ['none without a staging', [], undefined],
  ])('%s', (_, signs, day) => {
    expect([stagedEarlyOn(signs), stagedEarlyOn(signs.toReversed())]).toEqual([day, day]);
  });
});
