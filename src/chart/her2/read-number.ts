import type { Measured } from '../../clinical/facts/her2.js';
import { type Fields, numberAt, objectAt, textAt } from '../fields.js';

/** A number as the record gives it. `impossible`: a ratio without denominator. */
export interface ReadNumber {
  readonly measured?: Measured;
  readonly impossible?: true;
  /** Unit in lower case; empty where none is given. */
  readonly unit: string;
  readonly verbatim: string;
}

const infinite = Number.POSITIVE_INFINITY;

/** A value with its comparator as the interval it allows. "< 1" was written about something seen: above 0, unlike the range "0-1". */
export function measuredOf(value: number, comparator: string | undefined): Measured {
  switch (comparator) {
    case '<':
      return { min: 0, max: value, minOpen: true, maxOpen: true };
    case '<=':
      return { min: 0, max: value, minOpen: true, maxOpen: false };
    case '>':
      return { min: value, max: infinite, minOpen: true, maxOpen: true };
    case '>=':
      return { min: value, max: infinite, minOpen: false, maxOpen: true };
    default:
      return { min: value, max: value, minOpen: false, maxOpen: false };
  }
}

const comparatorWords: readonly (readonly [RegExp, string])[] = [
  [/^(<=|=<|≤|less than or equal to|at most|up to|not more than|bis zu|maximal|höchstens)/, '<='],
  [/^(>=|=>|≥|greater than or equal to|at least|mindestens|not less than)/, '>='],
  [/^(<|less than|below|under|fewer than|kleiner als|unter|weniger als)/, '<'],
  [/^(>|greater than|more than|above|over|größer als|über|mehr als)/, '>'],
  // After the number: "2.1 at most", "2.0 or more".
  [/\s*\b(at most|or less|or fewer|or below|oder weniger|maximal|höchstens)$/, '<='],
  [/\s*\b(at least|or more|or above|oder mehr|mindestens)$/, '>='],
];

/** Longest string that is looked at as a number; anything longer is a sentence. */
const longestNumber = 60;

/** Reads a string that is just a number, with comparator and unit: "less than 1.8", "> 2.2", "10-15 %". */
function readNumberText(text: string): ReadNumber | undefined {
  if (text.length > longestNumber) return undefined;
  let rest = text.trim().toLowerCase();
  const comparator = comparatorWords.find(([pattern]) => pattern.test(rest));
  if (comparator !== undefined) rest = rest.replace(comparator[0], '').trim();
  const found = /^(-?\d+(?:[.,]\d+)?)(?:\s*(?:-|–|to|bis)\s*(\d+(?:[.,]\d+)?))?\s*([a-z%/{}. ]*)$/.exec(rest);
  if (found === null) return undefined;
  const low = Number((found[1] ?? '').replace(',', '.'));
  const high = found[2] === undefined ? low : Number(found[2].replace(',', '.'));
  if (comparator !== undefined && high !== low) return undefined;
  const measured =
    high === low ? measuredOf(low, comparator?.[1]) : { min: low, max: high, minOpen: false, maxOpen: false };
  return { measured, unit: (found[3] ?? '').trim(), verbatim: text };
}

function readQuantity(quantity: Fields): ReadNumber | undefined {
  const [named, code] = [textAt(quantity, 'unit') ?? '', textAt(quantity, 'code') ?? ''];
  const unit = `${named} ${code}`.trim().toLowerCase();
  const comparator = textAt(quantity, 'comparator');
  const value = numberAt(quantity, 'value');
  const words = textAt(quantity, 'value');
  if (value !== undefined) {
    return {
      measured: measuredOf(value, comparator),
      unit,
      verbatim: `${comparator ?? ''}${value} ${named || code}`.trim(),
    };
  }
  const read = words === undefined ? undefined : readNumberText(words);
  return read === undefined ? undefined : { ...read, unit: unit || read.unit };
}

function readRatio(ratio: Fields): ReadNumber | undefined {
  const numerator = numberAt(objectAt(ratio, 'numerator'), 'value');
  const denominator = numberAt(objectAt(ratio, 'denominator'), 'value') ?? 1;
  if (numerator === undefined) return undefined;
  const verbatim = `${numerator}:${denominator}`;
  if (denominator === 0) return { impossible: true, unit: '', verbatim };
  return { measured: measuredOf(numerator / denominator, undefined), unit: '', verbatim };
}

function readRange(range: Fields): ReadNumber | undefined {
  const low = numberAt(objectAt(range, 'low'), 'value');
  const high = numberAt(objectAt(range, 'high'), 'value');
  if (low === undefined && high === undefined) return undefined;
  const min = low ?? 0;
  const max = high ?? infinite;
  const unit = (textAt(objectAt(range, 'low') ?? objectAt(range, 'high'), 'unit') ?? '').toLowerCase();
  return { measured: { min, max, minOpen: false, maxOpen: high === undefined }, unit, verbatim: `${min}-${max}` };
}

/** The number in an element's value[x], whatever its type; undefined where it is none. */
export function readNumber(element: Fields): { readonly path: string; readonly number: ReadNumber } | undefined {
  const quantity = objectAt(element, 'valueQuantity');
  const ratio = objectAt(element, 'valueRatio');
  const range = objectAt(element, 'valueRange');
  const plain = numberAt(element, 'valueInteger') ?? numberAt(element, 'valueDecimal');
  const text = textAt(element, 'valueString');
  const reads: readonly (readonly [string, ReadNumber | undefined])[] = [
    ['valueQuantity', quantity === undefined ? undefined : readQuantity(quantity)],
    [
      'valueInteger',
      plain === undefined ? undefined : { measured: measuredOf(plain, undefined), unit: '', verbatim: `${plain}` },
    ],
    ['valueRatio', ratio === undefined ? undefined : readRatio(ratio)],
    ['valueRange', range === undefined ? undefined : readRange(range)],
    ['valueString', text === undefined ? undefined : readNumberText(text)],
  ];
  for (const [path, number] of reads) if (number !== undefined) return { path, number };
  return undefined;
}
