import { describe, expect, test } from '@jest/globals';
import { readPhrase } from '../../../src/chart/phrase/read-phrase.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { said } from './said.js';

const words = loadKnowledge().phrases;

describe('an earlier result in brackets beside the current one', () => {
  test.each([
    'previously: 2+',
    'previously 2+',
    'previous: 2+',
    'prior 2+',
    'vorher: 2+',
    'formerly 2+',
  ])('"(%s)" is history', (earlier) => {
    const read = readPhrase(`HER2 IHC 1+ (${earlier})`, { test: 'report', words });
    expect(said(read)).toEqual(['score 1+', '~historical score 2+']);
  });
});

describe('a cut-off quoted beside the value of an ISH', () => {
  test.each([
    ['HER2/CEP17 ratio 1.2 (cut-off 2.0)', 'ish: ratio 1.2'],
    ['HER2/CEP17 ratio 2.5 (>= 2.0)', 'ish: ratio 2.5'],
    ['ratio 1.5 (< 2.0)', 'ish: ratio 1.5'],
    ['ratio >= 2.0', 'ish: ratio >=2'],
    ['ratio < 2.0', 'ish: ratio <2'],
    ['HER2 copies 4.5 (cut-off 6.0)', 'ish: her2 4.5'],
    ['dual-probe, ratio 2.1', 'ish: ratio 2.1 dual'],
    ['single probe, copies 6.5', 'ish: her2 6.5 single'],
    [
      'not amplified, ratio 1.1, HER2 3.2, CEP17 2.9, 40 cells',
      'ish: not-amplified ratio 1.1 her2 3.2 cep17 2.9 40 cells',
    ],
    ['no evidence of HER2 amplification', 'ish: not-amplified'],
    ['group 5', 'ish: group 5'],
  ])('"%s"', (text, finding) => {
    expect(said(readPhrase(text, { test: 'ish', words }))).toEqual([finding]);
  });
});
