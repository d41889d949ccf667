import type { z } from 'zod';
import type { CodeEntries } from './code-index.js';
import {
  codeFileSchemas,
  type DrugFile,
  drugFileSchema,
  type IndicationFile,
  indicationFileSchema,
  type ProductFile,
  phraseFileSchema,
  productFileSchema,
  releaseFileSchema,
  type SystemFile,
  sourceFileSchema,
  systemFileSchema,
} from './file-schemas.js';
import type { KnowledgeProblem } from './knowledge-error.js';
import type { PhraseLanguage } from './phrase-words.js';
import type { CodeListName } from './roles.js';
import { type SiteFile, siteFileSchema } from './site-schema.js';

/** A knowledge file as read: its path inside the knowledge directory, with `/`, and its JSON. */
export interface KnowledgeFile {
  readonly path: string;
  readonly content: unknown;
}

/** A file's content with the path that problems name. */
export interface Located<T> {
  readonly path: string;
  readonly content: T;
}

/** Every file in its shape; not yet checked against the others. */
export interface ParsedFiles {
  readonly release: string;
  readonly systems: SystemFile;
  readonly sources: z.infer<typeof sourceFileSchema>['sources'];
  readonly codes: CodeEntries;
  readonly drugs: readonly Located<DrugFile>[];
  readonly indications: readonly Located<IndicationFile>[];
  readonly products: readonly Located<ProductFile>[];
  readonly phrases: readonly Located<PhraseLanguage>[];
  readonly sites: readonly Located<SiteFile>[];
}

/** Folder of the site files that come from outside the program: named as the variable that gives their directory. */
export const outsideSites = 'HERALD_SITES';

const withinFolder = /^(?:(?:codes|therapies|products|phrases|sites)\/[a-z0-9-]+|HERALD_SITES\/[^/]+)\.json$/;
const atTop: readonly string[] = ['knowledge.json', 'systems.json', 'sources.json'];

/** `entries[3].source` */
function pathOf(keys: readonly PropertyKey[]): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function statesIndications(content: unknown): boolean {
  return typeof content === 'object' && content !== null && 'indications' in content;
}

/** Words for a member that is left out; zod's own speak of its types. */
function missingMember({ code, input }: z.core.$ZodRawIssue): string | undefined {
  return code === 'invalid_type' && input === undefined ? 'is missing' : undefined;
}

/** Reads files by schema and keeps the problems of all of them. */
class FileReader {
  readonly problems: KnowledgeProblem[] = [];
  private readonly files: readonly KnowledgeFile[];

  constructor(files: readonly KnowledgeFile[]) {
    this.files = files;
  }

  /** The content of one required file; undefined, with the problem kept, where it is missing or malformed. */
  one<S extends z.ZodType>(path: string, schema: S): z.output<S> | undefined {
    const file = this.files.find((candidate) => candidate.path === path);
    if (file !== undefined) return this.read(file, schema)[0]?.content;
    this.problems.push({ file: path, path: '', message: 'is missing' });
    return undefined;
  }

  /** The files of a folder that `concerns` them. */
  all<S extends z.ZodType>(
    folder: string,
    schema: S,
    concerns: (content: unknown) => boolean = () => true,
  ): readonly Located<z.output<S>>[] {
    return this.files
      .filter((file) => file.path.startsWith(`${folder}/`) && concerns(file.content))
      .flatMap((file) => this.read(file, schema));
  }

  entries<L extends CodeListName, E>(list: L, schema: z.ZodType<{ readonly entries: readonly E[] }>): readonly E[] {
    return this.one(`codes/${list}.json`, schema)?.entries ?? [];
  }

  /** A file that no schema reads would be knowledge that is silently not used. */
  refuseStrangers(): void {
    for (const { path } of this.files) {
      const list = /^codes\/(.+)\.json$/.exec(path)?.[1];
      const known =
        atTop.includes(path) || (withinFolder.test(path) && (list === undefined || list in codeFileSchemas));
      if (!known) this.problems.push({ file: path, path: '', message: 'is no knowledge file' });
    }
  }

  private read<S extends z.ZodType>(file: KnowledgeFile, schema: S): Located<z.output<S>>[] {
    const parsed = schema.safeParse(file.content, { error: missingMember });
    if (parsed.success) return [{ path: file.path, content: parsed.data }];
    for (const issue of parsed.error.issues) {
      this.problems.push({ file: file.path, path: pathOf(issue.path), message: issue.message });
    }
    return [];
  }
}

function readCodes(reader: FileReader): CodeEntries {
  return {
    'her2-tests': reader.entries('her2-tests', codeFileSchemas['her2-tests']),
    'her2-answers': reader.entries('her2-answers', codeFileSchemas['her2-answers']),
    'receptor-tests': reader.entries('receptor-tests', codeFileSchemas['receptor-tests']),
    'receptor-answers': reader.entries('receptor-answers', codeFileSchemas['receptor-answers']),
    conditions: reader.entries('conditions', codeFileSchemas.conditions),
    staging: reader.entries('staging', codeFileSchemas.staging),
    intent: reader.entries('intent', codeFileSchemas.intent),
    safety: reader.entries('safety', codeFileSchemas.safety),
    'sites-of-body': reader.entries('sites-of-body', codeFileSchemas['sites-of-body']),
    procedures: reader.entries('procedures', codeFileSchemas.procedures),
  };
}

/** Reads every file by its schema; all problems at once, so that one start shows them all. */
export function parseFiles(files: readonly KnowledgeFile[]): ParsedFiles | readonly KnowledgeProblem[] {
  const reader = new FileReader(files);
  reader.refuseStrangers();
  const release = reader.one('knowledge.json', releaseFileSchema);
  const systems = reader.one('systems.json', systemFileSchema);
  const sources = reader.one('sources.json', sourceFileSchema);
  const parsed = {
    codes: readCodes(reader),
    drugs: reader.all('therapies', drugFileSchema, (content) => !statesIndications(content)),
    indications: reader.all('therapies', indicationFileSchema, statesIndications),
    products: reader.all('products', productFileSchema),
    phrases: reader.all('phrases', phraseFileSchema),
    // The program's own first: where two sites contradict each other, the outside one is told so.
    sites: [...reader.all('sites', siteFileSchema), ...reader.all(outsideSites, siteFileSchema)],
  };
  if (release === undefined || systems === undefined || sources === undefined) return reader.problems;
  if (reader.problems.length > 0) return reader.problems;
  return { release: release.release, systems, sources: sources.sources, ...parsed };
}
