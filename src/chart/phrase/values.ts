import type { PhraseRole } from '../../knowledge/phrase-words.js';
import { type Atom, type AtomValue, newAtom } from './atoms.js';
import type { PhraseComparator, PhraseNumber, PhraseScore } from './phrase.js';

const scores: readonly PhraseScore[] = ['0', '1+', '2+', '3+'];
/** Score of a whole number 0-3; undefined for any other. */
export const scoreOf = (value: number | undefined): PhraseScore | undefined =>
  value === undefined ? undefined : scores[value];

const comparators: Readonly<Partial<Record<PhraseRole, PhraseComparator>>> = {
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
};
const comparatorOf = (item: Atom | undefined): PhraseComparator | undefined =>
  item?.role === undefined ? undefined : comparators[item.role];

/** A number with the pluses that follow it. */
interface Term {
  readonly value: number;
  readonly plus: boolean;
  /** Written as one digit 0-3. */
  readonly digit: boolean;
  readonly percent: boolean;
  readonly next: number;
}

function termAt(items: readonly Atom[], at: number): Term | undefined {
  const item = items[at];
  if (item?.kind !== 'number' || item.value === undefined) return undefined;
  const digit = item.end - item.start === 1 && item.value <= 3;
  let next = at + 1;
  let plus = false;
  const sign = items[next];
  const after = items[next + 1];
  // "3+4": a sum (Gleason); "3 +": a plus apart from its number counts only where nothing is glued to it.
  if (digit && sign?.kind === 'plus' && !(after?.kind === 'number' && !after.gap)) {
    if (!sign.gap || after === undefined || after.gap || after.kind !== 'unknown') {
      plus = true;
      next += 1;
      while (items[next]?.kind === 'plus' && items[next]?.gap === false) next += 1;
    }
  }
  const percent = items[next]?.role === 'percent';
  return { value: item.value, plus, digit, percent, next: percent ? next + 1 : next };
}

type Joint = 'slash' | 'dash' | 'or';
/** What joins two ends of a range, and the index after it. */
function jointAt(
  items: readonly Atom[],
  at: number,
  from: number,
): { readonly joint: Joint; readonly next: number } | undefined {
  const item = items[at];
  if (item?.kind === 'slash') return { joint: 'slash', next: at + 1 };
  if (item?.kind === 'minus' || item?.role === 'range') return { joint: 'dash', next: at + 1 };
  if (item?.role === 'or') return { joint: 'or', next: at + 1 };
  // "between 1+ and 2+"; elsewhere "and" joins two values.
  if (item?.role === 'and' && items[from - 1]?.role === 'between') return { joint: 'or', next: at + 1 };
  return undefined;
}

interface Value extends AtomValue {
  readonly kind: Atom['kind'];
}
interface Read {
  readonly value: Value;
  readonly next: number;
}

/** Two score-like ends: a range, a score out of three, a scale. */
function scorePair(low: Term, high: Term, joint: Joint): Value {
  const first = scoreOf(low.value) ?? '0';
  const second = scoreOf(high.value) ?? '0';
  // "2+/3+" is a range: should it mean "of three", the range holds that score and settles nothing.
  if (joint === 'slash' && high.value === 3 && (low.value === 3 || !(low.plus && high.plus))) {
    return { kind: 'score', score: first, outOfThree: true };
  }
  if (low.value === 0 && high.value === 0) return { kind: 'zero-plus' };
  if (low.value === high.value) return { kind: 'score', score: first };
  if (low.value === 0 && high.value === 3) return { kind: 'scale' };
  return low.value < high.value
    ? { kind: 'score-range', score: first, high: second }
    : { kind: 'score-range', score: second, high: first, falling: true };
}

const isScale = (low: Term, high: Term): boolean => low.digit && high.digit && (low.plus || high.plus);

