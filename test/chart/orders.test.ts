import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readOrders, readPendingTests } from '../../src/chart/orders.js';
import { indexRecords } from '../../src/chart/records.js';
import { loadKnowledge } from '../../src/knowledge/load.js';

const knowledge = loadKnowledge();
const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const tdxd = { coding: [{ system: rxnorm, code: '2267582' }] };
const none = indexRecords([]);

function request(more: Record<string, unknown>, id = 'o1') {
  return { resourceType: 'MedicationRequest', id, status: 'draft', ...more };
}

function bundle(...resources: Record<string, unknown>[]) {
  return { resourceType: 'Bundle', entry: resources.map((resource) => ({ resource })) };
}

function read(drafts: unknown, more: Partial<Parameters<typeof readOrders>[1]> = {}) {
  return readOrders(drafts, { records: none, knowledge, ...more });
}

const names = (drafts: unknown, more: Parameters<typeof read>[1] = {}) =>
  read(drafts, more).orders.map((order) => order.drug?.name ?? order.test);

describe('which drug a draft names', () => {
  test('by RxNorm ingredient, by brand text and by the ingredient with its suffix', () => {
    expect(names(bundle(request({ medicationCodeableConcept: tdxd })))).toEqual(['trastuzumab deruxtecan']);
    expect(names(bundle(request({ medicationCodeableConcept: { text: 'Enhertu 100 mg' } })))).toEqual([
      'trastuzumab deruxtecan',
    ]);
    const name = 'fam-trastuzumab deruxtecan-nxki';
    expect(names(bundle(request({ medicationCodeableConcept: { text: name } })))).toEqual(['trastuzumab deruxtecan']);
  });

  test('"trastuzumab" is not "trastuzumab deruxtecan"', () => {
    expect(names(bundle(request({ medicationCodeableConcept: { text: 'trastuzumab 440 mg' } })))).toEqual([
      'trastuzumab',
    ]);
  });

  test('by a contained Medication, one beside the draft, one of the record, and the display of a reference', () => {
    const medication = { resourceType: 'Medication', id: 'm1', code: tdxd };
    const reference = { medicationReference: { reference: 'Medication/m1' } };
    const contained = { contained: [medication], medicationReference: { reference: '#m1' } };
    const want = ['trastuzumab deruxtecan'];
    expect(names(bundle(request(contained)))).toEqual(want);
    expect(names(bundle(request(reference), medication))).toEqual(want);
    expect(names(bundle(request(reference)), { records: indexRecords([{ resource: medication }]) })).toEqual(want);
    const display = { medicationReference: { reference: 'Medication/else', display: 'Enhertu' } };
    expect(names(bundle(request(display)))).toEqual(want);
  });

  test('by an entry that is referred to through its fullUrl', () => {
    const drafts = {
      entry: [
        { fullUrl: 'urn:uuid:1', resource: request({ medicationReference: { reference: 'urn:uuid:2' } }) },
        { fullUrl: 'urn:uuid:2', resource: { resourceType: 'Medication', code: tdxd } },
      ],
    };
    expect(names(drafts)).toEqual(['trastuzumab deruxtecan']);
  });

  test('by the ingredients of a Medication whose code says nothing', () => {
    const medication = {
      resourceType: 'Medication',
      id: 'm1',
      code: { text: 'infusion bag' },
      ingredient: [
        { itemCodeableConcept: { text: 'trastuzumab' } },
        { itemCodeableConcept: { text: 'sodium chloride' } },
      ],
    };
    const drafts = bundle(request({ medicationReference: { reference: 'Medication/m1' } }), medication);
    expect(names(drafts)).toEqual(['trastuzumab']);
  });

  test('code against text is kept with both drugs', () => {
    const concept = { ...tdxd, text: 'trastuzumab emtansine' };
    const [order] = read(bundle(request({ medicationCodeableConcept: concept }))).orders;
    expect(order).toMatchObject({
      codeAgainstText: true,
      drug: { name: 'trastuzumab deruxtecan' },
      textDrug: { name: 'trastuzumab emtansine' },
    });
  });

  test('an unresolved reference without words is a gap, another drug is nothing', () => {
    const unresolved = read(bundle(request({ medicationReference: { reference: 'Medication/gone' } })));
    expect(unresolved).toMatchObject({ orders: [], gaps: [{ problem: 'REFERENCE_NOT_RESOLVED' }] });
    const other = read(bundle(request({ medicationCodeableConcept: { text: 'ondansetron 8 mg' } })));
    expect(other).toEqual({ orders: [], gaps: [] });
  });

  test('what real clients send: category as object, no intent, no Bundle.type, a medication still to be chosen', () => {
    const loose = request({ category: { coding: [] }, medicationCodeableConcept: { text: 'letrozole' } });
    expect(names({ entry: [{ resource: loose }, { resource: request({}, 'o2') }, null, 7] })).toEqual(['letrozole']);
  });

  test.each([
    [undefined],
    [null],
    ['x'],
    [7],
    [[]],
    [{}],
    [{ entry: 'x' }],
    [{ entry: [{ resource: null }] }],
  ])('draftOrders %j give no orders and no exception', (drafts) => {
    expect(read(drafts).orders).toEqual([]);
  });

  test('any JSON in any member of a draft is read without an exception', () => {
    const member = fc.constantFrom(
      'medicationCodeableConcept',
      'medicationReference',
      'reasonCode',
      'contained',
      'status',
    );
    const resource = fc
      .tuple(
        fc.constantFrom('MedicationRequest', 'ServiceRequest', 'Medication'),
        fc.dictionary(member, fc.jsonValue()),
      )
      .map(([resourceType, members]) => ({ ...members, resourceType }));
    fc.assert(
      fc.property(fc.array(fc.oneof(resource, fc.jsonValue())), (entries) => {
        read({ entry: entries.map((each) => ({ resource: each })) });
        read(entries, { selections: ['x'] });
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('a withdrawn draft, and one that says not to, ask for nothing', () => {
    const concept = { medicationCodeableConcept: tdxd };
    expect(names(bundle(request({ ...concept, status: 'cancelled' })))).toEqual([]);
    expect(names(bundle(request({ ...concept, status: 'stopped' })))).toEqual([]);
    expect(names(bundle(request({ ...concept, doNotPerform: true })))).toEqual([]);
  });

  test('a prior prescription makes a renewal', () => {
    const concept = { medicationCodeableConcept: tdxd };
    const renewal = { ...concept, priorPrescription: { reference: 'MedicationRequest/before' } };
    expect(read(bundle(request(concept), request(renewal, 'o2'))).orders.map((order) => order.continued)).toEqual([
      false,
      true,
    ]);
  });

  test('the order of entries does not change the answer', () => {
    const first = request({ medicationCodeableConcept: tdxd });
    const second = request({ medicationCodeableConcept: { text: 'letrozole' } }, 'o2');
    expect(read(bundle(first, second))).toEqual(read(bundle(second, first)));
  });
});

describe('which orders are selected', () => {
  const drafts = {
    entry: [
      {
        fullUrl: 'https://ehr.example/fhir/MedicationRequest/o1',
        resource: request({ medicationCodeableConcept: { text: 'letrozole' } }),
      },
    ],
  };

  test.each([
    ['MedicationRequest/o1', true],
    ['o1', true],
    ['https://ehr.example/fhir/MedicationRequest/o1', true],
    ['MedicationRequest/o1/_history/2', true],
    ['ServiceRequest/o1', false],
    ['MedicationRequest/o11', false],
  ])('selection %s: %s', (selection, selected) => {
    expect(read(drafts, { selections: [selection] }).orders.map((order) => order.selected)).toEqual([selected]);
  });

  test('without selections every order counts as selected; with an empty list none', () => {
    expect(read(drafts).orders[0]?.selected).toBe(true);
    expect(read(drafts, { selections: [] }).orders[0]?.selected).toBe(false);
  });
});

function service(code: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return { resourceType: 'ServiceRequest', id: 's1', status: 'draft', code, ...more };
}

describe('HER2 tests among requests', () => {
  test.each([
    [{ coding: [{ system: 'http://loinc.org', code: '85319-2' }] }, 'ihc'],
    [{ coding: [{ system: 'http://loinc.org', code: '85318-4' }] }, 'ish'],
    [{ coding: [{ system: 'http://loinc.org', code: '48676-1' }] }, 'her2'],
    [{ text: 'HER2 FISH, reflex' }, 'ish'],
    [{ text: 'HER-2/neu Immunhistochemie' }, 'ihc'],
    [{ text: 'ERBB2 in situ hybridization' }, 'ish'],
    [{ text: 'HER2 status' }, 'her2'],
    [{ coding: [{ system: 'http://loinc.org', code: '32996-1' }], text: 'HER2' }, undefined],
    [{ text: 'Discuss HER2-low at tumor board' }, undefined],
    [{ text: 'HER2 serum' }, undefined],
    [{ text: 'CT chest' }, undefined],
  ])('%j is %s', (code, want) => {
    expect(read(bundle(service(code))).orders.map((order) => order.test)[0]).toBe(want);
  });

  test('pending tests are open requests of the record with date and specimen', () => {
    const open = { status: 'active', authoredOn: '2026-05-02T08:00:00Z', specimen: [{ reference: 'Specimen/s1' }] };
    const records = indexRecords([
      { resource: service({ text: 'HER2 ISH' }, open) },
      { resource: service({ text: 'HER2 IHC' }, { id: 's2', status: 'completed' }) },
      { resource: service({ text: 'Echocardiogram' }, { id: 's3', status: 'active' }) },
      { resource: service({ text: 'Tumorboard' }, { id: 's4', status: 'active' }) },
    ]);
    const pending = readPendingTests(records, knowledge);
    expect(pending.map((each) => each.test)).toEqual(['ish', 'echocardiogram', 'tumour-board']);
    expect(pending[0]).toMatchObject({ specimen: 'Specimen/s1', evidence: [{ date: '2026-05-02' }] });
  });
});

describe('the reason of an order', () => {
  const draft = (more: Record<string, unknown>) => bundle(request({ medicationCodeableConcept: tdxd, ...more }));
  const icd = (code: string) => ({ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] });

  test('another cancer by text, by code and by the Condition referred to', () => {
    expect(read(draft({ reasonCode: [{ text: 'Gastric adenocarcinoma' }] })).otherMalignancyOrder).toMatchObject({
      reference: 'MedicationRequest/o1',
      path: 'reasonCode',
    });
    const condition = { resourceType: 'Condition', id: 'c1', code: { text: 'Non-small cell lung cancer' } };
    const records = indexRecords([{ resource: condition }]);
    const referred = read(draft({ reasonReference: [{ reference: 'Condition/c1' }] }), { records });
    expect(referred.otherMalignancyOrder?.reference).toBe('Condition/c1');
  });

  test('a drug for a disease that is no cancer is no order of ours', () => {
    const arthritis = request({
      medicationCodeableConcept: { text: 'methotrexate 15 mg' },
      reasonCode: [{ text: 'Rheumatoid arthritis' }],
    });
    expect(read(bundle(arthritis))).toEqual({ orders: [], gaps: [] });
  });

  test('breast cancer, its metastasis and no reason are no other cancer', () => {
    expect(read(draft({ reasonCode: [icd('C50.911')] })).otherMalignancyOrder).toBeUndefined();
    expect(
      read(draft({ reasonCode: [{ text: 'Lung metastasis of breast cancer' }] })).otherMalignancyOrder,
    ).toBeUndefined();
    expect(read(draft({})).otherMalignancyOrder).toBeUndefined();
  });
});
