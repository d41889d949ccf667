import type { PhraseRole } from '../../knowledge/phrase-words.js';
import { type Lexicon, matchAt } from './lexicon.js';
import type { Token } from './tokens.js';

/** A group of tokens with one meaning: a word of the lists, a number, or a sign that structures the text. */
export interface Item {
  readonly kind:
    | 'role'
    | 'number'
    | 'plus'
    | 'minus'
    | 'slash'
    | 'stop'
    | 'comma'
    | 'colon'
    | 'open'
    | 'close'
    | 'equals'
    | 'unknown'
    | 'mark';
  readonly role?: PhraseRole;
  readonly start: number;
  readonly end: number;
  readonly gap: boolean;
  readonly lines: number;
  /** Value of a number. */
  readonly value?: number;
  /** A single upper-case letter ("A."), as a specimen label is written; or the text of an unknown word. */
  readonly letter?: string;
  /** A semicolon among the stops. */
  readonly soft?: true;
}

const kinds: ReadonlyMap<string, Item['kind']> = new Map<string, Item['kind']>([
  ['+', 'plus'],
  ['-', 'minus'],
  ['/', 'slash'],
  ['.', 'stop'],
  [';', 'stop'],
  ['!', 'stop'],
  ['?', 'stop'],
  ['|', 'stop'],
  [',', 'comma'],
  [':', 'colon'],
  ['(', 'open'],
  [')', 'close'],
  ['=', 'equals'],
]);

function single(text: string, token: Token): Item {
  const base = { start: token.start, end: token.end, gap: token.gap, lines: token.lines };
  if (token.kind === 'number') return { ...base, kind: 'number', value: Number(token.norm) };
  if (token.kind === 'date') return { ...base, kind: 'mark' };
  if (token.norm === ';') return { ...base, kind: 'stop', soft: true };
  if (token.kind === 'sign') return { ...base, kind: kinds.get(token.norm) ?? 'mark' };
  const raw = text.slice(token.start, token.end);
  const label = raw.length === 1 && raw >= 'A' && raw <= 'H';
  return label ? { ...base, kind: 'unknown', letter: raw } : { ...base, kind: 'unknown' };
}

/** A capital letter with a sign glued to it ("A.", "B)") is a label, whatever word the letter is elsewhere. */
function isLabel(text: string, tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token === undefined || next === undefined || next.gap || token.end - token.start !== 1) return false;
  const raw = text.charAt(token.start);
  return raw >= 'A' && raw <= 'H' && (next.norm === '.' || next.norm === ')' || next.norm === ':');
}

/** "HER 2" with a space is the marker only in capitals; "her 2 cm mass" is not. */
const allowed = (role: PhraseRole, raw: string): boolean => role !== 'her2-capitals' || raw === raw.toUpperCase();

/** Gives every token its meaning, longest entry first. */
export function itemsOf(text: string, tokens: readonly Token[], lexicon: Lexicon): readonly Item[] {
  const items: Item[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const match = isLabel(text, tokens, at) ? undefined : matchAt(lexicon, tokens, at);
    const last = match === undefined ? undefined : tokens[match.next - 1];
    if (match === undefined || last === undefined || !allowed(match.role, text.slice(token.start, last.end))) {
      items.push(single(text, token));
      at += 1;
      continue;
    }
    const role = match.role === 'her2-capitals' ? 'her2' : match.role;
    items.push({ kind: 'role', role, start: token.start, end: last.end, gap: token.gap, lines: token.lines });
    at = match.next;
  }
  return items;
}
