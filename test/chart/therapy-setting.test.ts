import { describe, expect, test } from '@jest/globals';
import { recordsOf } from '../../src/chart/records.js';
import { statedIntent } from '../../src/chart/therapy-setting.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { coded, condition, icd10, type Resource, recordsFrom, snomed, statement } from '../support/fhir-records.js';

const { codes } = loadKnowledge();

function intentOf(more: Resource, ...others: readonly Resource[]) {
  const records = recordsFrom(statement('t', 'capecitabine', more), ...others);
  const [record] = recordsOf(records, 'MedicationStatement');
  return record === undefined ? 'no record' : statedIntent(records, record, codes);
}
const note = (text: string): Resource => ({ note: [{ text }] });
const reason = (text: string): Resource => ({ reasonCode: [{ text }] });
const extension = (url: string, value: Resource): Resource => ({ extension: [{ url, ...value }] });

describe('words of intent', () => {
  test.each([
    ['neoadjuvant', 'neoadjuvant'],
    ['neoadjuvante Therapie', 'neoadjuvant'],
    ['im neoadjuvanten Setting', 'neoadjuvant'],
    ['neo-adjuvant', 'neoadjuvant'],
    ['Neo adjuvante Therapie', 'neoadjuvant'],
    ['preoperative', 'neoadjuvant'],
    ['präoperativ', 'neoadjuvant'],
    ['adjuvant', 'adjuvant'],
    ['adjuvante Therapie', 'adjuvant'],
    ['im adjuvanten Setting', 'adjuvant'],
    ['postoperative', 'adjuvant'],
    ['postoperativ', 'adjuvant'],
    ['palliative', 'metastatic'],
    ['palliativ', 'metastatic'],
    ['metastatic', 'metastatic'],
    ['metastasiert', 'metastatic'],
    ['MBC', 'metastatic'],
    ['curative', 'curative'],
    ['kurativ', 'curative'],
    ['kurative Absicht', 'curative'],
    ['in kurativer Absicht', 'curative'],
    ['adjuvant, curative', 'adjuvant'],
    ['curative, neoadjuvant', 'neoadjuvant'],
    ['adjuvant. Not palliative', 'adjuvant'],
    ['not adjuvant', undefined],
    ['adjuvant, then palliative', undefined],
    ['neoadjuvant and adjuvant', undefined],
    ['systemic', undefined],
  ])('a note "%s": %s', (text, intent) => {
    expect(intentOf(note(text))).toBe(intent);
  });
});

describe('where the intent stands', () => {
  test.each<[string, Resource, unknown]>([
    ['name of the medication', { medicationCodeableConcept: { text: 'capecitabine, adjuvant' } }, 'adjuvant'],
    ['code of a procedure', { code: { text: 'palliative chemotherapy' } }, 'metastatic'],
    ['category in words', { category: [{ text: 'neoadjuvant' }] }, 'neoadjuvant'],
    ['category by code', { category: [coded(snomed, '363676003')] }, 'metastatic'],
    ['reason in words', reason('palliative treatment'), 'metastatic'],
    ['reason that is a metastasis, by code', { reasonCode: [coded(icd10, 'C78.7')] }, 'metastatic'],
    ['reason that is a metastasis, in words', reason('Lebermetastasen'), 'metastatic'],
    ['reason that is breast cancer', reason('Breast cancer'), undefined],
    ['two notes that agree', { note: [{ text: 'adjuvant' }, { text: 'adjuvant therapy' }] }, 'adjuvant'],
    ['two notes, one empty', { note: [{}, { text: 'adjuvant' }] }, 'adjuvant'],
    ['note and reason that contradict', { ...note('adjuvant'), ...reason('metastatic breast cancer') }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_, more, intent) => {
    expect(intentOf(more)).toBe(intent);
  });
  test('a Condition that the reason refers to counts, another resource does not', () => {
    const refersTo = (reference: string): Resource => ({ reasonReference: [{ reference }] });
    const metastasis = condition('m', coded(icd10, 'C78.7'));
    const observed: Resource = { ...metastasis, resourceType: 'Observation' };
    expect(intentOf(refersTo('Condition/m'), metastasis)).toBe('metastatic');
    expect(intentOf(refersTo('Observation/m'), observed)).toBeUndefined();
    expect(intentOf(refersTo('Condition/none'))).toBeUndefined();
  });
});

describe('extension of intent', () => {
  const base = 'http://example.org/StructureDefinition/';
  test.each([
    'mcode-treatment-intent',
    'mcode-procedure-intent',
    'onco-core-TreatmentIntent-extension',
    'mii-ex-onko-systemische-therapie-intention',
    'mii-ex-onko-systemische-therapie-stellungzurop',
  ])('%s', (name) => {
    const concept = { valueCodeableConcept: { text: 'adjuvant' } };
    expect(intentOf(extension(`${base}${name}`, concept))).toBe('adjuvant');
  });
  const url = `${base}mcode-treatment-intent`;
  test.each([
    ['adjuvant', '373846009', 'adjuvant'],
    ['neoadjuvant', '373847000', 'neoadjuvant'],
    ['palliative', '363676003', 'metastatic'],
    ['curative', '373808002', 'curative'],
  ])('the SNOMED CT code of %s', (_, code, intent) => {
    expect(intentOf(extension(url, { valueCodeableConcept: coded(snomed, code) }))).toBe(intent);
  });
  test('the code stands before its words', () => {
    const valueCodeableConcept = coded(snomed, '363676003', 'adjuvant');
    expect(intentOf(extension(url, { valueCodeableConcept }))).toBe('metastatic');
  });
  test('a plain string is read as words', () => {
    expect(intentOf(extension(url, { valueString: 'palliativ' }))).toBe('metastatic');
  });
  test('the extension stands before what a note says', () => {
    expect(intentOf({ ...extension(url, { valueCodeableConcept: { text: 'adjuvant' } }), ...note('palliative') })).toBe(
      'adjuvant',
    );
  });
  test('two extensions that contradict each other say nothing, whatever else is said', () => {
    const both = ['adjuvant', 'palliative'].map((text) => ({ url, valueCodeableConcept: { text } }));
    expect(intentOf({ extension: both, ...note('adjuvant') })).toBeUndefined();
  });
  test.each<[string, Resource]>([
    ['another extension', { url: `${base}other`, valueCodeableConcept: { text: 'adjuvant' } }],
    ['one without a url', { valueCodeableConcept: { text: 'adjuvant' } }],
    ['one without a value', { url }],
    ['one with an empty text', { url, valueString: '' }],
  ])('%s is passed over', (_, other) => {
    expect(intentOf({ extension: [other], ...note('palliative') })).toBe('metastatic');
  });
});
