import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import { isLegend, listsScale } from './legend.js';
import { isControl } from './ownership.js';
import { labelAt, readAnswered } from './read-answered.js';
import { readYear } from './read-earlier-year.js';
import { readBareIshNumber, readIshNumber } from './read-ish.js';
import { readLabel } from './read-scope.js';
import { readDigit, readFraction, readLoneSign, readScore, readScoreRange, readZeroPlus } from './read-score.js';
import { flushStaining, readPercent } from './read-staining.js';
import { atomAt, blocked, doubt, type Reader, setAside } from './reader.js';
import { freshScope } from './scope.js';
import type { Sentence } from './sentences.js';
import { pass, type Step, steps } from './steps.js';

/** Roles after which a bare digit can still be the score of the name before. */
const keepsAdjacent: ReadonlySet<PhraseRole> = new Set<PhraseRole>([
  'her2',
  'ihc',
  'score',
  'is',
  'by',
  'range',
  'connective',
  'expression',
  'method-name',
  'positive',
  'negative',
  'equivocal',
  'in',
  'for',
  'overexpression',
]);

function readComma(reader: Reader): void {
  const { scope } = reader;
  scope.comma = true;
  scope.negated = false;
  scope.uncertain = false;
  scope.cytoplasmic = false;
  scope.scoreReady = false;
}

/** "HER2 (prior): 3+": the word in parentheses is said of what follows them. */
function headsValue(reader: Reader, index: number): boolean {
  const next = atomAt(reader, index + 1);
  const alone = atomAt(reader, index - 2)?.kind === 'open' && atomAt(reader, index - 1)?.role === 'historical';
  return alone && (next?.kind === 'colon' || next?.kind === 'score');
}

function readClose(reader: Reader, index: number): void {
  const { scope } = reader;
  if (headsValue(reader, index)) scope.historical = Math.min(scope.historical, scope.depth - 1);
  if (scope.historical >= scope.depth && scope.depth > 0) {
    flushStaining(reader);
    scope.historical = -1;
  }
  if (scope.condition >= scope.depth && scope.depth > 0) scope.condition = -1;
  scope.depth = Math.max(0, scope.depth - 1);
}

function readUnknown(reader: Reader, index: number): void {
  if (!readLabel(reader, index)) blocked(reader.scope);
}

function readNumber(reader: Reader, index: number, atom: Atom): void {
  const { scope } = reader;
  readYear(reader, index, atom);
  if (readIshNumber(reader, index, atom) || readDigit(reader, index, atom)) scope.adjacent = false;
  else {
    readBareIshNumber(reader, index, atom);
    scope.adjacent = false;
    scope.scoreReady = false;
  }
}

const byKind: Readonly<Record<Exclude<Atom['kind'], 'role'>, Step>> = {
  score: readScore,
  'score-range': readScoreRange,
  'zero-plus': readZeroPlus,
  scale: pass,
  percent: readPercent,
  fraction: (reader, index, atom) => {
    readYear(reader, index, atom);
    readFraction(reader, index, atom);
  },
  number: readNumber,
  plus: readLoneSign,
  minus: readLoneSign,
  slash: pass,
  stop: pass,
  comma: readComma,
  colon: pass,
  open: (reader, index) => {
    reader.scope.depth += 1;
    if (reader.scope.condition < 0 && listsScale(reader, index)) reader.scope.condition = reader.scope.depth;
  },
  close: readClose,
  equals: pass,
  unknown: readUnknown,
  mark: readYear,
};

function readAtom(reader: Reader, index: number, atom: Atom): void {
  if (atom.kind !== 'role') byKind[atom.kind](reader, index, atom);
  else if (atom.role !== undefined) {
    if (!keepsAdjacent.has(atom.role)) reader.scope.adjacent = false;
    steps[atom.role](reader, index, atom);
  }
}

