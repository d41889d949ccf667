/**
 * Runs the proofs one after the other, each as a process of its own, and prints what became of them. What each one shows: docs/proof.md.
 *
 * Usage: npm run prove [-- --list | --only NAME[,NAME] | --help]
 * The output of a proof is shown as it comes. Exit status 1 where one failed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Minutes are those of a quiet machine with two cores. */
const proofs = [
  {
    name: 'phrases',
    minutes: 2,
    run: ['prove-phrases.mjs'],
    shows: 'no text of a laboratory throws, or settles what it does not name',
  },
  {
    name: 'deadline',
    minutes: 3,
    run: ['prove-deadline.mjs'],
    shows: 'a slow FHIR server delays an answer to its deadline, not beyond',
  },
  {
    name: 'second-opinion',
    minutes: 3,
    run: ['prove-second-opinion.mjs'],
    shows: 'the same rules in CQL come to the same results',
  },
  {
    name: 'crash-sqlite',
    minutes: 1,
    run: ['crash-test.mjs', 'sqlite', '20'],
    shows: 'no acknowledged feedback is lost by 20 kills, on SQLite',
  },
  { name: 'crash-postgres', minutes: 1, run: ['crash-test.mjs', 'postgres', '20'], shows: 'the same on PostgreSQL' },
  {
    name: 'replicas',
    minutes: 2,
    run: ['replica-test.mjs', '30'],
    shows: 'two replicas outlive a kill and 30 s without the database',
  },
  {
    name: 'screening-kills',
    minutes: 4,
    run: ['kill-screening.mjs', '10', '20000', '3'],
    shows: 'ten kills change no byte of a screening',
  },
  {
    name: 'screening',
    minutes: 3,
    run: ['measure-screening.mjs', '2', '0.1', '10000', '100000'],
    shows: 'a cohort is screened without a wrong category',
  },
  {
    name: 'insights',
    minutes: 2,
    run: ['measure-insights.mjs', 'sqlite', '1000000'],
    shows: 'a summary over a million decisions takes milliseconds',
  },
  {
    name: 'hook-path',
    minutes: 3,
    run: ['measure-hook-path.mjs', 'sqlite', '1000000', '2000'],
    shows: 'a full store slows no hook',
  },
  {
    name: 'image',
    minutes: 2,
    run: ['prove-image.mjs'],
    shows: 'the Dockerfile makes an image that starts and answers',
  },
  {
    name: 'fuzz',
    minutes: 6,
    run: ['prove-fuzz.mjs', '100000'],
    shows: '100,000 mutated requests bring nothing that is not documented',
  },
  {
    name: 'fuzz-postgres',
    minutes: 2,
    run: ['prove-fuzz.mjs', '20000', '7', '--store', 'postgres'],
    shows: 'the same over PostgreSQL',
  },
  {
    name: 'soak',
    minutes: 10,
    run: ['prove-soak.mjs', '10'],
    shows: 'memory stays flat under ten minutes of mixed traffic',
  },
  { name: 'mutation', minutes: 60, run: ['prove-mutation.mjs'], shows: 'tests notice what is changed in the rules' },
].filter(({ run: [script] }) => existsSync(path.join(root, 'scripts', script)));

const help = `npm run prove [-- options]

  --list        names the proofs, how long each takes and what it shows
  --only NAMES  runs these, by comma
  --help        this text

The program is built first where that is needed. docs/proof.md says what each one proves.
`;

const { values } = parseArgs({
  options: { list: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
});

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
const line = ({ name, minutes, shows }) => `${name.padEnd(17)}${`~${minutes} min`.padStart(8)}  ${shows}\n`;

function chosen() {
  if (values.only === undefined) return proofs;
  const names = values.only.split(',');
  const unknown = names.filter((name) => !proofs.some((proof) => proof.name === name));
  if (unknown.length > 0) {
    process.stderr.write(`no such proof: ${unknown.join(', ')}; --list names them\n`);
    process.exit(2);
  }
  return proofs.filter(({ name }) => names.includes(name));
}

function execute([script, ...given]) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join('scripts', script), ...given], { cwd: root, stdio: 'inherit' });
    child.once('exit', (code, signal) => resolve(signal ?? code ?? 1));
  });
}

async function prove(list) {
  const results = [];
  for (const [at, proof] of list.entries()) {
    process.stdout.write(`\n[${at + 1} of ${list.length}] ${proof.name}, about ${proof.minutes} min: ${proof.shows}\n`);
    const began = performance.now();
    const exit = await execute(proof.run);
    results.push({ ...proof, exit, seconds: (performance.now() - began) / 1_000 });
  }
  process.stdout.write('\n');
  for (const { name, exit, seconds, shows } of results) {
    process.stdout.write(
      `${(exit === 0 ? 'holds' : `FAILED (${exit})`).padEnd(12)}${name.padEnd(17)}${clock(seconds).padStart(6)}  ${shows}\n`,
    );
  }
  if (results.some(({ exit }) => exit !== 0)) process.exitCode = 1;
}

if (values.help) process.stdout.write(help);
else if (values.list) for (const proof of proofs) process.stdout.write(line(proof));
else {
  const list = chosen();
  const built = spawnSync(process.execPath, ['scripts/build.mjs', '--if-needed'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) process.exit(built.status ?? 1);
  await prove(list);
}
