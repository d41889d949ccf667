import { describe, expect, test } from '@jest/globals';
import { readDisease } from '../../src/chart/disease.js';
import { readTherapies, type TherapiesRead } from '../../src/chart/therapies.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import {
  breastCancer,
  coded,
  condition,
  icd10,
  intent,
  liverMetastasis,
  loinc,
  observation,
  type Resource,
  recordsFrom,
  rxnorm,
  snomed,
  statement,
} from '../support/fhir-records.js';

const knowledge = loadKnowledge();
const asOf = '2026-11-24';

function therapiesOf(...resources: readonly Resource[]): TherapiesRead {
  const records = recordsFrom(breastCancer, liverMetastasis, ...resources);
  return readTherapies(records, knowledge, { asOf, diseaseRead: readDisease(records, knowledge, asOf) });
}

const one = (resource: Resource, ...others: readonly Resource[]) => therapiesOf(resource, ...others).therapies[0];
const drugsOf = (...resources: readonly Resource[]) =>
  therapiesOf(...resources)
    .therapies.map(({ drug }) => drug)
    .sort();
const problems = (...resources: readonly Resource[]) => therapiesOf(...resources).gaps.map(({ problem }) => problem);
const reason = (text: string): Resource => ({ reasonCode: [{ text }] });
const period = (start: string, end?: string): Resource => ({ effectivePeriod: { start, ...(end ? { end } : {}) } });

describe('a record that does not tell which drug was given', () => {
  const unread = (resource: Resource) => therapiesOf(resource).unread.map(({ classes }) => classes);
  const bare = (medication: Resource): Resource => ({
    resourceType: 'MedicationStatement',
    id: 't',
    status: 'completed',
    ...medication,
  });
  test.each([
    ['has no medication', {}, 'VALUE_MISSING'],
    [
      'has a code of a local list without words',
      { medicationCodeableConcept: coded('urn:local', '17') },
      'DRUG_NOT_RESOLVED',
    ],
    [
      'refers to a Medication that did not come',
      { medicationReference: { reference: 'Medication/x' } },
      'REFERENCE_NOT_RESOLVED',
    ],
    ['names two drugs by code', { medicationCodeableConcept: { text: 'letrozole or capecitabine' } }, 'DRUG_AMBIGUOUS'],
  ] as const)('%s: a gap, and the therapy stays open', (_, medication, problem) => {
    expect(unread(bare(medication))).toEqual([[]]);
    expect(problems(bare(medication))).toEqual([problem]);
  });
  test('a known drug of unknown status is open for its class alone', () => {
    expect(unread(statement('t', 'capecitabine', { status: 'unknown' }))).toEqual([['chemotherapy']]);
  });
  test('a drug of another kind, by words or by its ATC group, leaves nothing open', () => {
    expect(unread(bare({ medicationCodeableConcept: { text: 'paracetamol 500 mg' } }))).toEqual([]);
    expect(unread(bare({ medicationCodeableConcept: coded('http://www.whocc.no/atc', 'N02BE01') }))).toEqual([]);
  });
});

describe('which records count', () => {
  test.each([
    ['MedicationStatement', 'active', 1],
    ['MedicationStatement', 'on-hold', 1],
    ['MedicationStatement', 'intended', 0],
    ['MedicationStatement', 'not-taken', 0],
    ['MedicationStatement', 'entered-in-error', 0],
    ['MedicationStatement', 'unknown', 0],
    ['MedicationRequest', 'active', 1],
    ['MedicationRequest', 'completed', 1],
    ['MedicationRequest', 'draft', 0],
    ['MedicationRequest', 'cancelled', 0],
    ['MedicationAdministration', 'completed', 1],
    ['MedicationAdministration', 'not-done', 0],
  ])('%s %s', (resourceType, status, count) => {
    expect(therapiesOf({ ...statement('t', 'letrozole'), resourceType, status }).therapies).toHaveLength(count);
  });
  test('a proposal, and a request not to perform, are not given', () => {
    const request = { ...statement('t', 'letrozole'), resourceType: 'MedicationRequest', status: 'active' };
    expect(drugsOf({ ...request, intent: 'proposal' })).toEqual([]);
    expect(drugsOf({ ...request, doNotPerform: true })).toEqual([]);
  });
  test('an order is marked as weaker evidence', () => {
    expect(one({ ...statement('t', 'letrozole'), resourceType: 'MedicationRequest' })?.orderOnly).toBe(true);
  });
  test('a therapy that starts after the as-of day is a plan', () => {
    expect(drugsOf(statement('t', 'letrozole', period('2027-01-01')))).toEqual([]);
  });
});

