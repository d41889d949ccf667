import { describe, expect, test } from '@jest/globals';
import { conditionSigns } from '../../src/chart/condition-signs.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { coded, condition, icd10, type Resource, recordsFrom, snomed } from '../support/fhir-records.js';

const { codes } = loadKnowledge();
const read = (code: Resource, more: Resource = {}, ...others: readonly Resource[]) =>
  conditionSigns(recordsFrom(condition('c', code, more), ...others), codes);
const kindsOf = (code: Resource, more: Resource = {}, ...others: readonly Resource[]) =>
  read(code, more, ...others)
    .signs.map((sign) => ('stage' in sign ? `stage ${sign.stage}` : sign.kind))
    .join(', ');
const status = (code: string): Resource => ({ clinicalStatus: { coding: [{ code }] } });
const metastasis = coded(icd10, 'C78.7');

describe('what a diagnosis says by its code', () => {
  test.each([
    ['breast cancer', coded(snomed, '254837009'), 'breast-cancer'],
    ['history of breast cancer', coded(icd10, 'Z85.3'), 'breast-cancer'],
    ['metastasis', metastasis, 'metastatic'],
    ['history of metastatic cancer', coded(snomed, '1287652008'), 'metastatic'],
    ['lymph nodes of unknown region', coded(icd10, 'C77.9'), 'unclear-spread'],
    ['axillary lymph nodes', coded(icd10, 'C77.3'), 'regional-nodes'],
    ['secondary neoplasm of breast', coded(icd10, 'C79.81'), 'breast-cancer, unclear-spread'],
    ['local recurrence', coded(snomed, '314955001'), 'breast-cancer, recurrence'],
    ['other malignancy', coded(snomed, '254637007'), 'other-malignancy'],
    ['carcinoma in situ of breast', coded(snomed, '189336000'), ''],
    ['ER positive status', coded(icd10, 'Z17.0'), ''],
    ['hypertension', coded(icd10, 'I10'), ''],
  ])('%s', (_, code, kinds) => {
    expect(kindsOf(code)).toBe(kinds);
  });
});

describe('what a diagnosis says by its words', () => {
  test.each([
    ['Breast cancer', 'breast-cancer'],
    ['DCIS of the breast, breast cancer', ''],
    ['Metastatic breast cancer', 'breast-cancer, metastatic'],
    ['Liver metastases', 'metastatic'],
    ['Axillary lymph node metastasis', 'regional-nodes'],
    ['Lymph node metastasis', 'unclear-spread'],
    ['Unresectable breast cancer', 'breast-cancer, unresectable'],
    ['Recurrent breast cancer', 'breast-cancer, recurrence'],
    ['Recurrent depression', ''],
    ['Breast cancer, stage II', 'breast-cancer, stage II'],
    ['Breast cancer, stage IV', 'breast-cancer, metastatic, stage IV'],
    ['Breast cancer, M1', 'breast-cancer, metastatic'],
    ['Stage IV', ''],
    ['M1', ''],
    ['Prostate cancer', 'other-malignancy'],
  ])('"%s"', (text, kinds) => {
    expect(kindsOf({ text })).toBe(kinds);
  });
  test('text and displays are read together', () => {
    expect(kindsOf({ text: 'cancer', coding: [{ system: 'urn:local', code: '1', display: 'breast' }] })).toBe(
      'breast-cancer',
    );
  });
});

describe('status', () => {
  test.each([
    ['active', 'metastatic'],
    ['recurrence', 'metastatic'],
    ['relapse', 'metastatic'],
    ['remission', 'metastatic'],
    ['resolved', 'unclear-spread'],
    ['inactive', 'unclear-spread'],
  ])('a metastasis that is %s', (code, kinds) => {
    expect(kindsOf(metastasis, status(code))).toBe(kinds);
  });
  test.each([
    ['active', 'breast-cancer'],
    ['recurrence', 'breast-cancer, recurrence'],
    ['relapse', 'breast-cancer, recurrence'],
    ['resolved', 'breast-cancer'],
  ])('breast cancer that is %s', (code, kinds) => {
    expect(kindsOf(coded(snomed, '254837009'), status(code))).toBe(kinds);
  });
  test('what is over is neither unresectable, nor staged, nor another malignancy', () => {
    expect(kindsOf({ text: 'Unresectable breast cancer' }, status('resolved'))).toBe('breast-cancer');
    expect(kindsOf({ text: 'Breast cancer, stage II' }, status('resolved'))).toBe('breast-cancer');
    expect(kindsOf({ text: 'Prostate cancer' }, status('resolved'))).toBe('');
  });
  test('a relapse of another disease is none of breast cancer', () => {
    expect(kindsOf(metastasis, status('relapse'))).toBe('metastatic');
  });
  test.each(['refuted', 'entered-in-error', 'provisional', 'differential'])('%s: nothing is said', (code) => {
    expect(kindsOf(metastasis, { verificationStatus: { coding: [{ code }] } })).toBe('');
  });
});

