import { Command } from 'commander';
import { assessCommand } from './assess-file.js';
import { addCheck } from './check-site.js';
import { addDiscovery } from './discovery.js';
import { explainCommand } from './explain-file.js';
import type { Machine } from './machine.js';
import { addRecordCommand } from './record-command.js';
import { addScreen } from './screen-cohort.js';
import { addSimulate } from './simulate.js';
import { addSynthesize } from './synthesize-cohort.js';

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
  addRecordCommand(program, machine, assessCommand);
  addRecordCommand(program, machine, explainCommand);
  addDiscovery(program, machine);
  addCheck(program, machine);
  addSimulate(program, machine);
  addScreen(program, machine);
  addSynthesize(program, machine);
  return program;
}
