import { describe, expect, test } from '@jest/globals';
import { recordsOf } from '../../src/chart/records.js';
import { stageSigns, stagingSigns } from '../../src/chart/staging-signs.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import {
  coded,
  condition,
  icd10,
  loinc,
  observation,
  type Resource,
  recordsFrom,
  snomed,
} from '../support/fhir-records.js';

const { codes } = loadKnowledge();
const stageGroup = coded(loinc, '21908-9');
const diseaseStatus = coded(loinc, '97509-4');
const answer = (text: string): Resource => ({ valueCodeableConcept: { text } });

const signsOf = (code: Resource, more: Resource, ...others: readonly Resource[]) =>
  stagingSigns(recordsFrom(observation('o', code, more), ...others), codes);
const kindsOf = (code: Resource, more: Resource, ...others: readonly Resource[]) =>
  signsOf(code, more, ...others).map((sign) => ('stage' in sign ? `stage ${sign.stage}` : sign.kind));

describe('answers of a staging', () => {
  test.each([
    ['Stage 0', ['stage 0']],
    ['Stage IA', ['stage I']],
    ['Stage IIB', ['stage II']],
    ['Stage IIIC', ['stage III']],
    ['Stage IV', ['stage IV', 'metastatic']],
    ['IIA', ['stage II']],
    ['M0', ['no-metastasis']],
    ['cM0', ['no-metastasis']],
    ['M1', ['metastatic']],
    ['pM1', ['metastatic']],
    ['Stage IIIB, M0', ['stage III', 'no-metastasis']],
    ['Stage III, unresectable', ['stage III', 'unresectable']],
    ['Stage II, M1', ['stage II', 'metastatic']],
    ['MX', []],
    ['not stated', []],
  ])('"%s"', (text, kinds) => {
    expect(kindsOf(stageGroup, answer(text))).toEqual(kinds);
  });
  test.each([
    ['stage IV', '2640006', ['stage IV', 'metastatic']],
    ['cM0', '1229901006', ['no-metastasis']],
    ['cM1', '1229903009', ['metastatic']],
  ])('the SNOMED CT code of %s', (_, code, kinds) => {
    expect(kindsOf(stageGroup, { valueCodeableConcept: coded(snomed, code) })).toEqual(kinds);
  });
  test('the code of an unknown list is read as words where nothing else is there, and only there', () => {
    const code = { system: 'urn:local', code: 'IIIA' };
    expect(kindsOf(stageGroup, { valueCodeableConcept: { coding: [code] } })).toEqual(['stage III']);
    const displayed = { valueCodeableConcept: { coding: [{ ...code, display: 'not known' }] } };
    expect(kindsOf(stageGroup, displayed)).toEqual([]);
  });
  test('a display is read beside the text', () => {
    const coding = [{ system: 'urn:local', code: '1', display: 'Stage IIIA' }];
    expect(kindsOf(stageGroup, { valueCodeableConcept: { coding, text: 'M0' } })).toEqual([
      'stage III',
      'no-metastasis',
    ]);
  });
  test('a text is read like a concept; an absent answer says nothing', () => {
    expect(kindsOf(stageGroup, { valueString: 'Stage IIB' })).toEqual(['stage II']);
    expect(kindsOf(stageGroup, {})).toEqual([]);
    const absent = { dataAbsentReason: { text: 'unknown' } };
    expect(kindsOf(stageGroup, { ...answer('Stage IV'), ...absent })).toEqual([]);
  });
  test('the sign cites what was answered and when', () => {
    expect(signsOf(stageGroup, answer('Stage IIB'))).toEqual([
      {
        kind: 'stage',
        stage: 'II',
        date: '2026-05-01',
        evidence: {
          reference: 'Observation/o',
          path: 'valueCodeableConcept',
          verbatim: 'Stage IIB',
          date: '2026-05-01',
          status: 'final',
        },
      },
    ]);
    expect(signsOf(stageGroup, { valueString: 'M0', effectiveDateTime: undefined })).toEqual([
      {
        kind: 'no-metastasis',
        evidence: { reference: 'Observation/o', path: 'valueString', verbatim: 'M0', status: 'final' },
      },
    ]);
  });
});

