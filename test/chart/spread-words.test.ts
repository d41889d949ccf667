import { describe, expect, test } from '@jest/globals';
import { readSpread } from '../../src/chart/spread-words.js';

type Flag =
  | 'breast'
  | 'metastatic'
  | 'nodal'
  | 'regionalNodal'
  | 'unresectable'
  | 'recurrence'
  | 'inSitu'
  | 'otherPrimary';

const flags: readonly Flag[] = [
  'breast',
  'metastatic',
  'nodal',
  'regionalNodal',
  'unresectable',
  'recurrence',
  'inSitu',
  'otherPrimary',
];

/** What a text says, as one line: the flags that are set, the stage and the M category. */
function said(text: string): string {
  const { stage, m, ...read } = readSpread(text);
  return [...flags.filter((flag) => read[flag]), stage === undefined ? [] : `stage ${stage}`, m ?? []].flat().join(' ');
}

describe('a cancer of the breast', () => {
  const organs = ['breast', 'mamma', 'mammary', 'Brust'];
  const kinds = 'cancer carcinoma adenocarcinoma malignant malignancy neoplasm tumor tumour Karzinom Krebs'.split(' ');
  test.each(organs)('%s', (organ) => {
    expect(said(`carcinoma, ${organ}`)).toBe('breast');
    expect(said(organ)).toBe('');
  });
  test.each(kinds)('%s', (kind) => {
    expect(said(`breast: ${kind}`)).toBe('breast');
    expect(said(kind)).toBe('');
  });
  test.each(['Mammakarzinom', 'des Mammakarzinoms', 'Brustkrebs'])('"%s"', (text) => {
    expect(said(text)).toBe('breast');
  });
  test.each([
    ['no breast cancer', ''],
    ['family history of breast cancer', ''],
    ['suspected breast cancer', ''],
    ['breast metastasis', 'breast metastatic'],
    ['DCIS of the breast', 'inSitu'],
    ['breast carcinoma in situ', 'breast inSitu'],
    ['breast carcinoma in the left side', 'breast'],
  ])('"%s"', (text, words) => {
    expect(said(text)).toBe(words);
  });
});

describe('spread', () => {
  test.each([
    ['metastatic disease', 'metastatic'],
    ['Metastasen', 'metastatic'],
    ['oligometastatic', 'metastatic'],
    ['Fernmetastasen', 'metastatic'],
    ['Lebermetastase', 'metastatic'],
    ['Knochenmetastasen', 'metastatic'],
    ['secondary malignant disease', 'metastatic'],
    ['secondary cancer', 'metastatic'],
    ['secondary neoplasm', 'metastatic'],
    ['secondary carcinoma', 'metastatic'],
    ['secondary hypertension', ''],
    ['malignant disease', ''],
    ['lymph node metastasis', 'nodal'],
    ['nodal metastasis', 'nodal'],
    ['metastasis in nodes', 'nodal'],
    ['Lymphknotenmetastase', 'nodal'],
    ['Lymphknotenmetastasen', 'nodal'],
    ['Metastase im Lymphknoten', 'nodal'],
    ['lymphnode metastasis', 'nodal'],
    ['metastasis of the axilla', 'nodal regionalNodal'],
    ['axillary metastasis', 'nodal regionalNodal'],
    ['axillär metastasiert', 'nodal regionalNodal'],
    ['Axillametastase', 'nodal regionalNodal'],
    ['regional lymph node metastasis', 'nodal regionalNodal'],
    ['regionale Lymphknotenmetastasen', 'nodal regionalNodal'],
    ['axilläre Lymphknotenmetastasen', 'nodal regionalNodal'],
    ['axillary lymph nodes', ''],
    ['lymph node and liver metastasis', 'metastatic'],
    ['axillary metastasis. Liver metastasis', 'metastatic nodal regionalNodal'],
    ['no metastasis', ''],
    ['metastases: none', ''],
    ['metastasis ruled out', ''],
    ['non-metastatic', ''],
    ['risk of metastasis', ''],
  ])('"%s"', (text, words) => {
    expect(said(text)).toBe(words);
  });
  test.each(
    'distant bone bones osseous liver hepatic lung lungs pulmonary brain cerebral pleura pleural peritoneal skeletal visceral'.split(
      ' ',
    ),
  )('nodes beside %s metastases do not make them nodal', (organ) => {
    expect(said(`${organ} and node metastases`)).toBe('metastatic');
  });
});

describe('unresectable, recurrent', () => {
  test.each([
    'unresectable',
    'irresectable',
    'nonresectable',
    'inoperable',
    'inoperabel',
    'inoperables',
    'irresektabel',
    'nichtresektabel',
    'non resectable',
    'not resectable',
    'nicht resektabel',
    'not operable',
  ])('"%s"', (text) => {
    expect(said(text)).toBe('unresectable');
  });
  test.each(['recurrent', 'recurrence', 'relapse', 'relapsed', 'Rezidiv'])('"%s"', (text) => {
    expect(said(text)).toBe('recurrence');
    expect(said(`no ${text}`)).toBe('');
  });
  test.each(['resectable', 'operable', 'not unresectable', 'kein Rezidiv'])('"%s" says neither', (text) => {
    expect(said(text)).toBe('');
  });
});

describe('a primary of another organ', () => {
  test.each(
    'lung colon colorectal rectal prostate ovarian gastric stomach pancreatic renal kidney bladder thyroid cervical endometrial esophageal bronchial'.split(
      ' ',
    ),
  )('%s', (organ) => {
    for (const kind of ['cancer', 'carcinoma', 'adenocarcinoma']) expect(said(`${organ} ${kind}`)).toBe('otherPrimary');
    expect(said(`${organ} disease`)).toBe('');
  });
  test.each(['melanoma', 'lymphoma', 'leukemia', 'leukaemia', 'myeloma', 'sarcoma'])('%s', (kind) => {
    expect(said(kind)).toBe('otherPrimary');
    expect(said(`no ${kind}`)).toBe('');
    expect(said(`breast ${kind}`)).toBe('');
  });
});

describe('stage and M category', () => {
  test.each([
    ['0', 'stage 0'],
    ['I', 'stage I'],
    ['1', 'stage I'],
    ['IA', 'stage I'],
    ['II', 'stage II'],
    ['2b', 'stage II'],
    ['III', 'stage III'],
    ['3', 'stage III'],
    ['IIIC', 'stage III'],
    ['iv', 'stage IV'],
    ['4', 'stage IV'],
    ['IIID', ''],
    ['V', ''],
    ['stage II', 'stage II'],
    ['Stadium IIb', 'stage II'],
    ['UICC III', 'stage III'],
    ['AJCC IV', 'stage IV'],
    ['group I', 'stage I'],
    ['stg 4', 'stage IV'],
    ['grade III', ''],
    ['III disease', ''],
    ['not stage IV', ''],
    ['stage I. Stage II', 'stage II'],
    ['stage unknown, stage III', 'stage III'],
    ['M0', 'm0'],
    ['M1', 'm1'],
    ['cM0', 'm0'],
    ['pM1', 'm1'],
    ['M1b', 'm1'],
    ['cM1a', 'm1'],
    ['T4N2M1', 'm1'],
    ['cT2cN1cM0', 'm0'],
    ['pT2pN1apM1b', 'm1'],
    ['T1NXM0', 'm0'],
    ['M0, M1', 'm1'],
    ['M1, M0', 'm1'],
    ['MX', ''],
    ['M2', ''],
    ['T4N2', ''],
    ['N4M1', ''],
  ])('"%s": %s', (text, words) => {
    expect(said(text)).toBe(words);
  });
});
