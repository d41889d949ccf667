import { describe, expect, test } from '@jest/globals';
import { readConcept } from '../../src/chart/fields.js';
import { reasonKind } from '../../src/chart/therapy-reason.js';
import type { DrugClass } from '../../src/clinical/facts/therapy.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { coded, icd10, type Resource, snomed } from '../support/fhir-records.js';

const { codes } = loadKnowledge();

function kindOf(drugClass: DrugClass, ...reasons: readonly Resource[]) {
  const concepts = reasons.flatMap((reason) => readConcept(reason) ?? []);
  return reasonKind(concepts, { class: drugClass }, codes);
}
const words = (text: string) => ({ text });
const bare = (code: string) => ({ coding: [{ code }] });

describe('a drug of chemotherapy that is given for', () => {
  test.each([
    'cancer',
    'Carcinoma',
    'Mammakarzinom',
    'Brustkrebs',
    'malignant disease',
    'neoplasm',
    'Tumorleiden',
    'tumour',
    'Lebermetastasen',
    'oncology',
    'onkologisch',
    'chemo',
    'antineoplastic',
    'left breast',
    'Mamma links',
    'Brust',
    'HER2 disease',
    'receptor',
    'Therapie',
    'treatment',
    'adjuvant',
    'palliativ',
    'recurrence',
  ])('"%s" is given for this cancer', (text) => {
    expect(kindOf('chemotherapy', words(text))).toBe('this-cancer');
  });
  test.each([
    ['C50.911', 'this-cancer'],
    ['D05.1', 'this-cancer'],
    ['D48.6', 'this-cancer'],
    ['Z08', 'this-cancer'],
    ['Z17.0', 'this-cancer'],
    ['Z51.11', 'this-cancer'],
    ['Z79.811', 'this-cancer'],
    ['Z85.3', 'this-cancer'],
    ['Z86.000', 'this-cancer'],
    ['Z86.1', 'not-cancer'],
    ['D50.0', 'not-cancer'],
    ['M06.9', 'not-cancer'],
    ['L40', 'not-cancer'],
    ['Z52.0', 'not-cancer'],
    ['69896004', 'not-stated'],
    ['M069', 'not-stated'],
    ['XM06.9', 'not-stated'],
  ])('the bare code %s: %s', (code, kind) => {
    expect(kindOf('chemotherapy', bare(code))).toBe(kind);
  });
  test.each([
    ['breast cancer by code', coded(snomed, '254837009'), 'this-cancer'],
    ['a metastasis by code', coded(icd10, 'C78.7'), 'this-cancer'],
    ['colon cancer by code', coded(icd10, 'C18.7'), 'other-cancer'],
    ['"colon cancer"', words('colon cancer'), 'other-cancer'],
    ['"lymphoma"', words('lymphoma'), 'other-cancer'],
    ['"psoriasis"', words('psoriasis'), 'not-cancer'],
    ['words beside a code of no list', { coding: [{ code: 'M06.9', display: 'cancer' }] }, 'this-cancer'],
  ])('%s', (_, reason, kind) => {
    expect(kindOf('chemotherapy', reason)).toBe(kind);
  });
});

describe('several reasons', () => {
  const [cancer, other, elsewhere] = [words('breast cancer'), words('colon cancer'), words('psoriasis')];
  test.each([
    ['this cancer stands before another', [other, cancer], 'this-cancer'],
    ['this cancer stands before another disease', [elsewhere, cancer], 'this-cancer'],
    ['another cancer stands before another disease', [elsewhere, other], 'other-cancer'],
    ['none is none', [], 'not-stated'],
  ])('%s', (_, reasons, kind) => {
    expect(kindOf('chemotherapy', ...reasons)).toBe(kind);
  });
});

describe('a reason that is not cancer', () => {
  test.each<[DrugClass, string]>([
    ['endocrine', 'not-cancer'],
    ['ovarian-suppression', 'not-cancer'],
    ['pi3k/akt/mtor', 'not-cancer'],
    ['chemotherapy', 'not-cancer'],
    ['cdk4/6', 'not-stated'],
    ['parp', 'not-stated'],
    ['immunotherapy', 'not-stated'],
    ['trop2-adc', 'not-stated'],
    ['her2-adc', 'not-stated'],
    ['t-dxd', 'not-stated'],
    ['anti-her2-mab', 'not-stated'],
    ['anti-her2-bispecific', 'not-stated'],
    ['anti-her2-tki', 'not-stated'],
  ])('for %s: %s', (drugClass, kind) => {
    expect(kindOf(drugClass, words('psoriasis'))).toBe(kind);
  });
});
