import type { Atom } from './atoms.js';
import type { Statement } from './drafts.js';
import { her2Next, historicalAfter, namesAfter, ownsIsh } from './ownership.js';
import type { IshFinding, PhraseNumber } from './phrase.js';
import { answered, atomAt, doubt, emit, type Reader, spanOf } from './reader.js';
import type { Quantity } from './scope.js';

type Parts = Omit<Extract<Statement, { kind: 'ish' }>, 'kind'>;

function say(reader: Reader, parts: Parts, atom: Atom): void {
  const count = reader.count === undefined ? {} : { count: reader.count };
  emit(reader, { kind: 'ish', ...parts, ...count }, { span: spanOf(atom) });
}

/** A method is named: what follows in the sentence is ISH. */
export function readIshMethod(reader: Reader, index: number, method: IshFinding['method'] | undefined): void {
  const { scope } = reader;
  const atom = atomAt(reader, index);
  if (atom === undefined) return;
  // In a list ("HER2: 2+", "Ki-67: 20 %", "FISH: ...") the ISH is HER2's unless another gene was named last.
  if (scope.owner === 'none' && reader.gene === 'her2') {
    scope.owner = 'her2';
    scope.carried = true;
  }
  // HER2's own ISH after the value of another marker ("HER2 2+, ER 90 %, FISH negative").
  if (scope.owner === 'other' && scope.answered && scope.named) scope.owner = 'her2';
  scope.method = 'ish';
  scope.negated = false;
  scope.blocked = scope.owner === 'her2' && scope.answered ? 0 : scope.blocked;
  if (scope.owner !== 'her2') return;
  const said = method === undefined ? {} : { method };
  const sign = atomAt(reader, index + 1);
  const after = atomAt(reader, index + 2);
  const isSign = sign !== undefined && !sign.gap && (sign.kind === 'plus' || sign.kind === 'minus');
  if (isSign && (after === undefined || after.gap || after.kind !== 'role')) {
    reader.next = index + 2;
    emit(
      reader,
      { kind: 'ish', ...said, interpretation: sign.kind === 'plus' ? 'amplified' : 'not-amplified' },
      { span: spanOf(atom, sign) },
    );
    answered(scope);
    return;
  }
  if (method !== undefined) say(reader, said, atom);
}

/** "dual-probe", "single probe": the probe of the ISH, where the marker is HER2. */
export function readProbe(reader: Reader, index: number, probe: 'single' | 'dual'): void {
  const atom = atomAt(reader, index);
  reader.scope.method = 'ish';
  if (atom !== undefined && reader.scope.owner === 'her2') say(reader, { probe }, atom);
}

/** "amplified", "not amplified". */
export function readAmplified(reader: Reader, index: number, interpretation: 'amplified' | 'not-amplified'): void {
  const { scope } = reader;
  const atom = atomAt(reader, index);
  if (atom === undefined) return;
  const after = namesAfter(reader, index)?.her2 === true || (scope.owner === 'none' && her2Next(reader, index));
  const owned = ownsIsh(scope) || after || scope.coordinated;
  if (!owned) return;
  const denied = scope.negated && interpretation === 'amplified';
  scope.negated = false;
  const said: Parts = { interpretation: denied ? 'not-amplified' : interpretation };
  if (historicalAfter(reader, index))
    emit(reader, { kind: 'ish', ...said }, { span: spanOf(atom), because: 'historical' });
  else say(reader, said, atom);
  answered(scope);
}

/** "amplification": settled by a denial before it, or by a verdict after it. */
export function readAmplification(reader: Reader, index: number): void {
  const { scope } = reader;
  const atom = atomAt(reader, index);
  scope.noun = 'amplification';
  if (atom === undefined || !scope.negated || !ownsIsh(scope)) return;
  scope.negated = false;
  say(reader, { interpretation: 'not-amplified' }, atom);
  answered(scope);
}

/** The noun or stain named before is absent: no amplification, no overexpression; beside staining words, no staining. */
export function readAbsent(reader: Reader, index: number): void {
  const { scope } = reader;
  const atom = atomAt(reader, index);
  if (atom === undefined || scope.owner !== 'her2') return;
  if (scope.noun === 'amplification') say(reader, { interpretation: 'not-amplified' }, atom);
  else if (scope.noun === 'overexpression') {
    emit(reader, { kind: 'verdict', verdict: 'negative', test: 'overall' }, { span: spanOf(atom) });
  } else if (
    scope.blocked === 0 &&
    !scope.answered &&
    !scope.carried &&
    scope.staining === undefined &&
    !stainNext(reader, index)
  ) {
    const ish = scope.method === 'ish';
    if (ish) say(reader, { interpretation: 'not-amplified' }, atom);
    else emit(reader, { kind: 'verdict', verdict: 'negative', test: 'overall' }, { span: spanOf(atom) });
  } else return;
  answered(scope);
}

/** "absent membrane staining": said of the stain. */
function stainNext(reader: Reader, index: number): boolean {
  for (let at = index + 1; at <= index + 3; at += 1) {
    const role = atomAt(reader, at)?.role;
    if (role === 'membrane' || role === 'staining') return true;
    if (role !== 'connective') return false;
  }
  return false;
}

