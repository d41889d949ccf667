import path from 'node:path';
import { parseTenants } from '../tenants.js';
import { cliExitCodes, type Machine, print } from './machine.js';
import { lines } from './terminal-text.js';

/** True for the content of a tenants file: `herald check` takes it too. */
export function isTenantsFile(content: unknown): boolean {
  return typeof content === 'object' && content !== null && 'tenants' in content;
}

/** Validates a tenants file and the key files that it names: every problem with its place, never a value. */
export function checkTenants(
  machine: Machine,
  file: string,
  options: { readonly text: string; readonly json?: boolean },
): undefined {
  const read = parseTenants(options.text, (name) => {
    const text = machine.readText(path.join(path.dirname(file), name));
    if (text === undefined) throw new Error('not readable');
    return text;
  });
  const problems =
    read.kind === 'tenants' ? [] : read.problems.map((each) => ({ path: each.path, message: each.problem }));
  const tenants = read.kind === 'tenants' ? read.tenants.map(({ id }) => id) : [];
  const name = path.basename(file);
  const sound = problems.length === 0;
  const outcome = sound ? `sound, tenants ${tenants.join(', ')}` : 'not sound; Herald would not start with it';
  machine.setExitCode(sound ? cliExitCodes.assessed : cliExitCodes.notAssessable);
  return print(machine, options.json, {
    data: { file: name, sound, problems, tenants },
    text: () => lines([`${name}: ${outcome}`, ...problems.map((each) => `  ${each.path}: ${each.message}`)]),
  });
}
