import { describe, expect, test } from '@jest/globals';
import { assessmentExtension } from '../src/cds/response.js';
import type { Fields } from '../src/chart/fields.js';
import type { Memory } from '../src/clinical/advice/memory.js';
import { defaultPolicy } from '../src/clinical/advice/policy.js';
import { silences } from '../src/clinical/advice/silence.js';
import { drugDraft, type Edit, editRequest, ihcResult } from './support/edit-request.js';
import { answered, lineContext, readRequest } from './support/line-context.js';

async function responseOf(body: Fields, context = lineContext()) {
  const result = await answered(body, context);
  if (result.kind === 'problem') throw new Error(result.code);
  return result;
}

/** Topics with their indicator, or the silence. */
async function said(name: string, edit: Edit = {}, context = lineContext()): Promise<readonly string[]> {
  const { cards, extension } = (await responseOf(editRequest(name, edit), context)).response;
  const { silence } = { silence: undefined, ...extension[assessmentExtension] };
  expect(cards.length > 0).toBe(silence === undefined);
  return silence === undefined ? cards.map((each) => `${each.indicator} ${each.source.topic.code}`) : [silence];
}

const trastuzumab = drugDraft('d1', { code: '224905', text: 'trastuzumab' });
const tdxd = drugDraft('d1', { code: '2267582' });
const letrozole = drugDraft('d1', { code: '72965', text: 'letrozole' });
const condition = (id: string, code: string, text: string) => ({
  resourceType: 'Condition',
  id,
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }], text },
});
const sameSpecimen = { specimen: { reference: 'Specimen/x' } };
const contradictory = {
  her2: [
    { ...ihcResult('x1', '1+', '2026-10-01'), ...sameSpecimen },
    { ...ihcResult('x2', '3+', '2026-10-01'), ...sameSpecimen },
  ],
};
const ihc = (value: string) => ({ her2: [ihcResult('x1', value, '2026-10-01')] });

