// Builds the pages (src/web) to static files: one HTML file each, scripts and styles under assets/ with hashed names.
// Nothing is inlined: the pages are served under a policy that allows no inline script or style.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const source = path.join(root, 'src', 'web');
export const pageNames = ['sandbox', 'evidence', 'insights', 'status'];

/** Builds every page into `folder`. */
export async function buildPages(folder) {
  await build({
    configFile: false,
    root: source,
    base: '/',
    publicDir: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rollupOptions: { input: pageNames.map((name) => path.join(source, `${name}.html`)) },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildPages(process.argv[2] === undefined ? path.join(root, 'dist', 'pages') : path.resolve(process.argv[2]));
}
