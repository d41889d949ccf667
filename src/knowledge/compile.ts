import { checkCitations } from './citations.js';
import { indexCodes } from './code-index.js';
import { type CodeSystems, indexCodeSystems } from './code-systems.js';
import { checkCodes, checkDrugs, checkIndications, checkNames } from './cross-checks.js';
import { indexDrugs } from './drug-index.js';
import type { KnowledgeProblem } from './knowledge-error.js';
import { type KnowledgeFile, type ParsedFiles, parseFiles } from './parse-files.js';
import type { Knowledge, Source } from './schema.js';

/** The knowledge, or everything that is wrong with its files. */
export type Compiled =
  | { readonly kind: 'compiled'; readonly knowledge: Knowledge }
  | { readonly kind: 'refused'; readonly problems: readonly KnowledgeProblem[] };

/** Freezes plain data all the way down: knowledge is shared by every request. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) freeze(part);
  }
  return value;
}

function assemble(files: ParsedFiles, systems: CodeSystems, hash: string): Knowledge {
  const sources = files.sources.map(({ citedBy: _, ...source }): Source => source);
  return Object.freeze({
    version: `${files.release}+sha256:${hash.slice(0, 12)}`,
    codes: indexCodes(freeze(files.codes), systems),
    drugs: freeze(
      indexDrugs(
        files.drugs.map((file) => file.content),
        files.products.map((file) => file.content),
        systems,
      ),
    ),
    indications: freeze(files.indications.flatMap((file) => file.content.indications)),
    sources: new Map(freeze(sources).map((source) => [source.id, source])),
    phrases: freeze({ languages: files.phrases.map((file) => file.content) }),
  });
}

/**
 * Checks the knowledge files and indexes them. Pure: the files and their hash come from the caller.
 * @param files every JSON file of the knowledge directory
 * @param hash SHA-256 of the files' content in hex
 */
export function compileKnowledge(files: readonly KnowledgeFile[], hash: string): Compiled {
  const parsed = parseFiles([...files].sort((a, b) => (a.path < b.path ? -1 : 1)));
  if (!('release' in parsed)) return { kind: 'refused', problems: parsed };
  const systems = indexCodeSystems(parsed.systems);
  const problems = [
    ...checkNames(parsed),
    ...checkCodes(parsed, systems),
    ...checkDrugs(parsed, systems),
    ...checkIndications(parsed),
    ...checkCitations(parsed),
  ];
  if (problems.length > 0) return { kind: 'refused', problems };
  return { kind: 'compiled', knowledge: assemble(parsed, systems, hash) };
}
