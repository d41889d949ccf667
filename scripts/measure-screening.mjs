/**
 * Screens synthetic cohorts and compares the time with the plain cost of the same input: every line of the same files read by readline and
 * parsed by JSON.parse, in one thread, before and after. `ratio` is by the wall clock, with as many threads as asked for on the other side;
 * `processorRatio` compares processor seconds, all threads of the screen together. Then compares every category with the truth of the cohort.
 *
 * Usage, after npm run build: node scripts/measure-screening.mjs [workers, 2] [breast share, 0.1] [patients ..., 10000 100000]. Prints one line of JSON per
 * cohort; exit status 1 where a settled category is wrong or a patient is missing.
 */
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const herald = fileURLToPath(new URL('../dist/src/cli/herald.js', import.meta.url));
const workers = process.argv[2] ?? '2';
const share = process.argv[3] ?? '0.1';
const sizes = process.argv.length > 4 ? process.argv.slice(4).map(Number) : [10_000, 100_000];
const settled = new Set(['positive', 'low', 'ultralow', 'her2-null']);

function runHerald(...given) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [herald, ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    child.once('exit', (code) => (code === 0 ? resolve(JSON.parse(said)) : reject(new Error(`ended with ${code}`))));
  });
}

/** Seconds of the wall and of the processor for reading and parsing every line. */
async function plainCost(folder) {
  const began = performance.now();
  const cpu = process.cpuUsage();
  for (const name of readdirSync(folder).filter((each) => each !== 'truth.ndjson')) {
    for await (const line of createInterface({ input: createReadStream(join(folder, name)) })) JSON.parse(line);
  }
  const { user, system } = process.cpuUsage(cpu);
  return { wall: (performance.now() - began) / 1000, cpu: (user + system) / 1e6 };
}

async function* linesOf(file) {
  for await (const line of createInterface({ input: createReadStream(file) })) yield JSON.parse(line);
}

async function compare(source, out) {
  const key = readFileSync(join(out, 'hash-key.txt'), 'utf8').trim();
  const found = new Map();
  for await (const { patient, category } of linesOf(join(out, 'patients.ndjson'))) found.set(patient, category);
  const differences = {};
  const counts = { patients: 0, missing: 0, wrongSettled: 0 };
  for await (const { patient, category, rule, form } of linesOf(join(source, 'truth.ndjson'))) {
    counts.patients += 1;
    const answer = found.get(createHmac('sha256', key).update(`Patient/${patient}`).digest('hex').slice(0, 24));
    if (answer === undefined) counts.missing += 1;
    else if (answer !== category) {
      if (settled.has(answer)) counts.wrongSettled += 1;
      const what = `${rule} | ${form} -> ${answer}`;
      differences[what] = (differences[what] ?? 0) + 1;
    }
  }
  return { ...counts, rows: found.size, differences };
}

for (const patients of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'herald-measure-'));
  const [source, out] = [join(folder, 'source'), join(folder, 'out')];
  try {
    const { resources } = await runHerald(
      'synthesize',
      '--patients',
      String(patients),
      '--seed',
      '7',
      '--breast-share',
      share,
      '--out',
      source,
    );
    const before = await plainCost(source);
    const screened = await runHerald(
      'screen',
      source,
      '--out',
      out,
      '--as-of',
      '2026-07-01',
      '--workers',
      workers,
      '--json',
    );
    const after = await plainCost(source);
    const plain = (before.wall + after.wall) / 2;
    const truth = await compare(source, out);
    const round = (value) => Math.round(value * 100) / 100;
    console.log(
      JSON.stringify({
        patients,
        resources,
        breastShare: Number(share),
        workers: Number(workers),
        seconds: round(screened.seconds),
        patientsPerSecond: Math.round(patients / screened.seconds),
        processorSeconds: round(screened.processorSeconds),
        mostMegabytes: screened.mostMegabytes,
        plainSeconds: round(plain),
        plainProcessorSeconds: round((before.cpu + after.cpu) / 2),
        ratio: round(plain / screened.seconds),
        processorRatio: round((before.cpu + after.cpu) / 2 / screened.processorSeconds),
        load: loadavg().map(round),
        truth,
      }),
    );
    if (truth.wrongSettled > 0 || truth.missing > 0 || truth.rows !== patients) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
