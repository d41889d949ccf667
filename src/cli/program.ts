import { Command, InvalidArgumentError, Option } from 'commander';
import { readDay } from '../cds/as-of.js';
import type { Region } from '../clinical/assessment.js';
import type { Day } from '../clinical/facts/dates.js';
import { errorTable } from '../errors.js';
import type { Knowledge } from '../knowledge/schema.js';
import { assessText } from './assess-file.js';
import { printAssessment } from './print-assessment.js';

/** Exit codes of `assess`; 2 is also what a wrong command line gives. */
export const cliExitCodes = { assessed: 0, notAssessable: 1, notReadable: 2, unsound: 3 } as const;

/** What the commands need of the machine. */
export interface Machine {
  readonly isTerminal: boolean;
  readonly today: () => Day;
  /** Knowledge with the site files of a directory added, where one is given. */
  readonly loadKnowledge: (directories: { readonly sites?: string }) => Knowledge;
  /** Text of a file, `-` for standard input; undefined where it cannot be read. */
  readonly readText: (file: string) => string | undefined;
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly setExitCode: (code: number) => void;
  readonly serve: () => Promise<void>;
}

interface AssessOptions {
  readonly asOf?: Day;
  readonly json?: boolean;
  readonly region?: Region;
  readonly sites?: string;
}

function day(text: string): Day {
  const read = readDay(text);
  if (read === undefined) throw new InvalidArgumentError('One real day, YYYY-MM-DD.');
  return read;
}

function fail(machine: Machine, code: number, words: string): void {
  machine.complain(`herald: ${words}\n`);
  machine.setExitCode(code);
}

function runAssess(machine: Machine, file: string, options: AssessOptions): void {
  const text = machine.readText(file);
  if (text === undefined) {
    fail(machine, cliExitCodes.notReadable, 'the file cannot be read');
    return;
  }
  const asOf = options.asOf ?? machine.today();
  const knowledge = machine.loadKnowledge(options.sites === undefined ? {} : { sites: options.sites });
  const assessed = assessText(text, { knowledge, asOf });
  if (assessed.kind === 'problem') {
    fail(machine, cliExitCodes.notAssessable, `${assessed.code}: ${errorTable[assessed.code].sentence}`);
    return;
  }
  const { assessment } = assessed;
  const asJson = options.json === true || !machine.isTerminal;
  machine.write(asJson ? `${JSON.stringify(assessment, null, 2)}\n` : printAssessment(assessment, options.region));
}

const exitCodeHelp = `
Exit codes:
  0  assessed
  1  not assessable: not JSON, not a Bundle or an array, several patients
  2  file not readable, or wrong command line
  3  the knowledge that came with the program is unsound`;

/** The command line `herald serve | assess`. Throws commander's error after a wrong command line or --help was told. */
export function buildProgram(machine: Machine): Command {
  const program = new Command('herald')
    .description('HER2-low and HER2-ultralow decision support over FHIR R4 and CDS Hooks')
    .configureOutput({ writeOut: machine.write, writeErr: machine.complain })
    .exitOverride();
  program
    .command('serve')
    .description('start the server; configured by HERALD_* variables')
    .action(() => machine.serve());
  program
    .command('assess')
    .argument('<file>', 'a FHIR R4 Bundle of any type, or an array of resources; - reads standard input')
    .description('assess one patient')
    .addOption(new Option('--as-of <day>', 'assess as of this day instead of today').argParser(day))
    .option('--json', 'print JSON on a terminal too; elsewhere it is JSON always')
    .addOption(
      new Option('--region <region>', 'on a terminal, show the indications of this region only').choices(['US', 'EU']),
    )
    .option('--sites <directory>', 'add the site files of this directory to the knowledge')
    .addHelpText('after', exitCodeHelp)
    .action((file: string, options: AssessOptions) => runAssess(machine, file, options));
  return program;
}