describe('what an Observation is about', () => {
  const m1 = answer('M1');
  test.each<[string, Resource, readonly string[]]>([
    ['"M category"', { text: 'M category' }, ['metastatic']],
    ['"Stage group"', { text: 'Stage group' }, ['metastatic']],
    ['"TNM"', { text: 'TNM clinical' }, ['metastatic']],
    ['"Distant metastases"', { text: 'Distant metastases' }, ['metastatic']],
    ['M category by code', coded(snomed, '399387003'), ['metastatic']],
    ['stage group by code', coded(snomed, '399537006'), ['metastatic']],
    ['a name of 80 letters', { text: `TNM ${'x'.repeat(76)}` }, []],
    ['a name of 79 letters', { text: `TNM ${'x'.repeat(75)}` }, ['metastatic']],
    ['the T category', coded(loinc, '21905-5', 'TNM T category'), []],
    ['the N category', coded(loinc, '21906-3', 'TNM N category'), []],
    ['another test', { text: 'Note' }, []],
  ])('%s', (_, code, kinds) => {
    expect(kindsOf(code, m1)).toEqual(kinds);
  });
  test.each([
    ['mcode-cancer-stage-group', ['metastatic']],
    ['mcode-tnm-distant-metastases-category', ['metastatic']],
    ['mcode-tumor-size', []],
  ])('the profile %s', (name, kinds) => {
    const profile = [`http://hl7.org/fhir/us/mcode/StructureDefinition/${name}`];
    expect(kindsOf({ text: 'Note' }, { ...m1, meta: { profile } })).toEqual(kinds);
  });
  test.each(['preliminary', 'entered-in-error', 'cancelled'])('a %s staging does not count', (status) => {
    expect(kindsOf(stageGroup, { ...m1, status })).toEqual([]);
  });
  test('a staging whose focus is a cancer of another organ says nothing of breast cancer', () => {
    const focus = [{ reference: 'Condition/focus' }];
    const about = (code: string) => condition('focus', coded(icd10, code));
    expect(kindsOf(stageGroup, { ...m1, focus }, about('C18.7'))).toEqual([]);
    expect(kindsOf(stageGroup, { ...m1, focus }, about('C50.911'))).toEqual(['metastatic']);
    expect(kindsOf(stageGroup, { ...m1, focus }, { ...about('C18.7'), resourceType: 'Specimen' })).toEqual([
      'metastatic',
    ]);
    expect(kindsOf(stageGroup, { ...m1, focus })).toEqual(['metastatic']);
  });
});

describe('a history of metastatic cancer as code of an Observation', () => {
  const history = coded(snomed, '1287652008', 'History of metastatic cancer');
  test('says metastatic, with its code as evidence, unless its value is false', () => {
    expect(signsOf(history, {})).toEqual([
      {
        kind: 'metastatic',
        date: '2026-05-01',
        evidence: {
          reference: 'Observation/o',
          path: 'code',
          verbatim: 'History of metastatic cancer',
          date: '2026-05-01',
          status: 'final',
        },
      },
    ]);
    expect(kindsOf(history, { valueBoolean: true })).toEqual(['metastatic']);
    expect(kindsOf(history, { valueBoolean: false })).toEqual([]);
  });
  test('a metastasis as code, but not breast cancer', () => {
    expect(kindsOf(coded(icd10, 'C78.7'), {})).toEqual(['metastatic']);
    expect(kindsOf(coded(icd10, 'C50.911'), {})).toEqual([]);
  });
});

describe('disease status', () => {
  test.each([
    ['Progressive disease', ['progression']],
    ['No progression', []],
    ['Stable disease', []],
  ])('in words: "%s"', (text, kinds) => {
    expect(kindsOf(diseaseStatus, answer(text))).toEqual(kinds);
  });
  test.each([
    ['worsened', coded(snomed, '271299001'), ['progression']],
    ['stable', coded(snomed, '359746009'), []],
    ['stable, whatever the words beside it say', coded(snomed, '359746009', 'progression'), []],
  ])('by code: %s', (_, valueCodeableConcept, kinds) => {
    expect(kindsOf(diseaseStatus, { valueCodeableConcept })).toEqual(kinds);
  });
});

describe('response to neoadjuvant treatment, by the name of the Observation', () => {
  test.each([
    ['Pathologic response', ['residual']],
    ['Pathological complete response', ['residual']],
    ['pathology response', ['residual']],
    ['Residual cancer burden', ['residual']],
    ['Residual invasive carcinoma', ['residual']],
    ['Residual disease', ['residual']],
    ['Residual tumor', ['residual']],
    ['Residual tumour', ['residual']],
    ['Residual urine', []],
    ['Pathologic one two response', []],
    ['Clinical response', []],
  ])('"%s"', (text, kinds) => {
    expect(kindsOf({ text }, answer('ypT1'))).toEqual(kinds);
  });
  test('an answer that settles nothing is none', () => {
    expect(kindsOf({ text: 'Pathologic response' }, answer('see report'))).toEqual([]);
    expect(signsOf({ text: 'Pathologic response' }, answer('pCR'))).toMatchObject([{ residual: 'absent' }]);
  });
});

describe('stage of a diagnosis', () => {
  const stagesOf = (stage: unknown, more: Resource = {}) => {
    const [record] = recordsOf(recordsFrom(condition('c', coded(icd10, 'C50.911'), { stage, ...more })), 'Condition');
    return record === undefined ? [] : stageSigns(record, codes);
  };
  test('every summary is read and cited by its place and the date of the diagnosis', () => {
    const stage = [{ type: { text: 'clinical' } }, { summary: { text: 'Stage IIA' } }];
    expect(stagesOf(stage, { onsetDateTime: '2025-02-03' })).toEqual([
      {
        kind: 'stage',
        stage: 'II',
        date: '2025-02-03',
        evidence: {
          reference: 'Condition/c',
          path: 'stage[1].summary',
          verbatim: 'Stage IIA',
          date: '2025-02-03',
        },
      },
    ]);
  });
  test('a diagnosis without a date gives a stage without one', () => {
    expect(stagesOf([{ summary: { text: 'M0' } }])).toEqual([
      { kind: 'no-metastasis', evidence: { reference: 'Condition/c', path: 'stage[0].summary', verbatim: 'M0' } },
    ]);
  });
  test('a summary by code', () => {
    expect(stagesOf([{ summary: coded(snomed, '2640006') }]).map(({ kind }) => kind)).toEqual(['stage', 'metastatic']);
  });
});
