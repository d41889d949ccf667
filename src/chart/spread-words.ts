import type { StageGroup } from '../clinical/facts/disease.js';
import { clausesIn, isDenied, mentions } from './clauses.js';
import { textMemory } from './text-memory.js';

/** What the words of a diagnosis or staging text say. */
export interface SpreadWords {
  readonly breast: boolean;
  readonly metastatic: boolean;
  readonly nodal: boolean;
  /** Spread to axillary nodes. */
  readonly regionalNodal: boolean;
  readonly unresectable: boolean;
  readonly recurrence: boolean;
  readonly inSitu: boolean;
  /** A primary of another organ, e.g. "prostate cancer". */
  readonly otherPrimary: boolean;
  readonly stage?: StageGroup;
  readonly m?: 'm0' | 'm1';
}

const breastWords = new Set(['breast', 'mamma', 'mammary', 'brust', 'mammakarzinom', 'mammakarzinoms', 'brustkrebs']);
const cancerWords = new Set(
  'cancer carcinoma adenocarcinoma malignant malignancy neoplasm tumor tumour karzinom krebs mammakarzinom mammakarzinoms brustkrebs'.split(
    ' ',
  ),
);
const unresectableWords = new Set(
  'unresectable irresectable nonresectable inoperable inoperabel inoperables irresektabel nichtresektabel'.split(' '),
);
const unresectablePhrases = ['non resectable', 'not resectable', 'nicht resektabel', 'not operable'];
const recurrenceWords = new Set('recurrent recurrence relapse relapsed rezidiv'.split(' '));
const nodeWords = new Set(
  'node nodes nodal lymph lymphnode lymphknoten lymphknotenmetastase lymphknotenmetastasen axilla axillary axillär axillametastase'.split(
    ' ',
  ),
);
const axillaryWords = new Set([
  'axilla',
  'axillary',
  'axillär',
  'axilläre',
  'axillametastase',
  'regional',
  'regionale',
]);
const distantWords = new Set(
  'distant bone bones osseous liver hepatic lung lungs pulmonary brain cerebral pleura pleural peritoneal skeletal visceral'.split(
    ' ',
  ),
);
const otherOrgans = new Set(
  'lung colon colorectal rectal prostate ovarian gastric stomach pancreatic renal kidney bladder thyroid cervical endometrial esophageal bronchial'.split(
    ' ',
  ),
);
const otherCancers = new Set('melanoma lymphoma leukemia leukaemia myeloma sarcoma'.split(' '));
const primaryWords = new Set(['cancer', 'carcinoma', 'adenocarcinoma']);

const stageGroups: Readonly<Record<string, StageGroup>> = {
  '0': '0',
  i: 'I',
  '1': 'I',
  ii: 'II',
  '2': 'II',
  iii: 'III',
  '3': 'III',
  iv: 'IV',
  '4': 'IV',
};
const stageNames = new Set(['stage', 'stadium', 'uicc', 'ajcc', 'group', 'stg']);

/** "IIIA", "iv", "2b" as stage group. */
function stageGroup(word: string): StageGroup | undefined {
  const last = word.at(-1) ?? '';
  return stageGroups[word] ?? ('abc'.includes(last) ? stageGroups[word.slice(0, -1)] : undefined);
}

/** Stage group after a word such as "stage"; a text that is nothing but a numeral (with its letter) counts too. */
function stageIn(clause: readonly string[]): StageGroup | undefined {
  if (clause.length === 1) return stageGroup(clause[0] ?? '');
  for (const [at, word] of clause.entries()) {
    const next = stageGroup(clause[at + 1] ?? '');
    if (stageNames.has(word) && next !== undefined && !isDenied(clause, at)) return next;
  }
  return undefined;
}

function mIn(word: string): 'm0' | 'm1' | undefined {
  // "T4N2M1" in one word.
  const glued = /n[0-3x][a-c]?[cp]?(m[01])[a-c]?$/.exec(word)?.[1];
  if (glued !== undefined) return glued === 'm0' ? 'm0' : 'm1';
  const tail = word.at(-3) === 'm' ? word.slice(0, -1) : word;
  const m = tail.startsWith('c') || tail.startsWith('p') ? tail.slice(1) : tail;
  if (m === 'm0') return 'm0';
  return m === 'm1' ? 'm1' : undefined;
}

const isMetastasis = (word: string): boolean =>
  ['metasta', 'oligometasta', 'fernmetasta'].some((start) => word.startsWith(start)) ||
  word.endsWith('metastase') ||
  word.endsWith('metastasen');

function isSpread(clause: readonly string[], at: number): boolean {
  const word = clause[at] ?? '';
  if (word === 'secondary' && mentions(clause, ['malignant', 'cancer', 'neoplasm', 'carcinoma'])) return true;
  return isMetastasis(word);
}

function otherPrimaryAt(clause: readonly string[], at: number): boolean {
  const word = clause[at] ?? '';
  if (otherCancers.has(word)) return true;
  return otherOrgans.has(word) && primaryWords.has(clause[at + 1] ?? '');
}

function readWords(text: string): SpreadWords {
  const clauses = clausesIn(text);
  const any = (test: (word: string, clause: readonly string[], at: number) => boolean): boolean =>
    clauses.some((clause) => clause.some((word, at) => test(word, clause, at) && !isDenied(clause, at)));
  const isNodal = (clause: readonly string[]): boolean =>
    clause.some((word) => nodeWords.has(word)) && !clause.some((word) => distantWords.has(word));
  const stages = clauses.flatMap((clause) => stageIn(clause) ?? []);
  const ms = clauses.flatMap((clause) => clause.flatMap((word) => mIn(word) ?? []));
  const stage = stages.at(-1);
  const m = ms.includes('m1') ? 'm1' : ms[0];
  const breast = any((word) => breastWords.has(word));
  return {
    breast: breast && any((word) => cancerWords.has(word) || isMetastasis(word)),
    metastatic: any((_, clause, at) => isSpread(clause, at) && !isNodal(clause)),
    nodal: any((_, clause, at) => isSpread(clause, at) && isNodal(clause)),
    regionalNodal: any(
      (_, clause, at) => isSpread(clause, at) && isNodal(clause) && clause.some((word) => axillaryWords.has(word)),
    ),
    unresectable:
      any((word) => unresectableWords.has(word)) || clauses.some((clause) => mentions(clause, unresectablePhrases)),
    recurrence: any((word) => recurrenceWords.has(word)),
    inSitu: any((word, clause, at) => word === 'dcis' || (word === 'in' && clause[at + 1] === 'situ')),
    otherPrimary: !breast && any((_, clause, at) => otherPrimaryAt(clause, at)),
    ...(stage === undefined ? {} : { stage }),
    ...(m === undefined ? {} : { m }),
  };
}

const memory = textMemory<SpreadWords>();

/** Reads a diagnosis, stage or reason text. Denied and doubted words ("no", "suspected", "risk of") say nothing. */
export function readSpread(text: string): SpreadWords {
  return memory(text, () => readWords(text));
}
