import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import { flushStaining } from './read-staining.js';
import { yearOf } from './read-year.js';
import { atomAt, type Reader } from './reader.js';
import { retractSince } from './retract.js';
import { tells } from './settle.js';

/** Longest stretch between a year and what it is said of, in UTF-16 units. */
const nearby = 40;

/** Years that date a guideline, a kit or a case, not a result. */
const ofMethod =
  /asco|\bcap\b|guideline|leitlinie|directri|recommand|richtlijn|\bwho\b|wolff|ventana|dako|roche|\bkit\b|version|edition|auflage|[ck]riteri|nccn|esmo|[ck]onsens|\bago\b|\bs3\b|ajcc|uicc|\btnm\b|update|\bcase\b|\bnr\b|accession|#/i;

/** The clause around a year names what it dates: "ASCO/CAP 2018", "2013 guidelines". */
function isOfMethod(text: string, { start, end }: Atom): boolean {
  const after = text.slice(end, end + nearby).split(/[.,;:)\n]/, 1)[0] ?? '';
  return ofMethod.test(text.slice(Math.max(0, start - nearby), start)) || ofMethod.test(after);
}

/** Words and signs that may stand between a year and the value it heads: "HER2 (2019): 3+", "2019: HER2 IHC score 3+". */
const ties: ReadonlySet<PhraseRole> = new Set<PhraseRole>([
  'her2',
  'ihc',
  'ish',
  'fish',
  'cish',
  'dish',
  'sish',
  'score',
  'is',
  'in',
  'by',
  'for',
  'connective',
  'specimen',
  'expression',
]);
const values: ReadonlySet<PhraseRole> = new Set<PhraseRole>([
  'positive',
  'weakly-positive',
  'negative',
  'equivocal',
  'overexpression',
  'amplification',
  'amplified',
  'not-amplified',
  'low',
  'ultralow',
  'null',
  'membrane',
  'staining',
  'negation',
  'ratio',
  'copies',
  'cep17',
]);
const valueKinds: ReadonlySet<Atom['kind']> = new Set<Atom['kind']>([
  'score',
  'score-range',
  'zero-plus',
  'percent',
  'number',
]);
const signs: ReadonlySet<Atom['kind']> = new Set<Atom['kind']>(['open', 'close', 'colon', 'minus', 'equals']);

/** Does the year stand before a value, with nothing but names and signs between? */
function heads(reader: Reader, index: number): boolean {
  for (let at = index + 1; at <= index + 7; at += 1) {
    const atom = atomAt(reader, at);
    if (atom === undefined) return false;
    if (valueKinds.has(atom.kind) || (atom.role !== undefined && values.has(atom.role))) return true;
    if (!signs.has(atom.kind) && !(atom.role !== undefined && ties.has(atom.role))) return false;
  }
  return false;
}

/** Does the year stand after the value read last: "3+ (2019)", "1+ an der Stanze 2020", "3+, 2019"? One that heads another value does not. */
function follows(reader: Reader, index: number, { start }: Atom): boolean {
  const { findings, ish, scope, text } = reader;
  const said = [...findings.slice(scope.sinceYear.finding), ...ish.slice(scope.sinceYear.ish).filter(tells)];
  const last = Math.max(0, ...said.map((each) => (each.kind === 'zero-plus' ? each.at : each).span.end));
  if (said.length === 0 || start - last > nearby) return false;
  const between = text.slice(last, start);
  if (heads(reader, index)) return /^\)?\s*$/.test(between);
  const next = atomAt(reader, index + 1)?.kind;
  const ends = next === undefined || next === 'close' || next === 'comma';
  return !/[.;,:|\n]/.test(between) || (ends && /^\)?\s*,\s*$/.test(between));
}

/**
 * A year earlier than the record's own beside a value marks an earlier result, quoted: what it follows is taken back, and what it heads
 * is read as history up to the next year of the record's own.
 */
export function readYear(reader: Reader, index: number, atom: Atom): void {
  const year = yearOf(reader, atom);
  if (year === undefined) return;
  const { scope, recordYear, text } = reader;
  scope.year = year;
  if (recordYear === undefined || isOfMethod(text, atom)) return;
  const inParentheses = atomAt(reader, index + 1)?.kind === 'close';
  if (year >= recordYear) {
    if (scope.headedByYear && heads(reader, index)) scope.historical = -1;
  } else {
    flushStaining(reader);
    if (follows(reader, index, atom)) retractSince(reader, scope.sinceYear, 'historical');
    if (heads(reader, index)) {
      scope.headedByYear = true;
      scope.historical = Math.max(0, scope.depth - (inParentheses ? 1 : 0));
    }
  }
  scope.sinceYear = { finding: reader.findings.length, ish: reader.ish.length };
}
