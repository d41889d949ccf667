import type { Drug, Drugs } from '../knowledge/schema.js';
import { wordsIn } from './clauses.js';
import type { Concept } from './fields.js';
import { textMemory } from './text-memory.js';

/** What a medication concept and its words name. */
export type RecognisedDrug =
  | { readonly kind: 'drug'; readonly drug: Drug; readonly by: 'code' | 'text'; readonly verified: boolean }
  /** Code and text name different drugs. */
  | { readonly kind: 'conflict'; readonly coded: Drug; readonly text: Drug }
  /** The words, or the codes, fit two or more drugs. */
  | { readonly kind: 'ambiguous'; readonly names: readonly string[] }
  | { readonly kind: 'none' };

interface Name {
  readonly words: readonly string[];
  readonly drug: Drug;
}

interface NameIndex {
  /** By their first word, longest first. */
  readonly names: ReadonlyMap<string, readonly Name[]>;
  readonly memory: ReturnType<typeof textMemory<readonly Drug[]>>;
}

const indexes = new WeakMap<Drugs, NameIndex>();
const joins = new Set(['and', 'und', 'with', 'plus', 'mit']);
/** Ends of payload names: an antibody followed by one is another drug (a conjugate that the list does not name). */
const payloads = ['tecan', 'tansine', 'tansin', 'dotin', 'mazine', 'mazin', 'mafodotin'];

function indexOf(drugs: Drugs): NameIndex {
  const known = indexes.get(drugs);
  if (known !== undefined) return known;
  const byFirst = new Map<string, Name[]>();
  for (const drug of drugs.all) {
    for (const name of new Set([drug.name, ...drug.names])) {
      const words = wordsIn(name).filter((word) => !joins.has(word));
      const first = words[0];
      if (first === undefined) continue;
      byFirst.set(first, [...(byFirst.get(first) ?? []), { words, drug }]);
    }
  }
  for (const names of byFirst.values()) names.sort((a, b) => b.words.length - a.words.length);
  const index = { names: byFirst, memory: textMemory<readonly Drug[]>() };
  indexes.set(drugs, index);
  return index;
}

function findDrugs(text: string, index: NameIndex['names']): readonly Drug[] {
  const words = wordsIn(text).filter((word) => !joins.has(word));
  const found = new Set<Drug>();
  for (let at = 0; at < words.length; ) {
    const start = at;
    const names = index.get(words[at] ?? '') ?? [];
    const name = names.find((each) => each.words.every((word, offset) => words[start + offset] === word));
    if (name === undefined) {
      at += 1;
      continue;
    }
    at += name.words.length;
    const next = words[at] ?? '';
    if (!payloads.some((payload) => next.endsWith(payload))) found.add(name.drug);
  }
  return [...found];
}

/** Drugs that the words of a text name: whole words, longest name first, each stretch of text used once. */
export function drugsNamedIn(text: string, drugs: Drugs): readonly Drug[] {
  const { names, memory } = indexOf(drugs);
  return memory(text, () => findDrugs(text, names));
}

/** Drugs that any of the texts names, each once. */
function namedInAny(texts: readonly (string | undefined)[], drugs: Drugs): readonly Drug[] {
  const found = new Set<Drug>();
  for (const text of new Set(texts)) {
    if (text !== undefined) for (const drug of drugsNamedIn(text, drugs)) found.add(drug);
  }
  return [...found];
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/**
 * Recognises the drug of a medication concept: by code first, then by whole words of its text, displays and `words`.
 * @param concept the medication as CodeableConcept
 * @param words further words of the record, e.g. the `display` of a medicationReference
 * @returns `conflict` where code and text name different drugs, `ambiguous` where the text (or the codes) fit several
 */
export function recogniseDrug(concept: Concept | undefined, words: string | undefined, drugs: Drugs): RecognisedDrug {
  const codings = concept?.codings ?? [];
  const coded = codings.flatMap((coding) => drugs.byCode(coding) ?? []);
  const named = namedInAny([concept?.text, words, ...codings.map(({ display }) => display)], drugs);
  const first = coded[0];
  if (first === undefined) {
    const only = named[0];
    if (only === undefined) return { kind: 'none' };
    if (named.length > 1) return { kind: 'ambiguous', names: distinct(named.map(({ name }) => name)) };
    return { kind: 'drug', drug: only, by: 'text', verified: true };
  }
  if (coded.some(({ drug }) => drug !== first.drug)) {
    return { kind: 'ambiguous', names: distinct(coded.map(({ drug }) => drug.name)) };
  }
  const other = named.find((drug) => drug !== first.drug);
  if (other !== undefined && (named.length === 1 || !named.includes(first.drug))) {
    return { kind: 'conflict', coded: first.drug, text: other };
  }
  return { kind: 'drug', drug: first.drug, by: 'code', verified: coded.some(({ verified }) => verified) };
}
