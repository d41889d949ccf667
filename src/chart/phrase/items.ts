import { type Atom, newAtom } from './atoms.js';
import { type Lexicon, matchAt } from './lexicon.js';
import type { Token } from './tokens.js';

const kinds: ReadonlyMap<string, Atom['kind']> = new Map<string, Atom['kind']>([
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

const kindOf = (token: Token): Atom['kind'] => {
  if (token.kind === 'sign') return kinds.get(token.norm) ?? 'mark';
  if (token.kind === 'word') return 'unknown';
  return token.kind === 'number' ? 'number' : 'mark';
};

function single(text: string, token: Token): Atom {
  const atom = newAtom(kindOf(token), token);
  if (atom.kind === 'number') atom.value = Number(token.norm);
  else if (atom.kind === 'stop') {
    atom.soft = token.norm === ';';
    atom.bar = token.norm === '|';
  } else if (atom.kind === 'unknown' && token.end - token.start === 1) {
    const raw = text.charAt(token.start);
    if (raw >= 'A' && raw <= 'H') atom.letter = raw;
  }
  return atom;
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
const isNoName = (raw: string): boolean => raw !== raw.toUpperCase();

/** Gives every token its meaning, longest entry first. */
export function itemsOf(text: string, tokens: readonly Token[], lexicon: Lexicon): readonly Atom[] {
  const items: Atom[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at];
    if (token === undefined) break;
    const match = isLabel(text, tokens, at) ? undefined : matchAt(lexicon, tokens, at);
    const last = match === undefined ? undefined : tokens[match.next - 1];
    const unread = match === undefined || last === undefined;
    if (unread || (match.role === 'her2-capitals' && isNoName(text.slice(token.start, last.end)))) {
      items.push(single(text, token));
      at += 1;
      continue;
    }
    const role = match.role === 'her2-capitals' ? 'her2' : match.role;
    const atom = newAtom('role', token, role);
    atom.end = last.end;
    items.push(atom);
    at = match.next;
  }
  return items;
}
