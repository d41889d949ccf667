import { describe, expect, test } from '@jest/globals';
import { readDisease } from '../../src/chart/disease.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import {
  breastCancer,
  coded,
  condition,
  icd10,
  liverMetastasis,
  loinc,
  observation,
  type Resource,
  recordsFrom,
  snomed,
} from '../support/fhir-records.js';

const knowledge = loadKnowledge();
const diseaseOf = (...resources: readonly Resource[]) =>
  readDisease(recordsFrom(...resources), knowledge, '2026-11-24').disease;
const extent = (...resources: readonly Resource[]): string => diseaseOf(breastCancer, ...resources).extent;
const named = (text: string, more: Resource = {}): Resource => condition('c', { text }, more);
const status = (code: string): Resource => ({ coding: [{ code }] });
const cM0 = observation('m', coded(loinc, '21907-1'), { valueCodeableConcept: coded(snomed, '1229901006', 'cM0') });

describe('extent', () => {
  test.each([
    ['liver metastasis (ICD-10-CM C78.7)', liverMetastasis, 'metastatic'],
    ['bone metastasis (SNOMED CT)', condition('b', coded(snomed, '94222008')), 'metastatic'],
    ['axillary nodes (C77.3) alone', condition('n', coded(icd10, 'C77.3')), 'early'],
    ['lymph nodes of unknown region (C77.9)', condition('n', coded(icd10, 'C77.9')), 'unknown'],
    ['secondary neoplasm of breast (C79.81)', condition('s', coded(icd10, 'C79.81')), 'unknown'],
    ['"Metastatic breast cancer"', named('Metastatic breast cancer'), 'metastatic'],
    ['"Lebermetastasen"', named('Lebermetastasen bei Mammakarzinom'), 'metastatic'],
    ['"No evidence of metastasis"', named('Breast cancer, no evidence of metastasis'), 'unknown'],
    ['"T4N2M1"', named('Breast cancer T4N2M1'), 'metastatic'],
    ['"pT2pN1cM0"', named('Breast cancer pT2pN1cM0'), 'unknown'],
    ['"Oligometastatic"', named('Oligometastatic breast cancer'), 'metastatic'],
    ['"Suspected liver metastases"', named('Suspected liver metastases'), 'unknown'],
    ['"Axillary lymph node metastasis"', named('Axillary lymph node metastasis'), 'early'],
    ['"Lymph node metastasis"', named('Lymph node metastasis'), 'unknown'],
    ['"non-metastatic"', named('Non-metastatic breast cancer'), 'unknown'],
    [
      '"Locally advanced, unresectable"',
      named('Locally advanced, unresectable carcinoma of the breast'),
      'unresectable',
    ],
    ['"Locally advanced" alone', named('Locally advanced carcinoma of the breast'), 'unknown'],
    ['"Metastatic HER2-negative breast cancer"', named('Metastatic HER2-negative breast cancer'), 'metastatic'],
    ['"Breast cancer, stage IV"', named('Breast cancer, stage IV'), 'metastatic'],
    ['"Breast cancer, stage IIB"', named('Breast cancer, stage IIB'), 'early'],
    ['"Metastases: none"', named('Breast cancer. Metastases: none'), 'unknown'],
    ['"Metastases not seen"', named('Breast cancer, metastases not seen'), 'unknown'],
    ['"High risk of metastasis"', named('Breast cancer, high risk of metastasis'), 'unknown'],
    [
      'secondary cancer with an axillary node as body site',
      condition('s', coded(snomed, '128462008'), { bodySite: [coded(snomed, '68171009')] }),
      'early',
    ],
    [
      'secondary cancer with the liver as body site',
      condition('s', coded(snomed, '128462008'), { bodySite: [coded(snomed, '10200004')] }),
      'metastatic',
    ],
    ['refuted metastasis', { ...liverMetastasis, verificationStatus: status('refuted') }, 'unknown'],
    ['metastasis entered in error', { ...liverMetastasis, verificationStatus: status('entered-in-error') }, 'unknown'],
    ['provisional metastasis', { ...liverMetastasis, verificationStatus: status('provisional') }, 'unknown'],
    ['metastasis in remission', { ...liverMetastasis, clinicalStatus: status('remission') }, 'metastatic'],
    ['resolved metastasis', { ...liverMetastasis, clinicalStatus: status('resolved') }, 'unknown'],
    ['cM0', cM0, 'early'],
    ['cM1', observation('m', coded(loinc, '21907-1'), { valueCodeableConcept: { text: 'cM1' } }), 'metastatic'],
    ['M category by SNOMED CT code', observation('m', coded(snomed, '399387003'), { valueString: 'M1' }), 'metastatic'],
    [
      'stage group IV',
      observation('s', coded(loinc, '21908-9'), { valueCodeableConcept: { text: 'Stage IV' } }),
      'metastatic',
    ],
    ['stage group IIB', observation('s', coded(loinc, '21908-9'), { valueCodeableConcept: { text: 'IIB' } }), 'early'],
  ])('%s: %s', (_, resource, expected) => {
    expect(extent(resource)).toBe(expected);
  });
  test('mCODE secondary cancer with an uncoded name is metastatic', () => {
    const meta = { profile: ['http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-secondary-cancer-condition'] };
    expect(extent(named('Lesion of liver', { meta }))).toBe('metastatic');
  });
  test('a brain metastasis of lung cancer is not one of breast cancer', () => {
    const url = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-related-primary-cancer-condition';
    const lung = condition('lung', coded(snomed, '254637007'));
    const brain = condition('brain', coded(snomed, '94225005'), {
      extension: [{ url, valueReference: { reference: 'Condition/lung' } }],
    });
    expect(extent(lung, brain)).toBe('unknown');
    expect(diseaseOf(breastCancer, lung, brain).otherMalignancy).toHaveLength(1);
  });
  test('M0 with resolved metastasis is not early', () => {
    expect(extent(cM0, { ...liverMetastasis, clinicalStatus: status('resolved') })).toBe('unknown');
  });
  test('metastatic disease after M0 at first diagnosis', () => {
    expect(extent(cM0, liverMetastasis)).toBe('metastatic');
  });
});

