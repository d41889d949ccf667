import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import type { PhraseScore } from './phrase.js';
import { atomAt, type Reader } from './reader.js';

const verdicts: ReadonlySet<PhraseRole> = new Set<PhraseRole>([
  'positive',
  'negative',
  'equivocal',
  'amplified',
  'not-amplified',
]);
const isVerdict = (atom: Atom | undefined): boolean => atom?.role !== undefined && verdicts.has(atom.role);
const categories: ReadonlySet<PhraseRole> = new Set<PhraseRole>(['low', 'ultralow', 'null']);
const places: ReadonlySet<PhraseRole> = new Set<PhraseRole>([
  'specimen',
  'left',
  'right',
  'primary',
  'metastasis',
  'historical',
  'current',
]);

/** Scores as bits, so that a set of them costs no object. "0+" is told apart from 0. */
const bitOf: Readonly<Record<PhraseScore | '0+', number>> = { '0': 1, '1+': 2, '2+': 4, '3+': 8, '0+': 16 };

function bitsOf({ kind, score, high }: Atom): number {
  if (kind === 'zero-plus') return bitOf['0+'];
  return (score === undefined ? 0 : bitOf[score]) | (high === undefined ? 0 : bitOf[high]);
}

/** Are there more than two? */
function isScale(bits: number): boolean {
  const twoLess = bits & (bits - 1) & ((bits & (bits - 1)) - 1);
  return twoLess !== 0;
}

/** Three different scores in a row of one place and marker: a scale. */
function listsScores(reader: Reader, to: number): boolean {
  let seen = 0;
  let other = false;
  let depth = 0;
  for (let at = reader.from; at < to; at += 1) {
    const atom = reader.atoms[at];
    if (atom === undefined) break;
    if (atom.kind === 'open') depth += 1;
    else if (atom.kind === 'close') depth = Math.max(0, depth - 1);
    // A list in parentheses is a scale for itself (`listsScale`); a focus is not the tumour's score.
    if (depth > 0 || reader.atoms[at - 1]?.role === 'heterogeneous') continue;
    const marker = atom.role === 'her2' || atom.role === 'other-marker';
    // "ER 3+; PR 1+; HER2 2+": scores of different markers; "HER2 0 ..., HER2 1+ ...": a scale that names its marker each time.
    if (marker && (other || atom.role === 'other-marker')) seen = 0;
    if (marker) other = atom.role === 'other-marker';
    if ((atom.role !== undefined && places.has(atom.role)) || atom.letter !== undefined) seen = 0;
    seen |= bitsOf(atom);
    if (isScale(seen)) return true;
  }
  return false;
}

/** Longest parenthesis that is searched for a scale, in atoms: bounds the work of nested ones. */
const longestScale = 40;

/** "(0, 1+, 2+, 3+)", "(0-1+ negative, 2+ equivocal, 3+ positive)": does the parenthesis at `index` list a scale? */
export function listsScale(reader: Reader, index: number): boolean {
  let seen = 0;
  const to = Math.min(reader.to, index + longestScale + 1);
  for (let at = index + 1; at < to; at += 1) {
    const atom = reader.atoms[at];
    if (atom === undefined || atom.kind === 'close') break;
    if (atom.score !== undefined) seen |= bitsOf(atom);
  }
  return isScale(seen);
}

/** "1+ = negative", ">= 2.1 is amplified", "<10 % of cells is negative": a rule, not a result. */
function statesRule(reader: Reader): boolean {
  let bound = false;
  let names = false;
  for (let at = reader.from; at < reader.to; at += 1) {
    const atom = atomAt(reader, at);
    const next = atomAt(reader, at + 1);
    if (
      atom?.kind === 'score' &&
      (next?.kind === 'equals' || (next?.role === 'is' && isVerdict(atomAt(reader, at + 2))))
    ) {
      return next.kind === 'equals' || !names;
    }
    if (atom?.role === 'score' && next?.kind === 'number' && atomAt(reader, at + 2)?.kind === 'equals') {
      const named = atomAt(reader, at + 3);
      if (isVerdict(named) || categories.has(named?.role ?? 'is')) return true;
    }
    if (atom?.role === 'her2' || atom?.role === 'ish' || atom?.role === 'fish') names = true;
    if (atom?.number?.comparator !== undefined) bound = true;
    if (bound && (atom?.role === 'is' || atom?.kind === 'equals') && isVerdict(next)) return true;
  }
  return bound && !names && boundBesideVerdict(reader);
}

const textOf = ({ text }: Reader, atom: Atom | undefined): string =>
  atom === undefined ? '' : text.slice(atom.start, Math.min(atom.end, atom.start + 20)).toLowerCase();

/** "score 0", "1+": the atom ends a score. */
const endsScore = (reader: Reader, at: number): boolean => {
  const atom = atomAt(reader, at);
  return atom?.score !== undefined || (atom?.kind === 'number' && atomAt(reader, at - 1)?.role === 'score');
};

const meanings: ReadonlySet<string> = new Set(
  'means mean denotes denote signifies refers stands describes meint heißt bezeichnet steht meinen heissen'.split(' '),
);
const guideline =
  /guideline|leitlinie|asco|\bcap\b|\bfda\b|\bnccn\b|\besmo\b|consensus|konsensus|\blabel\b|fachinformation/i;

/**
 * "Score 0 = null, score 0 with staining = ultralow", "ultralow = 0 with staining", "3+ means ...", "per ASCO/CAP, HER2 3+ is
 * positive": what words stand for. One equation after the marker's name may be a result with its conclusion ("HER2 1+ = HER2-low").
 */
