import type { Atom } from './atoms.js';
import type { Statement } from './drafts.js';
import { historicalAfter, isControl, namesAfter, ownsScore } from './ownership.js';
import type { PhraseScore, PhraseSpan } from './phrase.js';
import { hasSide, takePlaceAfter } from './read-place.js';
import { yearOfValue } from './read-year.js';
import { answered, atomAt, doubt, emit, type Reader, setAside, spanOf } from './reader.js';
import { isOlderThanSaid, supersede } from './retract.js';
import { scoreOf } from './values.js';

/** "DCIS: 3+": the component names the value after it. */
function headsNext(reader: Reader, index: number): boolean {
  const kind = atomAt(reader, index + 1)?.kind;
  return kind === 'colon' || kind === 'score' || kind === 'number' || kind === 'zero-plus' || kind === 'score-range';
}

/** "3+ in DCIS", "1+ (invasive)": the component named after its score. */
function componentAfter(reader: Reader, index: number): 'invasive' | 'in-situ' | undefined {
  for (let at = index + 1; at <= index + 4; at += 1) {
    const atom = atomAt(reader, at);
    if (atom?.role === 'invasive' || atom?.role === 'in-situ') return headsNext(reader, at) ? undefined : atom.role;
    const passes = atom?.kind === 'open' || atom?.role === 'in' || atom?.role === 'by' || atom?.role === 'connective';
    if (!passes) return undefined;
  }
  return undefined;
}

/** Is the value of HER2? Named before it, or after it ("3+ for HER2", "2+ HER2 staining"). */
function belongs(reader: Reader, index: number): boolean {
  if (ownsScore(reader)) return true;
  const next = atomAt(reader, index + 1);
  if (next?.role === 'her2' && reader.scope.owner === 'none') return true;
  return namesAfter(reader, index)?.her2 === true;
}

/** "2+ in 2019 and 1+ in 2024": of two dated scores the older one is history. True where the one at `index` is. */
function isOlder(reader: Reader, index: number): boolean {
  const year = yearOfValue(reader, index);
  return year !== undefined && isOlderThanSaid(reader, year);
}

/** "In HER2 3+ tumors ...", "Bei HER2 2+ ...": a sentence that begins so speaks of any tumour. */
function isAnyTumour(reader: Reader, index: number): boolean {
  const { from, scope } = reader;
  const begins = atomAt(reader, from)?.role === 'in' && atomAt(reader, from + 1)?.role === 'her2';
  return begins && scope.found === 0 && index <= from + 4;
}

/** "3+ control tissue", "3+ in der Kontrolle": the stain of a control. */
function isOfControl(reader: Reader, index: number): boolean {
  for (let at = index + 1; at <= index + 3; at += 1) {
    const atom = atomAt(reader, at);
    if (isControl(reader, atom)) return true;
    if (atom?.role !== 'in' && atom?.role !== 'by' && atom?.role !== 'connective') return false;
  }
  return false;
}

function place(reader: Reader, index: number, statement: Statement): void {
  const atom = atomAt(reader, index);
  if (atom === undefined) return;
  supersede(reader);
  takePlaceAfter(reader, index);
  const component = componentAfter(reader, index);
  const because =
    isOlder(reader, index) || historicalAfter(reader, index)
      ? ('historical' as const)
      : isAnyTumour(reader, index) || isOfControl(reader, index)
        ? ('legend' as const)
        : undefined;
  if (reader.scope.focal) {
    emit(reader, { kind: 'heterogeneous' }, { span: spanOf(atom) });
    reader.scope.focalStaining = true;
    emit(reader, statement, { span: spanOf(atom), because: because ?? setAside(reader.scope) ?? 'focal', component });
  } else emit(reader, statement, { span: spanOf(atom), because, component });
  answered(reader.scope);
}

/** "1+ of 3+". */
function isOfThree(reader: Reader, index: number): boolean {
  const of = atomAt(reader, index + 1);
  const most = atomAt(reader, index + 2);
  if (of?.role !== 'in' || most?.score !== '3+' || most.kind !== 'score') return false;
  return ownOf.has(reader.text.slice(of.start, of.end).toLowerCase());
}
const ownOf: ReadonlySet<string> = new Set(['of', 'out of', 'von', 'de', 'van', 'sur']);

/** "2+", "score 1", "+++", "0/3+". */
export function readScore(reader: Reader, index: number, atom: Atom): void {
  if (atom.score === undefined) return;
  const owned = belongs(reader, index);
  reader.scope.sawScore = true;
  if (!owned) return;
  const ofThree = isOfThree(reader, index);
  const outOfThree = atom.outOfThree || ofThree ? { outOfThree: true as const } : {};
  if (ofThree) reader.next = index + 3;
  place(reader, index, { kind: 'score', score: atom.score, ...outOfThree });
}

/** A range keeps both ends; after "changed from" it is an earlier score and the present one. */
export function readScoreRange(reader: Reader, index: number, atom: Atom): void {
  const { score: low, high } = atom;
  if (low === undefined || high === undefined || !belongs(reader, index)) return;
  if (atomAt(reader, index - 1)?.role !== 'changed-from') {
    place(reader, index, { kind: 'score-range', low, high });
    return;
  }
  const [before, now] = atom.falling ? [high, low] : [low, high];
  emit(reader, { kind: 'score', score: before }, { span: spanOf(atom), because: 'historical' });
  emit(reader, { kind: 'score', score: now }, { span: spanOf(atom) });
  answered(reader.scope);
}

