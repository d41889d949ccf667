import type { CodeSystems, GivenCoding } from './code-systems.js';
import type { CodeListName } from './roles.js';
import type { CodeEntry, Codes } from './schema.js';

/** No code that Herald knows is longer; a longer one of a record cannot cost more. */
const longestCode = 40;
const longestSystem = 200;
const mostRemembered = 2000;

interface ListIndex<L extends CodeListName> {
  readonly entries: readonly CodeEntry<L>[];
  find(coding: GivenCoding): CodeEntry<L> | undefined;
}

/** The entries of every list. */
export type CodeEntries = { readonly [L in CodeListName]: readonly CodeEntry<L>[] };

type Find<E> = (given: GivenCoding) => E | undefined;

/** Records name the same codes again and again. The bounds keep a record of made-up ones from filling the memory. */
export function remembered<E>(find: Find<E>): Find<E> {
  const bySystem = new Map<string, Map<string, { readonly entry: E | undefined }>>();
  let size = 0;
  return (given) => {
    const { system, code } = given;
    if (system === undefined || code === undefined) return undefined;
    const before = bySystem.get(system)?.get(code);
    if (before !== undefined) return before.entry;
    const entry = find(given);
    if (code.length > longestCode || system.length > longestSystem) return entry;
    if (size >= mostRemembered) {
      bySystem.clear();
      size = 0;
    }
    const codes = bySystem.get(system) ?? new Map<string, { readonly entry: E | undefined }>();
    bySystem.set(system, codes.set(code, { entry }));
    size += 1;
    return entry;
  };
}

/** Exact codes first, then the longest prefix: constant time for a given code length. */
function indexList<L extends CodeListName>(entries: readonly CodeEntry<L>[], systems: CodeSystems): ListIndex<L> {
  const exact = new Map<string, CodeEntry<L>>();
  const prefix = new Map<string, CodeEntry<L>>();
  for (const entry of entries) {
    const coding = systems.normalize(entry);
    if (coding !== undefined) (entry.match === 'exact' ? exact : prefix).set(`${coding.system}|${coding.code}`, entry);
  }
  const find = (given: GivenCoding): CodeEntry<L> | undefined => {
    const coding = systems.normalize(given);
    if (coding === undefined || coding.code.length > longestCode) return undefined;
    const found = exact.get(`${coding.system}|${coding.code}`);
    if (found !== undefined || prefix.size === 0) return found;
    for (let length = coding.code.length; length > 0; length -= 1) {
      const entry = prefix.get(`${coding.system}|${coding.code.slice(0, length)}`);
      if (entry !== undefined) return entry;
    }
    return undefined;
  };
  return { entries, find: remembered(find) };
}

/**
 * Indexes the code lists.
 * @param entries the entries of every list, already checked for overlap
 * @param systems the code systems with their aliases
 */
export function indexCodes(entries: CodeEntries, systems: CodeSystems): Codes {
  const lists: { readonly [L in CodeListName]: ListIndex<L> } = {
    'her2-tests': indexList(entries['her2-tests'], systems),
    'her2-answers': indexList(entries['her2-answers'], systems),
    'receptor-tests': indexList(entries['receptor-tests'], systems),
    'receptor-answers': indexList(entries['receptor-answers'], systems),
    conditions: indexList(entries.conditions, systems),
    staging: indexList(entries.staging, systems),
    intent: indexList(entries.intent, systems),
    safety: indexList(entries.safety, systems),
    'sites-of-body': indexList(entries['sites-of-body'], systems),
    procedures: indexList(entries.procedures, systems),
  };
  return {
    find: (list, coding) => lists[list].find(coding),
    entries: (list) => lists[list].entries,
  };
}
