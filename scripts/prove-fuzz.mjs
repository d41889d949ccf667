/**
 * Sends mutated requests to every endpoint of the compiled service, in open mode and in tenants mode, and holds every answer and every line
 * of the log against what is documented: the process lives, no promise is left rejected, no status but the documented ones, no 5xx but the
 * stated ones, every refusal with a code of the error table, every 200 of the described shape, nothing of a patient in refusals and logs.
 *
 * Usage, after npm run build: node scripts/prove-fuzz.mjs [requests=100000] [seed=20261124] [--store postgres] [--captures FOLDER] [--replay FILE]
 * With --store postgres the server in tenants mode keeps what it keeps in a throw-away PostgreSQL. The same seed makes the same requests. Failing ones are written to a file, which --replay sends again. Exit status 1 where one failed.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readCaptures } from './prove-fuzz-captures.mjs';
import { faultOf, faultOfLine } from './prove-fuzz-checks.mjs';
import { requestOf } from './prove-fuzz-requests.mjs';
import { makeSigner, operatorToken, publicUrl, send, stopSending } from './prove-fuzz-send.mjs';
import { startServer } from './server-process.mjs';
import { freePort, throwawayStore } from './throwaway-store.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { captures: { type: 'string' }, replay: { type: 'string' }, store: { type: 'string', default: 'sqlite' } },
});
const total = Number(positionals[0] ?? 100_000);
const seed = Number(positionals[1] ?? 20_261_124);
const together = 12;
const mostFaults = 200;

const folder = mkdtempSync(path.join(tmpdir(), 'herald-fuzz-'));
const signer = await makeSigner();
const store = await throwawayStore(values.store);
const faults = [];
const statuses = {};
const times = [];

/** Lines of one server's log as they come; every one is looked at. */
function watchLog(mode) {
  let rest = '';
  let lines = 0;
  let welcome = '';
  return {
    stdout: (chunk) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      lines += parts.length;
      for (const line of parts) noteFault({ mode }, faultOfLine(line));
    },
    stderr: (text) => {
      if (lines > 20) noteFault({ mode }, `standard error says ${String(text).slice(0, 300)}`);
      welcome += text;
    },
    lines: () => lines,
    welcome: () => welcome,
  };
}

/** A request as the replay file has it: whole, whatever later versions of the grammar make of its number. */
function recorded({ index, mode, odd = [], body, wire, ...rest }) {
  const bytes = (part) => (part === undefined ? undefined : part.toString('base64'));
  return { ...rest, index, mode, odd: [...odd], body: bytes(body), wire: bytes(wire) };
}
function readRecorded({ odd, body, wire, ...rest }) {
  const bytes = (text) => (text === undefined ? undefined : Buffer.from(text, 'base64'));
  return { ...rest, odd: new Set(odd), ...(body && { body: bytes(body) }), ...(wire && { wire: bytes(wire) }) };
}

function noteFault(request, fault, answer) {
  if (fault === undefined) return;
  faults.push({ seed, fault, status: answer?.status, said: answer?.body.slice(0, 500), request: recorded(request) });
}

async function startBoth(ports, logs) {
  const file = path.join(folder, 'tenants.json');
  writeFileSync(file, JSON.stringify({ tenants: [signer.tenant] }));
  const open = await startServer(ports.open, { HERALD_AS_OF: '2026-11-24' }, logs.open);
  const tenants = await startServer(
    ports.tenants,
    {
      ...store.environment,
      ...{
        HERALD_MODE: 'tenants',
        HERALD_TENANTS: file,
        HERALD_PUBLIC_URL: publicUrl,
        HERALD_HASH_KEY: 'f'.repeat(32),
      },
      HERALD_TRUST_PROXY: '127.0.0.1',
      HERALD_OPERATOR_TOKEN_HASH: createHash('sha256').update(operatorToken).digest('hex'),
    },
    logs.tenants,
  );
  return { open, tenants };
}

function residentMb(pid) {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

const ports = { open: await freePort(), tenants: await freePort() };
const logs = { open: watchLog('open'), tenants: watchLog('tenants') };
const servers = await startBoth(ports, logs);
const captures = readCaptures(servers.open.url, values.captures);
const given =
  values.replay === undefined
    ? undefined
    : readFileSync(values.replay, 'utf8')
        .trim()
        .split('\n')
        .map((line) => readRecorded(JSON.parse(line).request));
const count = given?.length ?? total;
const began = performance.now();
let next = 0;

async function work() {
  while (next < count && faults.length < mostFaults) {
    const index = next;
    next += 1;
    const request = given === undefined ? requestOf(index, { seed, captures }) : given[index];
    if (request.endpoint === undefined) continue;
    const answer = await send(request, { ports, sign: signer.sign });
    statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
    if (request.wire === undefined) times.push(answer.milliseconds);
    noteFault(request, faultOf(request, answer), answer);
    if ((index + 1) % 10_000 === 0) {
      process.stderr.write(
        `${index + 1} of ${count}, ${faults.length} faults, ${Math.round((performance.now() - began) / 1_000)} s\n`,
      );
    }
  }
}
await Promise.all(Array.from({ length: together }, work));

const alive = await Promise.all(
  Object.entries(servers).map(async ([mode, { url }]) => {
    const status = await fetch(`${url}/healthz`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status !== 200) noteFault({ mode }, 'the process no longer answers');
    return status;
  }),
);
const memory = Object.values(servers).map(({ pid }) => residentMb(pid));
stopSending();
const exits = await Promise.all(Object.values(servers).map(({ end }) => end('SIGTERM')));
exits.forEach((code, at) => {
  if (code !== 0) noteFault({ mode: Object.keys(servers)[at] }, `the process ended with ${code}`);
});
await store.remove();
rmSync(folder, { recursive: true, force: true });

times.sort((a, b) => a - b);
const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
console.log(
  JSON.stringify({
    ...{
      requests: next,
      seed,
      faults: faults.length,
      alive,
      exits,
      seconds: Math.round((performance.now() - began) / 1_000),
    },
    ...{ statuses, logLines: logs.open.lines() + logs.tenants.lines() },
    ...{ milliseconds: { p50: at(0.5), p99: at(0.99), most: at(1) }, residentMb: memory },
  }),
);
if (faults.length > 0) {
  const file = path.join(tmpdir(), `herald-fuzz-${seed}-${process.pid}.jsonl`);
  writeFileSync(file, faults.map((fault) => `${JSON.stringify(fault)}\n`).join(''));
  for (const { fault, request } of faults.slice(0, 10)) {
    process.stderr.write(`${request.mode} ${request.index ?? ''} ${request.endpoint ?? ''}: ${fault}\n`);
  }
  process.stderr.write(`all of them: ${file}; again: node scripts/prove-fuzz.mjs --replay ${file}\n`);
  process.exitCode = 1;
}