/** "0+": plain 0, or the faintest staining. */
export function readZeroPlus(reader: Reader, index: number, atom: Atom): void {
  if (!belongs(reader, index)) return;
  doubt(reader, { notation: 'zero-plus' }, spanOf(atom));
  answered(reader.scope);
}

const endings: ReadonlySet<string> = new Set(['stop', 'comma', 'close', 'open', 'equals', 'mark', 'colon']);
const units: ReadonlySet<string> = new Set([
  'cells',
  'copies',
  'counted',
  'cep17',
  'percent',
  'in',
  'specimen',
  'range',
  'her2',
]);

/** Can a bare digit be a score, seen from what follows it? "2 of 3", "3 copies", "1 cm" cannot. */
function endsAsScore(reader: Reader, index: number): boolean {
  const next = atomAt(reader, index + 1);
  if (next === undefined || endings.has(next.kind)) return true;
  if (next.kind === 'slash') return atomAt(reader, index + 2)?.kind === 'role';
  if (next.kind === 'minus') return next.gap && atomAt(reader, index + 2)?.kind !== 'number';
  return next.kind === 'role' && !units.has(next.role ?? '');
}

/** "score 2 of 3". */
function readOutOfThree(reader: Reader, index: number, atom: Atom): boolean {
  const most = atomAt(reader, index + 2);
  const joined = atomAt(reader, index + 1)?.role === 'in' && most?.kind === 'number' && most.number?.low === 3;
  const score =
    atom.end - atom.start === 1 && atom.number?.comparator === undefined ? scoreOf(atom.number?.low) : undefined;
  if (!joined || score === undefined || !reader.scope.scoreReady || !ownsScore(reader)) return false;
  place(reader, index, { kind: 'score', score, outOfThree: true });
  reader.next = index + 3;
  return true;
}

const readers = /^(?:patholog|observer|reader|reviewer|rater|read|befunder|untersucher|gutachter)/i;

/** "pathologist 1: 0", "reader B: 2", "0 (pathologist B)": what each of several readers says. */
function isOfReader(reader: Reader, index: number): boolean {
  const isReader = (at: number): boolean => {
    const atom = atomAt(reader, at);
    return atom !== undefined && readers.test(reader.text.slice(atom.start, Math.min(atom.end, atom.start + 20)));
  };
  if (atomAt(reader, index + 1)?.kind === 'open' && isReader(index + 2)) return true;
  if (atomAt(reader, index - 1)?.kind !== 'colon') return false;
  return isReader(index - 2) || isReader(index - 3) || isReader(index - 4);
}

/** A score written as a bare digit: after "score", beside the name, or as the whole answer. True where it was one. */
export function readDigit(reader: Reader, index: number, atom: Atom): boolean {
  const { scope } = reader;
  const value = atom.number;
  if (readOutOfThree(reader, index, atom)) return true;
  if (value === undefined || value.low !== value.high || value.comparator !== undefined) return false;
  const score: PhraseScore | undefined = atom.end - atom.start === 1 ? scoreOf(value.low) : undefined;
  if (score === undefined || scope.method === 'ish' || !ownsScore(reader) || !endsAsScore(reader, index)) return false;
  const before = atomAt(reader, index - 1);
  const slashed = before?.kind === 'open' && atomAt(reader, index + 1)?.kind === 'slash';
  // "no staining (0)": only a zero, alone in its parentheses.
  const enclosed =
    before?.kind === 'open' && atomAt(reader, index + 1)?.kind === 'close' && score === '0' && scope.blocked === 0;
  const joined = slashed || enclosed || hasSide(reader, index) || isOfReader(reader, index);
  if (!scope.scoreReady && !scope.adjacent && !joined) return false;
  if (before?.kind === 'minus' || before?.kind === 'plus') return false;
  place(reader, index, { kind: 'score', score });
  return true;
}

/** "2/3" after "score": out of three. Other fractions are counts. */
export function readFraction(reader: Reader, index: number, atom: Atom): void {
  const value = atom.number;
  const { scope } = reader;
  if (value === undefined || !scope.scoreReady || !ownsScore(reader)) return;
  const text = reader.text.slice(atom.start, atom.end);
  const score = text.length === 3 && text.endsWith('3') ? scoreOf(Number(text.charAt(0))) : undefined;
  if (score !== undefined) place(reader, index, { kind: 'score', score, outOfThree: true });
}

/** "(+)", "(-)", "+" as the whole answer. */
export function readLoneSign(reader: Reader, index: number, atom: Atom): void {
  const { scope } = reader;
  if (scope.owner !== 'her2' || scope.blocked > 0 || scope.answered || !scope.adjacent) return;
  const before = atomAt(reader, index - 1);
  const after = atomAt(reader, index + 1);
  if (before?.role === 'or' || after?.role === 'or' || before?.kind === 'slash' || after?.kind === 'slash') return;
  const enclosed = before?.kind === 'open' && after?.kind === 'close';
  const alone =
    (before === undefined || before.kind === 'colon') &&
    (after === undefined || after.kind === 'stop' || after.kind === 'comma');
  if (!enclosed && !alone) return;
  const span: PhraseSpan = spanOf(atom);
  if (scope.method === 'ish' && reader.test !== 'ihc') {
    emit(reader, { kind: 'ish', interpretation: atom.kind === 'plus' ? 'amplified' : 'not-amplified' }, { span });
  } else if (enclosed && atom.kind === 'minus') {
    emit(reader, { kind: 'verdict', verdict: 'negative', test: 'overall', sign: true }, { span });
  } else doubt(reader, { notation: atom.kind === 'plus' ? 'single-plus' : 'single-minus' }, span);
  answered(scope);
}
