import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import { isLegend, listsScale } from './legend.js';
import {
  readAbsent,
  readAmplification,
  readAmplified,
  readBareIshNumber,
  readCep17,
  readCopies,
  readIshMethod,
  readIshNumber,
  readProbe,
  readRatio,
} from './read-ish.js';
import { readHer2, readOtherMarker } from './read-marker.js';
import { readComponent, readCurrent, readHistorical, readLabel, readPlace, readSpecimen } from './read-scope.js';
import { readDigit, readFraction, readLoneSign, readScore, readScoreRange, readZeroPlus } from './read-score.js';
import {
  flushStaining,
  readCompleteness,
  readCytoplasmicOnly,
  readIntensity,
  readPercent,
  readStain,
} from './read-staining.js';
import { readStatus } from './read-status.js';
import {
  readCategory,
  readNoExpression,
  readOverexpression,
  readPresence,
  readTripleNegative,
  readVerdict,
  readWeaklyPositive,
} from './read-verdict.js';
import { doubt, emit, freshScope, type Reader, retract, setAside, spanOf } from './reader.js';
import type { Sentence } from './sentences.js';

type Step = (reader: Reader, index: number, atom: Atom) => void;
const pass: Step = () => undefined;

/** What each meaning does; total, so that a new role cannot be forgotten. */
const steps: Readonly<Record<PhraseRole, Step>> = {
  her2: readHer2,
  'her2-capitals': readHer2,
  'other-marker': readOtherMarker,
  'other-gene': (reader, index) => {
    reader.gene = 'other';
    readOtherMarker(reader, index);
  },
  'triple-negative': readTripleNegative,
  'method-name': pass,
  ihc: (reader) => {
    if (reader.scope.owner !== 'other' || reader.test !== 'report') reader.scope.method = 'ihc';
  },
  ish: (reader, index) => readIshMethod(reader, index, undefined),
  fish: (reader, index) => readIshMethod(reader, index, 'fish'),
  cish: (reader, index) => readIshMethod(reader, index, 'cish'),
  dish: (reader, index) => readIshMethod(reader, index, 'dish'),
  sish: (reader, index) => readIshMethod(reader, index, 'sish'),
  'single-probe': (reader, index) => readProbe(reader, index, 'single'),
  'dual-probe': (reader, index) => readProbe(reader, index, 'dual'),
  positive: (reader, index) => readVerdict(reader, 'positive', index),
  'weakly-positive': readWeaklyPositive,
  negative: (reader, index) => readVerdict(reader, 'negative', index),
  equivocal: (reader, index) => readVerdict(reader, 'equivocal', index),
  indeterminate: (reader, index) => readVerdict(reader, 'indeterminate', index),
  presence: readPresence,
  overexpression: readOverexpression,
  amplification: readAmplification,
  amplified: (reader, index) => readAmplified(reader, index, 'amplified'),
  'not-amplified': (reader, index) => readAmplified(reader, index, 'not-amplified'),
  expression: readNoExpression,
  low: (reader, index) => readCategory(reader, 'low', index),
  ultralow: (reader, index) => readCategory(reader, 'ultralow', index),
  null: (reader, index) => readCategory(reader, 'null', index),
  score: (reader) => {
    reader.scope.scoreReady = reader.scope.owner !== 'other';
  },
  less: pass,
  'less-or-equal': pass,
  greater: pass,
  'greater-or-equal': pass,
  range: pass,
  or: pass,
  and: pass,
  percent: pass,
  cells: pass,
  membrane: (reader, index) => readStain(reader, index, 'membrane'),
  staining: (reader, index) => readStain(reader, index, 'staining'),
  cytoplasmic: (reader) => {
    reader.scope.cytoplasmic = true;
  },
  'cytoplasmic-only': readCytoplasmicOnly,
  faint: (reader, index) => readIntensity(reader, 'faint', index),
  weak: (reader, index) => readIntensity(reader, 'weak', index),
  moderate: (reader, index) => readIntensity(reader, 'moderate', index),
  intense: (reader, index) => readIntensity(reader, 'intense', index),
  minimal: pass,
  complete: (reader, index) => readCompleteness(reader, 'complete', index),
  incomplete: (reader, index) => readCompleteness(reader, 'incomplete', index),
  basolateral: (reader, index) => readCompleteness(reader, 'basolateral', index),
  heterogeneous: (reader, index) => readHeterogeneous(reader, index),
  negation: (reader) => {
    reader.scope.negated = true;
  },
  absent: readAbsent,
  pending: (reader, index) => readStatus(reader, index, 'pending'),
  preliminary: (reader, index) => readStatus(reader, index, 'preliminary'),
  'not-performed': (reader, index) => readStatus(reader, index, 'not-performed'),
  insufficient: (reader, index) => readStatus(reader, index, 'insufficient'),
  failed: (reader, index) => readStatus(reader, index, 'failed'),
  historical: readHistorical,
  current: (reader) => {
    readCurrent(reader);
    reader.scope.adjacent = reader.scope.owner === 'her2' && reader.scope.blocked === 0;
  },
  'changed-from': (reader, index) => {
    if (reader.atoms[index + 1]?.kind === 'score') readHistorical(reader);
  },
  legend: (reader) => {
    if (reader.scope.depth > 0 && reader.scope.condition < 0) reader.scope.condition = reader.scope.depth;
  },
  condition: (reader) => {
    if (reader.scope.condition < 0) reader.scope.condition = reader.scope.depth;
  },
  excluded: (reader) => retract(reader, 'negated'),
  is: pass,
  between: pass,
  by: pass,
  for: pass,
  in: pass,
  connective: pass,
  ratio: (reader, _index, atom) => readRatio(reader, atom),
  copies: readCopies,
  cep17: readCep17,
  counted: (reader) => {
    reader.scope.quantity ??= 'cells';
  },
  group: (reader) => {
    if (reader.scope.method === 'ish' || reader.scope.afterIsh) reader.scope.quantity = 'group';
  },
  recount: (reader) => {
    reader.count = 'recount';
  },
  initial: (reader) => {
    reader.count = 'initial';
  },
  specimen: readSpecimen,
  left: (reader) => readPlace(reader, { side: 'left' }),
  right: (reader) => readPlace(reader, { side: 'right' }),
  primary: (reader) => readPlace(reader, { site: 'primary' }),
  metastasis: (reader) => readPlace(reader, { site: 'metastasis' }),
  invasive: (reader) => readComponent(reader, 'invasive'),
  'in-situ': (reader) => readComponent(reader, 'in-situ'),
};

