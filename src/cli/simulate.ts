import { type Command, InvalidArgumentError, Option } from 'commander';
import { asFields, type Fields, objectAt, objectsAt, textAt } from '../chart/fields.js';
import { hookNames } from '../clinical/advice/focus.js';
import { jsonFault } from '../json-fault.js';
import { readSimulatedChart } from '../simulate/chart-of-file.js';
import { type FaultName, faultNames } from '../simulate/fault.js';
import { type HookAnswer, type HookCall, type SimulatedEhr, startSimulatedEhr } from '../simulate/simulated-ehr.js';
import { cliExitCodes, fail, failUnreadable, jsonOption, type Machine, parsedJson, print } from './machine.js';
import { lines } from './terminal-text.js';

interface SimulateOptions {
  readonly service: string;
  readonly hook: string;
  readonly patient: string;
  readonly order?: string;
  readonly fault?: FaultName;
  readonly keys?: readonly string[];
  readonly sign?: boolean;
  readonly audience?: string;
  readonly port?: number;
  readonly tenant?: boolean;
  /** Commander's name for `--no-server`. */
  readonly server: boolean;
  readonly feedback?: 'accepted' | 'overridden';
  readonly json?: boolean;
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new InvalidArgumentError('A port number.');
  return Number(text);
}

function serviceUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new InvalidArgumentError('An http(s) URL.');
  return text.replace(/\/+$/, '');
}

function callOf(options: SimulateOptions): HookCall {
  const { fault, keys = ['*'], sign, audience } = options;
  return {
    service: options.service,
    hook: options.hook,
    ...(fault === undefined ? {} : { faults: Object.fromEntries(keys.map((key) => [key, fault])) }),
    ...(options.order === undefined ? {} : { order: options.order }),
    ...(sign === true ? { sign: audience === undefined ? {} : { audience } } : {}),
    ...(options.server ? {} : { withoutServer: true }),
  };
}

function cardLines(card: Fields): readonly string[] {
  const suggestions = objectsAt(card, 'suggestions').map((each) => `    > ${textAt(each, 'label') ?? ''}`);
  const topic = textAt(objectAt(objectAt(card, 'source'), 'topic'), 'code') ?? '';
  return [`  [${textAt(card, 'indicator') ?? ''}] ${textAt(card, 'summary') ?? ''} (${topic})`, ...suggestions];
}

function answerLines({ status, body, milliseconds, calls }: HookAnswer): readonly string[] {
  const fields = asFields(body);
  const cards = objectsAt(fields, 'cards');
  const issues = objectsAt(fields, 'issue').map(
    (issue) => `  ${textAt(issue, 'diagnostics') ?? textAt(objectAt(issue, 'details'), 'text') ?? ''}`,
  );
  return [
    `HTTP ${status} in ${Math.round(milliseconds)} ms, ${calls.length} FHIR calls, ${cards.length} cards`,
    ...cards.flatMap(cardLines),
    ...issues,
    ...Object.entries(objectAt(fields, 'extension') ?? {}).map(
      ([name, value]) => `  ${name}: ${JSON.stringify(value)}`,
    ),
  ];
}

async function drive(machine: Machine, ehr: SimulatedEhr, options: SimulateOptions): Promise<undefined> {
  const call = callOf(options);
  const answer = await ehr.call(call);
  const feedback =
    options.feedback === undefined || answer.status !== 200
      ? undefined
      : await ehr.sendFeedback(call, answer, options.feedback);
  machine.setExitCode(answer.status === 200 ? cliExitCodes.assessed : cliExitCodes.notAssessable);
  return print(machine, options.json, {
    data: { ...answer, ...(feedback === undefined ? {} : { feedback }) },
    text: () => lines([...answerLines(answer), ...(feedback === undefined ? [] : [`feedback: HTTP ${feedback}`])]),
  });
}

async function runSimulate(machine: Machine, options: SimulateOptions): Promise<undefined> {
  const text = machine.readText(options.patient);
  if (text === undefined) return failUnreadable(machine, options.patient);
  const content = parsedJson(text);
  if (content === undefined)
    return fail(machine, cliExitCodes.notAssessable, `${options.patient} ${jsonFault(text) ?? 'is not JSON'}`);
  const chart = readSimulatedChart(content);
  if (chart === undefined)
    return fail(machine, cliExitCodes.notAssessable, `${options.patient} holds no Patient with an id`);
  const ehr = await startSimulatedEhr({ chart, ...(options.port === undefined ? {} : { port: options.port }) });
  try {
    if (options.tenant === true) {
      machine.write(`${JSON.stringify({ tenants: [ehr.tenant] }, null, 2)}\n`);
      return undefined;
    }
    return await drive(machine, ehr, options);
  } catch {
    const said = `${options.service} could not be reached, or did not answer in JSON: is herald serve running there?`;
    return fail(machine, cliExitCodes.notAssessable, said);
  } finally {
    await ehr.close();
  }
}

const help = `
With --sign the service has to know the simulated client. Print its tenants file once, with the port it will have:
  herald simulate --patient FILE --port 4010 --tenant > tenants.json
and start the service with HERALD_MODE=tenants HERALD_TENANTS=tenants.json HERALD_PUBLIC_URL=http://127.0.0.1:3000
HERALD_DATA=<folder> HERALD_HASH_KEY=<32 or more random characters>.

Exit codes:
  0  answered with 200
  1  refused, not reachable, or no patient in the file
  2  file not readable, or wrong command line`;

/** Adds `herald simulate`: plays the EHR towards a running service, faults included. */
export function addSimulate(program: Command, machine: Machine): void {
  program
    .command('simulate')
    .description('play an EHR: serve FHIR on loopback, call a service, print its cards, send feedback')
    .option('--service <url>', 'base URL of the service', serviceUrl, 'http://127.0.0.1:3000')
    .addOption(new Option('--hook <hook>', 'the hook').choices([...hookNames]).default('patient-view'))
    .requiredOption('--patient <file>', 'the record: a FHIR R4 Bundle or an array of resources, with one Patient')
    .option('--order <drug>', 'name of the drug drafted at an order hook (capecitabine)')
    .addOption(new Option('--fault <fault>', 'what goes wrong with the prefetch').choices([...faultNames]))
    .option('--keys <key...>', 'prefetch keys that have the fault; all where absent')
    .option('--no-server', 'name no fhirServer')
    .option('--sign', 'sign the call with a fresh key')
    .option('--audience <url>', 'URL under which the service knows itself, where it is not --service', serviceUrl)
    .option('--port <port>', 'port of the FHIR server and key set; any free one where absent', port)
    .option('--tenant', 'print the tenants file of this client, and call nobody')
    .addOption(new Option('--feedback <outcome>', 'send feedback on the cards').choices(['accepted', 'overridden']))
    .option(...jsonOption)
    .addHelpText('after', help)
    .action((options: SimulateOptions) => runSimulate(machine, options));
}
