import { describe, expect, it } from '@jest/globals';
import { readHer2 } from '../../../src/chart/her2/read-her2.js';
import { indexRecords } from '../../../src/chart/records.js';
import {
  breastCancer,
  coded,
  her2Of,
  ihc,
  ish,
  knowledge,
  lineOf,
  type Resource,
  s1,
  specimen,
  test,
  words,
} from '../../support/her2-bundle.js';

const snomed = 'http://snomed.info/sct';
const base64 = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('base64');

const report = (members: Resource, id = 'report'): Resource => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '60568-3' }] },
  effectiveDateTime: '2026-06-01',
  ...members,
});
const form = (contentType: string, data: string | undefined): Resource => ({
  presentedForm: [{ contentType, ...(data === undefined ? {} : { data }) }],
});
const gapsOf = (resources: readonly Resource[]) =>
  readHer2(indexRecords([breastCancer, ...resources].map((resource) => ({ resource }))), knowledge()).gaps;

describe('texts of a pathology report', () => {
  const low = 'low | negative | - | - | ELIGIBILITY_REVIEW |';
  it.each<[string, Resource]>([
    ['conclusion', { conclusion: 'HER2 IHC 1+.' }],
    ['attached plain text', form('text/plain', base64('Invasive carcinoma.\nHER2 IHC: 1+ (negative)'))],
    [
      'attached plain text with a charset',
      form('text/plain; charset=utf-8', base64('HER2: 1+ – negativ für Überexpression')),
    ],
    ['attached plain text in Latin 1', form('text/plain', base64('Prim\u00e4rtumor: HER2 Score 1+', 'latin1'))],
    ['attached HTML', form('text/html', base64('<table><tr><td>HER2 (IHC)</td><td>1+</td></tr></table>'))],
    ['words of a conclusion code', { conclusionCode: [{ text: 'HER2 1+' }] }],
    ['the conclusion of a HER2 test', { code: coded('85319-2'), conclusion: '1+' }],
    ['the conclusion code of a HER2 test', { code: coded('85319-2'), conclusionCode: [coded('LA11841-6')] }],
  ])('1+ in %s is HER2-low', (_place, members) => {
    expect(lineOf(her2Of([report(members)]))).toBe(low);
  });

  it('text that names two specimens gives two results', () => {
    const text = base64('A. Left breast: HER2 1+.\nB. Liver metastasis: HER2 3+.');
    expect(her2Of([report(form('text/plain', text))]).flags).toContain('HETEROGENEOUS');
  });

  it('a value keeps its place in the attached text', () => {
    const text = 'Carcinoma, grade 2. HER2 IHC 1+.';
    const resources = [breastCancer, report(form('text/plain', base64(text)))];
    const { facts } = readHer2(indexRecords(resources.map((resource) => ({ resource }))), knowledge());
    const [evidence] = facts.results.flatMap((result) => result.evidence);
    expect(evidence?.path).toBe('presentedForm[0].data');
    expect(text.slice(evidence?.span?.start, evidence?.span?.end)).toBe(evidence?.verbatim);
    expect(evidence?.verbatim).toContain('1+');
  });

  it.each([
    ['a PDF', form('application/pdf', base64('%PDF-1.7 HER2 3+'))],
    ['rich text', form('application/rtf', base64('{\\rtf1 HER2 3+}'))],
    ['a link', form('text/plain', undefined)],
    ['text that is no base64', form('text/plain', 'HER2 3+ !')],
    ['an attachment without a type', { presentedForm: [{ data: base64('HER2 3+') }] }],
  ])('%s is a gap and no result', (_kind, members) => {
    expect(her2Of([report(members)]).category).toBe('none');
    expect(gapsOf([report(members)])).toEqual([
      { reference: 'DiagnosticReport/report', problem: 'ATTACHMENT_NOT_READ', path: 'presentedForm[0]' },
    ]);
  });

  it('a diagnosis code as conclusion is no result', () => {
    const concluded = report({ conclusionCode: [coded('427685000', snomed)] });
    expect(her2Of([concluded]).reason).toBe('CONDITION_CODE_ONLY');
    expect(her2Of([concluded, s1, ihc('1+')]).category).toBe('low');
  });

  it('an answer code as conclusion of a report about something else is not HER2', () => {
    expect(her2Of([report({ conclusionCode: [coded('10828004', snomed)] })]).category).toBe('none');
  });

  it('PDF of a radiology report is no gap of HER2', () => {
    const radiology = report({
      code: { text: 'CT chest' },
      category: [{ text: 'Radiology' }],
      ...form('application/pdf', 'AAAA'),
    });
    expect(gapsOf([radiology])).toEqual([]);
  });
});

