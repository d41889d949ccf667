import type { PhraseWords } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import { itemsOf } from './items.js';
import { lexiconOf } from './lexicon.js';
import type { Phrase, PhraseTest } from './phrase.js';
import { repliesOf } from './read-reply.js';
import type { Reader } from './reader.js';
import { freshScope } from './scope.js';
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
  /** The earliest year of the record's own dates: a value of a year before it is an earlier result. */
  readonly year?: number | undefined;
}

/** A long text is read block by block, so that what one block needs is gone before the next. In UTF-16 units. */
const blockSize = 8_192;

/** Where a block may end, best first: after a paragraph, a sentence, a line, a word. */
const breaks = ['.\n\n', '. ', '\n', ' '] as const;

/** Where the block that begins at `from` ends: inside a sentence only where no sentence ends within another block's length. */
function blockEnd(text: string, from: number, limit: number): number {
  const size = from + blockSize;
  if (limit <= size + blockSize) return limit;
  const stretch = text.slice(size, size + blockSize);
  const found = breaks.map((each) => stretch.indexOf(each)).find((at) => at >= 0);
  return found === undefined ? size : size + found + 1;
}

function newReader(text: string, options: PhraseOptions): Reader {
  const test = options.test ?? 'report';
  return {
    text,
    test,
    recordYear: options.year,
    atoms: [],
    from: 0,
    to: 0,
    clausesEnd: 0,
    next: 0,
    replied: 0,
    labelSpan: undefined,
    replies: repliesOf(options.words),
    scope: freshScope(test),
    part: undefined,
    partUsed: false,
    count: undefined,
    dated: undefined,
    namesHer2: false,
    invasive: false,
    inSituFrom: undefined,
    gene: undefined,
    findings: [],
    ish: [],
    ambiguous: [],
    aside: [],
  };
}

function readBlock(reader: Reader, atoms: readonly Atom[]): void {
  reader.atoms = atoms;
  reader.replied = 0;
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
}

/**
 * Reads a verbatim result (valueString, text, note, conclusion).
 * @param text the words of the record; any string
 * @returns findings in text order; never throws; time linear in the length of the text
 */
export function readPhrase(text: string, options: PhraseOptions): Phrase {
  const reader = newReader(text, options);
  const lexicon = lexiconOf(options.words);
  const limit = Math.min(text.length, phraseLimit);
  for (let from = 0; from < limit; ) {
    const to = blockEnd(text, from, limit);
    readBlock(reader, foldValues(itemsOf(text, tokenize(text, to, from), lexicon)));
    from = to;
  }
  const truncated = text.length > phraseLimit ? { truncated: true as const } : {};
  return { ...settle(reader), aside: reader.aside, namesHer2: reader.namesHer2, ...truncated };
}
