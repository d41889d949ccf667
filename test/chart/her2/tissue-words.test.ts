import { describe, expect, it } from '@jest/globals';
import { conceptAt } from '../../../src/chart/fields.js';
import {
  cancersOnRecord,
  concludesOtherCancer,
  materialOf,
  readSpecimen,
  sideOf,
  tissueWords,
} from '../../../src/chart/her2/tissue.js';
import { indexRecords } from '../../../src/chart/records.js';
import { breastCancer, coded, knowledge, type Resource } from '../../support/her2-bundle.js';

const { codes } = knowledge();
const snomed = 'http://snomed.info/sct';
const recordOf = (resource: Resource) => ({ type: String(resource.resourceType), reference: 'X/1', resource });
const specimenOf = (members: Resource) => readSpecimen(recordOf({ resourceType: 'Specimen', ...members }), codes);
const siteOf = (text: string) => specimenOf({ collection: { bodySite: { text } } }).specimen.site;

describe('where a specimen is from, in words', () => {
  it.each([
    ...['breast', 'Mamma', 'Brust links', 'Axillary tail of breast, not sentinel'].map((words) => [
      words,
      /sentinel/.test(words) ? 'regional-node' : 'breast',
    ]),
    ...['axilla', 'Axillärer Lymphknoten', 'sentinel node', 'axillary metastasis'].map((words) => [
      words,
      /axill|sentinel/i.test(words) ? 'regional-node' : '',
    ]),
    ...'metastasis|metastasis of breast cancer|liver|Leber|hepatic|lung|pulmonary|bone|Knochen|osseous|ossär|brain|Hirn|cerebral|pleura|vertebra|Wirbel|peritoneum|ascites|Aszites|adrenal|ovary|skin|Haut'
      .split('|')
      .map((words) => [words, 'distant']),
    ['sample', 'unknown'],
    ['', 'unknown'],
  ])('%s: %s', (words, site) => expect(siteOf(words)).toBe(site));

  it.each([
    ['76752008', 'breast', 'breast'],
    ['68171009', 'regional-node', 'regional-node'],
    ['78904004', 'chest-wall', 'breast'],
    ['10200004', 'metastatic-site', 'distant'],
    ['69695003', 'other-organ', 'distant'],
  ])('the code %s (%s) is %s', (code, _role, site) => {
    expect(specimenOf({ collection: { bodySite: coded(code, snomed) } }).specimen.site).toBe(site);
  });

  it('a code of the site goes before its words, unless the words say metastasis', () => {
    const liver = coded('10200004', snomed);
    expect(specimenOf({ collection: { bodySite: { ...liver, text: 'breast' } } }).specimen.site).toBe('distant');
    const breast = coded('76752008', snomed);
    expect(specimenOf({ collection: { bodySite: { ...breast, text: 'liver' } } }).specimen.site).toBe('breast');
    expect(specimenOf({ collection: { bodySite: { ...breast, text: 'metastasis' } } }).specimen.site).toBe('distant');
  });

  it('type and notes name it as well', () => {
    expect(specimenOf({ type: { text: 'Liver biopsy' } }).specimen).toMatchObject({
      site: 'distant',
      words: 'Liver biopsy',
    });
    expect(specimenOf({ note: [{ text: 'From the breast' }, {}] })).toMatchObject({
      words: 'from the breast',
      specimen: { site: 'breast' },
    });
  });
});

describe('when a specimen was taken', () => {
  it.each([
    [{ collection: { collectedDateTime: '2026-01-02' }, receivedTime: '2026-01-05' }, '2026-01-02'],
    [{ collection: { collectedPeriod: { start: '2026-01-03' } }, receivedTime: '2026-01-05' }, '2026-01-03'],
    [{ receivedTime: '2026-01-05' }, '2026-01-05'],
    [{}, undefined],
  ])('%j', (members, day) => expect(specimenOf(members).specimen.collected).toBe(day));
});

describe('the side', () => {
  const side = (site: unknown) => sideOf(conceptAt({ site }, 'site'), codes);
  it.each([
    ['Left breast', 'left'],
    ['Mamma links', 'left'],
    ['linke Mamma', 'left'],
    ['right breast', 'right'],
    ['Mamma rechts', 'right'],
    ['rechte Mamma', 'right'],
    ['left and right breast', undefined],
    ['breast', undefined],
    ['bright', undefined],
    ['leftover', undefined],
  ])('%s: %s', (text, wanted) => {
    expect(side({ text })).toBe(wanted);
    expect(side({ coding: [{ code: 'x', display: text }] })).toBe(wanted);
  });
  it('is that of the site, else of the type', () => {
    const type = { text: 'right core biopsy' };
    expect(specimenOf({ type }).specimen.side).toBe('right');
    expect(specimenOf({ type, collection: { bodySite: { text: 'left breast' } } }).specimen.side).toBe('left');
  });
});