function step(reader: Reader, index: number, atom: Atom): void {
  reader.next = index + 1;
  const label = labelAt(reader, index, atom);
  if (label === undefined) readAtom(reader, index, atom);
  else readAnswered(reader, label, readAtom);
  const parted = atom.kind === 'comma' && reader.scope.depth === 0;
  if (parted || atom.kind === 'percent' || atom.kind === 'score') reader.scope.adjacent = false;
}

/** What of the last sentence still holds: HER2 named there, or a name and a previous result that await their value. */
function openScope(reader: Reader, sentence: Sentence): void {
  const before = reader.scope;
  reader.scope = freshScope(reader.test);
  const { scope } = reader;
  scope.firstFinding = reader.findings.length;
  scope.firstIsh = reader.ish.length;
  scope.sinceYear = { finding: scope.firstFinding, ish: scope.firstIsh };
  if (reader.dated !== undefined) reader.dated.to ??= { finding: reader.findings.length, ish: reader.ish.length };
  scope.before = { finding: before.firstFinding, ish: before.firstIsh };
  const waiting = (sentence.line || sentence.cell) && before.owner === 'her2' && before.named && !before.answered;
  if (reader.test === 'report' && before.owner === 'her2') {
    scope.owner = 'her2';
    scope.carried = !waiting && !sentence.clause;
    scope.comma = sentence.clause;
    scope.adjacent = waiting && before.adjacent;
    scope.blocked = waiting ? before.blocked : 0;
  }
  if (waiting) scope.method = before.method;
  // "ER:" on a line or in a cell of its own, its value in the next.
  if (before.endsWithOther && (sentence.line || sentence.cell || sentence.clause)) scope.owner = 'other';
  scope.afterIsh = before.owner === 'her2' && before.method === 'ish';
  if (sentence.line && before.historical === 0 && before.found === 0 && !before.broughtHistory) {
    scope.historical = 0;
    scope.broughtHistory = true;
  }
}

/** Does the sentence state a rule: by itself, by its place in a scale, or as the clause after one that does? */
function statesLegend(reader: Reader, sentence: Sentence, before: boolean): boolean {
  if (!sentence.clause) return sentence.scale || isLegend(reader, reader.clausesEnd);
  return before || sentence.scale || isLegend(reader, sentence.to);
}

const isQuestion = (reader: Reader, atom: Atom | undefined): boolean =>
  atom?.kind === 'stop' && reader.text.charAt(atom.start) === '?';

/** "?HER2 3+", "? HER2 3+" on a line of its own. */
function asksFirst(reader: Reader, { from }: Sentence): boolean {
  const mark = reader.atoms[from - 1];
  const first = reader.atoms[from];
  if (mark === undefined || !isQuestion(reader, mark) || first === undefined || first.lines > 0) return false;
  return !first.gap || mark.lines > 0 || from === 1;
}

/** Reads one sentence from its first atom to its last. */
export function readSentence(reader: Reader, sentence: Sentence): void {
  const { legend } = reader.scope;
  openScope(reader, sentence);
  reader.from = sentence.from;
  reader.to = sentence.to;
  reader.next = Math.max(sentence.from, reader.replied);
  reader.scope.legend = statesLegend(reader, sentence, legend);
  const end = reader.atoms[sentence.to];
  reader.scope.question = isQuestion(reader, end) || asksFirst(reader, sentence);
  while (reader.next < sentence.to) {
    const atom = reader.atoms[reader.next];
    if (atom === undefined) break;
    step(reader, reader.next, atom);
  }
  flushStaining(reader);
  const { scope } = reader;
  const last = reader.atoms[sentence.to - 1];
  const name = last?.kind === 'colon' ? reader.atoms[sentence.to - 2] : last;
  scope.endsWithOther = name?.role === 'other-marker' && !isControl(reader, name);
  if (scope.presence !== undefined && scope.found === 0 && setAside(scope) === undefined) {
    doubt(reader, { notation: 'presence' }, scope.presence);
  }
}
