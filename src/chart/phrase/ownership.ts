import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import { atomAt, type Reader } from './reader.js';
import type { Scope } from './scope.js';

/** Words that may stand between a verdict and the name it is said of. */
const ties: ReadonlySet<PhraseRole> = new Set<PhraseRole>([
  'for',
  'in',
  'connective',
  'by',
  'expression',
  'method-name',
  'and',
  'or',
  'range',
  'is',
  'ihc',
]);

const controlWords = /[ck]ontrol|témoin/i;
/** The tissue that shows whether a stain worked. */
export const isControl = (reader: Reader, atom: Atom | undefined): boolean =>
  atom?.role === 'other-marker' && controlWords.test(reader.text.slice(atom.start, atom.end));

/** What a list of names after a value holds ("positive for ER, PR and HER2"), and what follows it. */
export interface Followed {
  readonly her2: boolean;
  readonly other: boolean;
  readonly amplification: boolean;
  readonly overexpression: boolean;
}

/** Names after the value at `index`, where the value is said *for* them; undefined where none follow. */
export function namesAfter(reader: Reader, index: number): Followed | undefined {
  const found = { her2: false, other: false, amplification: false, overexpression: false };
  let said = atomAt(reader, index + 1)?.role === 'for';
  for (let at = index + 1; at < Math.min(reader.to, index + 14); at += 1) {
    const atom = atomAt(reader, at);
    if (atom === undefined) break;
    if (!said) break;
    if (atom.role === 'her2') found.her2 = true;
    else if (atom.role === 'other-marker' || atom.role === 'other-gene') found.other = true;
    else if (atom.role === 'amplification') found.amplification = true;
    else if (atom.role === 'overexpression') found.overexpression = true;
    else if (atom.kind === 'unknown') {
      found.other = true;
      break;
    } else if (atom.kind !== 'comma' && atom.kind !== 'slash' && !(atom.role !== undefined && ties.has(atom.role)))
      break;
  }
  said &&= found.her2 || found.other;
  return said ? found : undefined;
}

/** "insufficient for HER2 testing", "no amplification of the HER2 gene": HER2 is named just after. */
export function her2Next(reader: Reader, index: number): boolean {
  for (let at = index + 1; at <= index + 4; at += 1) {
    const role = atomAt(reader, at)?.role;
    if (role === 'her2') return true;
    if (role !== 'for' && role !== 'connective' && role !== 'in') return false;
  }
  return false;
}

/** "negative by FISH", "equivocal on IHC": the method named after a verdict. */
export function methodAfter(reader: Reader, index: number): 'ihc' | 'ish' | undefined {
  if (atomAt(reader, index + 1)?.role !== 'by') return undefined;
  for (let at = index + 2; at <= index + 4; at += 1) {
    const role = atomAt(reader, at)?.role;
    if (role === 'ihc') return 'ihc';
    if (role !== undefined && ishRoles.has(role)) return 'ish';
    if (role !== 'connective' && role !== 'her2') return undefined;
  }
  return undefined;
}

/** "positive at diagnosis, now 0": an earlier result, said after it. Before another value the words belong to that one. */
export function historicalAfter(reader: Reader, index: number): boolean {
  let at = index + 1;
  while (at <= index + 5 && passesToTime(atomAt(reader, at))) at += 1;
  if (atomAt(reader, at)?.role !== 'historical') return false;
  const next = atomAt(reader, at + 1);
  return (
    next === undefined ||
    next.kind === 'comma' ||
    next.kind === 'close' ||
    next.kind === 'mark' ||
    next.role === 'current'
  );
}

const verdicts: ReadonlySet<PhraseRole> = new Set<PhraseRole>(['positive', 'negative', 'equivocal']);
/** A verdict in parentheses may stand between ("3+ (positive) at diagnosis"). */
const passesToTime = (atom: Atom | undefined): boolean =>
  atom?.kind === 'open' ||
  atom?.kind === 'close' ||
  atom?.role === 'connective' ||
  atom?.role === 'in' ||
  atom?.role === 'by' ||
  (atom?.role !== undefined && verdicts.has(atom.role));

const ishRoles: ReadonlySet<PhraseRole> = new Set<PhraseRole>(['ish', 'fish', 'cish', 'dish', 'sish']);

/** A verdict belongs to HER2 only where nothing unread stands between the name and the word. */
export function ownsVerdict(scope: Scope): boolean {
  if (scope.blocked > 0) return false;
  return scope.coordinated || (scope.owner === 'her2' && (!scope.carried || scope.method === 'ish'));
}

/** A score is less easily mistaken than a verdict: a few unread words may stand before it, none of them another name. */
export function ownsScore(reader: Reader): boolean {
  const { scope, test } = reader;
  if (scope.owner !== 'her2') return false;
  if (scope.carried) return scope.blocked === 0 && (scope.method === 'ihc' || scope.scoreReady);
  return test !== 'report' || scope.blocked === 0 || (scope.blocked <= 3 && !scope.comma);
}

/** ISH numbers and words; in a later sentence than the name they still belong to it. */
export function ownsIsh(scope: Scope): boolean {
  return scope.owner === 'her2' && (scope.blocked === 0 || (!scope.carried && scope.blocked <= 3));
}