function readHeterogeneous(reader: Reader, index: number): void {
  const next = reader.atoms[index + 1]?.kind;
  if (next === 'score' || next === 'score-range') reader.scope.focal = true;
  else if (reader.scope.owner === 'her2' && reader.scope.blocked === 0) {
    const atom = reader.atoms[index];
    if (atom !== undefined) emit(reader, { kind: 'heterogeneous' }, { span: spanOf(atom) });
  }
}

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
  scope.scoreReady = false;
}

function readClose(reader: Reader): void {
  const { scope } = reader;
  if (scope.historical >= scope.depth && scope.depth > 0) {
    flushStaining(reader);
    scope.historical = -1;
  }
  if (scope.condition >= scope.depth && scope.depth > 0) scope.condition = -1;
  scope.depth = Math.max(0, scope.depth - 1);
}

function readUnknown(reader: Reader, index: number): void {
  const { scope } = reader;
  if (readLabel(reader, index)) return;
  scope.blocked += 1;
  scope.negated = false;
  scope.adjacent = false;
  scope.scoreReady = false;
  scope.focal = false;
  scope.coordinated = false;
}

function readNumber(reader: Reader, index: number, atom: Atom): void {
  const { scope } = reader;
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
  fraction: readFraction,
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
  mark: pass,
};

function step(reader: Reader, index: number, atom: Atom): void {
  reader.next = index + 1;
  if (atom.kind !== 'role') byKind[atom.kind](reader, index, atom);
  else if (atom.role !== undefined) {
    if (!keepsAdjacent.has(atom.role)) reader.scope.adjacent = false;
    steps[atom.role](reader, index, atom);
  }
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
  const waiting = sentence.line && before.owner === 'her2' && before.named && !before.answered;
  if (reader.test === 'report' && before.owner === 'her2') {
    scope.owner = 'her2';
    scope.carried = !waiting && !sentence.clause;
    scope.comma = sentence.clause;
    scope.adjacent = waiting && before.adjacent;
    scope.blocked = waiting ? before.blocked : 0;
  }
  if (waiting) scope.method = before.method;
  scope.afterIsh = before.owner === 'her2' && before.method === 'ish';
  if (sentence.line && before.historical === 0 && before.found === 0) scope.historical = 0;
}

/** Does the sentence state a rule: by itself, by its place in a scale, or as the clause after one that does? */
function statesLegend(reader: Reader, sentence: Sentence, before: boolean): boolean {
  if (!sentence.clause) return sentence.scale || isLegend(reader, reader.clausesEnd);
  return before || sentence.scale || isLegend(reader, sentence.to);
}

/** Reads one sentence from its first atom to its last. */
export function readSentence(reader: Reader, sentence: Sentence): void {
  const { legend } = reader.scope;
  openScope(reader, sentence);
  reader.from = sentence.from;
  reader.to = sentence.to;
  reader.next = sentence.from;
  reader.scope.legend = statesLegend(reader, sentence, legend);
  const end = reader.atoms[sentence.to];
  reader.scope.question = end?.kind === 'stop' && reader.text.charAt(end.start) === '?';
  while (reader.next < sentence.to) {
    const atom = reader.atoms[reader.next];
    if (atom === undefined) break;
    step(reader, reader.next, atom);
  }
  flushStaining(reader);
  const { scope } = reader;
  if (scope.presence !== undefined && scope.found === 0 && setAside(scope) === undefined) {
    doubt(reader, { notation: 'presence' }, scope.presence);
  }
}