describe('site of a secondary cancer', () => {
  const secondary = coded(snomed, '128462008');
  const site = (...sites: readonly string[]): Resource => ({ bodySite: sites.map((code) => coded(snomed, code)) });
  const [axilla, node, breast, liver, left] = ['68171009', '59441001', '76752008', '10200004', '7771000'] as const;
  test.each<[string, readonly string[], string]>([
    ['axillary node', [axilla], 'regional-nodes'],
    ['left axillary node', [axilla, left], 'regional-nodes'],
    ['lymph node', [node], 'unclear-spread'],
    ['breast', [breast], 'unclear-spread'],
    ['axillary node and breast', [axilla, breast], 'unclear-spread'],
    ['axillary node and liver', [axilla, liver], 'metastatic'],
    ['liver', [liver], 'metastatic'],
    ['none', [], 'metastatic'],
  ])('%s', (_, sites, kinds) => {
    expect(kindsOf(secondary, site(...sites))).toBe(kinds);
  });
});

describe('the mCODE profile of a secondary cancer', () => {
  const base = 'http://hl7.org/fhir/us/mcode/StructureDefinition/';
  const meta = (...profile: readonly unknown[]): Resource => ({ meta: { profile } });
  const secondary = `${base}mcode-secondary-cancer-condition`;
  test.each<[string, Resource, Resource, string]>([
    ['a lesion', { text: 'Lesion of liver' }, meta(secondary), 'metastatic'],
    ['one of several profiles', { text: 'Lesion of liver' }, meta(1, 'urn:other', secondary), 'metastatic'],
    ['another profile', { text: 'Lesion of liver' }, meta(`${base}mcode-primary-cancer-condition`), ''],
    ['lymph nodes', { text: 'Lymph node metastasis' }, meta(secondary), 'unclear-spread'],
    ['a code that says more', coded(snomed, '254837009'), meta(secondary), 'breast-cancer'],
  ])('%s', (_, code, ...row) => {
    const [more, kinds] = row;
    expect(kindsOf(code, more)).toBe(kinds);
  });
});

describe('primary of a secondary cancer', () => {
  const url = 'http://example.org/StructureDefinition/mcode-related-primary-cancer-condition';
  const of = (reference: string): Resource => ({ extension: [{ url, valueReference: { reference } }] });
  const primary = (code: Resource): Resource => ({ resourceType: 'Condition', id: 'p', code });
  const lung = primary(coded(snomed, '254637007'));
  test('a primary of another organ makes it a gap', () => {
    const { signs, gaps } = read(metastasis, of('Condition/p'), lung);
    expect(gaps).toEqual([{ reference: 'Condition/c', problem: 'NOT_THIS_DISEASE' }]);
    expect(signs.map(({ kind }) => kind)).toEqual(['other-malignancy']);
  });
  test.each<[string, Resource, Resource]>([
    ['breast cancer', of('Condition/p'), primary({ text: 'Hypertension' })],
    ['one that is not on record', of('Condition/x'), primary({ text: 'Hypertension' })],
    ['none', { extension: [{ url }] }, primary({ text: 'Hypertension' })],
    [
      'the value of another extension',
      { extension: [{ url: 'urn:other', valueReference: { reference: 'Specimen/p' } }, {}] },
      { ...lung, resourceType: 'Specimen' },
    ],
  ])('%s: a metastasis of breast cancer', (_, more, other) => {
    expect(kindsOf(metastasis, more, other)).toBe('metastatic');
  });
});

describe('dates and evidence', () => {
  test('every sign of a diagnosis carries its day and its words', () => {
    const { signs } = read({ text: 'Breast cancer, stage II' }, { onsetDateTime: '2025-01-02' });
    const evidence = {
      reference: 'Condition/c',
      path: 'code',
      verbatim: 'Breast cancer, stage II',
      date: '2025-01-02',
    };
    expect(signs).toEqual([
      { kind: 'breast-cancer', date: '2025-01-02', evidence },
      { kind: 'stage', stage: 'II', date: '2025-01-02', evidence },
    ]);
  });
  test('without a day they carry none', () => {
    const evidence = { reference: 'Condition/c', path: 'code', verbatim: 'Breast cancer, stage II' };
    expect(read({ text: 'Breast cancer, stage II' }).signs).toEqual([
      { kind: 'breast-cancer', evidence },
      { kind: 'stage', stage: 'II', evidence },
    ]);
  });
  test('the stage of a diagnosis is read for breast cancer and for codes of the list, not for other diseases', () => {
    const stage = { stage: [{ summary: { text: 'Stage II' } }] };
    expect(kindsOf({ text: 'Breast cancer' }, stage)).toBe('breast-cancer, stage II');
    expect(kindsOf(coded(icd10, 'Z17.0'), stage)).toBe('stage II');
    expect(kindsOf({ text: 'Endometriosis' }, stage)).toBe('');
  });
});
