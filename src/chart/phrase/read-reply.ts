import type { PhraseRole, PhraseWords } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import { type Reader, spanOf } from './reader.js';

/** The answer to a label: "HER2 positive: no". `open`: the answer is that nothing is known yet. */
export interface Reply {
  readonly says: 'yes' | 'no' | 'open';
  /** The word only says that nothing is there ("absent"): beside "negative" it repeats the verdict. */
  readonly absence: boolean;
  /** From the label to the end of the answer. */
  readonly span: { readonly start: number; readonly end: number };
  /** First atom after the answer. */
  readonly next: number;
}

export type Replies = ReadonlyMap<string, 'yes' | 'no'>;

const plain = (words: string): string =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/\s+/g, ' ');

const built = new WeakMap<PhraseWords, Replies>();

/** The answers of every language, built once per set of word lists. */
export function repliesOf(words: PhraseWords): Replies {
  const known = built.get(words);
  if (known !== undefined) return known;
  const replies = new Map<string, 'yes' | 'no'>();
  for (const { replies: own } of words.languages) {
    for (const word of own?.yes ?? []) replies.set(plain(word), 'yes');
    for (const word of own?.no ?? []) replies.set(plain(word), 'no');
  }
  built.set(words, replies);
  return replies;
}

const saysOfRole: Readonly<Partial<Record<PhraseRole, Reply['says']>>> = {
  absent: 'no',
  presence: 'yes',
  pending: 'open',
  'not-performed': 'open',
  indeterminate: 'open',
  insufficient: 'open',
  failed: 'open',
};

/** Longest answer, in atoms and in UTF-16 units. */
const longest = { atoms: 4, units: 30 };

const enders: ReadonlySet<Atom['kind']> = new Set<Atom['kind']>(['stop', 'comma', 'close', 'open', 'mark']);
const isEnd = (atom: Atom): boolean => enders.has(atom.kind) || (atom.kind === 'minus' && atom.gap);

/** Index of the atom that ends the answer that begins at `from`; undefined where the words go on. */
function endOfAnswer(reader: Reader, from: number): number | undefined {
  for (let at = from; at <= from + longest.atoms; at += 1) {
    const atom = reader.atoms[at];
    const ends = atom === undefined || isEnd(atom) || (at > from && atom.lines > 0);
    if (ends) return at > from ? at : undefined;
  }
  return undefined;
}

const isQuestion = ({ text }: Reader, { start }: Atom): boolean =>
  text.charAt(start) === '?' || text.charAt(start) === '\uff1f';

/** Where the answer to the label at `index` would begin, and whether a sign leads to it. */
function answerPlace(reader: Reader, index: number): { readonly from: number; readonly sign: Atom | undefined } {
  const closed = reader.atoms[index + 1]?.kind === 'close' ? index + 2 : index + 1;
  const sign = reader.atoms[closed];
  if (sign === undefined) return { from: index + 1, sign: undefined };
  // A dash on the next line begins an item of a list.
  const leads =
    sign.lines === 0 &&
    (sign.kind === 'colon' ||
      sign.kind === 'equals' ||
      sign.kind === 'open' ||
      sign.role === 'is' ||
      (sign.kind === 'minus' && sign.gap) ||
      (sign.kind === 'stop' && (sign.bar || isQuestion(reader, sign))));
  return leads ? { from: closed + 1, sign } : { from: index + 1, sign: undefined };
}

/** The yes, no or "not known" that follows a label and is all that does ("positive: no", "amplified (no)", "overexpressed? yes"). */
export function replyAfter(reader: Reader, index: number): Reply | undefined {
  const { from, sign } = answerPlace(reader, index);
  const label = reader.atoms[index];
  const first = reader.atoms[from];
  if (label === undefined || first === undefined || (sign === undefined && first.lines > 0)) return undefined;
  const end = endOfAnswer(reader, from);
  const last = end === undefined ? undefined : reader.atoms[end - 1];
  if (end === undefined || last === undefined || last.end - first.start > longest.units) return undefined;
  const closes = sign?.kind === 'open';
  if (closes && reader.atoms[end]?.kind !== 'close') return undefined;
  const word = reader.replies.get(plain(reader.text.slice(first.start, last.end)));
  const role = end - from > 1 || sign === undefined || first.role === undefined ? undefined : saysOfRole[first.role];
  const says = word ?? role;
  const short = sign === undefined && last.end - first.start < 2;
  if (says === undefined || short) return undefined;
  return { says, absence: word === undefined, span: spanOf(label, last), next: closes ? end + 1 : end };
}

/** Takes the answer as read; it may stand after the question mark or bar that ends the sentence. */
export function takeReply(reader: Reader, { next }: Reply): void {
  reader.next = next;
  reader.replied = Math.max(reader.replied, next);
}