describe('the same result in a report and in Observations', () => {
  const alone = lineOf(her2Of([s1, ihc('2+'), ish({ says: 'not amplified' })]));

  it.each<[string, Resource]>([
    ['linked by its results', { result: [{ reference: 'Observation/ihc' }], conclusion: 'HER2 2+.' }],
    [
      'linked by its specimen',
      { specimen: [{ reference: 'Specimen/s1' }], conclusion: 'HER2 IHC 2+, FISH not amplified.' },
    ],
    ['linked by nothing', { conclusion: 'HER2 2+.', effectiveDateTime: '2026-06-06' }],
    [
      'linked by nothing, ISH included',
      { conclusion: 'HER2 IHC 2+, FISH not amplified.', effectiveDateTime: '2026-06-06' },
    ],
    ['linked by nothing, a verdict', { conclusion: 'HER2 negative.', effectiveDateTime: '2026-06-06' }],
  ])('a report %s changes nothing', (_link, members) => {
    expect(lineOf(her2Of([s1, ihc('2+'), ish({ says: 'not amplified' }), report(members)]))).toBe(alone);
  });

  it('a verdict without link does not become a newer result of its own', () => {
    const verdict = report({ conclusion: 'HER2 negative.', effectiveDateTime: '2026-06-09' });
    expect(her2Of([s1, ihc('1+'), verdict]).category).toBe('low');
  });

  it('a linked report that says another score contradicts', () => {
    const other = report({ specimen: [{ reference: 'Specimen/s1' }], conclusion: 'HER2 3+.' });
    expect(her2Of([s1, ihc('1+'), other]).reason).toBe('CONFLICTING_READS');
  });

  it('a report without link that says another score within 30 days may be of the same specimen', () => {
    const other = report({ conclusion: 'HER2 IHC 3+.', effectiveDateTime: '2026-06-09' });
    expect(her2Of([s1, ihc('1+'), other]).reason).toBe('CONFLICTING_READS');
    expect(her2Of([ihc('1+', [], { specimen: undefined }), other]).reason).toBe('CONFLICTING_READS');
  });

  it('a report without link gives the score of an ISH near in time', () => {
    const score = report({ conclusion: 'HER2 IHC 2+.', effectiveDateTime: '2026-06-09' });
    expect(her2Of([s1, ish({ says: 'not amplified' }), score]).category).toBe('low');
  });

  it('a report without link of another year is another specimen', () => {
    const other = report({ conclusion: 'HER2 IHC 3+.', effectiveDateTime: '2025-06-09' });
    expect(her2Of([s1, ihc('1+'), other]).flags).toEqual(['HER2_CHANGED_OVER_TIME', 'PRIOR_POSITIVE']);
  });

  it('a specimen named in the text beside the coded score is the same specimen', () => {
    const text = { ...ihc('2+'), note: [{ text: 'Left breast: HER2 2+, FISH not amplified.' }] };
    expect(her2Of([s1, text]).category).toBe('low');
  });
});

