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
  'test/cases.test.ts',
  'test/hook-edges.test.ts',
  'test/cards/card-content.test.ts',
  'test/cards/card-contract.test.ts',
  'test/cards/card-basis.test.ts',
  'test/cards/cards-page.test.ts',
];
const entry = '\0suites';
const onceLoaded = '\0knowledge-once';
const loader = 'src/knowledge/load.ts';
const forgetful = '\0text-memory';
const textMemory = 'src/chart/text-memory.ts';

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

/** What one test remembers would hide a mutant, or the code that a test covers, from the next. */
function forgetOnDemand(file) {
  return `import { textMemory as remember } from ${JSON.stringify(file)};
let age = 0;
export const forget = () => { age += 1; };
export function textMemory() {
  let made, memory;
  return (text, read) => {
    if (made !== age) [made, memory] = [age, remember()];
    return memory(text, read);
  };
}`;
}

/**
 * Bundles the suites of `root`. Gives the text of a CommonJS module whose `suites` names a loader for each suite (nothing is evaluated
 * before its loader is called) and whose `takeTests` gives what the loaded suite has collected; `forget` empties the memories of texts.
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
      if (source.endsWith('/text-memory.js') && importer !== forgetful) return forgetful;
      if (source.endsWith('/src/knowledge/load.js') && importer !== onceLoaded) return onceLoaded;
      return source === '@jest/globals' ? collector : null;
    },
    load(id) {
      if (id === forgetful) return forgetOnDemand(path.join(root, textMemory));
      if (id === onceLoaded) return loadOnce(path.join(root, loader));
      if (id !== entry) return null;
      return `export { takeTests } from ${JSON.stringify(collector)};\nexport { forget } from '${forgetful.slice(1)}/text-memory.js';\nexport const suites = {${loaders.join(',')}};`;
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
