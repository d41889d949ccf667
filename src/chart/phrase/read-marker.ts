import type { Atom } from './atoms.js';
import { isControl } from './ownership.js';
import { readCopiesBetween } from './read-ish.js';
import { flushStaining } from './read-staining.js';
import { answered, atomAt, doubt, emit, type Reader, spanOf } from './reader.js';

const signWords: ReadonlySet<string> = new Set([
  'positive',
  'negative',
  'weakly-positive',
  'equivocal',
  'low',
  'ultralow',
  'null',
]);

/** HER2 is named: what follows belongs to it. */
export function readHer2(reader: Reader, index: number, atom: Atom): void {
  flushStaining(reader);
  const { scope } = reader;
  if (scope.answered && reader.test !== 'ihc' && reader.test !== 'ish') scope.method = undefined;
  reader.namesHer2 = true;
  reader.gene = 'her2';
  const kept = scope.owner === 'her2' && scope.scoreReady;
  scope.owner = 'her2';
  scope.carried = false;
  scope.named = true;
  scope.blocked = 0;
  scope.comma = false;
  scope.coordinated = false;
  scope.answered = false;
  scope.adjacent = true;
  scope.scoreReady = kept;
  // "Positive control for HER2 3+": of the control, to the end of the sentence.
  if (atomAt(reader, index - 1)?.role === 'for' && isControl(reader, atomAt(reader, index - 2))) scope.legend = true;
  if (readCopiesBetween(reader, index)) return;
  readSign(reader, index, atom);
}

/** "HER2+", "HER2-", "HER2 +", "HER2-negative": a sign glued to the name is a status; one apart from it is not clear. */
function readSign(reader: Reader, index: number, atom: Atom): void {
  const sign = atomAt(reader, index + 1);
  if (sign === undefined || (sign.kind !== 'plus' && sign.kind !== 'minus')) return;
  const after = atomAt(reader, index + 2);
  const glued = after !== undefined && !after.gap && isWord(after);
  if (glued || (sign.kind === 'plus' && after?.role !== undefined && signWords.has(after.role))) {
    reader.next = index + 2;
    return;
  }
  const span = spanOf(atom, sign);
  if (sign.gap) {
    readLooseSign(reader, { index, sign, after, span });
    return;
  }
  reader.next = index + 2;
  if (sign.kind === 'plus' && after?.kind === 'number') doubt(reader, { notation: 'single-plus' }, span);
  else {
    const verdict = sign.kind === 'plus' ? 'positive' : 'negative';
    emit(reader, { kind: 'verdict', verdict, test: 'overall', sign: true }, { span });
  }
  answered(reader.scope);
}

const isWord = (atom: Atom): boolean =>
  atom.kind === 'role' ||
  atom.kind === 'unknown' ||
  atom.kind === 'score' ||
  atom.kind === 'zero-plus' ||
  atom.kind === 'number';

interface Loose {
  readonly index: number;
  readonly sign: Atom;
  readonly after: Atom | undefined;
  readonly span: { readonly start: number; readonly end: number };
}

function readLooseSign(reader: Reader, { index, sign, after, span }: Loose): void {
  const ends = after === undefined || after.kind === 'comma' || after.kind === 'stop' || after.kind === 'close';
  if (sign.kind === 'minus' && !ends) return;
  if (after?.role === 'other-marker' || after?.role === 'or') return;
  reader.next = index + 2;
  doubt(reader, { notation: sign.kind === 'plus' ? 'single-plus' : 'single-minus' }, span);
  answered(reader.scope);
}

const separators: ReadonlySet<string> = new Set(['comma', 'slash', 'and', 'or']);

/** Does nothing but commas, slashes, "and" stand between this name and the one before? */
function joinedToName(reader: Reader, index: number): boolean {
  let at = index - 1;
  while (at >= index - 3) {
    const before = atomAt(reader, at);
    if (before === undefined || !(separators.has(before.kind) || separators.has(before.role ?? ''))) break;
    at -= 1;
  }
  const name = atomAt(reader, at)?.role;
  return at < index - 1 && (name === 'her2' || name === 'other-marker' || name === 'other-gene');
}

/** Another marker is named: what follows belongs to it, unless both stand in one list. */
export function readOtherMarker(reader: Reader, index: number): void {
  const { scope } = reader;
  const listed = scope.coordinated || (scope.owner === 'her2' && scope.named && !scope.answered);
  flushStaining(reader);
  scope.coordinated = listed && scope.blocked === 0 && joinedToName(reader, index);
  scope.owner = 'other';
  scope.blocked = 0;
  scope.answered = false;
  scope.scoreReady = false;
  scope.quantity = undefined;
  scope.noun = undefined;
  scope.negated = false;
  const sign = atomAt(reader, index + 1);
  if (sign !== undefined && !sign.gap && (sign.kind === 'plus' || sign.kind === 'minus')) {
    reader.next = index + 2;
    scope.coordinated = false;
  }
}
