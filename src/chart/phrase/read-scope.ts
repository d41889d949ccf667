import type { Atom } from './atoms.js';
import type { PhrasePart } from './phrase.js';
import { flushStaining } from './read-staining.js';
import { atomAt, emit, type Reader, spanOf } from './reader.js';

/** A specimen, side or site as a text names it. */
export type Place = Omit<PhrasePart, 'index'>;

/** A specimen, side or site is named: a new part where the part in hand has results and this is another place. */
export function readPlace(reader: Reader, place: Place): void {
  const { part } = reader;
  const other =
    (place.label !== undefined && place.label !== part?.label) ||
    (place.side !== undefined && part?.side !== undefined && place.side !== part.side) ||
    (place.site !== undefined && part?.site !== undefined && place.site !== part.site);
  const begins = place.label !== undefined ? other : reader.partUsed && other;
  flushStaining(reader);
  if (begins || part === undefined) {
    reader.part = { index: (part?.index ?? -1) + 1, ...place };
    reader.partUsed = false;
    reader.count = undefined;
  } else if (!reader.partUsed) reader.part = { ...part, ...place };
  else if (part !== undefined && !other) reader.part = { ...part, ...place };
}

/** "Specimen A", "Part 2": the word with its label. */
export function readSpecimen(reader: Reader, index: number): void {
  const next = atomAt(reader, index + 1);
  const numbered =
    next?.kind === 'number' && next.number?.comparator === undefined ? String(next.number?.low) : undefined;
  const label = next?.letter ?? numbered;
  if (label === undefined) return;
  reader.next = index + 2;
  readPlace(reader, { label });
}

/** "A.", "B:" at the start of a sentence. True where the letter is a label. */
export function readLabel(reader: Reader, index: number): boolean {
  const atom = atomAt(reader, index);
  const after = reader.atoms[index + 1];
  if (atom?.letter === undefined || index !== reader.from || after === undefined || after.gap) return false;
  if (after.kind !== 'stop' && after.kind !== 'colon' && after.kind !== 'close' && after.kind !== 'comma') return false;
  reader.next = index + 2;
  readPlace(reader, { label: atom.letter });
  return true;
}

/** Invasive or in situ; both since the last result: neither. A denied component ("no invasive component") is not named. */
export function readComponent(reader: Reader, index: number, component: 'invasive' | 'in-situ'): void {
  const { scope } = reader;
  if (scope.negated) {
    scope.negated = false;
    // What is said next is said of that component ("no invasive carcinoma identified").
    scope.blocked += 1;
    return;
  }
  flushStaining(reader);
  if (scope.found > 0 || scope.sawScore) {
    scope.sawScore = false;
    scope.sawInvasive = false;
    scope.sawInSitu = false;
  }
  if (component === 'invasive') {
    scope.sawInvasive = true;
    reader.invasive = true;
  } else {
    scope.sawInSitu = true;
    reader.inSituFrom ??= atomAt(reader, index)?.start;
  }
}

const cancerWord = /ar[ck]inom|cancer|krebs|metast|c[aâ]ncer|癌/i;

/** "breast cancer": beside an in-situ component the word for the invasive one. */
export function readConnective(reader: Reader, _index: number, { start, end }: Atom): void {
  if (reader.inSituFrom === undefined || reader.invasive || reader.scope.negated) return;
  if (end - start > 5 && cancerWord.test(reader.text.slice(start, end))) reader.invasive = true;
}

/** What follows, to the end of the parenthesis or sentence, is an earlier result. */
export function readHistorical(reader: Reader): void {
  flushStaining(reader);
  if (reader.scope.historical < 0) reader.scope.historical = reader.scope.depth;
}

/** What follows is the present result. */
export function readCurrent(reader: Reader): void {
  flushStaining(reader);
  reader.scope.historical = -1;
  reader.scope.contrast = reader.scope.found > 0;
}

/** "changed from 3+ to 1+", "korrigiert von 3+ auf 1+": the first score is history, the second is read as usual. */
export function readChangedFrom(reader: Reader, index: number): void {
  const before = atomAt(reader, index + 1);
  const now = atomAt(reader, index + 3);
  if (before?.kind !== 'score' || before.score === undefined) return;
  if (now?.kind !== 'score' || reader.scope.owner !== 'her2') {
    readHistorical(reader);
    return;
  }
  emit(reader, { kind: 'score', score: before.score }, { span: spanOf(before), because: 'historical' });
  reader.next = index + 3;
}
