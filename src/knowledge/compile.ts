import { checkSites } from './check-sites.js';
import { checkCitations } from './citations.js';
import { type CodeEntries, indexCodes } from './code-index.js';
import { type CodeSystems, indexCodeSystems } from './code-systems.js';
import { compileSites } from './compile-sites.js';
import { checkCodes, checkDrugs, checkIndications, checkNames } from './cross-checks.js';
import { indexDrugs } from './drug-index.js';
import { indexSites } from './index-sites.js';
import type { KnowledgeProblem } from './knowledge-error.js';
import { type KnowledgeFile, type ParsedFiles, parseFiles } from './parse-files.js';
import { doubleMeanings } from './phrase-meanings.js';
import type { Knowledge, Source } from './schema.js';
import { siteCodes, siteSources } from './site-codes.js';
import type { CompileExpression, Site } from './sites.js';

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

/** What only the surroundings can do or know. */
export interface Surroundings {
  /** Absent: a site with an expression is refused. */
  readonly compileExpression?: CompileExpression;
}

function refuseExpression(): ReturnType<CompileExpression> {
  return { kind: 'refused', problem: 'expressions cannot run here' };
}

/** Of equal entries, as two sites may have, the verified one first. */
function distinct<
  E extends { readonly system: string; readonly code: string; readonly match: string; readonly verified: boolean },
>(entries: readonly E[]): readonly E[] {
  const kept = new Map<string, E>();
  for (const entry of entries) {
    const key = `${entry.match} ${entry.system}|${entry.code}`;
    const before = kept.get(key);
    if (before === undefined || (entry.verified && !before.verified)) kept.set(key, entry);
  }
  return [...kept.values()];
}

function withSites(files: ParsedFiles): CodeEntries {
  const sites = files.sites.map((site) => site.content);
  return {
    ...files.codes,
    'her2-tests': distinct([...files.codes['her2-tests'], ...sites.flatMap(siteCodes['her2-tests'])]),
    'her2-answers': distinct([...files.codes['her2-answers'], ...sites.flatMap(siteCodes['her2-answers'])]),
    'receptor-tests': distinct([...files.codes['receptor-tests'], ...sites.flatMap(siteCodes['receptor-tests'])]),
    'receptor-answers': distinct([...files.codes['receptor-answers'], ...sites.flatMap(siteCodes['receptor-answers'])]),
  };
}

function systemsOf(files: ParsedFiles): CodeSystems {
  return indexCodeSystems({
    systems: [...files.systems.systems, ...files.sites.flatMap((site) => site.content.systems)],
  });
}

interface Parts {
  readonly files: ParsedFiles;
  readonly systems: CodeSystems;
  readonly sites: readonly Site[];
  readonly hash: string;
}

function assemble({ files, systems, sites, hash }: Parts): Knowledge {
  const shipped = files.sources.map(({ citedBy: _, ...source }): Source => source);
  const sources = [...shipped, ...files.sites.flatMap((site) => siteSources(site.content))];
  return Object.freeze({
    version: `${files.release}+sha256:${hash.slice(0, 12)}`,
    codes: indexCodes(freeze(withSites(files)), systems),
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
    sites: indexSites(sites, systems),
  });
}

/**
 * Checks the knowledge files and indexes them. Pure: the files and their hash come from the caller.
 * @param files every JSON file of the knowledge directory
 * @param hash SHA-256 of the files' content in hex
 */
export function compileKnowledge(
  files: readonly KnowledgeFile[],
  hash: string,
  { compileExpression = refuseExpression }: Surroundings = {},
): Compiled {
  const parsed = parseFiles([...files].sort((a, b) => (a.path < b.path ? -1 : 1)));
  if (!('release' in parsed)) return { kind: 'refused', problems: parsed };
  const systems = systemsOf(parsed);
  const { sites, problems: expressionProblems } = compileSites(parsed.sites, compileExpression);
  const problems = [
    ...checkNames(parsed),
    ...checkCodes(parsed, systems),
    ...checkDrugs(parsed, systems),
    ...checkIndications(parsed),
    ...checkCitations(parsed),
    ...checkSites(parsed, systems),
    ...doubleMeanings(parsed.phrases),
    ...expressionProblems,
  ];
  if (problems.length > 0) return { kind: 'refused', problems };
  return { kind: 'compiled', knowledge: assemble({ files: parsed, systems, sites, hash }) };
}
