/** What each step of the line costs, in processor microseconds per request: the compiled line in a process of its own, without HTTP. Usage: node bench/steps-of-the-line.mjs BUILD ROUNDS CALLS */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { v5 } from 'uuid';
import { makeBodies } from './bodies.mjs';
import { median } from './load-round.mjs';

const [build, rounds, calls] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
/** Decisions of one transaction: what 50 ms collect at 600 requests a second. */
const group = 30;
/** A module of the compiled program. */
const built = (file) => import(pathToFileURL(path.join(build, file)).href);
const { serviceOf } = await built('hooks/index.js');
const { answer } = await built('src/answer.js');
const { prefetchTemplates } = await built('src/cds/prefetch-templates.js');
const { readConfig } = await built('src/config.js');
const { openClient } = await built('src/http/client.js');
const { isDeeperThan, maxDepth } = await built('src/json-depth.js');
const { loadKnowledge } = await built('src/knowledge/load.js');
const { steps } = await built('src/steps.js');
const { decisionRows } = await built('src/store/decision-rows.js');
const { writeDecisions } = await built('src/store/decisions.js');
const { makeKeyedHash } = await built('src/store/keyed-hash.js');
const { migrate, openStore } = await built('src/store/open-store.js');
const knowledge = loadKnowledge();
const read = readConfig({});
if (read.kind !== 'config') throw new Error('the empty environment is refused');
const client = openClient(read.config, prefetchTemplates(knowledge));
const service = serviceOf('her2-order-select');
const hash = makeKeyedHash('steps-of-the-line-steps-of-the-line');
const bodies = makeBodies();

/** Microseconds of processor that the process used so far; with others on the machine, time on the clock would count their work too. */
function usedMicros() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** What the answers of one round spent where, in microseconds; a step that waits is counted while it waits, which here it never does. */
function stopwatch() {
  const spent = new Map();
  const add = (name, micros) => spent.set(name, (spent.get(name) ?? 0) + micros);
  const timed = (name, run) => {
    const from = usedMicros();
    const result = run();
    if (result instanceof Promise) return result.finally(() => add(name, usedMicros() - from));
    add(name, usedMicros() - from);
    return result;
  };
  return { spent, add, timed };
}

function contextOf(timed) {
  return {
    knowledge,
    policy: client.policy,
    language: client.language,
    tenant: client.id,
    today: '2026-11-24',
    callerMaySetDay: true,
    nameUuid: (name) => v5(name, '5f0c6c0e-6d0a-4a52-9a0c-3f1f5b1d7c55'),
    reach: client.reach,
    watch: () => (step, run) => timed(step, run),
  };
}

async function oneCall(watch) {
  const { timed } = watch;
  const bytes = Buffer.from(bodies.fresh());
  const body = timed('json', () => {
    if (isDeeperThan(bytes, maxDepth)) throw new Error('too deep');
    return JSON.parse(bytes.toString('utf8'));
  });
  const answered = await answer(service, body, contextOf(timed));
  if (answered.kind !== 'answer' || answered.response.cards.length === 0) throw new Error('no card');
  timed('serialise', () => JSON.stringify(answered.response));
  const call = { answered, service: service.id, tenant: client.id, knowledge: knowledge.version, milliseconds: 1 };
  return decisionRows({ ...call, at: new Date().toISOString() }, hash);
}

const folder = mkdtempSync(path.join(tmpdir(), 'herald-steps-'));
try {
  const store = openStore({ kind: 'sqlite', directory: folder });
  await migrate(store);
  const found = [];
  for (let round = 0; round < rounds + 2; round += 1) {
    const watch = stopwatch();
    const rows = [];
    for (let call = 0; call < calls; call += 1) rows.push(await oneCall(watch));
    for (let at = 0; at < rows.length; at += group) {
      const from = usedMicros();
      await writeDecisions(store, rows.slice(at, at + group));
      watch.add('decision', usedMicros() - from);
    }
    // The first rounds warm the compiler up.
    if (round >= 2) found.push(watch.spent);
  }
  const of = (name) => median(found.map((spent) => (spent.get(name) ?? 0) / calls));
  const inside = of('focus');
  const table = { json: of('json') };
  for (const step of steps) table[step] = step === 'gather' ? Math.max(0, of('gather') - inside) : of(step);
  console.log(JSON.stringify({ ...table, serialise: of('serialise'), decision: of('decision'), line: of('hook') }));
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