describe('amended reports', () => {
  const first = report(
    { identifier: [{ system: 'urn:lab', value: 'P-1' }], conclusion: 'HER2 IHC 3+.', issued: '2026-06-03T10:00:00Z' },
    'first',
  );
  const amended = report(
    {
      identifier: [{ system: 'urn:lab', value: 'P-1' }],
      status: 'amended',
      conclusion: 'HER2 IHC 1+.',
      issued: '2026-06-20T10:00:00Z',
    },
    'second',
  );

  it('an amended report replaces the earlier one of the same identifier', () => {
    expect(lineOf(her2Of([first, amended]))).toBe('low | negative | - | - | ELIGIBILITY_REVIEW |');
    expect(lineOf(her2Of([amended, first]))).toBe('low | negative | - | - | ELIGIBILITY_REVIEW |');
    expect(gapsOf([first, amended])).toContainEqual({
      reference: 'DiagnosticReport/first',
      problem: 'DUPLICATE_RESOURCE',
    });
  });

  it('an amended report replaces the earlier one of the same specimen, with its results', () => {
    const of = { identifier: [], specimen: [{ reference: 'Specimen/s1' }], conclusion: undefined };
    const old = { ...first, ...of, result: [{ reference: 'Observation/old' }] };
    const corrected = { ...amended, ...of, status: 'corrected', result: [{ reference: 'Observation/new' }] };
    const both = [ihc('3+', [], { id: 'old' }), ihc('1+', [], { id: 'new' })];
    expect(her2Of([s1, ...both, old, corrected]).category).toBe('low');
  });

  it('an amended report that says nothing of HER2 leaves the HER2 results', () => {
    const old = { ...first, conclusion: undefined, result: [{ reference: 'Observation/ihc' }] };
    const corrected = { ...amended, conclusion: 'Stage corrected to pT2.' };
    expect(her2Of([s1, ihc('1+'), old, corrected]).category).toBe('low');
  });

  it('an amended report that gives the ISH alone leaves the IHC result', () => {
    const old = { ...first, conclusion: undefined, result: [{ reference: 'Observation/ihc' }] };
    const corrected = { ...amended, conclusion: 'HER2 FISH: not amplified.' };
    expect(her2Of([s1, ihc('2+'), old, corrected]).category).toBe('low');
  });

  it('an appended report adds to the first', () => {
    const two = { ...first, conclusion: 'HER2 IHC 2+.' };
    const addendum = { ...amended, status: 'appended', conclusion: 'HER2 FISH not amplified.' };
    expect(her2Of([two, addendum]).category).toBe('low');
  });

  it('an amended report of another test of the same case replaces nothing', () => {
    const fish = { ...amended, code: { text: 'HER2 FISH report' }, conclusion: 'HER2 FISH: not amplified.' };
    expect(her2Of([{ ...first, conclusion: 'HER2 IHC 2+.' }, fish]).category).toBe('low');
  });

  it('a report that is withdrawn or not final gives no result', () => {
    expect(her2Of([{ ...first, status: 'entered-in-error' }]).reason).toBe('NO_USABLE_RESULT');
    expect(her2Of([{ ...first, status: 'preliminary' }]).reason).toBe('PRELIMINARY_ONLY');
  });
});

describe('narrative', () => {
  const narrative = (text: string): Resource => ({
    text: { status: 'additional', div: `<div xmlns="http://www.w3.org/1999/xhtml">${text}</div>` },
  });

  it('a value that only the narrative has settles nothing and is not "no result"', () => {
    const only = { ...test('85319-2', {}), ...narrative('<p>HER2 IHC: <b>3+</b></p>') };
    expect(lineOf(her2Of([s1, only]))).toBe(
      'indeterminate | indeterminate | - | NO_SCORE_REPORTED | REQUEST_IHC_SCORE |',
    );
    expect(gapsOf([s1, only])).toContainEqual({ reference: 'Observation/test-85319-2', problem: 'NARRATIVE_ONLY' });
  });

  it('a narrative beside data is a copy', () => {
    expect(her2Of([s1, { ...ihc('1+'), ...narrative('HER2 3+') }]).category).toBe('low');
  });

  it('an ISH that only the narrative has does not resolve a 2+', () => {
    const only = { ...test('85318-4', {}), ...narrative('HER2 FISH: not amplified') };
    expect(her2Of([s1, ihc('2+'), only]).reason).toBe('ISH_INCOMPLETE');
  });

  it('a narrative without a result is none', () => {
    expect(
      her2Of([s1, { ...test('85319-2', {}), ...narrative('HER2 [Presence] by immune stain. Status: final') }]).reason,
    ).toBe('NO_USABLE_RESULT');
  });

  it('a report with nothing but a narrative is a gap', () => {
    const only = report(narrative('HER2 IHC 3+'));
    expect(her2Of([only]).category).toBe('none');
    expect(gapsOf([only])).toEqual([
      { reference: 'DiagnosticReport/report', problem: 'NARRATIVE_ONLY', path: 'text.div' },
    ]);
  });
});

describe('diagnosis codes beside results', () => {
  const diagnosed = (code: string): Resource => ({ resourceType: 'Condition', id: 'her2', code: coded(code, snomed) });

  it.each(['427685000', '431396003'])('the HER2 diagnosis %s does not change a 1+', (code) => {
    expect(lineOf(her2Of([s1, ihc('1+'), diagnosed(code)]))).toBe('low | negative | - | - | ELIGIBILITY_REVIEW |');
  });

  it('specimens without a common side are told apart by their dates', () => {
    const other = specimen('s2', '2026-07-01', 'Left breast');
    expect(
      her2Of([s1, other, ihc('1+'), ihc('1+', [], { id: 'other', specimen: 's2', date: '2026-07-01' })]).flags,
    ).toEqual([]);
  });

  it('an unread value beside a diagnosis is named for what it is', () => {
    expect(her2Of([s1, test('85319-2', words('see comment')), diagnosed('427685000')]).reason).toBe(
      'NO_SCORE_REPORTED',
    );
  });
});
