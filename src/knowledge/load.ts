import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { jsonFault } from '../json-fault.js';
import { type Compiled, compileKnowledge } from './compile.js';
import { compileFhirPath } from './fhirpath-expression.js';
import { KnowledgeError, type KnowledgeProblem } from './knowledge-error.js';
import { type KnowledgeFile, outsideSites } from './parse-files.js';
import type { Knowledge } from './schema.js';

/** The knowledge that comes with the program: the JSON files beside this one, in `src` and in `dist/src` alike. */
export const embeddedDirectory = path.dirname(fileURLToPath(import.meta.url));

interface TextFile {
  readonly path: string;
  readonly text: string;
}

function readTexts(directory: string): readonly TextFile[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({
      path: name.split(path.sep).join('/'),
      text: readFileSync(path.join(directory, name), 'utf8'),
    }));
}

function parse({ path: file, text }: TextFile, problems: KnowledgeProblem[]): KnowledgeFile[] {
  try {
    const content: unknown = JSON.parse(text);
    return [{ path: file, content }];
  } catch {
    problems.push({ file, path: '', message: jsonFault(text) ?? 'is not JSON' });
    return [];
  }
}

/** Site files from outside the program; their names in problems start with the variable that gives the directory. */
function readSites(directory: string): readonly TextFile[] {
  try {
    return readdirSync(directory, { encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => ({
        path: `${outsideSites}/${name}`,
        text: readFileSync(path.join(directory, name), 'utf8'),
      }));
  } catch {
    throw new KnowledgeError([
      { file: outsideSites, path: '', message: 'the directory of site files (HERALD_SITES, --sites) cannot be read' },
    ]);
  }
}

/** A site file that is not in place yet. */
export interface SiteCandidate {
  readonly name: string;
  /** It is one of the program's own files, or what is to become one: it takes the place of the one of its name. */
  readonly isEmbedded?: boolean;
  readonly content: unknown;
}

/** Where the knowledge comes from beside the program's own files. */
export interface KnowledgeDirectories {
  /** Its files replace the embedded ones of the same path, or add to them. */
  readonly override?: string;
  /** Site files (`HERALD_SITES`); they add to the embedded ones. */
  readonly sites?: string;
}

function hashOf(files: readonly KnowledgeFile[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.path}\n${JSON.stringify(file.content)}\n`);
  return hash.digest('hex');
}

/** The knowledge files as parsed JSON with the SHA-256 of what they say: spacing makes no difference. */
export function readKnowledgeFiles({ override, sites }: KnowledgeDirectories = {}): {
  readonly files: readonly KnowledgeFile[];
  readonly hash: string;
} {
  const texts = new Map(readTexts(embeddedDirectory).map((file) => [file.path, file]));
  for (const file of override === undefined ? [] : readTexts(override)) texts.set(file.path, file);
  for (const file of sites === undefined ? [] : readSites(sites)) texts.set(file.path, file);
  const problems: KnowledgeProblem[] = [];
  const files = [...texts.values()].sort((a, b) => (a.path < b.path ? -1 : 1)).flatMap((file) => parse(file, problems));
  if (problems.length > 0) throw new KnowledgeError(problems);
  return { files, hash: hashOf(files) };
}

/**
 * Reads, checks and indexes the knowledge.
 * @throws KnowledgeError naming file and path of every problem; the program must not start then
 */
export function loadKnowledge(directories: KnowledgeDirectories = {}): Knowledge {
  const { files, hash } = readKnowledgeFiles(directories);
  const compiled = compileKnowledge(files, hash, { compileExpression: compileFhirPath });
  if (compiled.kind === 'refused') throw new KnowledgeError(compiled.problems);
  return compiled.knowledge;
}

function idOf({ content }: KnowledgeFile): unknown {
  return typeof content === 'object' && content !== null && 'id' in content ? content.id : undefined;
}

/**
 * The knowledge as each of some sites has it: what comes with the program and, of the directory of site files, that site's alone.
 * Each has a version of its own.
 * @returns by id of the site; ids that no site has are left out.
 * @throws KnowledgeError as `loadKnowledge`
 */
export function loadKnowledgeBySite(
  sites: readonly string[],
  directories: KnowledgeDirectories,
): ReadonlyMap<string, Knowledge> {
  const { files } = readKnowledgeFiles(directories);
  const loaded = new Map<string, Knowledge>();
  for (const site of new Set(sites)) {
    const own = files.filter((file) => !file.path.startsWith(`${outsideSites}/`) || idOf(file) === site);
    const compiled = compileKnowledge(own, hashOf(own), { compileExpression: compileFhirPath });
    if (compiled.kind === 'refused') throw new KnowledgeError(compiled.problems);
    if (compiled.knowledge.sites.all.some(({ id }) => id === site)) loaded.set(site, compiled.knowledge);
  }
  return loaded;
}

/**
 * What the knowledge would be with one more site file; it replaces a file of the same name in the directory of site files,
 * or among the embedded ones. Problems of the candidate name it as `HERALD_SITES/{name}` or `sites/{name}`.
 */
export function compileWithSite(
  { name, content, isEmbedded = false }: SiteCandidate,
  directories: KnowledgeDirectories = {},
): Compiled {
  const { files, hash } = readKnowledgeFiles(directories);
  const file = `${isEmbedded ? 'sites' : outsideSites}/${name}`;
  const others = files.filter((each) => each.path !== file);
  return compileKnowledge([...others, { path: file, content }], hash, { compileExpression: compileFhirPath });
}