function explainsWords(reader: Reader, to: number): boolean {
  let equations = 0;
  let named = false;
  let depth = 0;
  for (let at = reader.from; at < reader.to; at += 1) {
    const atom = atomAt(reader, at);
    const next = atomAt(reader, at + 1);
    if (atom?.kind === 'open') depth += 1;
    if (atom?.kind === 'close') depth = Math.max(0, depth - 1);
    // A legend in parentheses is one for itself (`listsScale`).
    if (depth > 0) continue;
    named ||= atom?.role === 'her2';
    const category = categories.has(atom?.role ?? 'is');
    const score = endsScore(reader, at);
    if ((score || category) && (meanings.has(textOf(reader, next)) || isQuotedWord(reader, at))) return true;
    if (score && next?.role === 'is' && isVerdict(atomAt(reader, at + 2)) && isQuoted(reader, at)) return true;
    if (textOf(reader, next) !== '=') continue;
    if (category && (endsScore(reader, at + 2) || endsScore(reader, at + 3) || startsZero(reader, at + 2))) return true;
    // The score may stand further left: "score 0 with staining = ultralow".
    const names = atomAt(reader, at + 2);
    if (score || isVerdict(names) || categories.has(names?.role ?? 'is')) equations += 1;
  }
  return equations > 1 || (equations === 1 && !named) || listsMeanings(reader, to);
}

/** Two scores in a row that each head a category or verdict: "score 0: null; score 0 with staining: ultralow". */
function listsMeanings(reader: Reader, to: number): boolean {
  let scored = false;
  let meanings = 0;
  let depth = 0;
  for (let at = reader.from; at < to; at += 1) {
    const atom = reader.atoms[at];
    if (atom?.kind === 'open') depth += 1;
    if (atom?.kind === 'close') depth = Math.max(0, depth - 1);
    if (depth > 0) continue;
    const before = reader.atoms[at - 1];
    scored ||= atom?.score !== undefined || (atom?.kind === 'number' && before?.role === 'score');
    if (!scored || before?.kind !== 'colon' || !categories.has(atom?.role ?? 'is')) continue;
    meanings += 1;
    scored = false;
  }
  return meanings > 1;
}

/** The word stands in quotation marks before "means", "refers to". */
const isQuotedWord = (reader: Reader, at: number): boolean =>
  atomAt(reader, at + 1)?.kind === 'mark' && meanings.has(textOf(reader, atomAt(reader, at + 2)));

const startsZero = (reader: Reader, at: number): boolean => {
  const number = atomAt(reader, at)?.number;
  return number !== undefined && number.low === number.high && number.low <= 3;
};

/** A guideline or label is named in the sentence before the score. */
function isQuoted(reader: Reader, at: number): boolean {
  const [from, to] = [atomAt(reader, reader.from)?.start, atomAt(reader, at)?.start];
  if (from === undefined || to === undefined) return false;
  return guideline.test(reader.text.slice(Math.max(from, to - 120), to));
}

/** "1+ or 2+" as one value. */
const isChoice = (reader: Reader, { kind, start, end }: Atom): boolean =>
  kind === 'score-range' && /\so(?:r|der)\s/i.test(reader.text.slice(start, Math.min(end, start + 20)));

/** "HER2-low: IHC 1+ or IHC 2+/ISH-negative", "HER2-low is 1+": a category and the results that it stands for. */
function definesCategory(reader: Reader): boolean {
  let category = false;
  let choice = false;
  let heading = false;
  let scored = false;
  for (let at = reader.from; at < reader.to; at += 1) {
    const atom = reader.atoms[at];
    if (atom === undefined) break;
    const next = reader.atoms[at + 1];
    if (next?.role === 'is' && (isVerdict(atom) || categories.has(atom.role ?? 'is')) && scoreNext(reader, at + 2))
      return true;
    const names = atom.role !== undefined && categories.has(atom.role);
    category ||= names;
    choice ||= isChoice(reader, atom);
    heading ||= names && (next?.kind === 'colon' || next?.kind === 'open');
    if (category && choice) return true;
    if (heading && atom.score !== undefined) scored = true;
    if (scored && atom.role === 'or') return true;
  }
  return false;
}

/** "IHC 1+", "1+" at this place. */
function scoreNext(reader: Reader, at: number): boolean {
  const first = atomAt(reader, at);
  const value = first?.role === 'ihc' || first?.role === 'score' ? atomAt(reader, at + 1) : first;
  return value?.score !== undefined;
}

/** ">2.2 positive", "positive >= 2.0": the sentence is a cutoff and its name. */
function boundBesideVerdict(reader: Reader): boolean {
  for (let at = reader.from; at < reader.to; at += 1) {
    const atom = atomAt(reader, at);
    if (atom?.kind !== 'number' || atom.number?.comparator === undefined) continue;
    if (isVerdict(atomAt(reader, at + 1)) || isVerdict(atomAt(reader, at - 1))) return true;
  }
  return false;
}

/**
 * Does the sentence in hand state a scale, a threshold or a rule? A legend word in parentheses counts for those alone.
 * @param to end of the clauses that semicolons join to this sentence: a scale may be spread over them
 */
export function isLegend(reader: Reader, to: number): boolean {
  let depth = 0;
  for (let at = reader.from; at < reader.to; at += 1) {
    const atom = atomAt(reader, at);
    if (atom?.kind === 'open') depth += 1;
    if (atom?.kind === 'close') depth = Math.max(0, depth - 1);
    if (atom?.role === 'legend' && depth === 0) return true;
  }
  return listsScores(reader, to) || statesRule(reader) || definesCategory(reader) || explainsWords(reader, to);
}
