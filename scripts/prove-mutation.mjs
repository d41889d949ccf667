// Mutation testing of the pure core: small changes to src/clinical and src/chart, each of which a test must notice. Prints the score of
// every directory and the mutants that no test noticed.
// node scripts/prove-mutation.mjs --help
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const help = `node scripts/prove-mutation.mjs [options]

  --minutes N    how long it may take, about (60); the sample follows from it
  --seed N       which sample (1)
  --files TEXT   only files whose path contains one of these, comma-separated (src/clinical,src/chart)
  --every N      every Nth declaration instead of as many as the minutes allow
  --workers N    test processes (2)
  --out FILE     writes the survivors to this file as Markdown
  --help         this text

A sample takes whole declarations (a function or a table with all its mutants), evenly over all files.
Fails below 90 % or where no mutant was made.`;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    files: { type: 'string', default: 'src/clinical,src/chart' },
    every: { type: 'string' },
    workers: { type: 'string', default: '2' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [minutes, seed, workers] = [values.minutes, values.seed, values.workers].map(Number);
const bar = 90;

/** What was measured: mutants that one worker tries in a minute, and mutants in one line of code. */
const pace = { mutantsPerMinute: 40, mutantsPerLine: 1 };

/** Line ranges of the top-level declarations of a file, imports and types left out: those have no mutants. */
function declarationsOf(file) {
  const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
  const starts = lines.flatMap((line, at) =>
    /^(?:export )?(?:async )?(?:function|const|class) /.test(line) ? [at] : [],
  );
  return starts.map((start) => {
    const closing = lines.slice(start + 1).findIndex((line) => /^[)\]}]/.test(line));
    const whole = /[;}]$/.test(lines[start]) ? 0 : closing + 1;
    return { file, from: start + 1, to: start + 1 + whole };
  });
}

/** The source files whose path contains one of `parts`, sorted. */
function filesOf(parts) {
  return ['src/clinical', 'src/chart']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true }).map((file) => path.join(folder, file)),
    )
    .filter((file) => file.endsWith('.ts') && parts.some((part) => file.includes(part)))
    .sort();
}

const declarations = filesOf(values.files.split(',')).flatMap(declarationsOf);
const lineCount = declarations.reduce((sum, { from, to }) => sum + to - from + 1, 0);
const affordable = minutes * workers * pace.mutantsPerMinute;
const every = Math.max(
  1,
  values.every === undefined ? Math.ceil((lineCount * pace.mutantsPerLine) / affordable) : Number(values.every),
);

async function prove(sample) {
  const from = performance.now();
  const stryker = new Stryker({
    testRunner: 'in-process',
    plugins: [path.join(root, 'scripts/mutation/run-mutants.mjs')],
    coverageAnalysis: 'perTest',
    mutate: sample.map(({ file, from, to }) => `${file}:${from}-${to}`),
    concurrency: workers,
    tempDirName: '.tmp/stryker',
    // The compiler of this project has no programming interface for Stryker to rewrite its options with; nothing here needs that.
    tsconfigFile: 'none.json',
    ignorePatterns: ['dist', 'coverage', '.tmp', 'bench'],
    reporters: ['survivors', 'json'],
    jsonReporter: { fileName: '.tmp/mutation.json' },
    timeoutMS: 5000,
    timeoutFactor: 3,
    logLevel: 'warn',
    warnings: false,
    allowConsoleColors: false,
  });
  const results = await stryker.runMutationTest();
  report(results, { sample, minutes: (performance.now() - from) / 60_000 });
}

const killed = new Set(['Killed', 'Timeout']);
const counted = new Set([...killed, 'Survived', 'NoCoverage']);

/** A percentage to one decimal. */
const share = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;

function scoreOf(mutants) {
  const dead = mutants.filter(({ status }) => killed.has(status)).length;
  return { dead, all: mutants.length, percent: (100 * dead) / mutants.length };
}

function report(results, { sample, minutes: taken }) {
  const mutants = results
    .filter(({ status }) => counted.has(status))
    .map((mutant) => ({ ...mutant, file: path.relative(root, mutant.fileName) }))
    .sort((a, b) => a.file.localeCompare(b.file) || a.location.start.line - b.location.start.line);
  const folders = [...new Set(mutants.map(({ file }) => path.dirname(file)))];
  for (const folder of folders) {
    const { dead, all } = scoreOf(mutants.filter(({ file }) => path.dirname(file) === folder));
    console.info(`${folder.padEnd(28)} ${String(dead).padStart(6)} of ${String(all).padStart(6)}  ${share(dead, all)}`);
  }
  const { dead, all, percent } = scoreOf(mutants);
  const survivors = mutants.filter(({ status }) => !killed.has(status));
  for (const each of survivors) console.info(lineOf(each));
  console.info(
    `mutation score ${share(dead, all)} (${dead} of ${all} mutants of ${sample.length} of ${declarations.length} declarations, seed ${seed}, ${taken.toFixed(0)} minutes, ${workers} workers)`,
  );
  if (values.out !== undefined) writeFileSync(values.out, survivors.map((each) => `- ${lineOf(each)}\n`).join(''));
  if (!(percent >= bar)) process.exitCode = 1;
}

/** One survivor: where, what it was, what it became. */
function lineOf({ file, location: { start, end }, replacement, status, mutatorName }) {
  const lines = readFileSync(path.join(root, file), 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line);
  const original =
    start.line === end.line
      ? lines.join('').slice(start.column - 1, end.column - 1)
      : `${lines[0]?.slice(start.column - 1)} ...`;
  const short = (text) => text.replace(/\s+/g, ' ').slice(0, 90);
  const uncovered = status === 'NoCoverage' ? ', not covered' : '';
  return `${file}:${start.line} ${mutatorName}${uncovered}: \`${short(original)}\` became \`${short(replacement)}\``;
}

if (values.help) console.info(help);
else await prove(declarations.filter((_, at) => at % every === seed % every));
