import type { Phrase, PhraseTest } from './phrase.js';
import type { PhraseWords } from './phrase-words.js';

/** Longest text that is read, in UTF-16 units; the rest is cut off and `truncated` says so. */
export const phraseLimit = 262_144;

export interface PhraseOptions {
  /** Which test an unnamed value belongs to; `report` (default): to none. */
  readonly test?: PhraseTest;
  readonly words: PhraseWords;
}

/**
 * Reads a verbatim result.
 * @param text the words of the record; any string
 * @returns findings in text order; never throws; time linear in the length of the text
 */
export function readPhrase(_text: string, _options: PhraseOptions): Phrase {
  return { findings: [], ambiguous: [], aside: [], namesHer2: false };
}
