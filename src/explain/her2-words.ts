import type { Day } from '../clinical/facts/dates.js';
import type { EmptyValue, Her2Method, Her2Result, IshReading, Measured, Staining } from '../clinical/facts/her2.js';
import { isFuture, isRuleMethod, isUsable } from '../clinical/her2/usable.js';

/** A number of the record as a person writes it: `2.1`, `> 2`, `10-15`. */
function measuredWords({ min, max, minOpen, maxOpen }: Measured): string {
  if (min === max) return `${min}`;
  if (!Number.isFinite(max)) return `${minOpen ? '>' : '>='} ${min}`;
  if (!Number.isFinite(min) || min === 0) return `${maxOpen ? '<' : '<='} ${max}`;
  return `${min}-${max}`;
}

function stainingWords(staining: Staining | undefined): readonly string[] {
  if (staining === undefined) return [];
  const { percents, membrane, intensity, completeness } = staining;
  return [
    ...percents.map(({ kind, percent }) => `${measuredWords(percent)} % of cells (${kind})`),
    ...(membrane === undefined ? [] : [membrane === 'none' ? 'no membrane staining' : 'membrane staining present']),
    ...(intensity === undefined ? [] : [`intensity ${intensity}`]),
    ...(completeness === undefined ? [] : [completeness]),
  ];
}

function ishWords(ish: IshReading | undefined): readonly string[] {
  if (ish === undefined) return [];
  const number = (name: string, value: Measured | undefined): readonly string[] =>
    value === undefined ? [] : [`${name} ${measuredWords(value)}`];
  return [
    ...(ish.interpretation === undefined ? [] : [ish.interpretation]),
    ...number('ratio', ish.ratio),
    ...number('HER2 copies', ish.her2Copies),
    ...number('CEP17 copies', ish.cep17Copies),
    ...(ish.cells === undefined ? [] : [`${ish.cells} cells`]),
    ...(ish.probe === undefined ? [] : [`${ish.probe} probe`]),
    ...(ish.recount ? ['recount'] : []),
    ...(ish.statedGroup === undefined ? [] : [`group ${ish.statedGroup} stated`]),
    ...(ish.unreadable ? ['a value that cannot be read'] : []),
  ];
}

const emptyWords: Readonly<Record<EmptyValue, string>> = {
  missing: 'no value',
  'not-understood': 'a value that is not understood',
  failed: 'the test failed',
  pending: 'pending',
  'not-performed': 'not performed',
  'unverified-code': 'a code that nobody checked',
};

const methodWords: Readonly<Record<Her2Method, string>> = {
  ihc: 'HER2 IHC',
  ish: 'HER2 ISH',
  overall: 'HER2 overall',
  ngs: 'HER2 sequencing',
  serum: 'HER2 in serum',
  immunoassay: 'HER2 immunoassay',
  condition: 'HER2 diagnosis code',
};

/** What a result is about. */
export function methodOf(result: Her2Result): string {
  return methodWords[result.method];
}

/** What a HER2 result says, in plain words. */
export function resultWords(result: Her2Result): string {
  const { scores, scoreForm, zeroPlus } = result;
  const between = { stated: '', range: ' to ', contradictory: ' against ' }[scoreForm];
  const parts = [
    ...(scores.length === 0 ? [] : [`score ${zeroPlus ? '0+' : scores.join(between)}`]),
    ...result.words,
    ...stainingWords(result.staining),
    ...ishWords(result.ish),
    ...(result.invalid ? ['a number that cannot be'] : []),
  ];
  if (parts.length > 0) return parts.join(', ');
  return result.empty === undefined ? 'nothing' : emptyWords[result.empty];
}

/** Why a result does not count for the category; undefined where it may. */
export function unusedBecause(result: Her2Result, asOf: Day): string | undefined {
  if (isUsable(result, asOf)) return undefined;
  if (result.standing === 'withdrawn') return 'withdrawn';
  if (result.material === 'in-situ') return 'a non-invasive component';
  if (result.material === 'other-organ') return 'another organ';
  if (result.mislabelled) return 'code and name disagree';
  if (isFuture(result, asOf)) return 'dated after the day of the assessment';
  if (result.standing !== 'final') return `status ${result.standing}`;
  if (!isRuleMethod(result)) return `${methodOf(result)} gives no category by itself`;
  return result.empty === undefined ? 'not usable' : emptyWords[result.empty];
}
