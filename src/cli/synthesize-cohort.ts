import { type Command, InvalidArgumentError } from 'commander';
import { writeCohort } from '../synthesize/write-cohort.js';
import { jsonOption, type Machine, makesOutputFolder, print } from './machine.js';

interface SynthesizeOptions {
  readonly patients: number;
  readonly seed: number;
  readonly out: string;
  readonly breastShare: number;
  readonly json?: boolean;
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('A whole number.');
  return Number(text);
}

function share(text: string): number {
  const read = Number(text);
  if (!/^\d(\.\d+)?$/.test(text) || read > 1) throw new InvalidArgumentError('A number from 0 to 1.');
  return read;
}

function runSynthesize(machine: Machine, options: SynthesizeOptions): undefined {
  const { patients, seed, breastShare, out } = options;
  if (!makesOutputFolder(machine, out)) return undefined;
  const written = writeCohort(out, patients, { seed, breastShare });
  return print(machine, options.json, {
    data: written,
    text: () =>
      `${written.patients} patients, ${written.resources} resources in ${out}; truth.ndjson says what each record supports\n`,
  });
}

const exitCodeHelp = `
Exit codes:
  0  written
  2  the output folder cannot be made, or wrong command line`;

/** Adds `herald synthesize`: a cohort of nobody, with known truth, for trials and measurements. */
export function addSynthesize(program: Command, machine: Machine): void {
  program
    .command('synthesize')
    .description('write a synthetic cohort as a FHIR bulk export, with its truth beside it')
    .requiredOption('--patients <number>', 'how many', whole)
    .requiredOption('--out <folder>', 'output folder')
    .option('--seed <number>', 'the same seed gives the same cohort', whole, 1)
    .option('--breast-share <share>', 'share of patients with breast cancer', share, 0.1)
    .option(...jsonOption)
    .addHelpText('after', exitCodeHelp)
    .action((options: SynthesizeOptions) => runSynthesize(machine, options));
}
