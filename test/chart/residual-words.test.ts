import { describe, expect, test } from '@jest/globals';
import { readConcept } from '../../src/chart/fields.js';
import { residualIn } from '../../src/chart/residual-words.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import type { Resource } from '../support/fhir-records.js';

const { codes } = loadKnowledge();

function residualOf(concept: Resource) {
  const read = readConcept(concept);
  return read === undefined ? 'no concept' : residualIn(read, codes);
}

describe('complete response', () => {
  test.each([
    'pCR',
    'Pathologic complete response',
    'pathological complete response',
    'complete pathologic response',
    'complete pathological response',
    'pathologische Komplettremission',
    'komplette pathologische Remission',
    'RCB 0',
    'pCR achieved',
    'pCR erreicht',
    'The response was a pCR',
  ])('"%s": nothing left', (text) => {
    expect(residualOf({ text })).toBe('absent');
  });
  test.each([
    'no pCR',
    'non-pCR',
    'not pCR',
    'kein pCR',
    'keine pCR',
    'ohne pCR',
    'without pCR',
    'pCR: no',
    'pCR: nein',
    'pCR not achieved',
    'pCR was not reached',
    'pCR not obtained',
    'pCR nicht erreicht',
    'no pathologic complete response',
  ])('"%s": tumour left', (text) => {
    expect(residualOf({ text })).toBe('present');
  });
  test.each([
    'possible pCR',
    'suspected pathologic complete response',
    'partial response',
    'complete response',
    'pathologic response',
    'RCB',
    'not reached',
    'not evaluated',
    'no',
  ])('"%s" settles nothing', (text) => {
    expect(residualOf({ text })).toBeUndefined();
  });
});

describe('residue', () => {
  test.each([
    'residual invasive carcinoma',
    'residual carcinoma, invasive',
    'residuales invasives Karzinom',
    'residuale invasive Anteile',
    'residueller invasiver Tumor',
    'residueller, invasiven Anteil',
    'Resttumor, invasiv',
    'RCB-I',
    'RCB-II',
    'RCB-III',
    'RCB 1',
    'RCB class: RCB 2',
    'RCB 3',
  ])('"%s": tumour left', (text) => {
    expect(residualOf({ text })).toBe('present');
  });
  test.each([
    'no residual invasive carcinoma',
    'kein residuales invasives Karzinom',
    'no residual tumor',
    'no residual tumour',
    'no residual disease',
    'no residual cancer',
    'no residual carcinoma',
    'kein residuales Karzinom',
    'kein Resttumor',
    'residual DCIS only, no invasive carcinoma',
    'kein invasives Karzinom',
    'keine invasive Komponente',
  ])('"%s": nothing left', (text) => {
    expect(residualOf({ text })).toBe('absent');
  });
  test.each([
    'residual tumour',
    'residual DCIS',
    'no residual DCIS',
    'residual one two three invasive',
    'no residual one two three tumor',
    'invasive carcinoma',
    'RCB 4',
    'RCB class III',
    'class II',
    'residual invasive carcinoma; no residual invasive carcinoma',
  ])('"%s" settles nothing', (text) => {
    expect(residualOf({ text })).toBeUndefined();
  });
});

describe('ypTNM', () => {
  test.each([
    ['ypT1', 'present'],
    ['ypT2a', 'present'],
    ['ypT3', 'present'],
    ['ypT4', 'present'],
    ['ypT0', 'absent'],
    ['ypTis', 'absent'],
    ['ypT0 ypN0', 'absent'],
    ['ypTisypN0', 'absent'],
    ['ypT0 ypN1', 'present'],
    ['ypTis ypN2', 'present'],
    ['ypT0ypN3', 'present'],
    ['ypT0. ypN1', 'present'],
    ['pT1', undefined],
    ['pypT1', undefined],
    ['pypT0', undefined],
    ['ypTX', undefined],
    ['ypN0', undefined],
    ['ypT0; residual invasive carcinoma', undefined],
  ])('%s: %s', (text, residual) => {
    expect(residualOf({ text })).toBe(residual);
  });
});

describe('where the answer stands', () => {
  test('the display of a code is read beside its text', () => {
    expect(residualOf({ coding: [{ system: 'urn:local', code: '1', display: 'No pCR' }] })).toBe('present');
    expect(residualOf({ text: 'see report', coding: [{ system: 'urn:local', code: '1', display: 'pCR' }] })).toBe(
      'absent',
    );
  });
  test('text and display are two clauses', () => {
    expect(residualOf({ text: 'RCB', coding: [{ system: 'urn:local', code: '1', display: 'II' }] })).toBeUndefined();
  });
  test('a code without words says nothing', () => {
    expect(residualOf({ coding: [{ system: 'urn:local', code: 'pcr' }] })).toBeUndefined();
  });
});