describe('whose tissue it is', () => {
  const none = { breast: false, others: [] };
  const known = { breast: true, others: [] };
  const told = (site: string, members: { own?: string; words?: string; breastCode?: boolean } = {}) => ({
    specimen: site === '' ? undefined : specimenOf({ collection: { bodySite: { text: site } } }),
    own: '',
    words: '',
    breastCode: false,
    ...members,
  });

  it.each([
    'stomach',
    'gastric',
    'Magen',
    'gastroesophageal',
    'gastro-oesophageal',
    'esophagus',
    'oesophagus',
    'Ösophagus',
    'Speiseröhre',
    'colon',
    'colorectal',
    'Kolon',
    'Dickdarm',
    'rectum',
    'rectal',
    'Rektum',
    'pancreas',
    'Pankreas',
    'bladder',
    'urothelial',
    'Harnblase',
    'endometrium',
    'uterus',
    'uterine',
    'salivary',
    'parotid',
    'Speicheldrüse',
    'gallbladder',
    'biliary',
    'cholangio',
  ])('%s is another organ, unless it is called a metastasis', (site) => {
    expect(materialOf(told(site), known)).toBe('other-organ');
    expect(materialOf(told(`metastasis, ${site}`), known)).toBe('invasive');
    expect(materialOf(told(site, { words: 'breast cancer spread' }), known)).toBe('invasive');
    expect(materialOf(told(site, { words: 'breast' }), { breast: true, others: [site.toLowerCase()] })).toBe(
      'other-organ',
    );
    expect(materialOf(told('breast', { words: `${site} carcinoma` }), none)).toBe('invasive');
  });

  it.each([
    'adenocarcinoma',
    'Adenokarzinom',
    'carcinoma',
    'Karzinom',
    'cancer',
    'Krebs',
  ])('a gastric %s in a note', (word) => {
    const words = `gastric ${word}`.toLowerCase();
    expect(materialOf(told('', { words }), none)).toBe('other-organ');
    expect(materialOf(told('', { words }), known)).toBe('invasive');
    expect(materialOf(told('', { words }), { breast: true, others: ['gastric tumor'] })).toBe('other-organ');
    expect(materialOf(told('', { words: `${words}, breast` }), none)).toBe('invasive');
    expect(materialOf(told('', { words: 'gastric biopsy' }), none)).toBe('invasive');
  });

  it.each(['lung', 'pulmonary', 'bronchus'])('%s is another organ where that cancer alone is documented', (site) => {
    const others = ['lung cancer'];
    expect(materialOf(told(site), { breast: false, others })).toBe('other-organ');
    expect(materialOf(told(site), { breast: true, others })).toBe('invasive');
    expect(materialOf(told(site), none)).toBe('invasive');
    expect(materialOf(told('liver'), { breast: false, others })).toBe('invasive');
  });

  it('tissue of an unknown place is that of the only cancer', () => {
    const others = ['melanoma'];
    expect(materialOf(told(''), { breast: false, others })).toBe('other-organ');
    expect(materialOf(told('', { breastCode: true }), { breast: false, others })).toBe('invasive');
    expect(materialOf(told(''), { breast: true, others })).toBe('invasive');
    expect(materialOf(told(''), none)).toBe('invasive');
    expect(materialOf(told('axilla'), { breast: false, others })).toBe('invasive');
  });

  it('a non-invasive component goes before all', () => {
    expect(materialOf(told('breast, DCIS'), known)).toBe('in-situ');
    expect(materialOf(told('breast', { own: 'dcis' }), known)).toBe('in-situ');
    expect(materialOf(told('breast', { words: 'dcis' }), known)).toBe('invasive');
  });
});

describe('cancers on the record', () => {
  const cancers = (resources: readonly Resource[]) =>
    cancersOnRecord(indexRecords(resources.map((resource) => ({ resource }))), codes);
  const status = (code: string) => ({ verificationStatus: { coding: [{ code }] } });
  it('breast cancer by code or by words, unless refuted or entered in error', () => {
    expect(cancers([breastCancer])).toEqual({ breast: true, others: [] });
    expect(cancers([{ resourceType: 'Condition', code: { text: 'Mammakarzinom' } }]).breast).toBe(true);
    expect(cancers([{ resourceType: 'Condition', code: { coding: [{ code: 'x', display: 'Breast' }] } }]).breast).toBe(
      true,
    );
    expect(cancers([{ ...breastCancer, ...status('confirmed') }]).breast).toBe(true);
    expect(cancers([{ ...breastCancer, ...status('refuted') }]).breast).toBe(false);
    expect(cancers([{ ...breastCancer, ...status('entered-in-error') }]).breast).toBe(false);
    expect(cancers([{ resourceType: 'Condition', code: { text: 'Diabetes' } }])).toEqual({ breast: false, others: [] });
  });
});

describe('a report that concludes another cancer', () => {
  const concludes = (conclusion: string, resourceType = 'DiagnosticReport') =>
    concludesOtherCancer(recordOf({ resourceType, conclusion }));
  it.each([
    ['Gastric adenocarcinoma, HER2 3+', true],
    ['Magenkarzinom, HER2 3+', true],
    ['Gastric biopsy, HER2 3+', false],
    ['Gastric metastasis of a carcinoma', false],
    ['Gastric and breast carcinoma', false],
    ['Carcinoma, HER2 3+', false],
    ['', false],
  ])('"%s": %s', (conclusion, is) => expect(concludes(conclusion)).toBe(is));
  it('only a report concludes, within its first 4,000 characters', () => {
    expect(concludes('Gastric carcinoma', 'Observation')).toBe(false);
    expect(concludes(`${'x '.repeat(2_000)} gastric carcinoma`)).toBe(false);
    expect(concludesOtherCancer(recordOf({ resourceType: 'DiagnosticReport' }))).toBe(false);
  });
});

it('the words of an Observation are those of site, code and the beginning of its notes', () => {
  expect(
    tissueWords({
      bodySite: { text: 'Breast' },
      code: { text: 'HER2' },
      note: [{ text: `A${'x'.repeat(400)}` }, {}, { text: 'DCIS' }],
    }),
  ).toEqual({ own: 'breast breast her2', words: `a${'x'.repeat(299)} dcis` });
  expect(tissueWords({})).toEqual({ own: '  ', words: '' });
});
