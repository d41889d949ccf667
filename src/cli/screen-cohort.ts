import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Region } from '../clinical/assessment.js';
import type { Day } from '../clinical/facts/dates.js';
import { KnowledgeError } from '../knowledge/knowledge-error.js';
import { progressBar } from '../screen/progress-bar.js';
import type { Totals } from '../screen/publish.js';
import { type RunFolder, runFolder } from '../screen/run-folder.js';
import { taskRunner } from '../screen/run-task.js';
import { finishRun, type Prepared, prepareRun, runTasks } from '../screen/screen-source.js';
import { listSource } from '../screen/source-files.js';
import { ownThread, type TaskPool, threadPool } from '../screen/thread-pool.js';
import {
  asOfOption,
  cliExitCodes,
  day,
  fail,
  failUnreadable,
  jsonOption,
  knowledgeFor,
  type Machine,
  makesOutputFolder,
  print,
  sitesOption,
} from './machine.js';

interface ScreenOptions {
  readonly out: string;
  readonly asOf?: Day;
  readonly region?: Region;
  readonly workers: number;
  readonly identified?: boolean;
  readonly sites?: string;
  readonly json?: boolean;
  readonly databaseUrl?: string;
  readonly expire: number;
  readonly taskBytes?: number;
}

function positive(text: string): number {
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1) throw new InvalidArgumentError('A whole number, 1 or more.');
  return Number(text);
}

function bytes(text: string): number {
  if (!/^\d{5,11}$/.test(text)) throw new InvalidArgumentError('A number of bytes, 10000 or more.');
  return Number(text);
}

function poolFor({ plan }: Extract<Prepared, { kind: 'prepared' }>, run: RunFolder, workers: number): TaskPool {
  const width = Math.min(workers, Math.max(plan.units.length, plan.shards));
  return width === 1 ? ownThread(taskRunner(plan, run)) : threadPool(run, width);
}

/** What a run took of the machine. */
interface Used {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly mostMegabytes: number;
}

const million = 1_000_000;

function summaryText({ lines, resources, tally }: Totals, { seconds, mostMegabytes }: Used, out: string): string {
  const { patients, breastCancer, lowOrUltralow, advanced, indicationMet, garbage } = tally;
  const refused = Object.values(garbage).reduce<number>((sum, count = 0) => sum + count, 0);
  const broken = garbage.FILE_BROKEN ?? 0;
  return [
    `${patients} patients, ${(resources / million).toFixed(2)} million resources in ${lines} lines`,
    `${breastCancer} with breast cancer, ${lowOrUltralow} HER2-low or ultralow, ${advanced} of them advanced, ${indicationMet} with an indication documented`,
    `${refused} lines not used, or not in full (garbage.ndjson)`,
    ...(broken === 0 ? [] : [`WARNING: ${broken} files could not be read to their end: patients may be missing`]),
    `${seconds.toFixed(1)} s, ${Math.round(patients / seconds)} patients/s, ${mostMegabytes} MB at most`,
    `${out}/report.html`,
    '',
  ].join('\n');
}

async function runScreen(machine: Machine, from: string, options: ScreenOptions): Promise<undefined> {
  const source = listSource(from, options.out);
  if (source === undefined) return failUnreadable(machine, from);
  const run = runFolder(options.out);
  const { version } = knowledgeFor(machine, options.sites);
  if (source.files.length > 0 && !makesOutputFolder(machine, options.out)) return undefined;
  const prepared = prepareRun(run, {
    source,
    today: machine.today(),
    ...(options.taskBytes === undefined ? {} : { taskBytes: options.taskBytes }),
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    settings: {
      regions: options.region === undefined ? ['US', 'EU'] : [options.region],
      identified: options.identified === true,
      knowledge: version,
      ...(options.sites === undefined ? {} : { sites: options.sites }),
    },
  });
  if (prepared.kind === 'nothing-to-read')
    return fail(
      machine,
      cliExitCodes.notAssessable,
      `${from} has no .ndjson, .jsonl or .json file (.gz or not) outside the output folder`,
    );
  if (prepared.kind === 'foreign-folder')
    return fail(
      machine,
      cliExitCodes.notAssessable,
      `${options.out} holds files that are not of an earlier run: take a new or empty folder`,
    );
  if (prepared.kind === 'other-run')
    return fail(
      machine,
      cliExitCodes.notAssessable,
      `${options.out} holds an unfinished run of another source, with other options or other knowledge: take another folder`,
    );
  return await doRun(machine, { run, prepared, options });
}

interface Doing {
  readonly run: RunFolder;
  readonly prepared: Extract<Prepared, { kind: 'prepared' }>;
  readonly options: ScreenOptions;
}

class QueueMissingError extends Error {}