describe('dates, stage and response', () => {
  test('metastatic since the first metastasis', () => {
    const bone = condition('b', coded(icd10, 'C79.51'), { onsetDateTime: '2025-01-01' });
    expect(diseaseOf(bone, liverMetastasis).since).toBe('2024-03-01');
  });
  test('a metastasis found after the as-of day is not used', () => {
    expect(extent({ ...liverMetastasis, onsetDateTime: '2027-01-01' })).toBe('unknown');
  });
  test('recurrence by clinical status', () => {
    const recurrent = { ...breastCancer, clinicalStatus: status('recurrence'), onsetDateTime: '2025-02-03' };
    expect(diseaseOf(recurrent).recurrence).toBe('2025-02-03');
  });
  test.each([
    ['Stage IA', 'I'],
    ['Stage IIIC, unresectable', 'III'],
    ['Stadium IIb', 'II'],
    ['Stage 0', '0'],
  ])('stage summary "%s"', (text, stage) => {
    expect(diseaseOf({ ...breastCancer, stage: [{ summary: { text } }] }).stage).toBe(stage);
  });
  test.each([
    ['Residual invasive carcinoma present after neoadjuvant therapy', 'present'],
    ['No residual invasive carcinoma; residual DCIS only (ypTis)', 'absent'],
    ['pathologic complete response', 'absent'],
    ['ypT1c ypN0', 'present'],
    ['RCB-II', 'present'],
    ['RCB-0', 'absent'],
    ['partial response on imaging', undefined],
    ['No pCR', 'present'],
    ['Non-pCR, residual tumour 12 mm', 'present'],
    ['pCR not achieved', 'present'],
    ['pCR: no', 'present'],
    ['ypT0 ypN1', 'present'],
    ['ypT0 ypN0', 'absent'],
    ['Residual tumor, invasive, 1.2 cm', 'present'],
    ['Residuales invasives Karzinom', 'present'],
    ['no residual tumor', 'absent'],
    ['residual DCIS only, no invasive carcinoma', 'absent'],
    ['Residual carcinoma present', undefined],
    ['possible pCR', undefined],
  ])('response "%s"', (text, residual) => {
    const response = observation('r', { text: 'Pathologic response to neoadjuvant therapy' }, { valueString: text });
    expect(diseaseOf(breastCancer, response).residualInvasive).toBe(residual);
  });
});

describe('breast cancer and other cancers', () => {
  test('documented by a diagnosis, or by a test that names a breast cancer specimen', () => {
    expect(diseaseOf(breastCancer).breastCancer).toBe('documented');
    expect(diseaseOf(observation('er', coded(loinc, '85337-4'))).breastCancer).toBe('documented');
    expect(diseaseOf(condition('d', coded(icd10, 'E11.9'))).breastCancer).toBe('not-documented');
  });
  test.each([
    ['colon cancer by code', condition('c', coded(icd10, 'C18.7')), 1],
    ['"Prostate cancer" in words', named('Prostate cancer'), 1],
    ['"Non-Hodgkin lymphoma"', named('Non-Hodgkin lymphoma'), 1],
    ['in remission', condition('c', coded(icd10, 'C18.7'), { clinicalStatus: status('remission') }), 0],
    ['lung metastasis of breast cancer', named('Lung metastasis of breast cancer'), 0],
  ])('another malignancy: %s', (_, resource, count) => {
    expect(diseaseOf(breastCancer, resource).otherMalignancy).toHaveLength(count);
  });
});
