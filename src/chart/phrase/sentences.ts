import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';

export interface Sentence {
  readonly from: number;
  readonly to: number;
  /** Begins at a line break rather than after a full stop: a list item or the next line of a form. */
  readonly line: boolean;
  /** Begins after a semicolon: what was named before is still meant. */
  readonly clause: boolean;
}

/** Roles that begin an item of a list or form. */
const beginners: ReadonlySet<PhraseRole> = new Set<PhraseRole>([
  'her2',
  'other-marker',
  'specimen',
  'ihc',
  'ish',
  'fish',
  'cish',
  'dish',
  'sish',
  'score',
  'ratio',
  'cep17',
  'copies',
  'counted',
  'left',
  'right',
  'primary',
  'metastasis',
  'invasive',
  'in-situ',
  'historical',
  'current',
  'legend',
]);

/** Does the line that begins at `at` begin a new statement? Other line breaks are wrapping. */
function beginsItem(atoms: readonly Atom[], at: number): boolean {
  const atom = atoms[at];
  if (atom === undefined || atom.lines === 0) return false;
  if (atom.lines > 1 || atom.letter !== undefined || (atom.kind === 'minus' && atom.gap)) return true;
  if (atom.role !== undefined && beginners.has(atom.role)) return true;
  for (let ahead = at; ahead < at + 6; ahead += 1) {
    const next = atoms[ahead];
    if (next === undefined || (ahead > at && next.lines > 0)) return false;
    if (next.kind === 'colon') return true;
  }
  return false;
}

/** A full stop ends a sentence unless a word is glued to it ("z.B.") or it follows a label ("A."). */
function ends(atoms: readonly Atom[], from: number, at: number): boolean {
  if (atoms[at]?.kind !== 'stop') return false;
  if (at === from + 1 && atoms[from]?.letter !== undefined) return false;
  const next = atoms[at + 1];
  return next === undefined || next.gap || (next.kind !== 'unknown' && next.kind !== 'number');
}

/** Cuts the atoms into sentences at full stops, semicolons and the line breaks that begin a new statement. */
export function sentencesOf(atoms: readonly Atom[]): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  let line = false;
  let clause = false;
  for (let at = 0; at <= atoms.length; at += 1) {
    const broken = at > from && beginsItem(atoms, at);
    const stopped = ends(atoms, from, at);
    if (at < atoms.length && !broken && !stopped) continue;
    if (at > from) sentences.push({ from, to: at, line, clause });
    from = stopped ? at + 1 : at;
    line = broken;
    clause = stopped && atoms[at]?.soft === true;
  }
  return sentences;
}
