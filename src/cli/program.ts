import { Command } from 'commander';
import { configNames } from '../config.js';
import { assessCommand } from './assess-file.js';
import { addCheck } from './check-site.js';
import { addDiscovery } from './discovery.js';
import { explainCommand } from './explain-file.js';
import type { Machine } from './machine.js';
import { addRecordCommand } from './record-command.js';
import { addScreen } from './screen-cohort.js';
import { addSimulate } from './simulate.js';
import { addSynthesize } from './synthesize-cohort.js';

const example = `
Begin with:
  herald serve                                        and open http://127.0.0.1:3000
  herald explain fixtures/patients/low-1plus-hr-positive.json
Every command has its own --help, with exit codes.`;

/** Every variable with what it wants; the README says what each means and its default. */
function serveHelp(): string {
  const rows = Object.entries(configNames).map(([name, wants]) => `  ${name.padEnd(28)}${wants}`);
  return `\nVariables, all optional in open mode (the README says what each means):\n${rows.join('\n')}

Exit codes:
  0   stopped by a signal
  2   a variable, a file or an address was refused; the last lines say which
  70  failed; the log says where`;
}

/** The command line `herald` with every subcommand that `--help` lists. Throws commander's error after a wrong command line or --help was told. */
export function buildProgram(machine: Machine): Command {
  const program = new Command('herald')
    .description('HER2-low and HER2-ultralow decision support over FHIR R4 and CDS Hooks')
    .showHelpAfterError('(--help after the command lists what it takes)')
    .configureOutput({ writeOut: machine.write, writeErr: machine.complain })
    .exitOverride();
  program
    .command('serve')
    .description('start the server; configured by HERALD_* variables')
    .addHelpText('after', serveHelp())
    .action(() => machine.serve());
  addRecordCommand(program, machine, assessCommand);
  addRecordCommand(program, machine, explainCommand);
  addDiscovery(program, machine);
  addCheck(program, machine);
  addSimulate(program, machine);
  addScreen(program, machine);
  addSynthesize(program, machine);
  program.addHelpText('after', example);
  return program;
}
