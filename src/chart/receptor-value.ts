import type { ReceptorStatus } from '../clinical/facts/receptors.js';
import type { Codes } from '../knowledge/schema.js';
import { clausesIn, isDenied, wordsIn } from './clauses.js';
import { entriesOf, rolesOf } from './code-entries.js';
import {
  booleanAt,
  type Concept,
  conceptAt,
  conceptsAt,
  type Fields,
  isSaidAbsent,
  numberAt,
  objectAt,
  readConcept,
  textAt,
} from './fields.js';
import { textMemory } from './text-memory.js';

/** What one result says of one receptor. */
export interface ReceptorValue {
  readonly verdict: ReceptorStatus;
  readonly lowPositive?: true;
  readonly percent?: number;
  /** `<` where the percentage is an upper limit. */
  readonly below?: true;
  readonly path: string;
  readonly verbatim: string;
}

/** What a text or number says, wherever it stands. */
type Said = Omit<ReceptorValue, 'path' | 'verbatim'>;

const positiveWords = new Set(['positive', 'positiv', 'pos', 'present', 'detected']);
const negativeWords = new Set(['negative', 'negativ', 'neg', 'absent']);
const denied = new Set(['no', 'not', 'nicht', 'kein', 'keine']);

function verdictIn(text: string): ReceptorStatus {
  const words = wordsIn(text);
  const says = (list: ReadonlySet<string>): boolean =>
    words.some((word, at) => list.has(word) && !denied.has(words[at - 1] ?? ''));
  const positive = says(positiveWords);
  const negative =
    says(negativeWords) || words.some((word, at) => positiveWords.has(word) && denied.has(words[at - 1] ?? ''));
  if (positive === negative) return 'unknown';
  return positive ? 'positive' : 'negative';
}

interface Percentage {
  readonly percent: number;
  /** Upper end of a range. */
  readonly to?: number;
  readonly below?: true;
}

/** What a comparator makes of a percentage: a lower bound is a range up to 100, an upper bound that includes its number a range from 0. */
function compared(percent: number, comparator: string): Percentage {
  if (comparator === '>' || comparator === '>=') return { percent, to: 100 };
  if (comparator === '<=') return { percent: 0, to: percent };
  return comparator === '<' ? { percent, below: true } : { percent };
}

/** "5 %", "<1%", "1-10 %"; nothing where no percentage stands in the text. */
function percentIn(text: string): Percentage | undefined {
  const at = text.slice(0, 200).indexOf('%');
  if (at < 0) return undefined;
  const before = text
    .slice(Math.max(0, at - 24), at)
    .replaceAll('≥', '>=')
    .replaceAll('≤', '<=');
  const found =
    /([<>]?=?)\s{0,3}(\d{1,3}(?:[.,]\d{1,3})?)(?:\s{0,3}(?:-|–|to|bis)\s{0,3}(\d{1,3}(?:[.,]\d{1,3})?))?\s{0,3}$/.exec(
      before,
    );
  if (found?.[2] === undefined) return undefined;
  const percent = Number(found[2].replace(',', '.'));
  const to = found[3] === undefined ? undefined : Number(found[3].replace(',', '.'));
  return to === undefined ? compared(percent, found[1] ?? '') : { percent, to };
}

/** A range says whether the result is positive (1 % or more at every end), never how many percent. */
function rangeVerdict({ percent, to }: Percentage): ReceptorStatus {
  if (percent > 100) return 'unknown';
  if (percent >= 1) return 'positive';
  return to !== undefined && to < 1 ? 'negative' : 'unknown';
}

/** Percentage, or the verdict and low positivity that a range of percentages gives. */
function fromPercentage(read: Percentage | undefined, said: ReceptorStatus): Said {
  if (read === undefined) return { verdict: said };
  const { percent, to, below } = read;
  if (to === undefined) return below === undefined ? { verdict: said, percent } : { verdict: said, percent, below };
  const verdict = said === 'unknown' ? rangeVerdict(read) : said;
  const low = verdict === 'positive' && percent >= 1 && to <= 10;
  return { verdict, ...(low ? { lowPositive: true as const } : {}) };
}

/** "ER+", "+++", "ER-": signs where nothing else stands. A bare minus may mean that nothing was entered. */
function signIn(text: string): ReceptorStatus {
  const found = /^(er|pr|pgr)?\s?\(?(\+{1,3}|-)\)?$/i.exec(text.trim());
  if (found === null) return 'unknown';
  if (found[2] !== '-') return 'positive';
  return found[1] === undefined ? 'unknown' : 'negative';
}

const memory = textMemory<Said>();

function readWords(text: string): Said {
  const low = clausesIn(text).some((clause) =>
    clause.some((word, at) => (word === 'low' || word === 'niedrig') && !isDenied(clause, at)),
  );
  const sign = signIn(text.slice(0, 20));
  const read = fromPercentage(percentIn(text), sign === 'unknown' ? verdictIn(text) : sign);
  return low && read.verdict === 'positive' ? { ...read, lowPositive: true } : read;
}

