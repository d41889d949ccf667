import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readPhrase } from '../../../src/chart/phrase/read-phrase.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { expectAsRecorded } from '../../support/recorded.js';
import { said } from './said.js';

const words = loadKnowledge().phrases;

/** Lines of pathology reports and forms, as laboratories put them one below the other. */
const lines = [
  'A. Left breast, core biopsy:',
  "B) Right breast, 10 o'clock:",
  'Specimen 2: liver, biopsy',
  'Lymph node, axillary:',
  'Primary tumour',
  'Metastasis, bone',
  'Invasive carcinoma, NST, grade 2',
  'DCIS component: HER2 3+',
  'ER: positive (90 %), PR: negative',
  'Ki-67: 25 %',
  'HER2 (4B5): 1+',
  'HER2 IHC: score 2+ (equivocal)',
  'HER-2/neu 3+ (positive)',
  'HER2: negative',
  'HER2 0',
  'score 1+',
  'IHC: 0, faint incomplete membrane staining in 5 % of cells',
  'weak to moderate complete membrane staining in 15 % of tumor cells',
  'no membrane staining',
  'cytoplasmic staining only',
  'FISH: not amplified',
  'ISH: HER2/CEP17 ratio 1.3, HER2 copy number 2.6, CEP17 2.0',
  'dual ISH ratio: 2.4',
  'CISH amplified',
  'SISH pending',
  'average HER2 signals per cell: 4.8',
  'CEP17 signals per cell: 2.1',
  '20 cells counted',
  'Group 3',
  'recount: ratio 1.9',
  'previously 3+ (2018)',
  'now 1+',
  'current: HER2-low',
  '0: no staining',
  '1+: faint in > 10 %',
  '2+: weak to moderate',
  '3+: intense',
  'Reference: ASCO/CAP 2023',
  'no evidence of HER2 overexpression',
  'HER2 overexpression: absent',
  'triple-negative',
  'heterogeneous',
  'test failed, insufficient tissue',
  'HER2-Status: Score 2+',
  'FISH nicht amplifiziert',
  'rechts: 1+, links: 3+',
] as const;
const joins = ['\n', '\n', '\n\n', '. ', '; ', ', ', ' | ', '\n- '] as const;

const report = fc
  .array(fc.tuple(fc.constantFrom(...lines), fc.constantFrom(...joins)), { minLength: 2, maxLength: 6 })
  .map((parts) => parts.map(([line, join], at) => (at === parts.length - 1 ? line : `${line}${join}`)).join(''));

test('reports put together from lines are read, finding by finding, as recorded', () => {
  const reports = fc.sample(report, { seed: 20_261_124, numRuns: 1200 });
  expect(new Set(reports).size).toBeGreaterThan(1150);
  expectAsRecorded(
    'report-readings.txt',
    reports.map((text) => ({
      record: JSON.stringify(text),
      answer: said(readPhrase(text, { test: 'report', words })).join(' | '),
    })),
  );
});
