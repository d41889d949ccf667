/**
 * Screens a synthetic cohort with several processes that share one run over Postgres, kills one of them with SIGKILL at random moments
 * and starts another in its place; then compares the outputs, byte for byte, with those of an undisturbed run of one process.
 *
 * Usage, after npm run build: node scripts/kill-screening.mjs [kills, 10] [patients, 20000] [processes, 3]. Prints one line of JSON; exit
 * status 1 where anything differs.
 */
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { throwawayStore } from './throwaway-store.mjs';

const kills = Number(process.argv[2] ?? 10);
const patients = Number(process.argv[3] ?? 20_000);
const width = Number(process.argv[4] ?? 3);
const herald = fileURLToPath(new URL('../dist/src/cli/herald.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'herald-kills-'));
const source = join(folder, 'source');
const compared = ['patients.csv', 'patients.ndjson', 'garbage.ndjson', 'report.html', 'summary.json'];

function run(...given) {
  const child = spawn(process.execPath, [herald, ...given], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  const end = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal, said })));
  return { child, end };
}

async function expectDone(...given) {
  const { code, said } = await run(...given).end;
  if (code !== 0) throw new Error(`${given[0]} ended with ${code}: ${said}`);
}

const store = await throwawayStore('postgres');
const common = ['--as-of', '2026-07-01', '--workers', '1', '--task-bytes', String(1 << 20)];
const alone = join(folder, 'alone');
const shared = join(folder, 'shared');
let killed = 0;
let failed = [];
try {
  await expectDone('synthesize', '--patients', String(patients), '--seed', '11', '--out', source);
  await expectDone('screen', source, '--out', alone, ...common);
  // The same key, so that the hashes can be compared.
  mkdirSync(shared, { recursive: true });
  copyFileSync(join(alone, 'hash-key.txt'), join(shared, 'hash-key.txt'));
  const url = store.environment.HERALD_DATABASE_URL;
  const start = () => run('screen', source, '--out', shared, ...common, '--database-url', url, '--expire', '2');
  const running = Array.from({ length: width }, start);
  const isOver = () => existsSync(join(shared, 'summary.json'));
  while (!isOver() && killed < kills) {
    await pause(200 + Math.random() * 1200);
    if (isOver()) break;
    const [victim] = running.splice(Math.floor(Math.random() * running.length), 1);
    if (victim.child.exitCode !== null) continue;
    victim.child.kill('SIGKILL');
    await victim.end;
    killed += 1;
    running.push(start());
  }
  const ends = await Promise.all(running.map(({ end }) => end));
  failed = ends.filter(({ code }) => code !== 0);
  const differing = compared.filter(
    (name) => !readFileSync(join(alone, name)).equals(readFileSync(join(shared, name))),
  );
  const rows = readFileSync(join(shared, 'patients.ndjson'), 'utf8').trim().split('\n').length;
  const open = readdirSync(shared).filter((name) => (statSync(join(shared, name)).mode & 0o077) !== 0);
  console.log(
    JSON.stringify({
      patients,
      processes: width,
      kills: killed,
      rows,
      differing,
      failed: failed.length,
      leftOver: readdirSync(shared).sort(),
      readableByOthers: open,
    }),
  );
  process.exitCode = differing.length === 0 && failed.length === 0 && rows === patients && killed >= kills ? 0 : 1;
  for (const { said } of failed) console.error(said);
} finally {
  await store.remove?.();
  rmSync(folder, { recursive: true, force: true });
}