function pairAt(items: readonly Atom[], low: Term, from: number): Read | undefined {
  const joint = jointAt(items, low.next, from);
  const high = joint === undefined ? undefined : termAt(items, joint.next);
  if (joint === undefined || high === undefined) return undefined;
  if (isScale(low, high)) return { value: scorePair(low, high, joint.joint), next: high.next };
  const number: PhraseNumber = { low: Math.min(low.value, high.value), high: Math.max(low.value, high.value) };
  if (joint.joint === 'or' || low.plus) return undefined;
  if (joint.joint === 'slash') return { value: { kind: 'fraction', number }, next: high.next };
  if (high.value < low.value) return undefined;
  return { value: { kind: high.percent ? 'percent' : 'number', number }, next: high.next };
}

function numberAt(items: readonly Atom[], at: number): Read | undefined {
  const term = termAt(items, at);
  if (term === undefined) return undefined;
  const pair = pairAt(items, term, at);
  if (pair !== undefined) return pair;
  const score = scoreOf(term.value);
  if (term.plus && score !== undefined) {
    return { value: term.value === 0 ? { kind: 'zero-plus' } : { kind: 'score', score }, next: term.next };
  }
  const number: PhraseNumber = { low: term.value, high: term.value };
  return { value: { kind: term.percent ? 'percent' : 'number', number }, next: term.next };
}

/** "< 10 %", ">= 2.0"; ">0 <1+" is the notation of the faintest staining. */
function comparedAt(items: readonly Atom[], at: number): Read | undefined {
  const comparator = comparatorOf(items[at]);
  const term = comparator === undefined ? undefined : termAt(items, at + 1);
  if (comparator === undefined || term === undefined) return undefined;
  if (comparator === '>' && term.value === 0 && !term.percent) {
    const joined = items[term.next]?.role === 'and' || items[term.next]?.kind === 'comma' ? term.next + 1 : term.next;
    const upper = comparatorOf(items[joined]) === '<' ? termAt(items, joined + 1) : undefined;
    if (upper?.plus === true && upper.value === 1) return { value: { kind: 'zero-plus' }, next: upper.next };
  }
  if (term.plus) return { value: { kind: 'scale' }, next: term.next };
  const number: PhraseNumber = { low: term.value, high: term.value, comparator };
  return { value: { kind: term.percent ? 'percent' : 'number', number }, next: term.next };
}

/** "++", "+++", "+2", a lone "+". */
function plusesAt(items: readonly Atom[], at: number): Read | undefined {
  if (items[at]?.kind !== 'plus') return undefined;
  let next = at + 1;
  while (items[next]?.kind === 'plus' && items[next]?.gap === false) next += 1;
  const count = next - at;
  const score = count > 1 ? scoreOf(count) : undefined;
  if (score !== undefined) return { value: { kind: 'score', score }, next };
  if (count > 1) return { value: { kind: 'mark' }, next };
  const number = items[next];
  const prefixed = items[at]?.gap === true && number?.gap === false ? termAt(items, next) : undefined;
  const after = prefixed === undefined ? undefined : scoreOf(prefixed.value);
  if (prefixed?.digit && after !== undefined && prefixed.value > 0 && !prefixed.percent) {
    return { value: { kind: 'score', score: after }, next: prefixed.next };
  }
  return { value: { kind: 'plus' }, next };
}

/** Words and signs that begin no value are left as they are. */
function readValue(items: readonly Atom[], at: number, item: Atom): Read | undefined {
  if (item.kind === 'number') return numberAt(items, at);
  if (item.kind === 'plus') return plusesAt(items, at);
  return item.role === undefined ? undefined : comparedAt(items, at);
}

function folded(first: Atom, { value }: Read, last: Atom): Atom {
  const atom = newAtom(value.kind, first);
  atom.end = last.end;
  atom.number = value.number;
  atom.score = value.score;
  atom.high = value.high;
  atom.outOfThree = value.outOfThree === true;
  atom.falling = value.falling === true;
  return atom;
}

/** Folds numbers, comparators, pluses and percent signs into values; one pass. */
export function foldValues(items: readonly Atom[]): readonly Atom[] {
  const atoms: Atom[] = [];
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    if (item === undefined) break;
    const read = readValue(items, at, item);
    if (read === undefined) {
      atoms.push(item);
      at += 1;
      continue;
    }
    atoms.push(folded(item, read, items[read.next - 1] ?? item));
    at = read.next;
  }
  return atoms;
}
