import { type Command, Option } from 'commander';
import type { Region } from '../clinical/assessment.js';
import type { Day } from '../clinical/facts/dates.js';
import type { Problem } from '../errors.js';
import type { Knowledge } from '../knowledge/schema.js';
import {
  asOfOption,
  failRefused,
  failUnreadable,
  jsonOption,
  knowledgeFor,
  type Machine,
  print,
  sitesOption,
} from './machine.js';

interface RecordOptions {
  readonly asOf?: Day;
  readonly json?: boolean;
  readonly region?: Region;
  readonly sites?: string;
}

/** What a command makes of a record is made with. `region`: the one whose indications a terminal shows; every one where absent. */
interface AskedOfRecord {
  readonly knowledge: Knowledge;
  readonly asOf: Day;
  readonly region: Region | undefined;
}

/** What a command says of a record: the data, and the same for a reader at a terminal. */
interface RecordAnswer {
  readonly kind: 'answer';
  readonly data: unknown;
  readonly text: () => string;
}

/** A command over the record of one patient. */
export interface RecordCommand {
  readonly name: string;
  readonly description: string;
  /** What exit code 0 means. */
  readonly done: string;
  readonly answer: (text: string, asked: AskedOfRecord) => RecordAnswer | Problem;
}

function run(
  machine: Machine,
  { answer }: RecordCommand,
  { file, options }: { readonly file: string; readonly options: RecordOptions },
): undefined {
  const text = machine.readText(file);
  if (text === undefined) return failUnreadable(machine, file);
  const asOf = options.asOf ?? machine.today();
  const given = answer(text, { knowledge: knowledgeFor(machine, options.sites), asOf, region: options.region });
  return given.kind === 'problem' ? failRefused(machine, given) : print(machine, options.json, given);
}

/** `--region`: what a terminal shows; the JSON always holds every indication. */
function regionOption(): Option {
  return new Option('--region <region>', 'on a terminal, show the indications of this region only').choices([
    'US',
    'EU',
  ]);
}

const exitCodeHelp = (done: string): string => `
Exit codes:
  0  ${done}
  1  not assessable: not JSON, not a Bundle or an array, several patients
  2  file not readable, or wrong command line
  3  a site file or the knowledge is unsound`;

/** Adds a command that reads one record, with the argument, options and exit codes that all of them share. */
export function addRecordCommand(program: Command, machine: Machine, command: RecordCommand): void {
  program
    .command(command.name)
    .argument('<file>', 'a FHIR R4 Bundle of any type, or an array of resources; - reads standard input')
    .description(command.description)
    .addOption(asOfOption())
    .option(...jsonOption)
    .addOption(regionOption())
    .option(...sitesOption)
    .addHelpText('after', exitCodeHelp(command.done))
    .action((file: string, options: RecordOptions) => run(machine, command, { file, options }));
}