function fromText(text: string, path: string): ReceptorValue {
  return { ...memory(text, () => readWords(text)), path, verbatim: text };
}

function fromConcept(concept: Concept, path: string, codes: Codes): ReceptorValue | undefined {
  const answers = entriesOf(concept, 'receptor-answers', codes);
  const values = answers.filter(({ role }) => role !== 'intensity').flatMap(({ value }) => value ?? []);
  const words = concept.text ?? concept.codings.find(({ display }) => display !== undefined)?.display;
  const text = words === undefined ? undefined : fromText(words, path);
  const verbatim = words ?? values[0];
  if (verbatim === undefined) return undefined;
  const coded = new Set(values.map((value) => (value === 'low-positive' ? 'positive' : value)));
  const verdict: ReceptorStatus =
    coded.has('positive') && !coded.has('negative')
      ? 'positive'
      : coded.has('negative') && !coded.has('positive')
        ? 'negative'
        : (text?.verdict ?? 'unknown');
  const low = values.includes('low-positive') || text?.lowPositive === true;
  return {
    verdict,
    ...(low && verdict === 'positive' ? { lowPositive: true as const } : {}),
    ...(text?.percent === undefined ? {} : { percent: text.percent }),
    ...(text?.below === undefined ? {} : { below: text.below }),
    path,
    verbatim,
  };
}

const isPercentUnit = (unit: string): boolean => /^(?:%|percent|prozent)/i.test(unit);

function fromQuantity(quantity: Fields, path: string): ReceptorValue | undefined {
  const value = numberAt(quantity, 'value');
  const unit = textAt(quantity, 'code') ?? textAt(quantity, 'unit') ?? '%';
  if (value === undefined || !isPercentUnit(unit)) return undefined;
  // Without a unit 0.5 may be 0.5 % (negative) or 50 %.
  const isBare = textAt(quantity, 'code') === undefined && textAt(quantity, 'unit') === undefined;
  if (isBare && value > 0 && value < 1) return undefined;
  const comparator = textAt(quantity, 'comparator') ?? '';
  return { ...fromPercentage(compared(value, comparator), 'unknown'), path, verbatim: `${comparator}${value}${unit}` };
}

function fromRange(range: Fields, path: string): ReceptorValue | undefined {
  const low = numberAt(objectAt(range, 'low'), 'value');
  const high = numberAt(objectAt(range, 'high'), 'value');
  if (low === undefined || high === undefined) return undefined;
  return { ...fromPercentage({ percent: low, to: high }, 'unknown'), path, verbatim: `${low}-${high}` };
}

const bareNumber = /^[<>≤≥]?=?\s?\d{1,3}(?:[.,]\d{1,3})?$/;

/** A text that is nothing but a number is a percentage where the test code says that percent is what it measures. */
function fromString(holder: Fields, path: string, codes: Codes): ReceptorValue | undefined {
  const text = textAt(holder, 'valueString');
  if (text === undefined) return undefined;
  const roles = rolesOf(conceptAt(holder, 'code'), 'receptor-tests', codes);
  const measuresPercent = roles.includes('er-percent') || roles.includes('pr-percent');
  const bare = measuresPercent && bareNumber.test(text.trim());
  return bare ? { ...fromText(`${text.trim()} %`, path), verbatim: text } : fromText(text, path);
}

/**
 * Reads the values of one receptor result (an Observation or one of its components).
 * @param path prefix for evidence paths, e.g. `component[0].`
 */
export function receptorValues(holder: Fields, path: string, codes: Codes): readonly ReceptorValue[] {
  // A value beside the reason why there is none (obs-6): one of the two is wrong.
  if (isSaidAbsent(holder)) return [];
  const values: (ReceptorValue | undefined)[] = [];
  const concept =
    conceptAt(holder, 'valueCodeableConcept') ??
    readConcept(holder.valueCoding ? { coding: [holder.valueCoding] } : undefined);
  if (concept !== undefined) values.push(fromConcept(concept, `${path}valueCodeableConcept`, codes));
  values.push(fromString(holder, `${path}valueString`, codes));
  const quantity = objectAt(holder, 'valueQuantity');
  if (quantity !== undefined) values.push(fromQuantity(quantity, `${path}valueQuantity`));
  const range = objectAt(holder, 'valueRange');
  if (range !== undefined) values.push(fromRange(range, `${path}valueRange`));
  const present = booleanAt(holder, 'valueBoolean');
  if (present !== undefined) {
    const verdict = present ? 'positive' : 'negative';
    values.push({ verdict, path: `${path}valueBoolean`, verbatim: String(present) });
  }
  const integer = numberAt(holder, 'valueInteger');
  if (integer !== undefined) values.push(fromQuantity({ value: integer }, `${path}valueInteger`));
  const read = values.filter((value) => value !== undefined);
  if (read.some(({ verdict, percent }) => verdict !== 'unknown' || percent !== undefined)) return read;
  const interpretation = conceptsAt(holder, 'interpretation').flatMap(
    (each) => fromConcept(each, `${path}interpretation`, codes) ?? [],
  );
  return [...read, ...interpretation];
}
