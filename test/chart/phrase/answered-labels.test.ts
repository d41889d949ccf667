import { describe, expect, test } from '@jest/globals';
import { readPhrase } from '../../../src/chart/phrase/read-phrase.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';

const words = loadKnowledge().phrases;

/** What a text says of HER2, open words with their notation. */
function said(text: string): readonly string[] {
  const { findings, ambiguous } = readPhrase(text, { test: 'overall', words });
  const told = findings.map((each) => {
    if (each.kind === 'verdict') return each.verdict;
    if (each.kind === 'ish') return each.interpretation ?? each.kind;
    return each.kind === 'score' ? each.score : each.kind;
  });
  return [...told, ...ambiguous.map(({ notation }) => notation)];
}

describe('a label and its answer', () => {
  test.each([
    ['HER2 positive: no', 'negative'],
    ['HER2 positive - no', 'negative'],
    ['HER2 positive (no)', 'negative'],
    ['HER2 positive = false', 'negative'],
    ['HER2-positive? No.', 'negative'],
    ['HER2 positive: not detected', 'negative'],
    ['HER2 positive: absent', 'negative'],
    ['HER2 positive: none', 'negative'],
    ['HER2 positive | no |', 'negative'],
    ['HER2 overexpression: no', 'negative'],
    ['HER2 amplified (no)', 'not-amplified'],
    ['HER2 amplification: N', 'not-amplified'],
    ['HER2 überexprimiert: nein', 'negative'],
    ['HER2 überexprimiert? nein', 'negative'],
    ['HER2 amplifiziert: nicht nachweisbar', 'not-amplified'],
    ['HER2 surexprimé : non', 'negative'],
    ['HER2 sobreexpresado: no', 'negative'],
    ['HER2 sobreexpresado: ausente', 'negative'],
    ['HER2 positivo: não', 'negative'],
    ['HER2 positief: nee', 'negative'],
    ['HER2过表达：否', 'negative'],
    ['HER2 扩增：无', 'not-amplified'],
  ])('"%s" is %s', (text, verdict) => {
    expect(said(text)).toEqual([verdict]);
  });

  test.each([
    ['HER2 positive: yes', 'positive'],
    ['HER2 overexpression: yes', 'positive'],
    ['HER2 amplified? yes', 'amplified'],
    ['HER2 überexprimiert: ja', 'positive'],
    ['HER2 Amplifikation: ja', 'amplified'],
    ['HER2 surexprimé : oui', 'positive'],
    ['HER2 sobreexpresado: sí', 'positive'],
    ['HER2 positivo: sim', 'positive'],
    ['HER2 positief? ja', 'positive'],
    ['HER2过表达：是', 'positive'],
    ['HER2 negative: yes', 'negative'],
  ])('"%s" is %s', (text, verdict) => {
    expect(said(text)).toEqual([verdict]);
  });

  test('a verdict denied in answer is open', () => {
    expect(said('HER2 negative: no')).toEqual(['negated-verdict']);
    expect(said('HER2 not amplified: nein')).toEqual(['negated-verdict']);
  });
  test('"negative (absent)" says the same twice', () => {
    expect(said('HER2 negative: absent')).toContain('negative');
  });
  test('a score or category to which the form says no is none', () => {
    expect(said('HER2 positive (3+): no')).toEqual([]);
    expect(said('HER2 low: nee')).toEqual([]);
  });
  test('the score after the answer is the result', () => {
    expect(said('HER2 positive: no (1+)')).toEqual(['negative', '1+']);
  });
  test('a label whose answer is not known says nothing of its own', () => {
    expect(said('HER2 positive: unknown')).toEqual(['indeterminate']);
    expect(said('HER2 positive: pending')).toEqual(['status']);
  });
  test('a question without an answer stays a question', () => {
    expect(said('HER2 positive? Yesterday no result was there.')).toEqual([]);
  });
  test('an answer to the question on another marker is not of HER2', () => {
    expect(said('ER positive: no, HER2 positive: yes')).toEqual(['positive']);
  });
  test('words that go on are no answer', () => {
    expect(said('HER2 positive - no residual tumour.')).toEqual(['positive']);
  });
});
