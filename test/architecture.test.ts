import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { importTable, type Layer } from './support/import-table.js';
import { child, importsOf, listFiles, type Node, nodesOf, parse, readText, targetOf } from './support/source-files.js';

/** Violations are lists of "file: what", so that a failure names each place. */
const files = listFiles();
const product = files.filter((file) => /^(src|hooks)\/.*\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
const trees = new Map(product.map((file) => [file, parse(readText(file), file)]));

function layerOf(file: string): Layer | undefined {
  return importTable.find((layer) => file.startsWith(layer.prefix));
}

function isAllowed(layer: Layer, target: string, typeOnly: boolean): boolean {
  return layer.from.some(
    (from) =>
      from === '*' ||
      target.startsWith(from) ||
      (typeOnly && from.startsWith('type:') && target.startsWith(from.slice(5))),
  );
}

function isPackageAllowed(layer: Layer, specifier: string): boolean {
  if (specifier.startsWith('node:')) return layer.node;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  return layer.packages.includes('*') || layer.packages.includes(name);
}

/** What in a syntax tree the house rules forbid everywhere in the product. */
function escapesOf(node: Node): string | undefined {
  switch (node.type) {
    case 'TsAsExpression':
    case 'TsTypeAssertion':
      return 'a cast';
    case 'TsNonNullExpression':
      return 'a non-null assertion';
    case 'TsKeywordType':
      return node.kind === 'any' ? 'the type any' : undefined;
    case 'ExportDefaultDeclaration':
    case 'ExportDefaultExpression':
      return 'a default export';
    default:
      return undefined;
  }
}

const impureGlobals = new Set([
  'process',
  'fetch',
  'console',
  'performance',
  'crypto',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'localStorage',
  'navigator',
  'require',
  'Buffer',
  'eval',
]);
// The zone of the machine, its language or chance would change an answer.
const impureMembers: Readonly<Record<string, RegExp>> = {
  Date: /^now$/,
  Math: /^random$/,
};
const localDateMembers =
  /^(get(FullYear|Year|Month|Date|Day|Hours|Minutes|TimezoneOffset)|set(FullYear|Month|Date|Hours|Minutes)|toLocale(Date|Time)?String|toDateString|toTimeString)$/;

function nameOf(node: Node | undefined): string | undefined {
  return node?.type === 'Identifier' && typeof node.value === 'string' ? node.value : undefined;
}

function impurityOf(node: Node): string | undefined {
  const callee = nameOf(child(node, 'callee'));
  const given = Array.isArray(node.arguments) ? node.arguments.length : 0;
  if (node.type === 'NewExpression' && callee === 'Date' && given === 0) return 'new Date() without a date';
  if (node.type === 'CallExpression' && callee === 'Date') return 'Date() reads the clock';
  if (node.type === 'CallExpression' && callee !== undefined && impureGlobals.has(callee)) return callee;
  if (node.type !== 'MemberExpression') return undefined;
  const object = nameOf(child(node, 'object'));
  const member = nameOf(child(node, 'property'));
  if (object !== undefined && impureGlobals.has(object)) return object;
  if (object !== undefined && member !== undefined && impureMembers[object]?.test(member)) return `${object}.${member}`;
  return member !== undefined && localDateMembers.test(member) ? `.${member}` : undefined;
}

/** Exported functions (declared, or constants that hold one) that no docstring precedes. */
function undocumented(source: string): readonly string[] {
  const lines = source.split('\n');
  return lines.flatMap((line, at) => {
    const found =
      /^export (?:async )?function\*? (\w+)/.exec(line) ??
      /^export const (\w+)(?:: [^=]+)? = (?:async )?(?:function\b|\([^()]*\)(?:: [^=]+)? =>|<|\w+ =>)/.exec(line);
    if (found?.[1] === undefined) return [];
    const before = lines.slice(0, at).findLast((each) => each.trim() !== '');
    // An overload's implementation follows its signatures, which carry the docstring.
    const isDocumented =
      before?.trimEnd().endsWith('*/') === true || before?.includes(`function ${found[1]}(`) === true;
    return isDocumented ? [] : [found[1]];
  });
}

describe('imports go one way', () => {
  test('every source file of the product belongs to a layer of the table', () => {
    expect(product.filter((file) => file.startsWith('src/') && layerOf(file) === undefined)).toEqual([]);
    expect(product.length).toBeGreaterThan(0);
  });

  test('a file imports only what the table allows its layer', () => {
    const violations = [...trees].flatMap(([file, tree]) => {
      const layer = layerOf(file);
      if (layer === undefined) return [`${file}: no layer`];
      return importsOf(tree).flatMap(({ specifier, typeOnly }) => {
        const target = targetOf(file, specifier);
        const allowed = target === undefined ? isPackageAllowed(layer, specifier) : isAllowed(layer, target, typeOnly);
        return allowed ? [] : [`${file}: ${typeOnly ? 'type ' : ''}${target ?? specifier}`];
      });
    });
    expect(violations).toEqual([]);
  });

  test('no file imports itself through others', () => {
    const next = new Map(
      [...trees].map(([file, tree]) => [
        file,
        importsOf(tree).flatMap((each) => (each.typeOnly ? [] : (targetOf(file, each.specifier) ?? []))),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      else if (!done.has(file)) {
        for (const target of next.get(file) ?? []) visit(target, [...trail, file]);
        done.add(file);
      }
    };
    for (const file of product) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('every import names a file that exists', () => {
    const violations = [...trees].flatMap(([file, tree]) =>
      importsOf(tree).flatMap(({ specifier }) => {
        const target = targetOf(file, specifier);
        return target === undefined || files.includes(target) ? [] : [`${file}: ${specifier}`];
      }),
    );
    expect(violations).toEqual([]);
  });
});

describe('the pure rings stay pure', () => {
  test('they use no clock, zone, randomness, environment, timer or IO', () => {
    const violations = [...trees].flatMap(([file, tree]) =>
      layerOf(file)?.pure === true
        ? [...nodesOf(tree)].flatMap((node) => impurityOf(node) ?? []).map((what) => `${file}: ${what}`)
        : [],
    );
    expect(violations).toEqual([]);
  });

  test('the check itself sees what it forbids', () => {
    const impure = [
      'new Date()',
      'Date.now()',
      'Math.random()',
      'process.env.X',
      'fetch("x")',
      'd.getHours()',
      'd.toLocaleString()',
    ];
    expect(
      impure.filter((source) => [...nodesOf(parse(source))].every((node) => impurityOf(node) === undefined)),
    ).toEqual([]);
    const pure = ['new Date(0)', 'Date.UTC(2026, 1, 1)', 'd.getUTCDate()', 'Math.round(1)'];
    expect(pure.filter((source) => [...nodesOf(parse(source))].some((node) => impurityOf(node) !== undefined))).toEqual(
      [],
    );
  });

  test('the environment is read by the configuration and the process entry alone', () => {
    const readers = product.filter((file) => /\bprocess\s*\.\s*env\b/.test(readText(file)));
    expect(
      readers.filter((file) => !['src/config.ts', 'src/main.ts'].includes(file) && !file.startsWith('src/cli/')),
    ).toEqual([]);
  });
});

describe('nothing escapes the type system', () => {
  test('the product has no cast but "as const", no non-null assertion, no any and no default export', () => {
    const violations = [...trees].flatMap(([file, tree]) =>
      [...nodesOf(tree)].flatMap((node) => escapesOf(node) ?? []).map((what) => `${file}: ${what}`),
    );
    expect(violations).toEqual([]);
  });

  test('the check itself sees what it forbids', () => {
    const escapes = [
      'const a = b as string',
      'const a = <string>b',
      'const a = b!',
      'let a: any',
      'export default 1',
      'const f = (a: any[]) => a',
    ];
    expect(
      escapes.filter((source) => [...nodesOf(parse(source))].every((node) => escapesOf(node) === undefined)),
    ).toEqual([]);
    expect(
      [...nodesOf(parse('const a = [1] as const; const b = a satisfies unknown'))].flatMap(
        (node) => escapesOf(node) ?? [],
      ),
    ).toEqual([]);
  });

  test('nothing in the product tells the compiler or the linter to look away without a reason', () => {
    const away = /@ts-(ignore|nocheck|expect-error)|eslint-disable|biome-ignore(?![^\n]*: \S{3,})/;
    expect(product.filter((file) => away.test(readText(file)))).toEqual([]);
  });
});

describe('files are small and named after what they do', () => {
  const code = files.filter((file) => /^(src|hooks|test|bench|scripts|fixtures)\/.*\.(ts|tsx|mjs|js)$/.test(file));

  test('no source file is longer than 300 lines, and the median of the product is about 100', () => {
    const lengths = product.map((file) => ({ file, lines: readText(file).trimEnd().split('\n').length }));
    const sorted = lengths.map((each) => each.lines).sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    process.stdout.write(`source files: ${sorted.length}, median ${median} lines, longest ${sorted.at(-1) ?? 0}\n`);
    expect(lengths.filter((each) => each.lines > 300).map((each) => `${each.file}: ${each.lines} lines`)).toEqual([]);
    expect(median).toBeLessThanOrEqual(150);
  });

  test('names are kebab-case and say what is inside', () => {
    const drawers = /(^|[/-])(utils?|helpers?|commons?|types?|managers?)([.-]|\/|$)/;
    const folders = new Set(code.flatMap((file) => file.split('/').slice(0, -1)));
    const bad = code.filter(
      (file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|d|config))*\.(ts|tsx|mjs|js)$/.test(file.split('/').at(-1) ?? ''),
    );
    expect(bad).toEqual([]);
    expect([...folders].filter((folder) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(folder))).toEqual([]);
    expect(code.filter((file) => drawers.test(file))).toEqual([]);
  });

  test('every exported function of the product has a docstring', () => {
    expect(product.flatMap((file) => undocumented(readText(file)).map((name) => `${file}: ${name}`))).toEqual([]);
  });

  test('the docstring check sees functions, arrow functions and their docstrings', () => {
    expect(undocumented('export function a() {}\n/** b */\nexport function b() {}')).toEqual(['a']);
    expect(undocumented('export const a = (x: string): string => x;\n/** b */\nexport const b = (x) => x;')).toEqual([
      'a',
    ]);
  });

  test('no source says that work is left over', () => {
    const leftOver = /\b(TODO|FIXME|XXX)\b|[Nn]ot implemented|\b[Ff]or now\b/;
    expect(product.filter((file) => leftOver.test(readText(file)))).toEqual([]);
  });
});

describe('the package installs the same everywhere', () => {
  test('every package that the product imports is a dependency, not one of the tests', () => {
    const packages = child({ manifest: JSON.parse(readText('package.json')) }, 'manifest');
    const installed = Object.keys(packages?.dependencies ?? {});
    // The pages are built before they are shipped: what goes into them need not be installed where they are served.
    const built = [...installed, ...Object.keys(packages?.devDependencies ?? {})];
    // An optional peer is for whoever spreads a screening over several machines; nothing else may need it.
    const screening = [...installed, ...Object.keys(packages?.peerDependencies ?? {})];
    const allowed = (file: string): readonly string[] =>
      file.startsWith('src/web/') ? built : file.startsWith('src/screen/') ? screening : installed;
    const violations = [...trees].flatMap(([file, tree]) =>
      importsOf(tree).flatMap(({ specifier }) =>
        specifier.startsWith('.') ||
        specifier.startsWith('node:') ||
        allowed(file).some((name) => specifier === name || specifier.startsWith(`${name}/`))
          ? []
          : [`${file}: ${specifier}`],
      ),
    );
    expect(violations).toEqual([]);
  });

  test('an optional package is reached only through an import at the time it is asked for', () => {
    const peers = Object.keys(
      child(child({ manifest: JSON.parse(readText('package.json')) }, 'manifest'), 'peerDependencies') ?? {},
    );
    const needing = product.filter((file) => peers.some((name) => readText(file).includes(`from '${name}'`)));
    expect(needing).toEqual(['src/screen/share-run.ts']);
    const bound = product.filter((file) => /^(import|export) (?!type).*share-run\.js'/m.test(readText(file)));
    expect(bound).toEqual([]);
  });

  const manifest = child({ manifest: JSON.parse(readText('package.json')) }, 'manifest');
  const member = (name: string): readonly [string, string][] =>
    Object.entries(child(manifest, name) ?? {}).map(([key, value]) => [key, String(value)]);

  test('every dependency is pinned to one version', () => {
    const pins = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'].flatMap(member);
    expect(pins.length).toBeGreaterThan(10);
    expect(pins.filter(([, version]) => !/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))).toEqual([]);
  });

  test('installing runs no script of ours', () => {
    const scripts = member('scripts').map(([name]) => name);
    expect(scripts).toContain('test');
    expect(scripts.filter((name) => /^(pre|post)?(install|prepare|pack|publish)$/.test(name))).toEqual([]);
  });

  test('the lock file is complete, carries integrity and no download address', () => {
    expect(() => execFileSync(process.execPath, ['scripts/check-lock.mjs'], { stdio: 'pipe' })).not.toThrow();
  });
});

describe('the repository speaks of the product alone', () => {
  // Written in two halves, so that this file does not hold what it looks for.
  const foreign = new RegExp(
    [
      ['(^|[^A-Za-z0-9._-])/wo', 'rk/'],
      ['(^|[^A-Za-z0-9._-])/fa', 'rm/'],
      ['bash_', 'jobs'],
      ['\\.libr', 'ary/'],
      ['\\bclau', 'de\\b'],
      ['anthro', 'pic'],
      ['\\bsub-?ag', 'ents?\\b'],
      ['\\bAI ag', 'ent'],
      ['registry\\.npm', 'js'],
      ['registry\\.yarn', 'pkg'],
      ['co-authored', '-by:'],
    ]
      .map((halves) => halves.join(''))
      .join('|'),
    'i',
  );
  const readable = files.filter((file) =>
    /\.(ts|tsx|mjs|js|json|jsonl|md|sql|yaml|yml|html|css|sh|txt)$|^[^.]*$|^\.[^/]+$|^\.ci\//.test(file),
  );

  test('no file names the place where it was written, its tools or a registry', () => {
    expect(readable.length).toBeGreaterThan(20);
    expect(readable.filter((file) => foreign.test(readText(file)))).toEqual([]);
  });
});
