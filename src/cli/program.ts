import { Command } from 'commander';
import { assessText } from './assess-file.js';
import { addCheck } from './check-site.js';
import { addDiscovery } from './discovery.js';
import { addExplain } from './explain-file.js';
import {
  asOfOption,
  failRefused,
  failUnreadable,
  jsonOption,
  knowledgeFor,
  type Machine,
  print,
  type RecordOptions,
  regionOption,
  sitesOption,
} from './machine.js';
import { printAssessment } from './print-assessment.js';
import { addScreen } from './screen-cohort.js';
import { addSimulate } from './simulate.js';
import { addSynthesize } from './synthesize-cohort.js';

export { cliExitCodes, type Machine } from './machine.js';

function runAssess(machine: Machine, file: string, options: RecordOptions): undefined {
  const text = machine.readText(file);
  if (text === undefined) return failUnreadable(machine);
  const asOf = options.asOf ?? machine.today();
  const assessed = assessText(text, { knowledge: knowledgeFor(machine, options.sites), asOf });
  if (assessed.kind === 'problem') return failRefused(machine, assessed);
  const { assessment } = assessed;
  return print(machine, options.json, { data: assessment, text: () => printAssessment(assessment, options.region) });
}

const exitCodeHelp = `
Exit codes:
  0  assessed
  1  not assessable: not JSON, not a Bundle or an array, several patients
  2  file not readable, or wrong command line
  3  a site file or the knowledge is unsound`;

/** The command line `herald` with every subcommand that `--help` lists. Throws commander's error after a wrong command line or --help was told. */
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
    .addOption(asOfOption())
    .option(...jsonOption)
    .addOption(regionOption())
    .option(...sitesOption)
    .addHelpText('after', exitCodeHelp)
    .action((file: string, options: RecordOptions) => runAssess(machine, file, options));
  addExplain(program, machine);
  addDiscovery(program, machine);
  addCheck(program, machine);
  addSimulate(program, machine);
  addScreen(program, machine);
  addSynthesize(program, machine);
  return program;
}
