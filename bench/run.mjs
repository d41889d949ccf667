/** `npm run bench`: Herald beside servers that decide nothing, in one run and on the same body. `--help` says what it takes. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { fixture, makeBodies } from './bodies.mjs';
import { chartOf } from './chart.mjs';
import { signingClient } from './client-tokens.mjs';
import { loadRound, median, summarise } from './load-round.mjs';
import { plainProgram, startMeasured } from './server-under-load.mjs';
import { tablesOf } from './tables.mjs';
import { verdictsOf } from './verdicts.mjs';

const help = `Usage: npm run bench -- [options]

Measures bare node:http, bare express 5 and Herald (auth off, RS384, ES384) on one 36 KB order-select body over 10 connections,
in rounds that take turns; then Herald on 50, 500 and 5,000 Observations more, the steps of the line, the start and memory.
Needs a build; takes about four minutes and two quiet processor cores.

  --quick      a small run that shows the shape of the result; its figures mean nothing
  --rounds N   rounds of each server (7)
  --seconds N  length of a round (3)
  --build DIR  the compiled program (dist)
  --json       prints the result as JSON
  --write      writes bench/results/latest.json and the chart and figures of docs/performance.md
  --help       this
`;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '3' },
    build: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const build = path.resolve(options.build);
const program = path.join(build, 'src', 'main.js');
const connections = 10;
const quick = options.quick;
const rounds = quick ? 1 : Number(options.rounds);
const seconds = quick ? 0 : Number(options.seconds);
const say = (text) => process.stderr.write(`${text}\n`);
/** Requests after which the compiler has seen enough of the line. */
const warmUp = quick ? 30 : 2_000;
const inTurn = (list, turn) => list.map((_, at) => list[(at + turn) % list.length]);

/** So many requests in a quick run, so many seconds else. */
const length = quick ? { amount: 30 } : { seconds };

async function startServers(folder) {
  const rs384 = await signingClient('RS384', folder);
  const es384 = await signingClient('ES384', folder);
  const plain = (kind) => ({ name: kind, program: plainProgram, args: [kind, 'PORT'], folder });
  const herald = (name, env) => ({
    ...{ name, program: program, folder },
    env: { HERALD_DATA: path.join(folder, name), ...env },
  });
  const wanted = [
    plain('node'),
    plain('express'),
    herald('herald', {}),
    herald('rs384', rs384.env),
    herald('es384', es384.env),
  ];
  const signers = { rs384, es384 };
  const started = [];
  for (const each of wanted) started.push({ ...(await startMeasured(each)), signer: signers[each.name] });
  return started;
}

/** A round of a client that signs is as many requests as Herald without tokens answered in its last one, so that no token is missing. */
async function roundOf(server, bodies, amount) {
  if (server.signer === undefined) return { ...length, bodies, connections };
  // Each connection prepares a request ahead.
  const tokens = await server.signer.sign(amount + 2 * connections, bodies.path);
  return { amount, bodies, connections, tokens };
}

async function compareServers(servers) {
  const bodies = makeBodies();
  const found = new Map(servers.map(({ name }) => [name, []]));
  let amount = warmUp;
  for (let round = -1; round < rounds; round += 1) {
    for (const server of inTurn(servers, Math.max(0, round))) {
      const planned = await roundOf(server, bodies, round < 0 ? warmUp : amount);
      const measured = await loadRound(server, round < 0 ? { ...planned, amount: warmUp } : planned);
      if (server.name === 'herald') amount = Math.max(connections, measured.requests);
      // The first turn warms up.
      if (round >= 0) found.get(server.name).push(measured);
    }
    say(`servers: ${round < 0 ? 'warm' : `round ${round + 1} of ${rounds}`}`);
  }
  return Object.fromEntries([...found].map(([name, each]) => [name, summarise(each)]));
}