/** "ratio", "HER2/CEP17": a ratio follows. A name of HER2 inside the words counts as naming it. */
export function readRatio(reader: Reader, atom: Atom): void {
  const { scope } = reader;
  const words = reader.text.slice(atom.start, atom.end).toLowerCase();
  if (words.includes('her') || words.includes('erb')) {
    reader.namesHer2 = true;
    reader.gene = 'her2';
    scope.owner = 'her2';
    scope.blocked = 0;
  }
  scope.method = 'ish';
  scope.quantity = 'ratio';
  scope.scoreReady = false;
}

/** "CEP17", "chromosome 17": numbers that follow count it, unless a ratio was begun. */
export function readCep17(reader: Reader): void {
  const { scope } = reader;
  scope.method = 'ish';
  scope.adjacent = false;
  if (scope.quantity !== 'ratio') scope.quantity = 'cep17Copies';
}

/** "copies": numbers that follow count HER2, unless CEP17 or a ratio was named. */
export function readCopies(reader: Reader): void {
  const { scope } = reader;
  if (scope.quantity === 'cep17Copies' || scope.quantity === 'ratio') return;
  scope.quantity = 'her2Copies';
  scope.scoreReady = false;
}

/** What a number counts, from the words after it: "3.8 HER2 copies", "20 cells counted". */
function unitAfter(reader: Reader, index: number): Quantity | undefined {
  let her2 = false;
  let cep17 = false;
  for (let at = index + 1; at <= index + 5; at += 1) {
    const role = atomAt(reader, at)?.role;
    if (role === 'her2') her2 = true;
    else if (role === 'cep17') cep17 = true;
    else if (role === 'counted') return 'cells';
    else if (role === 'cells') return reader.scope.method === 'ish' && at === index + 1 ? 'cells' : undefined;
    else if (role === 'copies') return cep17 && !her2 ? 'cep17Copies' : 'her2Copies';
    else if (role !== 'connective') return undefined;
  }
  return undefined;
}

function quantityOf(reader: Reader, index: number, value: PhraseNumber): Quantity | undefined {
  const { scope } = reader;
  const after = unitAfter(reader, index);
  if (after === 'cells' || (after !== undefined && scope.quantity === undefined)) return after;
  if (scope.quantity !== undefined) return scope.quantity;
  const besideName = scope.adjacent && scope.named && scope.method === 'ish';
  const decimal = !Number.isInteger(value.low) || value.comparator !== undefined;
  return besideName && decimal && atomAt(reader, index - 1)?.role === 'her2' ? 'her2Copies' : undefined;
}

const groups: readonly (1 | 2 | 3 | 4 | 5)[] = [1, 2, 3, 4, 5];

/** A number of an ISH reading. True where it was one. */
export function readIshNumber(reader: Reader, index: number, atom: Atom): boolean {
  const value = atom.number;
  if (value === undefined || reader.scope.owner !== 'her2') return false;
  const quantity = quantityOf(reader, index, value);
  if (quantity === undefined || reader.scope.blocked > 3) return false;
  reader.scope.quantity = undefined;
  reader.scope.method = 'ish';
  if (quantity === 'group') {
    const group = groups[value.low - 1];
    if (group !== undefined && value.low === value.high) say(reader, { group }, atom);
  } else if (quantity === 'cells') say(reader, { cells: value.low }, atom);
  else say(reader, { [quantity]: value }, atom);
  return true;
}

/** A number alone as the answer of an ISH test: a ratio where it is bounded by a ratio's cutoff, else a ratio or copies. */
export function readBareIshNumber(reader: Reader, index: number, atom: Atom): void {
  const value = atom.number;
  if (value === undefined || reader.test !== 'ish' || reader.scope.answered) return;
  if (atomAt(reader, index - 1) !== undefined || atomAt(reader, index + 1) !== undefined) return;
  // 1.8-2.2: the range around 2.0 of earlier ASCO/CAP editions; no copy number is bounded there.
  const cutoff = value.comparator !== undefined && value.low >= 1.8 && value.low <= 2.2;
  if (cutoff) say(reader, { ratio: value }, atom);
  else doubt(reader, { notation: 'bare-number' }, spanOf(atom));
}

/** "4 <= HER2 < 6". True where the marker at `index` stands between two bounds. */
export function readCopiesBetween(reader: Reader, index: number): boolean {
  const low = atomAt(reader, index - 2);
  const sign = atomAt(reader, index - 1)?.role;
  const high = atomAt(reader, index + 1);
  if (low?.kind !== 'number' || (sign !== 'less' && sign !== 'less-or-equal') || high?.kind !== 'number') return false;
  const from = low.number?.low;
  const to = high.number;
  if (from === undefined || to?.comparator === undefined || to.high < from) return false;
  reader.next = index + 2;
  emit(reader, { kind: 'ish', her2Copies: { low: from, high: to.high } }, { span: spanOf(low, high) });
  return true;
}
