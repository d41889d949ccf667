import { type PhraseRole, type PhraseWords, phraseRoles } from '../../knowledge/phrase-words.js';
import { type Token, tokenize } from './tokens.js';

interface Node {
  role?: PhraseRole;
  readonly next: Map<string, Node>;
}

/** Entries by their first token, then token by token: the longest entry that fits wins. */
export interface Lexicon {
  readonly next: ReadonlyMap<string, Node>;
}

/** Comparison signs, the same in every language. */
const signs: Readonly<Partial<Record<PhraseRole, readonly string[]>>> = {
  less: ['<'],
  'less-or-equal': ['<=', '< =', '≤', '=<', '⩽', '≦'],
  greater: ['>'],
  'greater-or-equal': ['>=', '> =', '≥', '=>', '⩾', '≧', '> equal'],
  percent: ['%'],
};

/** Longest entry of a word list, in tokens: bounds the work at each position. */
const longestEntry = 10;

/** A token joined to the one before, or apart from it. Before the first token this makes no difference. */
const keyOf = (token: Token, first: boolean): string => (token.gap && !first ? ` ${token.norm}` : token.norm);

function add(root: Node, entry: string, role: PhraseRole): void {
  let node = root;
  const tokens = tokenize(entry, 120);
  if (tokens.length === 0 || tokens.length > longestEntry) return;
  tokens.forEach((token, position) => {
    const key = keyOf(token, position === 0);
    const next = node.next.get(key) ?? { next: new Map<string, Node>() };
    node.next.set(key, next);
    node = next;
  });
  // The first meaning stays: the schema refuses an entry with two meanings, so only inflections can meet here.
  node.role ??= role;
}

function addAll(root: Node, words: Readonly<Partial<Record<PhraseRole, readonly string[]>>>, ending: string): void {
  for (const role of phraseRoles) for (const entry of words[role] ?? []) add(root, entry + ending, role);
}

function build(words: PhraseWords): Lexicon {
  const root: Node = { next: new Map() };
  addAll(root, signs, '');
  for (const language of words.languages) addAll(root, language.words, '');
  for (const language of words.languages) {
    for (const ending of language.endings) addAll(root, language.words, ending);
  }
  return root;
}

const built = new WeakMap<PhraseWords, Lexicon>();

/** The lexicon of a set of word lists, built once per set. */
export function lexiconOf(words: PhraseWords): Lexicon {
  const known = built.get(words);
  if (known !== undefined) return known;
  const lexicon = build(words);
  built.set(words, lexicon);
  return lexicon;
}

/** The longest entry that starts at token `at`: its meaning and the index after its last token. */
export function matchAt(
  lexicon: Lexicon,
  tokens: readonly Token[],
  at: number,
): { readonly role: PhraseRole; readonly next: number } | undefined {
  let node: Lexicon | Node | undefined = lexicon;
  let best: { role: PhraseRole; next: number } | undefined;
  for (let index = at; index < tokens.length && index < at + longestEntry; index += 1) {
    const token = tokens[index];
    if (token === undefined || (index > at && token.lines > 1)) break;
    const following: Node | undefined = node.next.get(keyOf(token, index === at));
    if (following === undefined) break;
    node = following;
    if (following.role !== undefined) best = { role: following.role, next: index + 1 };
  }
  return best;
}
