import type { Codes } from '../../knowledge/schema.js';
import { type Concept, conceptAt, type Fields, wordsOf } from '../fields.js';

/** What a HER2 code or a component of a HER2 test is about. */
export type PartKind =
  | 'ihc'
  | 'ish'
  | 'overall'
  | 'ratio'
  | 'her2-copies'
  | 'cep17-copies'
  | 'cells'
  | 'recount'
  | 'percent-any'
  | 'percent-faint'
  | 'percent-complete'
  | 'percent'
  | 'intensity'
  | 'completeness'
  | 'in-situ'
  | 'panel'
  | 'ngs'
  | 'immunoassay'
  | 'serum';

const kindOfRole: Readonly<Record<string, PartKind>> = {
  ihc: 'ihc',
  'ish-interpretation': 'ish',
  'ish-ratio': 'ratio',
  'ish-her2-copies': 'her2-copies',
  'ish-cep17-copies': 'cep17-copies',
  'ish-cells-counted': 'cells',
  'ish-panel': 'panel',
  overall: 'overall',
  ngs: 'ngs',
  immunoassay: 'immunoassay',
  excluded: 'immunoassay',
  serum: 'serum',
};

/** A code found, and whether its display was checked. */
export interface CodedPart {
  readonly kind: PartKind;
  readonly verified: boolean;
  /** A laboratory's own test, which its site says is HER2: its name need not say so. */
  readonly local?: true;
}

/** Of several codings the most specific test counts, whatever their order: a count before a verdict, any test before the count of cells. */
const specificity: readonly PartKind[] = [
  'ratio',
  'her2-copies',
  'cep17-copies',
  'ihc',
  'ish',
  'panel',
  'overall',
  'serum',
  'immunoassay',
  'ngs',
  'cells',
];

/** The HER2 test that a concept's codings name; undefined where none does. */
export function codedPart(concept: Concept | undefined, codes: Codes): CodedPart | undefined {
  let best: CodedPart | undefined;
  for (const coding of concept?.codings ?? []) {
    const entry = codes.find('her2-tests', coding);
    const kind = entry === undefined ? undefined : kindOfRole[entry.role];
    if (entry === undefined || kind === undefined) continue;
    const closer = best === undefined || specificity.indexOf(kind) < specificity.indexOf(best.kind);
    if (closer) best = { kind, verified: entry.verified, ...(entry.site === undefined ? {} : { local: true }) };
  }
  return best;
}

const her2Name = /her-?2|erbb2/i;

/** Code words that name HER2; undefined where they do not. */
export function her2CodeWords(concept: Concept | undefined): string | undefined {
  const display = concept?.codings[0]?.display;
  const named = [concept?.text, display].some((words) => words !== undefined && her2Name.test(words.slice(0, 300)));
  return named ? `${concept?.text ?? ''} ${display ?? ''}`.slice(0, 600) : undefined;
}

const inSituWords =
  /\bdcis\b|\blcis\b|carcinoma in[- ]situ|in[- ]situ[- ](?:carcinoma|component|karzinom|komponente)|intraductal carcinoma|non-?invasive/;

/** True where words name a non-invasive component. "In situ hybridization" is a method, not a component. */
export function namesInSitu(words: string): boolean {
  const text = words.toLowerCase();
  return inSituWords.test(text) && !/\binva(?:sive|siv)/.test(text.replace(/non-?invasive/g, ''));
}

const percentWords = /percent|%|anteil|prozent|proportion|fraction/;
const faintWords = /faint|barely|weak|schwach/;
const incompleteWords = /incomplete|inkomplett|unvollständig|partial|unvollstaendig/;
const intenseWords = /intense|strong|stark|kräftig/;
const completeWords = /complete|komplett|vollständig|circumferential|zirkulär/;

function percentPart(text: string): PartKind {
  const incomplete = incompleteWords.test(text);
  if (faintWords.test(text) && incomplete) return 'percent-faint';
  if (intenseWords.test(text) && completeWords.test(text) && !incomplete) return 'percent-complete';
  return /membran/.test(text) ? 'percent-any' : 'percent';
}

/** Part of a HER2 test that only words name; the test itself was selected by code. */
function partOfWords(words: string): PartKind | undefined {
  const text = words.toLowerCase().slice(0, 300);
  if (namesInSitu(text)) return 'in-situ';
  if (/recount|re-count|nachzählung|zweitzählung/.test(text)) return 'recount';
  if (percentWords.test(text)) return percentPart(text);
  if (/intensit/.test(text)) return 'intensity';
  if (/completeness|vollständigkeit|circumferen/.test(text)) return 'completeness';
  if (/cells (?:counted|scored)|number of (?:cells|nuclei)|anzahl.*(?:zellen|kerne)/.test(text)) return 'cells';
  if (/ratio|quotient/.test(text)) return 'ratio';
  if (/(?:cep|chromosome|chr|centromere|zentromer) ?-?17/.test(text)) return 'cep17-copies';
  if (/(?:her-?2|erbb2).*(?:cop|signal|kopie)/.test(text)) return 'her2-copies';
  if (/\b(?:ihc|immunohisto|immunhisto|her-?2).*score/.test(text) && !/h-?score|allred/.test(text)) return 'ihc';
  return /\b(?:fish|cish|dish|sish|ish|in situ hybridi[sz]ation)\b/.test(text) ? 'ish' : undefined;
}

/** What a component of a HER2 test is: by its code, else by its words. */
export function componentPart(component: Fields, codes: Codes): CodedPart | undefined {
  const concept = conceptAt(component, 'code');
  const coded = codedPart(concept, codes);
  if (coded !== undefined) return coded;
  const words = concept?.text ?? concept?.codings.find((each) => each.display !== undefined)?.display;
  const kind = words === undefined ? undefined : partOfWords(words);
  return kind === undefined ? undefined : { kind, verified: true };
}

/** A sequencing result of the HER2 gene that has no code of ours: named in words, by name and method. */
export function isSequencingText(concept: Concept | undefined, value: string | undefined): boolean {
  const said = value !== undefined && her2Name.test(value.slice(0, 300)) ? wordsOf(concept) : undefined;
  const words = her2CodeWords(concept) ?? said;
  const sequencing = /sequencing|\bngs\b|next-generation|sequenzierung|genomic panel/i;
  return words !== undefined && sequencing.test(`${words} ${value?.slice(0, 300) ?? ''}`);
}
