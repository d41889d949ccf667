import path from 'node:path';
import type { Command } from 'commander';
import { read } from '../chart/read.js';
import type { Records } from '../chart/records.js';
import type { Day } from '../clinical/facts/dates.js';
import type { Problem } from '../errors.js';
import { explain } from '../explain/explain.js';
import type { Explanation } from '../explain/explanation.js';
import { type TracedResource, traceResources } from '../explain/trace-resource.js';
import { jsonFault } from '../json-fault.js';
import { KnowledgeError } from '../knowledge/knowledge-error.js';
import { compileWithSite } from '../knowledge/load.js';
import type { Knowledge } from '../knowledge/schema.js';
import { type SiteFile, siteFileSchema } from '../knowledge/site-schema.js';
import { recordsOfText } from './assess-file.js';
import { isTenantsFile, runTenantsCheck } from './check-tenants.js';
import {
  asOfOption,
  cliExitCodes,
  failRefused,
  failUnreadable,
  jsonOption,
  type Machine,
  parsedJson,
  print,
  sitesOption,
} from './machine.js';
import { printCheck } from './print-check.js';
import { type SiteRemark, siteRemarks } from './site-remarks.js';

interface CheckOptions {
  readonly sample?: string;
  readonly asOf?: Day;
  readonly sites?: string;
  readonly json?: boolean;
}

/** A fault of a site file: where, what is wrong. */
interface SiteFault {
  readonly path: string;
  readonly message: string;
}

/** What a sample gives with the site: every resource on its way to facts, and the answer. */
export interface CheckedSample {
  readonly resources: readonly TracedResource[];
  readonly explanation: Explanation;
}

/** The outcome of a check. */
export interface SiteCheck {
  readonly file: string;
  readonly sound: boolean;
  readonly problems: readonly SiteFault[];
  readonly site?: SiteFile;
  readonly remarks: readonly SiteRemark[];
  readonly sample?: CheckedSample;
}

interface Asked {
  readonly file: string;
  readonly content: unknown;
  readonly sites: string | undefined;
}

/** The program's own site files, in its source or where it is installed. */
const embeddedSites = path.join('knowledge', 'sites');

function compiled({ file, content, sites }: Asked): Knowledge | readonly SiteFault[] {
  const name = path.basename(file);
  const isEmbedded = path.dirname(path.resolve(file)).endsWith(`${path.sep}${embeddedSites}`);
  try {
    const result = compileWithSite({ name, content, isEmbedded }, sites === undefined ? {} : { sites });
    if (result.kind === 'compiled') return result.knowledge;
    return result.problems.map((each) => ({
      path: each.path,
      message: each.file.endsWith(`/${name}`) ? each.message : `${each.file}: ${each.message}`,
    }));
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error;
    return error.problems.map((each) => ({ path: '', message: `${each.file}: ${each.message}` }));
  }
}

function checkedSample(records: Records, knowledge: Knowledge, asOf: Day): CheckedSample {
  const chart = read(records, knowledge, asOf);
  return {
    resources: traceResources(records, { chart, knowledge, asOf }),
    explanation: explain(records, knowledge, asOf),
  };
}

/** Reads the sample file; undefined where none is asked for. */
function sampleRecords(machine: Machine, file: string | undefined): Records | undefined | 'unreadable' | Problem {
  if (file === undefined) return undefined;
  const text = machine.readText(file);
  if (text === undefined) return 'unreadable';
  const assessable = recordsOfText(text);
  return assessable.kind === 'problem' ? assessable : assessable.records;
}

function runCheck(machine: Machine, file: string, options: CheckOptions): undefined {
  const text = machine.readText(file);
  if (text === undefined) return failUnreadable(machine, file);
  const content = parsedJson(text);
  if (isTenantsFile(content)) return runTenantsCheck(machine, { file, text }, options);
  const records = sampleRecords(machine, options.sample);
  if (records === 'unreadable') return failUnreadable(machine, options.sample ?? '');
  if (records !== undefined && 'kind' in records) return failRefused(machine, records);
  const knowledge =
    content === undefined
      ? [{ path: '', message: jsonFault(text) ?? 'is not JSON' }]
      : compiled({ file, content, sites: options.sites });
  const base = { file: path.basename(file) };
  const asOf = options.asOf ?? machine.today();
  const parsed = siteFileSchema.safeParse(content);
  const described = parsed.success ? { site: parsed.data, remarks: siteRemarks(parsed.data) } : { remarks: [] };
  const check: SiteCheck =
    'codes' in knowledge
      ? {
          ...base,
          sound: true,
          problems: [],
          ...described,
          ...(records === undefined ? {} : { sample: checkedSample(records, knowledge, asOf) }),
        }
      : { ...base, sound: false, problems: knowledge, ...described };
  machine.setExitCode(check.sound ? cliExitCodes.assessed : cliExitCodes.notAssessable);
  return print(machine, options.json, { data: check, text: () => printCheck(check) });
}

const exitCodeHelp = `
Exit codes:
  0  the file is sound (and the sample was read)
  1  the file is not sound, or the sample is no record of one patient
  2  a file is not readable, or wrong command line
  3  a file of --sites or the knowledge that came with the program is unsound`;

/** Adds `herald check`: validates a site file and shows step by step what it reads of a sample. */
export function addCheck(program: Command, machine: Machine): void {
  program
    .command('check')
    .argument('<file>', 'a site file (local codes and expressions of a laboratory) or a tenants file')
    .description('check a site file, and show what it reads of a sample; or a tenants file')
    .option('--sample <file>', 'a FHIR R4 Bundle of any type, or an array of resources')
    .addOption(asOfOption())
    .option(...sitesOption)
    .option(...jsonOption)
    .addHelpText('after', exitCodeHelp)
    .action((file: string, options: CheckOptions) => runCheck(machine, file, options));
}