/** The queue between processes is an optional package: loaded where it is asked for, so that nobody else needs it. */
async function sharing(): Promise<typeof import('../screen/share-run.js')> {
  try {
    return await import('../screen/share-run.js');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
      throw new QueueMissingError();
    throw error;
  }
}

async function doTasks({ run, prepared, options }: Doing): Promise<void> {
  const { databaseUrl: url, expire: expireSeconds } = options;
  const shared = url === undefined ? undefined : await sharing();
  const pool = poolFor(prepared, run, options.workers);
  try {
    const progress = progressBar();
    if (url === undefined || shared === undefined) await runTasks(prepared.plan, run, { pool, progress });
    else await shared.shareRun(prepared.plan, run, { url, pool, progress, expireSeconds });
  } finally {
    await pool.close();
  }
}

const goesOn = 'what is done is kept: give the same command again';

/** What a person can do something about; every other code is given as it is. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOSPC', 'the disk of the output folder is full'],
  ['SQLITE_FULL', 'the disk of the output folder is full'],
  ['ERR_WORKER_OUT_OF_MEMORY', 'memory: give a smaller --task-bytes in another folder'],
  ['ECONNREFUSED', 'the database does not answer'],
]);

/** The code alone: a message of a parser may quote the record. An error of a thread comes as an object that is no Error. */
function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
  return code === undefined ? 'a part of the work failed' : (reasons.get(code) ?? code);
}

const signalCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Says that a run that is stopped by hand can go on; what ends the watch. */
function onStopSignal(machine: Machine): () => void {
  const stop = (signal: keyof typeof signalCodes): void => {
    machine.complain(`\nherald: stopped (${signal}); ${goesOn}\n`);
    process.exit(signalCodes[signal]);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  return () => void process.off('SIGINT', stop).off('SIGTERM', stop);
}

async function doRun(machine: Machine, doing: Doing): Promise<undefined> {
  const began = performance.now();
  const unwatch = onStopSignal(machine);
  try {
    await doTasks(doing);
  } catch (error) {
    if (error instanceof KnowledgeError) throw error;
    if (error instanceof QueueMissingError) {
      return fail(
        machine,
        cliExitCodes.notReadable,
        '--database-url needs the package pg-boss: npm install pg-boss@10.4.2',
      );
    }
    return fail(machine, cliExitCodes.notAssessable, `stopped (${reasonOf(error)}); ${goesOn}`);
  } finally {
    unwatch();
  }
  const totals = finishRun(doing.run);
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const used = {
    seconds: (performance.now() - began) / 1000,
    processorSeconds: (userCPUTime + systemCPUTime) / million,
    mostMegabytes: Math.round(maxRSS / 1024),
  };
  return print(machine, doing.options.json, {
    data: { ...totals, ...used, resumed: doing.prepared.resumed },
    text: () => summaryText(totals, used, doing.options.out),
  });
}

const help = `
Source: a folder (or one file) of NDJSON files as FHIR Bulk Data writes them, of Bundles, or both; .gz or not; any names, any order.
Output: patients.csv, patients.ndjson, report.html, garbage.ndjson (lines not used), summary.json. Ids are hashed under hash-key.txt
unless --identified, which also writes a page of evidence per patient. Interrupted runs go on where they stopped: give the same command.
The folder is a new or empty one, or that of an earlier run: it is written anew, under its old hash key.

Exit codes:
  0  screened
  1  nothing to read, the folder holds another unfinished run or other files, or the run was stopped by an error
  2  source not readable, or wrong command line
  3  a site file or the knowledge is unsound`;

/** Adds `herald screen`: a whole cohort in one go. */
export function addScreen(program: Command, machine: Machine): void {
  program
    .command('screen')
    .argument('<source>', 'file or folder of FHIR R4 data')
    .description('screen a whole cohort for HER2-low and ultralow, offline')
    .requiredOption('--out <folder>', 'output folder; readable by its owner alone')
    .addOption(asOfOption())
    .addOption(new Option('--asOf <day>', 'as --as-of').argParser(day).hideHelp())
    .addOption(new Option('--region <region>', 'indications of this region only').choices(['US', 'EU']))
    .option('--workers <number>', 'threads', positive, 2)
    .option('--identified', 'write ids as they are, and a page of evidence per patient')
    .option('--database-url <url>', 'Postgres that shares the run between processes; each gives the same command')
    .option(
      '--expire <seconds>',
      'with --database-url: when the task of a dead process is given to another',
      positive,
      60,
    )
    .option('--task-bytes <bytes>', 'source bytes of one part of the work; 32 MiB where absent', bytes)
    .option(...sitesOption)
    .option(...jsonOption)
    .addHelpText('after', help)
    .action((source: string, options: ScreenOptions) => runScreen(machine, source, options));
}
