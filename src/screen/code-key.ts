import { asFields, type Fields } from '../chart/fields.js';

const between = '\u0000';
const partsOfCoding = ['system', 'code', 'display'] as const;

function part(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/**
 * A key under which what is known of a CodeableConcept can be remembered: two with one sure key (`isSureKey`) hold the same codings and
 * text, and read the same.
 * @param concept as in the data; undefined where it is not an object with a list of codings
 */
export function codeKey(concept: unknown): string | undefined {
  const fields = asFields(concept);
  const codings = fields?.coding;
  if (fields === undefined || !Array.isArray(codings)) return undefined;
  let key = `${codings.length}${between}${part(fields, 'text')}`;
  for (const each of codings) {
    const coding = asFields(each);
    if (coding === undefined) return undefined;
    for (const name of partsOfCoding) key += between + part(coding, name);
  }
  return key;
}

/**
 * Is there no other concept with this key? The number of codings comes first, so a value that holds the separator itself shows as one
 * separator too many; such a key must not be remembered.
 */
export function isSureKey(key: string): boolean {
  const [codings, ...parts] = key.split(between);
  return parts.length === 1 + partsOfCoding.length * Number(codings);
}
