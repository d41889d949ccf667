import { describe, expect, test } from '@jest/globals';
import { readPhrase } from '../../../src/chart/phrase/read-phrase.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { doubleMeanings } from '../../../src/knowledge/phrase-meanings.js';

const { phrases } = loadKnowledge();

describe('word lists', () => {
  test('no word of the shipped lists has two meanings', () => {
    const files = phrases.languages.map((content) => ({ path: `phrases/${content.language}.json`, content }));
    expect(doubleMeanings(files)).toEqual([]);
  });

  test('a word with another meaning in a second language is named', () => {
    const problems = doubleMeanings([
      { path: 'phrases/en.json', content: { language: 'en', endings: [], words: { negation: ['non'] } } },
      { path: 'phrases/xx.json', content: { language: 'xx', endings: [], words: { positive: ['Nón'] } } },
    ]);
    expect(problems).toEqual([
      {
        file: 'phrases/xx.json',
        path: 'words.positive',
        message: '"Nón" means positive here and negation in phrases/en.json',
      },
    ]);
  });

  test('a language is added by its list alone', () => {
    const italian = { language: 'it', endings: [], words: { positive: ['positivo'], her2: ['her2'] } } as const;
    const read = (text: string) => readPhrase(text, { test: 'ihc', words: { languages: [italian] } }).findings;
    expect(read('HER2 positivo')).toMatchObject([{ kind: 'verdict', verdict: 'positive' }]);
    expect(read('HER2 positive')).toEqual([]);
  });
});