describe('drafts against the HER2 result', () => {
  const rows: readonly (readonly [string, string, Edit, readonly string[]])[] = [
    ['T-DXd for HER2-null', 'order-sign-tdxd-null', {}, ['warning TDXDORDERCHECK']],
    [
      'T-DXd by name of a reference alone',
      'order-sign-tdxd-null',
      {
        drafts: [
          {
            resourceType: 'MedicationRequest',
            id: 'd1',
            status: 'draft',
            intent: 'order',
            medicationReference: { display: 'Enhertu 100 mg powder' },
          },
        ],
      },
      ['warning TDXDORDERCHECK'],
    ],
    [
      'T-DXd by display of a code alone',
      'order-sign-tdxd-null',
      {
        drafts: [
          {
            resourceType: 'MedicationRequest',
            id: 'd1',
            status: 'draft',
            intent: 'order',
            medicationCodeableConcept: {
              coding: [{ system: 'urn:local', code: 'X1', display: 'fam-trastuzumab deruxtecan-nxki' }],
            },
          },
        ],
      },
      ['warning TDXDORDERCHECK'],
    ],
    [
      'T-DXd joined with pertuzumab in one text',
      'order-sign-tdxd-ild',
      { drafts: [drugDraft('d1', { text: 'Enhertu + pertuzumab' })] },
      ['warning TDXDSAFETY', 'warning HER2ORDERCHECK'],
    ],
    [
      'a text that fits two drugs',
      'order-sign-tdxd-null',
      { drafts: [drugDraft('d1', { text: 'Trastuzumab i.v. (Enhertu)' })] },
      ['NO_RELEVANT_ORDER'],
    ],
    ['T-DXd for HER2-low that is documented', 'order-sign-tdxd-documented', {}, ['NOTHING_TO_ADD']],
    ['trastuzumab for HER2-low', 'order-sign-trastuzumab-low', {}, ['warning HER2ORDERCHECK']],
    [
      'trastuzumab for HER2-low with an earlier positive',
      'order-sign-trastuzumab-low',
      { more: { her2: [ihcResult('old', '3+', '2019-01-01')] } },
      ['warning HER2LOOKAGAIN'],
    ],
    [
      'a renewal of trastuzumab for HER2-low with an earlier positive',
      'order-sign-trastuzumab-low',
      {
        drafts: [{ ...trastuzumab, priorPrescription: { reference: 'MedicationRequest/before' } }],
        more: { her2: [ihcResult('old', '3+', '2019-01-01')] },
      },
      ['NOTHING_TO_ADD'],
    ],
    ['trastuzumab for HER2-positive', 'order-sign-trastuzumab-low', { instead: ihc('3+') }, ['HER2_POSITIVE']],
    [
      'trastuzumab while HER2 is equivocal',
      'order-sign-trastuzumab-low',
      { instead: ihc('2+') },
      ['info HER2COMPLETETESTING'],
    ],
    [
      'trastuzumab while HER2 contradicts itself',
      'order-sign-trastuzumab-low',
      {
        instead: contradictory,
      },
      ['info HER2COMPLETETESTING'],
    ],
    [
      'trastuzumab without a readable HER2 result',
      'order-sign-trastuzumab-low',
      { instead: { her2: [], reports: [] } },
      ['HER2_NOT_FOUND'],
    ],
    [
      'trastuzumab whose text says T-DM1',
      'order-sign-trastuzumab-low',
      { drafts: [drugDraft('d1', { code: '224905', text: 'Kadcyla' })] },
      ['warning ORDERCODETEXT'],
    ],
    [
      'letrozole while HER2 contradicts itself',
      'order-sign-trastuzumab-low',
      {
        drafts: [letrozole],
        instead: contradictory,
      },
      ['info HER2LOOKAGAIN'],
    ],
    [
      'two older drugs for HER2-low',
      'order-sign-trastuzumab-low',
      { drafts: [trastuzumab, drugDraft('d2', { text: 'Perjeta' })] },
      ['warning HER2ORDERCHECK'],
    ],
    ['T-DXd with ILD on record', 'order-sign-tdxd-ild', {}, ['warning TDXDSAFETY']],
    [
      'T-DXd with ILD on record where nothing is documented either',
      'order-sign-tdxd-null',
      { more: { conditions: [condition('ild', 'J84.9', 'Interstitial lung disease')] } },
      ['warning TDXDSAFETY', 'warning TDXDORDERCHECK'],
    ],
    [
      'trastuzumab coded, T-DXd in text, with ILD on record',
      'order-sign-tdxd-ild',
      { drafts: [drugDraft('d1', { code: '224905', text: 'Enhertu' })] },
      ['warning TDXDSAFETY', 'warning ORDERCODETEXT'],
    ],
    [
      'T-DXd for gastric cancer',
      'order-sign-tdxd-null',
      { drafts: [{ ...tdxd, reasonCode: [{ text: 'Gastric cancer' }] }] },
      ['OTHER_MALIGNANCY'],
    ],
    [
      'T-DXd for gastric cancer with ILD on record',
      'order-sign-tdxd-ild',
      { drafts: [{ ...tdxd, reasonCode: [{ text: 'Gastric cancer' }] }] },
      ['warning TDXDSAFETY'],
    ],
    [
      'T-DXd where another cancer is active',
      'order-sign-tdxd-null',
      { more: { conditions: [condition('lung', 'C34.1', 'Lung adenocarcinoma')] } },
      ['OTHER_MALIGNANCY'],
    ],
    [
      'chemotherapy at signing, HER2-low',
      'order-select-capecitabine-36kb',
      { hook: 'order-sign', drafts: [drugDraft('d1', { text: 'capecitabine' })] },
      ['NOTHING_TO_ADD'],
    ],
    [
      'nothing that concerns us',
      'order-sign-tdxd-null',
      { drafts: [drugDraft('d1', { text: 'amoxicillin' })] },
      ['NO_RELEVANT_ORDER'],
    ],
  ];
  test.each(rows)('%s', async (...[, request, edit, expected]) => {
    expect(await said(request, edit)).toEqual(expected);
  });

  test('discuss at signing only where the policy says so', async () => {
    const edit: Edit = { hook: 'order-sign', drafts: [drugDraft('d1', { text: 'capecitabine' })] };
    const context = lineContext({ policy: { ...defaultPolicy, discussAtOrderSign: true } });
    expect(await said('order-select-capecitabine-36kb', edit, context)).toEqual(['info HER2LOWTDXD']);
  });
});