describe('what was given', () => {
  const referenced = (more: Resource): Resource => {
    const { medicationCodeableConcept: _, ...rest } = statement('t', 'x');
    return { ...rest, ...more };
  };
  test('a contained Medication, a Medication of the data and the display of a reference', () => {
    const code = coded(rxnorm, '72965');
    const contained = [{ resourceType: 'Medication', id: 'm', code }];
    expect(drugsOf(referenced({ contained, medicationReference: { reference: '#m' } }))).toEqual(['letrozole']);
    const medication = { resourceType: 'Medication', id: 'm1', code };
    expect(drugsOf(referenced({ medicationReference: { reference: 'Medication/m1' } }), medication)).toEqual([
      'letrozole',
    ]);
    expect(drugsOf(referenced({ medicationReference: { display: 'Femara 2.5 mg' } }))).toEqual(['letrozole']);
  });
  test('a reference that leads nowhere is a gap', () => {
    expect(problems(referenced({ medicationReference: { reference: 'Medication/none' } }))).toEqual([
      'REFERENCE_NOT_RESOLVED',
    ]);
  });
  test('code against text is a gap and counts as neither', () => {
    const concept = { coding: [{ system: rxnorm, code: '72965' }], text: 'tamoxifen' };
    const contradicted = { ...statement('t', 'x'), medicationCodeableConcept: concept };
    expect(problems(contradicted)).toEqual(['CODE_AGAINST_TEXT']);
    expect(drugsOf(contradicted)).toEqual([]);
  });
  test('a text that fits two drugs is a gap', () => {
    expect(problems(statement('t', 'letrozole or anastrozole'))).toEqual(['DRUG_AMBIGUOUS']);
  });
  test('the chemotherapy Procedure code counts as chemotherapy', () => {
    const procedure = { resourceType: 'Procedure', id: 'p', status: 'completed', code: coded(snomed, '367336001') };
    expect(one(procedure)).toMatchObject({ class: 'chemotherapy', outcome: 'completed' });
  });
  test('a Procedure that is named chemotherapy and nothing else', () => {
    const named = (text: string) => ({ resourceType: 'Procedure', id: 'p', status: 'completed', code: { text } });
    expect(one(named('Palliative chemotherapy'))).toMatchObject({ class: 'chemotherapy', setting: 'metastatic' });
    expect(drugsOf(named('Insertion of port for chemotherapy'))).toEqual([]);
  });
  test.each([
    ['TCHP', ['carboplatin', 'pertuzumab', 'taxane', 'trastuzumab']],
    ['AC-T x 4 cycles', ['cyclophosphamide', 'doxorubicin', 'taxane']],
    ['FEC chemotherapy', ['cyclophosphamide', 'epirubicin', 'fluorouracil']],
    ['TC', []],
    ['act on it', []],
  ])('regimen "%s"', (text, drugs) => {
    expect(drugsOf(statement('t', text))).toEqual(drugs);
  });
  test('forty infusions are one therapy', () => {
    const infusions = Array.from({ length: 12 }, (_, week) => ({
      ...statement(`a${week}`, 'paclitaxel'),
      resourceType: 'MedicationAdministration',
      status: 'completed',
      effectiveDateTime: `2025-${String(week + 1).padStart(2, '0')}-03`,
    }));
    const { therapies } = therapiesOf(...infusions);
    expect(therapies.map(({ start, end, evidence }) => [start, end, evidence.length])).toEqual([
      ['2025-01-03', '2025-12-03', 12],
    ]);
  });
});

