/**
 * Tolerant reading of FHIR JSON. Real clients send wrong types in any place (a category as object, an id of 200 characters),
 * so nothing here throws and nothing trusts a type: a member of another type than asked for reads as absent.
 */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as a JSON object, or undefined. */
export function asFields(value: unknown): Fields | undefined {
  return isFields(value) ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Member as a non-empty string, trimmed. */
export function textAt(fields: Fields | undefined, name: string): string | undefined {
  const value = fields === undefined || !Object.hasOwn(fields, name) ? undefined : fields[name];
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** Member as a finite number. */
export function numberAt(fields: Fields | undefined, name: string): number | undefined {
  const value = fields?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Member as a boolean. */
export function booleanAt(fields: Fields | undefined, name: string): boolean | undefined {
  const value = fields?.[name];
  return typeof value === 'boolean' ? value : undefined;
}

/** Member as an object. */
export function objectAt(fields: Fields | undefined, name: string): Fields | undefined {
  return asFields(fields?.[name]);
}

/** True where an Observation or component says why it has no value. */
export function isSaidAbsent(element: Fields): boolean {
  return objectAt(element, 'dataAbsentReason') !== undefined;
}

const none: readonly never[] = [];

function areFields(values: readonly unknown[]): boolean {
  for (const value of values) if (!isFields(value)) return false;
  return true;
}

/** Member as a list of objects: non-objects are left out, a single object counts as a list of one. */
export function objectsAt(fields: Fields | undefined, name: string): readonly Fields[] {
  const value = fields?.[name];
  if (value === undefined) return none;
  // The list as it came, where nothing is to be left out: a long record has thousands of them, and most readers look for one member.
  if (Array.isArray(value)) return areFields(value) ? value : value.filter(isFields);
  return isFields(value) ? [value] : none;
}

/** Member as a list of strings: anything else in it is left out. */
export function textsAt(fields: Fields | undefined, name: string): readonly string[] {
  const value = fields?.[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

export interface Coding {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}

/** A CodeableConcept as read: codings in the order given, and the text. */
export interface Concept {
  readonly codings: readonly Coding[];
  readonly text?: string;
}

function readCoding(fields: Fields): Coding {
  const system = textAt(fields, 'system');
  const code = textAt(fields, 'code');
  const display = textAt(fields, 'display');
  // Assigned one by one: spreading is several times slower, and this runs for every coding of a long record.
  const coding: { system?: string; code?: string; display?: string } = {};
  if (system !== undefined) coding.system = system;
  if (code !== undefined) coding.code = code;
  if (display !== undefined) coding.display = display;
  return coding;
}

/** Reads an object as CodeableConcept; undefined where it holds neither coding nor text. */
export function readConcept(fields: Fields | undefined): Concept | undefined {
  if (fields === undefined) return undefined;
  const codings = objectsAt(fields, 'coding').map(readCoding);
  const text = textAt(fields, 'text');
  if (text !== undefined) return { codings, text };
  return codings.length === 0 ? undefined : { codings };
}

/** Member as CodeableConcept. */
export function conceptAt(fields: Fields | undefined, name: string): Concept | undefined {
  return readConcept(objectAt(fields, name));
}

/** Member as list of CodeableConcepts (one object counts as a list of one). */
export function conceptsAt(fields: Fields | undefined, name: string): readonly Concept[] {
  const objects = objectsAt(fields, name);
  return objects.length === 0 ? none : objects.flatMap((each) => readConcept(each) ?? []);
}

/** `reference` of a Reference member, as written. */
export function referenceAt(fields: Fields | undefined, name: string): string | undefined {
  return textAt(objectAt(fields, name), 'reference');
}

/** `reference` of each Reference in a list member, as written. */
export function referencesAt(fields: Fields | undefined, name: string): readonly string[] {
  const objects = objectsAt(fields, name);
  return objects.length === 0 ? none : objects.flatMap((each) => textAt(each, 'reference') ?? []);
}

/** What a person would read of a concept: its text, else the first display, else the first code. */
export function wordsOf(concept: Concept | undefined): string | undefined {
  if (concept === undefined) return undefined;
  return (
    concept.text ??
    concept.codings.find((coding) => coding.display !== undefined)?.display ??
    concept.codings.find((coding) => coding.code !== undefined)?.code
  );
}