/** Processor time of requests that differ in the number of Observations alone: the cost of one is what they add to none. */
async function compareObservations(server) {
  const sizes = [0, 50, 500, 5_000].map((count) => ({ count, bodies: makeBodies(count), found: [] }));
  const amounts = { 0: 600, 50: 600, 500: 200, 5000: 30 };
  for (let round = -1; round < rounds; round += 1) {
    for (const { count, bodies, found } of inTurn(sizes, Math.max(0, round))) {
      const amount = quick ? 4 : amounts[count];
      const measured = await loadRound(server, { bodies, amount, connections: quick ? 1 : 4 });
      if (round >= 0) found.push(measured);
    }
    say(`Observations: ${round < 0 ? 'warm' : `round ${round + 1} of ${rounds}`}`);
  }
  const none = summarise(sizes[0].found).cpuMicros;
  return sizes.map(({ count, bodies, found }) => {
    const { cpuMicros, rss } = summarise(found);
    return { count, bytes: bodies.bytes, cpuMicros, microsEach: count === 0 ? 0 : (cpuMicros - none) / count, rss };
  });
}

async function coldStarts(folder) {
  const runs = [];
  const cpuMs = [];
  const empty = [];
  for (let run = 0; run < (quick ? 1 : 7); run += 1) {
    const server = await startMeasured({ name: 'cold', program: program, folder });
    runs.push(server.readyMs);
    cpuMs.push((await server.usage()).cpuMicros / 1_000);
    await server.end();
    const from = performance.now();
    await promisify(execFile)(process.execPath, ['-e', '0']);
    empty.push(performance.now() - from);
  }
  return { medianMs: median(runs), runs, cpuMs: median(cpuMs), emptyNodeMs: median(empty) };
}

async function stepsOfTheLine() {
  const script = fileURLToPath(new URL('./steps-of-the-line.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    script,
    build,
    ...(quick ? ['1', '5'] : ['15', '200']),
  ]);
  return JSON.parse(stdout);
}

function machineNote() {
  const [loadAverage] = loadavg();
  if (loadAverage > 1)
    say(`warning: load average ${loadAverage.toFixed(2)}: other work takes processor time from this bench`);
  const cpu = cpus()[0]?.model.trim() ?? 'unknown processor';
  return { node: process.version, cpu, cores: cpus().length, loadAverage, at: new Date().toISOString() };
}

async function measure(folder) {
  const machine = machineNote();
  const coldStart = await coldStarts(folder);
  say('start: done');
  const running = await startServers(folder);
  try {
    const servers = await compareServers(running);
    const observations = await compareObservations(running.find(({ name }) => name === 'herald'));
    const steps = await stepsOfTheLine();
    const figures = { machine, body: { fixture, bytes: makeBodies().bytes }, servers, observations, steps, coldStart };
    return { ...figures, verdicts: verdictsOf(figures) };
  } finally {
    await Promise.all(running.map((server) => server.end()));
  }
}

const measured = /(<!-- measured -->\n)[\s\S]*(<!-- end of measured -->)/;

/** JSON as the formatter of this repository writes it: three decimals, lists of numbers on one line. */
function jsonText(result) {
  const short = (_name, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value);
  const text = JSON.stringify(result, short, 2);
  return `${text.replace(/\[\s+([-\d.,\s]+?)\s+\]/g, (_, list) => `[${list.replace(/\s+/g, ' ')}]`)}\n`;
}

function write(result) {
  const at = (name) => new URL(`../${name}`, import.meta.url);
  writeFileSync(at('bench/results/latest.json'), jsonText(result));
  writeFileSync(at('docs/performance.svg'), chartOf(result));
  const page = readFileSync(at('docs/performance.md'), 'utf8');
  writeFileSync(
    at('docs/performance.md'),
    page.replace(measured, (_, head, tail) => `${head}\n${tablesOf(result)}\n\n${tail}`),
  );
}

if (options.help) {
  process.stdout.write(help);
} else {
  const folder = mkdtempSync(path.join(tmpdir(), 'herald-bench-'));
  try {
    const result = await measure(folder);
    process.stdout.write(`${options.json ? JSON.stringify(result) : tablesOf(result)}\n`);
    if (options.write) write(result);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