describe('setting', () => {
  test.each([
    ['mCODE intent, words', intent('neo-adjuvant'), 'neoadjuvant'],
    ['mCODE intent, palliative', intent('palliative'), 'metastatic'],
    ['reason "metastatic breast cancer"', reason('Metastatic breast cancer'), 'metastatic'],
    ['reason "adjuvant therapy"', reason('adjuvant therapy of breast cancer'), 'adjuvant'],
    ['reason that is the metastasis', { reasonReference: [{ reference: 'Condition/metastasis' }] }, 'metastatic'],
    ['the name of the therapy', { medicationCodeableConcept: { text: 'capecitabine (adjuvant)' } }, 'adjuvant'],
    ['contradicting words', reason('adjuvant or palliative'), 'unknown'],
    ['curative intent after the metastatic date', { ...intent('curative'), ...period('2025-01-01') }, 'unknown'],
  ])('%s', (_, more, setting) => {
    expect(one(statement('t', 'capecitabine', more))?.setting).toBe(setting);
  });
  test.each([
    ['on the metastatic date', '2024-03-01', 'metastatic', true],
    ['the day before', '2024-02-29', 'unknown', false],
    ['in the month of it', '2024-03', 'metastatic', true],
    ['in a year that may be before', '2024', 'unknown', false],
  ])('no intent, start %s', (_, ...row) => {
    const [start, setting, settingFromDates] = row;
    expect(one(statement('t', 'capecitabine', period(start)))).toMatchObject({ setting, settingFromDates });
  });
});

describe('outcome', () => {
  const stopped = (text: string): Resource => ({ statusReason: [{ text }] });
  test.each([
    ['Disease progression', 'progression'],
    ['Progress der Erkrankung', 'progression'],
    ['Disease progression, no toxicity', 'progression'],
    ['Tumorprogression', 'progression'],
    ['Progredienz', 'progression'],
    ['Progrediente Lebermetastasen', 'progression'],
    ['Pseudoprogression', 'unknown'],
    ['stopped before progression', 'unknown'],
    ['no progression', 'unknown'],
    ['progression-free, patient wish', 'unknown'],
    ['Toxicity', 'toxicity'],
    ['not tolerated: side effects', 'toxicity'],
    ['treatment completed', 'completed'],
  ])('stopped: "%s"', (text, outcome) => {
    expect(one(statement('t', 'letrozole', stopped(text)))?.outcome).toBe(outcome);
  });
  test('an active statement is running, unless its period is over', () => {
    expect(one(statement('t', 'letrozole', { status: 'active' }))?.outcome).toBe('ongoing');
    const over = { status: 'active', ...period('2024-04-01', '2025-01-01') };
    expect(one(statement('t', 'letrozole', over))?.outcome).toBe('unknown');
  });
  test.each([
    ['during the therapy', '2025-06-01', 'progression'],
    ['before it', '2024-01-01', 'completed'],
    ['long after it', '2026-06-01', 'completed'],
  ])('cancer disease status "worsened" %s', (_, date, outcome) => {
    const worsened = observation('d', coded(loinc, '97509-4'), {
      effectiveDateTime: date,
      valueCodeableConcept: coded(snomed, '271299001'),
    });
    const therapy = statement('t', 'letrozole', { status: 'completed', ...period('2024-04-01', '2025-06-10') });
    expect(one(therapy, worsened)?.outcome).toBe(outcome);
  });
});

describe('outcome that other elements state', () => {
  const worsened = (value: Resource): Resource =>
    observation('d', coded(loinc, '97509-4'), { effectiveDateTime: '2026-06-01', valueCodeableConcept: value });
  test('an ended therapy without an end takes no later progression as its own', () => {
    const ended = statement('t', 'letrozole', { status: 'completed', ...period('2024-04-01') });
    const running = statement('t', 'letrozole', { status: 'active', ...period('2024-04-01') });
    const progressed = worsened(coded(snomed, '271299001'));
    expect([one(ended, progressed)?.outcome, one(running, progressed)?.outcome]).toEqual(['completed', 'progression']);
  });
  test.each([
    ['Progressive disease', 'progression'],
    ['No progression', 'ongoing'],
    ['Stable disease', 'ongoing'],
  ])('cancer disease status in words: "%s"', (text, outcome) => {
    const running = statement('t', 'letrozole', { status: 'active', ...period('2024-04-01') });
    expect(one(running, worsened({ text }))?.outcome).toBe(outcome);
  });
  test('the mCODE termination reason extension', () => {
    const url = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-treatment-termination-reason';
    const extension = [{ url, valueCodeableConcept: coded(snomed, '271299001') }];
    expect(one(statement('t', 'letrozole', { extension }))?.outcome).toBe('progression');
  });
});

test.each([
  ['Chemotherapy', 'chemotherapy'],
  ['Palliative Chemotherapie', 'chemotherapy'],
  ['Endocrine therapy', 'endocrine'],
])('a statement that names nothing but "%s" is a therapy of that class', (text, kind) => {
  expect(one({ ...statement('t', 'letrozole'), medicationCodeableConcept: { text } })?.class).toBe(kind);
});

