import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import type { Draft } from './drafts.js';
import type { PhraseCompleteness, PhraseIntensity, StainingFinding } from './phrase.js';
import { answered, atomAt, doubt, emit, type Reader, setAside, spanOf } from './reader.js';
import { retract } from './retract.js';

/** Staining words are HER2's where HER2 was named and no other marker since; nuclear markers have no membrane. */
const owned = (reader: Reader): boolean => reader.scope.owner === 'her2';

function draft(reader: Reader, atom: Atom): Draft<StainingFinding> {
  const { scope } = reader;
  if (scope.staining === undefined) {
    scope.stainingNegated = scope.negated;
    scope.staining = {};
    scope.stainingSpan = spanOf(atom);
  } else scope.stainingSpan = { start: scope.stainingSpan.start, end: atom.end };
  return scope.staining;
}

const order: readonly PhraseIntensity[] = ['none', 'faint', 'weak', 'moderate', 'intense'];

/** "weak to moderate": both ends are kept. */
export function readIntensity(reader: Reader, intensity: PhraseIntensity, index: number): void {
  const atom = atomAt(reader, index);
  if (atom === undefined || !owned(reader)) return;
  const before = atomAt(reader, index - 1);
  const joined =
    before?.role === 'range' || before?.kind === 'minus' || before?.kind === 'slash' || before?.role === 'or';
  const known = reader.scope.staining?.intensity;
  const same = known !== undefined && known.low === intensity && known.high === intensity;
  if (known !== undefined && !same && !joined && before?.role !== 'and') flushStaining(reader);
  const kept = reader.scope.staining?.intensity;
  const rank = order.indexOf(intensity);
  const low = kept === undefined || order.indexOf(kept.low) > rank ? intensity : kept.low;
  const high = kept === undefined || order.indexOf(kept.high) < rank ? intensity : kept.high;
  draft(reader, atom).intensity = { low, high };
}

/** Complete, incomplete or basolateral membrane staining. */
export function readCompleteness(reader: Reader, completeness: PhraseCompleteness, index: number): void {
  const atom = atomAt(reader, index);
  if (atom === undefined || !owned(reader)) return;
  const known = reader.scope.staining?.completeness;
  const finer = known === 'incomplete' && completeness === 'basolateral';
  const coarser = known === 'basolateral' && completeness === 'incomplete';
  if (known !== undefined && known !== completeness && !finer && !coarser) flushStaining(reader);
  const staining = draft(reader, atom);
  if (!coarser) staining.completeness = completeness;
}

/** Percentage of cells; a second one begins a second description. */
export function readPercent(reader: Reader, index: number): void {
  const atom = atomAt(reader, index);
  const next = atomAt(reader, index + 1);
  if (atom?.number === undefined || !owned(reader) || next?.role === 'other-marker' || reader.scope.cytoplasmic) return;
  if (reader.scope.staining?.percent !== undefined) flushStaining(reader);
  draft(reader, atom).percent = atom.number;
}

const neutral: ReadonlySet<PhraseRole> = new Set<PhraseRole>(['connective', 'by', 'range', 'membrane', 'presence']);

/** Is the stain denied by the words just before ("no membrane staining") or after ("staining: absent")? */
function denied(reader: Reader, index: number): boolean {
  for (let at = index - 1; at >= Math.max(reader.from, index - 3); at -= 1) {
    const role = atomAt(reader, at)?.role;
    if (role === 'negation' || role === 'absent') return true;
    if (role === undefined || !neutral.has(role)) break;
  }
  for (let at = index + 1; at < Math.min(reader.to, index + 4); at += 1) {
    const atom = atomAt(reader, at);
    if (atom?.role === 'absent') return true;
    const passes =
      atom?.kind === 'colon' || atom?.role === 'is' || (atom?.role !== undefined && neutral.has(atom.role));
    if (!passes) break;
  }
  return false;
}

/** "membrane", "staining": a description stands here. */
export function readStain(reader: Reader, index: number, role: 'membrane' | 'staining'): void {
  const { scope } = reader;
  const atom = atomAt(reader, index);
  if (atom === undefined || !owned(reader)) return;
  if (scope.cytoplasmic) {
    scope.cytoplasmic = false;
    if (role === 'staining') return;
  }
  const none = denied(reader, index);
  const hedged = none && hedges(reader, index);
  const known = scope.staining;
  if (none && !hedged && (known?.intensity !== undefined || known?.percent !== undefined)) flushStaining(reader);
  if (none && reader.atoms[index - 1]?.kind === 'score') retract(reader, 'negated');
  if (hedged) {
    scope.hedged = true;
    scope.negated = false;
    doubt(reader, { notation: 'some-or-none' }, spanOf(atom));
    scope.staining = undefined;
    return;
  }
  if (none) scope.negated = false;
  const staining = draft(reader, atom);
  scope.negated = false;
  if (none) staining.membrane = 'none';
  else if (atomAt(reader, index - 1)?.role === 'connective' && isWith(reader, index - 1))
    staining.membrane ??= 'present';
  else staining.membrane ??= 'unspecified';
}

