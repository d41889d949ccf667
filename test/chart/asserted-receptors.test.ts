import { describe, expect, test } from '@jest/globals';
import { assertedReceptor } from '../../src/chart/asserted-receptors.js';
import { readConcept } from '../../src/chart/fields.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { icd10, type Resource, snomed } from '../support/fhir-records.js';

const { codes } = loadKnowledge();

type Code = readonly [system: string, code: string];

const saidBy = (concept: Resource | undefined) => {
  const read = readConcept(concept);
  return [assertedReceptor(read, 'er', codes), assertedReceptor(read, 'pr', codes)];
};
const byCodes = (...all: readonly Code[]) => saidBy({ coding: all.map(([system, code]) => ({ system, code })) });

describe('words of a diagnosis of breast cancer', () => {
  test.each([
    ['Estrogen receptor positive', 'positive', undefined],
    ['Oestrogen receptor positive', 'positive', undefined],
    ['ER positive', 'positive', undefined],
    ['Hormone receptor positive', 'positive', undefined],
    ['HR positive', 'positive', undefined],
    ['HR-positive', 'positive', undefined],
    ['Hormonrezeptor-positiv:', 'positive', undefined],
    ['Hormonrezeptor-positives', 'positive', undefined],
    ['Estrogen receptor negative', 'negative', undefined],
    ['Oestrogen receptor negative', 'negative', undefined],
    ['ER negative', 'negative', undefined],
    ['Progesterone receptor positive', undefined, 'positive'],
    ['PR positive', undefined, 'positive'],
    ['Progesterone receptor negative', undefined, 'negative'],
    ['PR negative', undefined, 'negative'],
    ['Triple negative', 'negative', 'negative'],
    ['Triple-negatives', 'negative', 'negative'],
    ['TNBC,', 'negative', 'negative'],
    ['Hormone receptor negative', 'negative', 'negative'],
    ['HR negative', 'negative', 'negative'],
    ['Hormonrezeptor-negativ:', 'negative', 'negative'],
    ['Hormonrezeptor-negatives', 'negative', 'negative'],
    ['ER positive, ER negative', undefined, undefined],
    ['PR positive, PR negative', undefined, undefined],
    ['not ER positive', undefined, undefined],
    ['HER2 negative', undefined, undefined],
    ['Receptor positive', undefined, undefined],
  ])('"%s" carcinoma of the breast: ER %s, PR %s', (words, er, pr) => {
    expect(saidBy({ text: `${words} carcinoma of the breast` })).toEqual([er, pr]);
  });
  test.each([
    ['a display says it', { coding: [{ system: 'urn:local', code: '1', display: 'ER positive breast cancer' }] }],
    [
      'text and display say it together',
      { text: 'breast cancer', coding: [{ system: 'urn:local', code: '1', display: 'ER positive' }] },
    ],
    [
      'the code is that of breast cancer, the words say no more than the receptor',
      { text: 'ER positive', coding: [{ system: snomed, code: '254837009' }] },
    ],
  ])('%s', (_, concept) => {
    expect(saidBy(concept)).toEqual(['positive', undefined]);
  });
  test('a phrase does not run from the text into the display', () => {
    const concept = { text: 'breast cancer ER', coding: [{ system: 'urn:local', code: '1', display: 'positive' }] };
    expect(saidBy(concept)).toEqual([undefined, undefined]);
  });
  test.each([
    ['no diagnosis', undefined],
    ['a tumour of another organ', { text: 'ER positive ovarian cancer' }],
    ['another code of the list beside the words', { text: 'ER positive', coding: [{ system: icd10, code: 'C78.7' }] }],
  ])('%s says nothing', (_, concept) => {
    expect(saidBy(concept)).toEqual([undefined, undefined]);
  });
});

describe('codes of a diagnosis', () => {
  test.each<[string, Code, unknown, unknown]>([
    ['Z17.0 (ER positive)', [icd10, 'Z17.0'], 'positive', undefined],
    ['Z17.1 (ER negative)', [icd10, 'Z17.1'], 'negative', undefined],
    ['Z17.21 (PR positive)', [icd10, 'Z17.21'], undefined, 'positive'],
    ['Z17.22 (PR negative)', [icd10, 'Z17.22'], undefined, 'negative'],
    ['Z17.31 (HER2 positive)', [icd10, 'Z17.31'], undefined, undefined],
    ['Z17.410 (HR positive, HER2 positive)', [icd10, 'Z17.410'], 'positive', undefined],
    ['Z17.411 (HR positive, HER2 negative)', [icd10, 'Z17.411'], 'positive', undefined],
    ['Z17.420 (HR negative, HER2 positive)', [icd10, 'Z17.420'], 'negative', 'negative'],
    ['Z17.421 (HR negative, HER2 negative)', [icd10, 'Z17.421'], 'negative', 'negative'],
    ['triple negative (SNOMED CT)', [snomed, '706970001'], 'negative', 'negative'],
    ['ER positive tumour (SNOMED CT)', [snomed, '416053008'], 'positive', undefined],
    ['PR negative tumour (SNOMED CT)', [snomed, '441118006'], undefined, 'negative'],
    ['breast cancer alone', [snomed, '254837009'], undefined, undefined],
  ])('%s', (_, code, ...said) => {
    expect(byCodes(code)).toEqual(said);
  });
  test('two codes that agree say it once, two that contradict each other say nothing', () => {
    expect(byCodes([icd10, 'Z17.0'], [snomed, '416053008'])).toEqual(['positive', undefined]);
    expect(byCodes([icd10, 'Z17.0'], [icd10, 'Z17.1'])).toEqual([undefined, undefined]);
  });
  test('the code stands against the words beside it', () => {
    const coding = ['C50.911', 'Z17.0'].map((code) => ({ system: icd10, code }));
    expect(saidBy({ text: 'ER negative breast cancer', coding })).toEqual(['positive', undefined]);
  });
});