describe('systemic therapy of the German core data set', () => {
  const base = 'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko';
  const extension = (name: string, system: string, code: string): Resource => ({
    url: `${base}/StructureDefinition/mii-ex-onko-systemische-therapie-${name}`,
    valueCodeableConcept: coded(`${base}/CodeSystem/${system}`, code),
  });
  const stated = (kind: string): Resource => extension('intention', 'mii-cs-onko-intention', kind);
  const surgery = (kind: string): Resource => extension('stellungzurop', 'mii-cs-onko-therapie-stellungzurop', kind);
  const systemic = (more: Resource): Resource => ({
    resourceType: 'Procedure',
    id: 'whole',
    status: 'completed',
    code: coded('http://fhir.de/CodeSystem/bfarm/ops', '8-54', 'Zytostatische Chemotherapie, Immuntherapie'),
    performedPeriod: { start: '2025-02-10', end: '2025-06-30' },
    ...more,
  });
  test('intent, relation to surgery and the drugs that were used', () => {
    const text = 'EC (Epirubicin 90 mg/m2 + Cyclophosphamid 600 mg/m2) x4, dann Docetaxel + Trastuzumab x4';
    const procedure = systemic({ extension: [stated('K'), surgery('N')], usedCode: [{ text }] });
    expect(drugsOf(procedure)).toEqual(['cyclophosphamide', 'docetaxel', 'epirubicin', 'trastuzumab']);
    expect(one(procedure)?.setting).toBe('neoadjuvant');
  });
  test('a medication record takes intent and outcome from the procedure that it is part of', () => {
    const outcome = coded(`${base}/CodeSystem/mii-cs-onko-therapie-ende-grund`, 'P');
    const part = statement('t', 'letrozole', { partOf: [{ reference: 'Procedure/whole' }] });
    const whole = systemic({ extension: [stated('P')], outcome });
    expect(one(part, whole)).toMatchObject({ drug: 'letrozole', setting: 'metastatic', outcome: 'progression' });
    expect(one(part, { ...whole, status: 'entered-in-error' })?.outcome).not.toBe('progression');
  });
  test('the chapter of all systemic therapies says nothing of chemotherapy', () => {
    expect(drugsOf(systemic({ extension: [stated('P')] }))).toEqual([]);
  });
});

describe('drugs that a text without a code names together', () => {
  const text = (words: string): Resource => ({
    ...statement('t', 'letrozole'),
    medicationCodeableConcept: { text: words },
  });
  test.each([
    ['Carboplatin + Gemcitabine', ['carboplatin', 'gemcitabine']],
    ['Letrozol / Palbociclib', ['letrozole', 'palbociclib']],
    ['Docetaxel, Trastuzumab und Pertuzumab', ['docetaxel', 'pertuzumab', 'trastuzumab']],
    ['paclitaxel or docetaxel', []],
    ['switched from letrozole to fulvestrant', []],
  ])('%s', (words, drugs) => {
    expect(drugsOf(text(words))).toEqual(drugs);
  });
});

describe('given for another disease', () => {
  test('methotrexate for arthritis is listed apart', () => {
    const read = therapiesOf(statement('t', 'methotrexate', reason('Rheumatoid arthritis')));
    expect([read.therapies, read.nonCancerDrugs.map(({ drug }) => drug)]).toEqual([[], ['methotrexate']]);
  });
  test.each([
    ['M06.9', 0],
    ['Z51.11', 1],
    ['C50.911', 1],
    ['69896004', 1],
  ])('methotrexate for a reason of which only the code %s is known', (code, count) => {
    const given = statement('t', 'methotrexate', { reasonCode: [{ coding: [{ code }] }] });
    expect(therapiesOf(given).therapies).toHaveLength(count);
  });
  test('trastuzumab counts whatever its reason says', () => {
    expect(drugsOf(statement('t', 'trastuzumab', reason('Z51.11')))).toEqual(['trastuzumab']);
  });
  test('capecitabine for colon cancer is not a therapy of this disease', () => {
    const colon = condition('colon', coded(icd10, 'C18.7'));
    const given = statement('t', 'capecitabine', { reasonReference: [{ reference: 'Condition/colon' }] });
    expect(drugsOf(given, colon)).toEqual([]);
    expect(problems(given, colon)).toEqual(['NOT_THIS_DISEASE']);
  });
});
