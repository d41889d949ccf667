import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';

/** Root of the repository: the folder of package.json. Jest runs there. */
export const repoRoot = process.cwd();

const notOurs = new Set(['node_modules', 'dist', 'coverage', '.git', '.herald', '.tmp']);

/** All files of the repository, relative to its root, `/`-separated, sorted; without installed, built and version-control files. */
export function listFiles(folder = ''): readonly string[] {
  return readdirSync(path.join(repoRoot, folder), { withFileTypes: true })
    .filter((each) => !notOurs.has(each.name))
    .flatMap((each) => {
      const name = folder === '' ? each.name : `${folder}/${each.name}`;
      return each.isDirectory() ? listFiles(name) : each.isFile() ? [name] : [];
    })
    .sort();
}

/** Text of a file of the repository. */
export function readText(file: string): string {
  return readFileSync(path.join(repoRoot, file), 'utf8');
}

export type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Child of a syntax node, where it is a node. */
export function child(node: Node | undefined, name: string): Node | undefined {
  const value = node?.[name];
  return isNode(value) ? value : undefined;
}

/** Every syntax node below and including `value`, in source order. */
export function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const each of value) yield* nodesOf(each);
  } else if (isNode(value)) {
    yield value;
    for (const each of Object.values(value)) yield* nodesOf(each);
  }
}

/** Syntax tree of TypeScript source; of a file with elements in it where `file` says so. */
export function parse(source: string, file = ''): unknown {
  return parseSync(source, { syntax: 'typescript', tsx: file.endsWith('.tsx'), target: 'es2022' });
}

export interface Import {
  /** As written: `./dates.js`, `node:fs`, `zod`. */
  readonly specifier: string;
  /** Erased by the compiler. */
  readonly typeOnly: boolean;
}

const importing = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'];

function isTypeOnly(node: Node): boolean {
  if (node.typeOnly === true) return true;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : [];
  return specifiers.length > 0 && specifiers.every((each) => each.isTypeOnly === true);
}

/** What a source file imports or re-exports, dynamic imports and `import()` types included. */
export function importsOf(tree: unknown): readonly Import[] {
  const found: Import[] = [];
  for (const node of nodesOf(tree)) {
    const type = String(node.type);
    const source = child(node, importing.includes(type) ? 'source' : type === 'TsImportType' ? 'argument' : '');
    if (typeof source?.value === 'string') {
      found.push({ specifier: source.value, typeOnly: type === 'TsImportType' || isTypeOnly(node) });
    }
    if (type === 'CallExpression' && child(node, 'callee')?.type === 'Import') {
      const [first] = Array.isArray(node.arguments) ? node.arguments.filter(isNode) : [];
      const literal = child(first, 'expression');
      found.push({ specifier: typeof literal?.value === 'string' ? literal.value : '(computed)', typeOnly: false });
    }
  }
  return found;
}

/** The file that a relative specifier names, relative to the root; undefined for packages and Node modules. */
export function targetOf(file: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = path.posix.join(path.posix.dirname(file), specifier);
  if (!target.endsWith('.js')) return target;
  const source = target.slice(0, -3);
  return existsSync(path.join(repoRoot, `${source}.tsx`)) ? `${source}.tsx` : `${source}.ts`;
}
