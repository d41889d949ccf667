import type { CodeListName, CodeRole, CodeValue } from '../knowledge/roles.js';
import type { CodeEntry, Codes } from '../knowledge/schema.js';
import type { Concept } from './fields.js';

/** Most codings are in no list: these loops give the same empty answer to all of them instead of making arrays. */
const none: readonly never[] = [];

/** The entries of a list that the codings of a concept name, in their order; none where there is no concept. */
export function entriesOf<L extends CodeListName>(
  concept: Concept | undefined,
  list: L,
  codes: Codes,
): readonly CodeEntry<L>[] {
  if (concept === undefined) return none;
  let found: CodeEntry<L>[] | undefined;
  for (const coding of concept.codings) {
    const entry = codes.find(list, coding);
    if (entry === undefined) continue;
    if (found === undefined) found = [entry];
    else found.push(entry);
  }
  return found ?? none;
}

/** What a list says that the codings of a concept are about. */
export function rolesOf<L extends CodeListName>(
  concept: Concept | undefined,
  list: L,
  codes: Codes,
): readonly CodeRole<L>[] {
  const entries = entriesOf(concept, list, codes);
  return entries.length === 0 ? none : entries.map(({ role }) => role);
}

/** What a list says that the codings of a concept answer. */
export function valuesOf<L extends CodeListName>(
  concept: Concept | undefined,
  list: L,
  codes: Codes,
): readonly CodeValue<L>[] {
  const entries = entriesOf(concept, list, codes);
  return entries.length === 0 ? none : entries.flatMap(({ value }) => value ?? []);
}
