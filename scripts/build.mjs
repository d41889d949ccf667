// Compiles src and hooks to dist, copies the data files that the code reads at start and the synthetic patients, and builds the pages.
// --if-needed: does nothing where dist is newer than everything it is made of.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPages } from './build-pages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');
/** Written last, so that a build that failed half way is not taken for one. */
const stamp = path.join(dist, '.built');
const sources = ['src', 'hooks'];
/** Records of the sandbox. */
const patients = path.join('fixtures', 'patients');
const settings = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/build.mjs',
  'scripts/build-pages.mjs',
];

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
}

function isFresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const folders = [...sources, patients].flatMap((source) => foldersUnder(path.join(root, source)));
  const files = [
    ...[...sources, patients].flatMap((source) => filesUnder(path.join(root, source))),
    ...settings.map((name) => path.join(root, name)),
  ];
  return [...folders, ...files].every((each) => !existsSync(each) || statSync(each).mtimeMs <= built);
}

/** A removed file changes its folder's time only. */
function foldersUnder(folder) {
  if (!existsSync(folder)) return [];
  const inside = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isDirectory());
  return [folder, ...inside.map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))];
}

async function build() {
  rmSync(dist, { recursive: true, force: true });
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const compiled = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (compiled.status !== 0) process.exit(compiled.status ?? 1);
  for (const file of sources
    .flatMap((source) => filesUnder(path.join(root, source)))
    .filter((each) => each.endsWith('.json'))) {
    const target = path.join(dist, path.relative(root, file));
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(file, target);
  }
  cpSync(path.join(root, patients), path.join(dist, patients), { recursive: true });
  // npx and a shell run it by its first line.
  chmodSync(path.join(dist, 'src', 'cli', 'herald.js'), 0o755);
  await buildPages(path.join(dist, 'pages'));
  writeFileSync(stamp, '');
}

if (!(process.argv.includes('--if-needed') && isFresh())) await build();
