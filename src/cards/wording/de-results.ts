import type { Finding, IshWords, StainWords } from './wording.js';

/** German words of stored English answers; another word stays as it is. */
const words: ReadonlyMap<string, string> = new Map([
  ['weak', 'schwach'],
  ['faint', 'schwach'],
  ['moderate', 'mittel'],
  ['strong', 'stark'],
  ['intense', 'stark'],
  ['none', 'keine Membranfärbung'],
  ['complete', 'vollständig'],
  ['incomplete', 'unvollständig'],
  ['negative', 'negativ'],
  ['positive', 'positiv'],
  ['amplified', 'amplifiziert'],
  ['not-amplified', 'nicht amplifiziert'],
  ['equivocal', 'equivocal (unklar)'],
  ['indeterminate', 'nicht bestimmbar'],
]);

function german(word: string | undefined): string | undefined {
  return word === undefined ? undefined : (words.get(word) ?? word);
}

/** Drug names as German nouns: "Trastuzumab + Pertuzumab". */
export function nouns(drugs: string): string {
  return drugs
    .split(' + ')
    .map((name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`)
    .join(' + ');
}

/** German decimal comma. */
function decimal(value: number): string {
  return String(value).replace('.', ',');
}

/** Joins what is known with commas. */
export function list(parts: readonly (string | undefined)[]): string {
  return parts.flatMap((each) => each ?? []).join(', ');
}

/** What was stained, e.g. "IHC 0 (5 % gefärbt, schwach)". */
export function stain({ score, percent, intensity, completeness }: StainWords): string {
  const share = percent === undefined ? undefined : `${decimal(percent)} % gefärbt`;
  const detail = list([share, german(intensity), german(completeness)]);
  const named = score === undefined ? 'kein IHC-Score' : `IHC ${score}`;
  return detail === '' ? named : `${named} (${detail})`;
}

/** What ISH found, with its numbers and group. */
export function ish({ interpretation, ratio, her2Copies, group }: IshWords): string {
  const numbers = list([
    ratio === undefined ? undefined : `Quotient ${decimal(ratio)}`,
    her2Copies === undefined ? undefined : `${decimal(her2Copies)} HER2-Kopien je Zelle`,
    group === undefined ? undefined : `Gruppe ${group}`,
  ]);
  const named = `ISH ${german(interpretation) ?? 'berichtet'}`;
  return numbers === '' ? named : `${named} (${numbers})`;
}

/** "HER2-low (IHC 1+, 2026-05-01)"; without what was measured where nothing was. */
export function short({ category, measured, date }: Finding): string {
  const named = category.includes('HER2') ? category : `HER2 ${category}`;
  return measured === '' ? `${named} (${date})` : `${named} (${measured}, ${date})`;
}
