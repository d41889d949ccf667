// Builds the pages (src/web) to static files: one HTML file each, scripts and styles under assets/ with hashed names.
// Nothing is inlined: the pages are served under a policy that allows no inline script or style.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const source = path.join(root, 'src', 'web');
export const pageNames = ['sandbox', 'evidence', 'insights', 'status'];

/**
 * zod writes JSON Schema, which no page asks for, and its schemas refer to the writer: 8 KB of each page after compression. The names
 * stay, the code goes; a page that called it would fail loudly.
 */
const withoutJsonSchema = {
  name: 'without-json-schema',
  enforce: 'pre',
  load(id) {
    if (!/\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/.test(id)) return null;
    const text = readFileSync(id, 'utf8');
    const names = [...text.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name]) => name);
    const renamed = [...text.matchAll(/^export \{ \w+ as (\w+) \}/gm)].map(([, name]) => name);
    const stub = "const absent = () => () => { throw new Error('the pages write no JSON Schema'); };\n";
    return `${stub}export { ${[...names, ...renamed].map((name) => `absent as ${name}`).join(', ')} };`;
  },
};

/** Builds every page into `folder`. */
export async function buildPages(folder) {
  await build({
    configFile: false,
    root: source,
    // Relative, so that the pages work behind a proxy that adds a path.
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [withoutJsonSchema],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      // The library for FHIRPath in site files, loaded where a site has any.
      chunkSizeWarningLimit: 1500,
      rollupOptions: { input: pageNames.map((name) => path.join(source, `${name}.html`)) },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPages(process.argv[2] === undefined ? path.join(root, 'dist', 'pages') : path.resolve(process.argv[2]));
}
