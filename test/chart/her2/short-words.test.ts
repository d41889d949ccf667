import { describe, expect, it } from '@jest/globals';
import { readShortWords } from '../../../src/chart/her2/short-words.js';

const said = (text: string) => {
  const { scores, words, zeroPlus } = readShortWords(text, 'ihc') ?? {};
  return { scores, words, ...(zeroPlus === true ? { zeroPlus } : {}) };
};

describe('a score with its verdict in brackets', () => {
  it.each([
    ['3+ (positive)', { scores: ['3+'], words: ['positive'] }],
    ['3+(positive)', { scores: ['3+'], words: ['positive'] }],
    ['Negative (Score 0)', { scores: ['0'], words: ['negative'] }],
    ['HER2 0+ (negative)', { scores: ['0'], words: ['negative'], zeroPlus: true }],
    ['HER2 IHC score: 2+ (equivocal)', { scores: ['2+'], words: ['equivocal'] }],
  ])('"%s" says both', (text, wanted) => {
    expect(said(text)).toEqual(wanted);
  });

  it.each([
    'negative (positive)',
    '1+ (2+)',
    '3+ (control)',
    'see (positive)',
    'core 3+ (positive',
    '3+ (positive) (block A)',
  ])('"%s" is no such pair', (text) => {
    expect(readShortWords(text, 'ihc')).toBeUndefined();
  });
});