/** "0+/with membrane staining", "0 with membrane staining": said of the score just before. */
function isWith(reader: Reader, index: number): boolean {
  const before = atomAt(reader, index - 1)?.kind;
  return before === 'slash' || before === 'score' || before === 'zero-plus' || before === 'number';
}

/** "minimal or no staining", "no staining or faint staining": some, or none. */
function hedges(reader: Reader, index: number): boolean {
  for (let at = Math.max(reader.from, index - 4); at < Math.min(reader.to, index + 4); at += 1) {
    if (atomAt(reader, at)?.role === 'or' || atomAt(reader, at)?.role === 'minimal') return true;
  }
  return false;
}

/** "cytoplasmic staining only": no membrane staining. */
export function readCytoplasmicOnly(reader: Reader, index: number): void {
  const atom = atomAt(reader, index);
  if (atom === undefined || !owned(reader)) return;
  flushStaining(reader);
  emit(reader, { kind: 'staining', membrane: 'none', cytoplasmicOnly: true }, { span: spanOf(atom) });
}

/** ASCO/CAP 2018, figure 1: staining of more cells, of whichever kind, goes beyond a score of 0. Of fewer the kind matters. */
const mostOfZero = 10;

function kindOf(staining: Draft<StainingFinding>): StainingFinding['percentKind'] {
  const { intensity, completeness, membrane } = staining;
  if (intensity?.high === 'faint' && completeness === 'incomplete') return 'faint-incomplete';
  if (intensity?.high === 'weak' && completeness === 'incomplete') return 'faint-incomplete';
  if (intensity?.low === 'intense' && completeness === 'complete') return 'complete-intense';
  if (intensity !== undefined && completeness !== undefined) return 'described';
  if (intensity?.high === 'faint' || intensity?.high === 'weak')
    return membrane === undefined ? 'unspecified' : 'any-membrane';
  if (membrane !== undefined && (staining.percent?.low ?? 0) > mostOfZero && plain(staining) === 'unspecified')
    return 'described';
  return membrane === 'unspecified' || membrane === 'present' ? plain(staining) : 'unspecified';
}

const plain = ({ intensity, completeness }: Draft<StainingFinding>): StainingFinding['percentKind'] =>
  intensity === undefined && completeness === undefined ? 'any-membrane' : 'unspecified';

/** Is there membrane staining, by the whole description? A bound from above ("< 1 %") alone does not say. */
function membraneOf(staining: Draft<StainingFinding>): StainingFinding['membrane'] {
  const { membrane, percent, intensity, completeness } = staining;
  if (membrane === 'none') return 'none';
  const kind = kindOf(staining);
  if (percent?.high === 0 && percent.comparator === undefined) return kind === 'any-membrane' ? 'none' : 'unspecified';
  const described = membrane !== undefined || (intensity !== undefined && completeness !== undefined);
  if ((intensity !== undefined || completeness !== undefined) && described) return 'present';
  if (membrane === 'present') return 'present';
  const some = percent !== undefined && percent.low > 0 && percent.comparator !== '<' && percent.comparator !== '<=';
  return some && kind === 'any-membrane' ? 'present' : 'unspecified';
}

/** Ends the description in hand. A lone adjective is one only where it is the whole answer of an IHC item. */
export function flushStaining(reader: Reader): void {
  const { scope } = reader;
  const { staining, stainingSpan: span } = scope;
  scope.staining = undefined;
  if (staining === undefined || scope.hedged) return;
  const said = staining.membrane !== undefined || staining.percent !== undefined;
  const whole = reader.test === 'ihc' && !scope.named && scope.found === 0;
  const both = staining.intensity !== undefined && staining.completeness !== undefined;
  if (!said && !both && !whole) return;
  if (staining.membrane === 'unspecified' && Object.keys(staining).length === 1) return;
  if (partlyNone(staining)) doubt(reader, { notation: 'some-or-none' }, span);
  else conclude(reader, staining);
  scope.focalStaining = false;
  answered(scope);
}

/** "no staining in > 90 % of cells" leaves the other cells open. */
function partlyNone({ membrane, percent }: Draft<StainingFinding>): boolean {
  const whole =
    percent === undefined || percent.high === 0 || (percent.low === 100 && percent.comparator === undefined);
  return membrane === 'none' && !whole;
}

function conclude(reader: Reader, staining: Draft<StainingFinding>): void {
  const { scope } = reader;
  const percentKind =
    staining.percent === undefined ? {} : { percentKind: kindOf(staining) ?? ('unspecified' as const) };
  const negated = scope.negated;
  scope.negated = scope.stainingNegated;
  const aside = setAside(scope);
  scope.negated = negated;
  emit(
    reader,
    { kind: 'staining', ...staining, membrane: membraneOf(staining), ...percentKind },
    { span: scope.stainingSpan, because: aside ?? (scope.focalStaining ? 'focal' : undefined) },
  );
}