describe('selections at order-select', () => {
  const drafts = [trastuzumab, drugDraft('d2', { text: 'amoxicillin' })];
  test.each([
    ['the drug selected', ['MedicationRequest/d1'], ['warning HER2ORDERCHECK']],
    ['another order selected', ['MedicationRequest/d2'], ['NO_RELEVANT_ORDER']],
    ['a bare id selected', ['d1'], ['warning HER2ORDERCHECK']],
    ['nothing selected', [], ['NO_RELEVANT_ORDER']],
  ])('%s', async (_name, selections, expected) => {
    const edit: Edit = {
      hook: 'order-select',
      drafts,
      selections,
      instead: { ...ihc('1+'), conditions: [condition('b', 'C50.9', 'Breast cancer')] },
    };
    expect(await said('order-sign-trastuzumab-low', edit)).toEqual(expected);
  });
});

describe('tests that are under way', () => {
  const ish = {
    resourceType: 'ServiceRequest',
    id: 'r1',
    status: 'active',
    intent: 'order',
    code: { text: 'HER2 FISH' },
    authoredOn: '2026-11-01',
  };
  test('a pending HER2 ISH is not suggested again', async () => {
    expect(await said('patient-view-equivocal')).toEqual(['info HER2COMPLETETESTING']);
    expect(await said('patient-view-equivocal', { more: { serviceRequests: [ish] } })).toEqual(['NOTHING_TO_ADD']);
  });

  test('a cancelled one is', async () => {
    const edit: Edit = { more: { serviceRequests: [{ ...ish, status: 'revoked' }] } };
    expect(await said('patient-view-equivocal', edit)).toEqual(['info HER2COMPLETETESTING']);
  });

  test('nor is one that is drafted in the same session', async () => {
    const edit: Edit = { hook: 'order-select', drafts: [{ ...ish, status: 'draft' }, letrozole] };
    expect(await said('patient-view-equivocal', edit)).toEqual(['NOTHING_TO_ADD']);
  });
});

describe('every silence can be reached by a request', () => {
  const memoryOf = (memory: Partial<Memory>) =>
    lineContext({ recall: async () => ({ available: true, shown: [], overridden: [], accepted: [], ...memory }) });

  test('each of the closed list', async () => {
    const first = await responseOf(readRequest('patient-view-low'));
    const [advice] = first.grounds.advice;
    const evidence = { topic: advice?.topic ?? '', evidence: advice?.fingerprint ?? '' };
    const reached = [
      await said('patient-view-empty'),
      await said('order-select-unrelated'),
      await said('order-select-fulvestrant'),
      await said('order-sign-trastuzumab-low', { instead: { her2: [], reports: [] } }),
      await said('order-sign-trastuzumab-low', { instead: ihc('3+') }),
      await said('patient-view-early'),
      await said('patient-view-on-tdxd'),
      await said('patient-view-low', {}, memoryOf({ shown: [evidence] })),
      await said('patient-view-low', {}, memoryOf({ overridden: [evidence] })),
      await said('patient-view-low', { more: { conditions: [condition('lung', 'C34.1', 'Lung adenocarcinoma')] } }),
    ].flat();
    expect([...reached].sort()).toEqual([...silences].sort());
  });
});
