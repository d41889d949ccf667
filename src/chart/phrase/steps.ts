import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import {
  readAbsent,
  readAmplification,
  readAmplified,
  readCep17,
  readCopies,
  readIshMethod,
  readProbe,
  readRatio,
} from './read-ish.js';
import { readHer2, readOtherMarker } from './read-marker.js';
import { readOrgan, readSite } from './read-place.js';
import { readQuestioned } from './read-question.js';
import {
  readChangedFrom,
  readComponent,
  readConnective,
  readCurrent,
  readHistorical,
  readSpecimen,
} from './read-scope.js';
import { readCompleteness, readCytoplasmicOnly, readIntensity, readStain } from './read-staining.js';
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
import { emit, type Reader, spanOf } from './reader.js';
import { retract } from './retract.js';

export type Step = (reader: Reader, index: number, atom: Atom) => void;
/** Does nothing: the word only stands between others. */
export const pass: Step = () => undefined;

/** What each meaning does; total, so that a new role cannot be forgotten. */
export const steps: Readonly<Record<PhraseRole, Step>> = {
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
    const { scope } = reader;
    if (scope.owner !== 'other' || reader.test !== 'report') scope.method = 'ihc';
    // "HER2-low, IHC 0": the method takes the number that follows it.
    if (scope.owner === 'her2' && scope.blocked === 0 && !scope.carried) scope.adjacent = true;
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
    // A percentage of nuclei or cytoplasm is none of the membrane.
    if (reader.scope.staining?.membrane === undefined) reader.scope.staining = undefined;
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
  'changed-from': readChangedFrom,
  legend: (reader) => {
    if (reader.scope.depth > 0 && reader.scope.condition < 0) reader.scope.condition = reader.scope.depth;
  },
  condition: (reader) => {
    if (reader.scope.condition < 0) reader.scope.condition = reader.scope.depth;
  },
  excluded: (reader) => {
    if (reader.scope.historical < 0) retract(reader, 'negated');
  },
  uncertain: (reader) => {
    reader.scope.uncertain = true;
  },
  questioned: readQuestioned,
  is: pass,
  between: pass,
  by: pass,
  for: pass,
  in: pass,
  connective: readConnective,
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
  left: readSite,
  right: readSite,
  primary: readSite,
  metastasis: readSite,
  organ: readOrgan,
  invasive: (reader, index) => readComponent(reader, index, 'invasive'),
  'in-situ': (reader, index) => readComponent(reader, index, 'in-situ'),
};

function readHeterogeneous(reader: Reader, index: number): void {
  const next = reader.atoms[index + 1]?.kind;
  if (next === 'score' || next === 'score-range') reader.scope.focal = true;
  else if (reader.scope.owner === 'her2' && reader.scope.blocked === 0) {
    const atom = reader.atoms[index];
    if (atom !== undefined) emit(reader, { kind: 'heterogeneous' }, { span: spanOf(atom) });
  }
}
