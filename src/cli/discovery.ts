import type { Command } from 'commander';
import { services } from '../../hooks/index.js';
import { type DiscoveredService, discover } from '../cds/discovery.js';
import type { CodeEntry, CodeListName, Knowledge } from '../knowledge/schema.js';
import { loadTenants } from '../tenants.js';
import { cliExitCodes, fail, jsonOption, knowledgeFor, type Machine, print, sitesOption } from './machine.js';
import { lines } from './terminal-text.js';

interface DiscoveryOptions {
  readonly tenant?: string;
  readonly tenants?: string;
  readonly sites?: string;
  readonly json?: boolean;
}

/** The knowledge as one site sees it: the program's own codes and the site's. */
function knowledgeOfSite(knowledge: Knowledge, site: string): Knowledge {
  const { codes } = knowledge;
  const entries = <L extends CodeListName>(list: L): readonly CodeEntry<L>[] =>
    codes.entries(list).filter((entry) => entry.site === undefined || entry.site === site);
  return { ...knowledge, codes: { find: (list, coding) => codes.find(list, coding), entries } };
}

/** The site of a tenant; undefined where the tenant names none. */
function siteOf(tenant: string, file: string): { readonly site: string | undefined } | { readonly problem: string } {
  const read = loadTenants(file);
  if (read.kind === 'refused') {
    const [first] = read.problems;
    const place = first?.path === undefined || first.path === '' ? file : `${file}: ${first.path}`;
    return { problem: `${place}: ${first?.problem ?? 'is refused'}` };
  }
  const found = read.tenants.find(({ id }) => id === tenant);
  return found === undefined ? { problem: 'the tenants file has no such tenant' } : { site: found.site };
}

function serviceLines({ id, hook, title, prefetch }: DiscoveredService): readonly string[] {
  return [
    '',
    `${id}  (hook ${hook}; ${title})`,
    ...Object.entries(prefetch).map(([key, template]) => `  ${key.padEnd(26)}${template}`),
  ];
}

function printServices(discovered: readonly DiscoveredService[], knowledge: Knowledge): string {
  return lines([
    `Prefetch templates of ${discovered.length} services, knowledge ${knowledge.version}`,
    'Required keys: patient, her2 (with every key that continues it, such as her22). The templates are the same on every service.',
    ...discovered.flatMap(serviceLines),
  ]);
}

/** The knowledge that the templates are made of, or why there is none. */
function knowledgeAsked(
  machine: Machine,
  { tenant, tenants, sites }: DiscoveryOptions,
): Knowledge | { readonly problem: string } {
  if (tenant !== undefined && tenants === undefined)
    return { problem: '--tenant needs --tenants with the tenants file' };
  const knowledge = knowledgeFor(machine, sites);
  if (tenant === undefined || tenants === undefined) return knowledge;
  const found = siteOf(tenant, tenants);
  if ('problem' in found) return found;
  if (found.site === undefined) return knowledge;
  const known = knowledge.sites.all.some(({ id }) => id === found.site);
  return known
    ? knowledgeOfSite(knowledge, found.site)
    : { problem: `no site file has the id ${found.site}, which the tenant names: give its directory with --sites` };
}

function runDiscovery(machine: Machine, options: DiscoveryOptions): undefined {
  const knowledge = knowledgeAsked(machine, options);
  if ('problem' in knowledge) return fail(machine, cliExitCodes.notReadable, knowledge.problem);
  const discovered = discover(services, knowledge);
  return print(machine, options.json, { data: discovered, text: () => printServices(discovered.services, knowledge) });
}

const exitCodeHelp = `
Exit codes:
  0  printed
  2  the tenants file or its tenant is refused, or wrong command line
  3  a site file or the knowledge is unsound`;

/** Adds `herald discovery`: what to paste into an EHR that keeps its prefetch templates by hand. */
export function addDiscovery(program: Command, machine: Machine): void {
  program
    .command('discovery')
    .description("print each service's prefetch templates with the sites' codes, to paste into an EHR")
    .option('--tenant <id>', "only the program's own codes and those of this tenant's site")
    .option('--tenants <file>', 'the tenants file')
    .option(...sitesOption)
    .option(...jsonOption)
    .addHelpText('after', exitCodeHelp)
    .action((options: DiscoveryOptions) => runDiscovery(machine, options));
}
