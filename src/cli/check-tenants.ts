import path from 'node:path';
import { parseTenants, type Tenant } from '../tenants.js';
import { cliExitCodes, knowledgeFor, type Machine, print } from './machine.js';
import { lines } from './terminal-text.js';

/** The outcome of a check of a tenants file. */
interface TenantsCheck {
  readonly file: string;
  readonly sound: boolean;
  readonly problems: readonly { readonly path: string; readonly message: string }[];
  readonly tenants: readonly { readonly id: string; readonly issuer: string; readonly site?: string }[];
}

/** Is the content that of a tenants file rather than of a site file? */
export function isTenantsFile(content: unknown): boolean {
  return typeof content === 'object' && content !== null && 'tenants' in content;
}

function printTenantsCheck({ file, sound, problems, tenants }: TenantsCheck): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return lines([
    sound ? `${file}: a sound tenants file` : `${file}: not sound, ${count}; Herald would not start with it`,
    ...problems.map((each) => `  ${each.path === '' ? '' : `${each.path}: `}${each.message}`),
    ...tenants.map(({ id, issuer, site }) => `  ${id}: issuer ${issuer}${site === undefined ? '' : `, site ${site}`}`),
  ]);
}

/** Sites that tenants name and that no site file has: their results would be overlooked. */
function unknownSites(tenants: readonly Tenant[], known: readonly string[]): TenantsCheck['problems'] {
  return tenants.flatMap(({ site }, index) =>
    site === undefined || known.includes(site)
      ? []
      : [
          {
            path: `tenants[${index}].site`,
            message: 'no site file has this id: name the directory of site files with --sites',
          },
        ],
  );
}

/** Checks the text of a tenants file as the start of the server does, and prints the outcome. Key files are sought beside it. */
export function runTenantsCheck(
  machine: Machine,
  { file, text }: { readonly file: string; readonly text: string },
  { sites, json }: { readonly sites?: string; readonly json?: boolean },
): undefined {
  const parsed = parseTenants(text, (name) => {
    const found = machine.readText(path.isAbsolute(name) ? name : path.join(path.dirname(file), name));
    if (found === undefined) throw new Error('unreadable');
    return found;
  });
  const tenants = parsed.kind === 'tenants' ? parsed.tenants : [];
  const known = knowledgeFor(machine, sites).sites.all.map(({ id }) => id);
  const problems =
    parsed.kind === 'tenants'
      ? unknownSites(tenants, known)
      : parsed.problems.map((each) => ({ path: each.path, message: each.problem }));
  const check: TenantsCheck = {
    file: path.basename(file),
    sound: problems.length === 0,
    problems,
    tenants: tenants.map(({ id, issuer, site }) => ({ id, issuer, ...(site === undefined ? {} : { site }) })),
  };
  machine.setExitCode(check.sound ? cliExitCodes.assessed : cliExitCodes.notAssessable);
  return print(machine, json, { data: check, text: () => printTenantsCheck(check) });
}
