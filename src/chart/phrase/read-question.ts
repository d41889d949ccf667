import type { PhraseRole } from '../../knowledge/phrase-words.js';
import { her2Next } from './ownership.js';
import { atomAt, type Reader } from './reader.js';
import { retract, retractIsh, retractSince } from './retract.js';

const ishRoles: ReadonlySet<PhraseRole> = new Set<PhraseRole>(['ish', 'fish', 'cish', 'dish', 'sish']);
const ties: ReadonlySet<PhraseRole> = new Set<PhraseRole>(['by', 'for', 'in', 'connective', 'is', 'her2']);

/** "2+, please confirm by FISH": another test is asked for, the score stands. */
function asksIsh(reader: Reader, index: number): boolean {
  for (let at = index + 1; at <= index + 5; at += 1) {
    const role = atomAt(reader, at)?.role;
    if (role !== undefined && ishRoles.has(role)) return true;
    if (role === undefined || !ties.has(role)) return false;
  }
  return false;
}

/** "fraglich (2+)", "2+ (douteux)": the word for equivocal. */
function besideTwoPlus(reader: Reader, index: number): boolean {
  const is2 = (at: number): boolean => atomAt(reader, at)?.score === '2+';
  const inside = (at: number): boolean => atomAt(reader, at)?.kind === 'open';
  return (
    is2(index - 1) || is2(index + 1) || (inside(index - 1) && is2(index - 2)) || (inside(index + 1) && is2(index + 2))
  );
}

/** "3+ questionable", "1+, to be repeated": the laboratory itself leaves the value open; so does "please confirm" as a sentence of its own. */
export function readQuestioned(reader: Reader, index: number): void {
  const { scope } = reader;
  // "questionable HER2 3+"
  if (scope.owner === 'none' && her2Next(reader, index)) scope.uncertain = true;
  if (scope.owner !== 'her2' || asksIsh(reader, index) || besideTwoPlus(reader, index)) return;
  const next = atomAt(reader, index + 1);
  const ends = next === undefined || next.kind === 'comma' || next.kind === 'close';
  if (scope.found > 0) {
    if (scope.method !== 'ish' || !retractIsh(reader, 'question')) retract(reader, 'question');
  } else if (ends && !scope.named && scope.blocked === 0) retractSince(reader, scope.before, 'question');
  else scope.uncertain = true;
}
