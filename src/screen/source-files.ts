import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file of the source. */
export interface SourceFile {
  /** Relative to the source folder, `/`-separated. */
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds of the last change: a changed file makes another run. */
  readonly changed: number;
  /** `lines`: NDJSON; `bundle`: one JSON value. */
  readonly format: 'lines' | 'bundle';
  readonly compressed: boolean;
}

const known = /\.(ndjson|jsonl|json)(\.gz)?$/i;

function describe(folder: string, name: string): readonly SourceFile[] {
  const shape = known.exec(name);
  if (shape === null) return [];
  const { size, mtimeMs } = statSync(path.join(folder, name));
  const format = shape[1]?.toLowerCase() === 'json' ? 'bundle' : 'lines';
  return [
    {
      name: name.split(path.sep).join('/'),
      bytes: size,
      changed: Math.floor(mtimeMs),
      format,
      compressed: shape[2] !== undefined,
    },
  ];
}

/** The folder of a source, and its files sorted by name. */
export interface Source {
  readonly folder: string;
  readonly files: readonly SourceFile[];
}

/** Names of the files that bulk exports describe themselves with; they hold no resources. */
const notData = /(^|\/)(log|manifest|truth)\.(ndjson|json|jsonl)(\.gz)?$/i;

/**
 * Lists a source: one file, or a folder with everything below it. Takes NDJSON and JSON files, compressed by gzip or not.
 * @param except the output folder, where it lies inside the source
 * @returns undefined where the source cannot be read; no files where it holds none of these
 */
export function listSource(source: string, except?: string): Source | undefined {
  const isOutput = (name: string): boolean =>
    except !== undefined && !path.relative(path.resolve(except), path.resolve(source, name)).startsWith('..');
  try {
    if (!statSync(source).isDirectory()) {
      const folder = path.dirname(source);
      return { folder, files: describe(folder, path.basename(source)) };
    }
    const names = readdirSync(source, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile() && !notData.test(each.name))
      .map((each) => path.relative(source, path.join(each.parentPath, each.name)))
      .filter((name) => !isOutput(name))
      .sort();
    return { folder: source, files: names.flatMap((name) => describe(source, name)) };
  } catch {
    return undefined;
  }
}
