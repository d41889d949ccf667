import type { PhraseWords } from '../../knowledge/phrase-words.js';
import { itemsOf } from './items.js';
import { lexiconOf } from './lexicon.js';
import type { Phrase, PhraseTest } from './phrase.js';
import { freshScope, type Reader } from './reader.js';
import { sentencesOf } from './sentences.js';
import { settle } from './settle.js';
import { tokenize } from './tokens.js';
import { foldValues } from './values.js';
import { readSentence } from './walk.js';

/** Longest text that is read, in UTF-16 units; the rest is cut off and `truncated` says so. */
export const phraseLimit = 262_144;

export interface PhraseOptions {
  /** Which test an unnamed value belongs to; `report` (default): to none. */
  readonly test?: PhraseTest;
  readonly words: PhraseWords;
}

/**
 * Reads a verbatim result (valueString, text, note, conclusion).
 * @param text the words of the record; any string
 * @returns findings in text order; never throws; time linear in the length of the text
 */
export function readPhrase(text: string, options: PhraseOptions): Phrase {
  const test = options.test ?? 'report';
  const atoms = foldValues(itemsOf(text, tokenize(text, phraseLimit), lexiconOf(options.words)));
  const reader: Reader = {
    text,
    test,
    atoms,
    from: 0,
    to: 0,
    clausesEnd: 0,
    next: 0,
    scope: freshScope(test),
    part: undefined,
    partUsed: false,
    count: undefined,
    namesHer2: false,
    gene: undefined,
    findings: [],
    ish: [],
    ambiguous: [],
    aside: [],
  };
  const sentences = sentencesOf(atoms);
  for (let at = 0, last = 0; at < sentences.length; at += 1) {
    const sentence = sentences[at];
    if (sentence === undefined) break;
    if (!sentence.clause) {
      last = at;
      while (sentences[last + 1]?.clause === true) last += 1;
      reader.clausesEnd = sentences[last]?.to ?? sentence.to;
    }
    readSentence(reader, sentence);
  }
  const truncated = text.length > phraseLimit ? { truncated: true as const } : {};
  return { ...settle(reader), aside: reader.aside, namesHer2: reader.namesHer2, ...truncated };
}
