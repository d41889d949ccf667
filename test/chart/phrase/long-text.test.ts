import { describe, expect, test } from '@jest/globals';
import { readPhrase } from '../../../src/chart/phrase/read-phrase.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { said } from './said.js';

const words = loadKnowledge().phrases;
const read = (text: string) => readPhrase(text, { test: 'report', words });
const filler = (length: number, sentence: string): string =>
  sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length);

describe('a report of many pages', () => {
  test.each([
    'Slides were cut. ',
    'Slides were cut\n',
    'Slides were cut.\n\n',
    'slides ',
  ])('says what it says wherever a block of it ends (%j)', (sentence) => {
    for (const before of [8_000, 8_180, 8_190, 8_200, 12_000, 16_300, 16_400]) {
      const text = `${filler(before, sentence)} HER2 IHC score: 1+. ${filler(20_000, sentence)}`;
      expect([before, ...said(read(text))]).toEqual([before, 'score 1+']);
    }
  });

  test('a place named before a block ends holds no further than its sentence', () => {
    const text = `${filler(9_000, 'Slides were cut. ')}. HER2 3+. ${filler(9_000, 'Slides were cut. ')} HER2 1+.`;
    expect(said(read(text))).toEqual(['score 3+', 'score 1+']);
  });
});
