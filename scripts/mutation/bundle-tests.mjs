// Makes one script of the suites that run the pure core in process, so that it can be evaluated again and again within one process.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const collector = fileURLToPath(new URL('./collect-tests.mjs', import.meta.url));
const folders = ['test/clinical', 'test/chart'];
const files = [
  'test/her2-cases.test.ts',
  'test/eligibility-cases.test.ts',
  'test/phrases.test.ts',
  'test/fixtures-answers.test.ts',
];
const entry = '\0suites';
const onceLoaded = '\0knowledge-once';
const loader = 'src/knowledge/load.ts';

/**
 * Properties over random records cost more than all other suites together and kill next to nothing that those leave: they run in the
 * gate, not here, which makes the score a lower bound.
 */
const isProperty = /(?:properties|any-text)\.test\.ts$/;

/** The suites of `root` that run the pure core in process, as paths from `root`, sorted. */
export function suitesOf(root) {
  const found = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true })
      .filter((file) => file.endsWith('.test.ts') && !isProperty.test(file))
      .map((file) => path.join(folder, file)),
  );
  return [...found, ...files].sort();
}

/** Modules keep their own address in the bundle: several find their files by it. */
function locate(code, id) {
  return code
    .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(id)))
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href));
}

/** Every suite reads the whole knowledge, which is most of the time that loading it takes: once is enough for one evaluation. */
function loadOnce(file) {
  const address = JSON.stringify(file);
  return `export * from ${address};
import { loadKnowledge as load } from ${address};
let loaded;
export const loadKnowledge = (...options) => options.length > 0 ? load(...options) : (loaded ??= load());`;
}

/**
 * Bundles the suites of `root`. Gives the text of a CommonJS module whose `suites` names a loader for each suite (nothing is evaluated
 * before its loader is called) and whose `takeTests` gives what the loaded suite has collected.
 */
export async function bundleTests(root) {
  const loaders = suitesOf(root).map(
    (suite) => `${JSON.stringify(suite)}: () => import(${JSON.stringify(path.join(root, suite))})`,
  );
  const suites = {
    name: 'suites',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source === entry) return entry;
      if (source.endsWith('/src/knowledge/load.js') && importer !== onceLoaded) return onceLoaded;
      return source === '@jest/globals' ? collector : null;
    },
    load(id) {
      if (id === onceLoaded) return loadOnce(path.join(root, loader));
      if (id !== entry) return null;
      return `export { takeTests } from ${JSON.stringify(collector)};\nexport const suites = {${loaders.join(',')}};`;
    },
    transform(code, id) {
      return code.includes('import.meta.') ? { code: locate(code, id), map: null } : null;
    },
  };
  const built = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    plugins: [suites],
    build: {
      ssr: true,
      write: false,
      minify: false,
      target: 'node20',
      rollupOptions: { input: { suites: entry }, output: { format: 'cjs', codeSplitting: false } },
    },
  });
  return built.output[0].code;
}
