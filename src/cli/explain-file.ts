import type { Command } from 'commander';
import { explain } from '../explain/explain.js';
import { recordsOfText } from './assess-file.js';
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
import { printExplanation } from './print-explanation.js';

function runExplain(machine: Machine, file: string, options: RecordOptions): undefined {
  const text = machine.readText(file);
  if (text === undefined) return failUnreadable(machine);
  const assessable = recordsOfText(text);
  if (assessable.kind === 'problem') return failRefused(machine, assessable);
  const asOf = options.asOf ?? machine.today();
  const explanation = explain(assessable.records, knowledgeFor(machine, options.sites), asOf);
  return print(machine, options.json, { data: explanation, text: () => printExplanation(explanation, options.region) });
}

const exitCodeHelp = `
Exit codes:
  0  explained
  1  not assessable: not JSON, not a Bundle or an array, several patients
  2  file not readable, or wrong command line
  3  a site file or the knowledge is unsound`;

/** Adds `herald explain`: one record from raw text to category, fact by fact and rule by rule. */
export function addExplain(program: Command, machine: Machine): void {
  program
    .command('explain')
    .argument('<file>', 'a FHIR R4 Bundle of any type, or an array of resources; - reads standard input')
    .description('show how one record leads to its category: each fact with its source, each rule, each gap')
    .addOption(asOfOption())
    .option(...jsonOption)
    .option(...sitesOption)
    .addOption(regionOption())
    .addHelpText('after', exitCodeHelp)
    .action((file: string, options: RecordOptions) => runExplain(machine, file, options));
}
