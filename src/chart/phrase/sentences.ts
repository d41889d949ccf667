import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';

export interface Sentence {
  readonly from: number;
  readonly to: number;
  /** Begins at a line break rather than after a full stop: a list item or the next line of a form. */
  readonly line: boolean;
  /** Begins after a semicolon: what was named before is still meant. */
  readonly clause: boolean;
  /** Begins after a bar on the same line: the next cell of a table row. */
  readonly cell: boolean;
  /** One of three or more statements in a row that each begin with another score: a scale, line by line. */
  readonly scale: boolean;
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
  if (isShortened(atoms[at - 1]) && (next?.kind === 'open' || next?.kind === 'comma')) return false;
  return next === undefined || next.gap || (next.kind !== 'unknown' && next.kind !== 'number');
}

/** "neg. (1+)", "pos. (3+)": the stop is the word's. */
const isShortened = (atom: Atom | undefined): boolean =>
  (atom?.role === 'negative' || atom?.role === 'positive') && atom.end - atom.start === 3;

/** "A." before or between results. */
function isLabel(atoms: readonly Atom[], at: number): boolean {
  const next = atoms[at + 1];
  return atoms[at]?.letter !== undefined && next?.gap === false && (next.kind === 'stop' || next.kind === 'colon');
}

/** What a statement begins with, where that is a score: "1+: faint", "2 = weak". */
function leadingScore(atoms: readonly Atom[], { from, to }: Sentence): string | undefined {
  const atom = atoms[from];
  if (atom === undefined || to - from < 2) return undefined;
  if (atom.score !== undefined) return atom.score;
  if (atom.kind === 'zero-plus') return '0+';
  return atom.kind === 'number' && atom.number?.low === atom.number?.high ? String(atom.number?.low) : undefined;
}

/** Marks the runs of statements that list a scale. */
function withScales(atoms: readonly Atom[], sentences: readonly Sentence[]): readonly Sentence[] {
  const marked = [...sentences];
  let seen = new Set<string>();
  let start = 0;
  for (let at = 0; at <= sentences.length; at += 1) {
    const sentence = sentences[at];
    const lead = sentence === undefined ? undefined : leadingScore(atoms, sentence);
    if (lead !== undefined && !seen.has(lead)) {
      seen.add(lead);
      continue;
    }
    if (seen.size > 2) for (let each = start; each < at; each += 1) marked[each] = scaleOf(sentences, each);
    seen = new Set(lead === undefined ? [] : [lead]);
    start = lead === undefined ? at + 1 : at;
  }
  return marked;
}

const nowhere: Sentence = { from: 0, to: 0, line: false, clause: false, cell: false, scale: true };
const scaleOf = (sentences: readonly Sentence[], at: number): Sentence => ({
  ...(sentences[at] ?? nowhere),
  scale: true,
});

/** Cuts the atoms into sentences at full stops, semicolons and the line breaks that begin a new statement. */
export function sentencesOf(atoms: readonly Atom[]): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let from = 0;
  let line = false;
  let clause = false;
  let cell = false;
  let labelled = false;
  for (let at = 0; at <= atoms.length; at += 1) {
    const label = isLabel(atoms, at);
    const broken = at > from && (beginsItem(atoms, at) || (label && labelled));
    labelled ||= label;
    const stopped = ends(atoms, from, at);
    if (at < atoms.length && !broken && !stopped) continue;
    if (at > from) sentences.push({ from, to: at, line, clause, cell: cell && atoms[from]?.lines === 0, scale: false });
    from = stopped ? at + 1 : at;
    line = broken;
    clause = stopped && atoms[at]?.soft === true;
    cell = stopped && atoms[at]?.bar === true;
  }
  return withScales(atoms, sentences);
}
