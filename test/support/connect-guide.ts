import { services } from '../../hooks/index.js';
import { overrideCodes, overrideSystem } from '../../src/cards/override-reasons.js';
import { discover } from '../../src/cds/discovery.js';
import {
  continuedKey,
  type PrefetchKey,
  prefetchKeys,
  requiredKeys,
  resourceTypes,
} from '../../src/cds/prefetch-keys.js';
import { topics } from '../../src/clinical/advice/advice.js';
import type { Knowledge } from '../../src/knowledge/schema.js';

/** Address that stands for the hospital's own in the guides. */
const exampleBase = 'https://cds.example.org/herald';

/** What a guide says of one client, beside what is the same for all. */
export interface GuideOfClient {
  readonly title: string;
  readonly start: string;
  /** Sections of its own, as `heading` and text. */
  readonly sections: readonly (readonly [heading: string, text: string])[];
  /** Ids of the services that the client can call. */
  readonly services: readonly string[];
  /** An entry of the tenants file for it. */
  readonly tenant: Readonly<Record<string, unknown>>;
  readonly tenantNote: string;
}

const uses: Readonly<Record<PrefetchKey, string>> = {
  patient: 'who it is, and the age',
  her2: 'HER2 immunohistochemistry and ISH results',
  conditions: 'breast cancer, metastases, other malignancies, lung disease',
  observations: 'ER and PR, stage, LVEF, pregnancy',
  reports: 'pathology reports, whose text is read for HER2',
  specimens: 'which tissue a result is of',
  medicationRequests: 'drugs ordered',
  medicationStatements: 'drugs taken',
  medicationAdministrations: 'drugs given',
  procedures: 'surgery, radiotherapy',
  serviceRequests: 'tests that are ordered and still open',
};

const isRequired = (key: PrefetchKey): boolean => requiredKeys.some((required) => required === key);

function keyOf(name: string): PrefetchKey | undefined {
  return prefetchKeys.find((key) => key === name) ?? continuedKey(name);
}

function keyTable(names: readonly string[]): readonly string[] {
  const rows = names.flatMap((name) => {
    const key = keyOf(name);
    if (key === undefined) return [];
    const type = resourceTypes[key];
    return [
      `| \`${name}\` | ${isRequired(key) ? 'required' : 'when it can be had'} | ${type} | \`patient/${type}.read\` | \`patient/${type}.rs\` | ${uses[key]} |`,
    ];
  });
  return ['| key | | resource | scope (SMART v1) | scope (SMART v2) | for |', '|---|---|---|---|---|---|', ...rows];
}

function hosts(knowledge: Knowledge): readonly string[] {
  const kinds = new Set(['label', 'guideline', 'consensus']);
  const found = [...knowledge.sources.values()].flatMap(({ kind, url }) =>
    kinds.has(kind) && url !== undefined && URL.canParse(url) ? [new URL(url).host] : [],
  );
  return [...new Set(found)].sort();
}

/** A guide for the analyst who connects a client: everything to be typed in, taken from what discovery and the cards say. */
export function connectGuide(knowledge: Knowledge, guide: GuideOfClient): string {
  const discovered = discover(services, knowledge).services.filter(({ id }) => guide.services.includes(id));
  const prefetch = discovered[0]?.prefetch ?? {};
  const addresses = discovered.flatMap(({ id }) => [`/cds-services/${id}`, `/cds-services/${id}/feedback`]);
  const lines = [
    `# ${guide.title}`,
    '',
    guide.start,
    '',
    `\`${exampleBase}\` stands for \`HERALD_PUBLIC_URL\`, the address under which the client reaches the service.`,
    'Generated from the service registry: `UPDATE_DOCS=1 npm run jest -- test/docs/connect-guides.test.ts` writes it, the same test keeps it equal to discovery.',
    '',
    '## Addresses',
    '',
    '| hook | address to register | audience (`aud`) of the token |',
    '|---|---|---|',
    ...discovered.map(({ hook, id }) => {
      const address = `${exampleBase}/cds-services/${id}`;
      return `| \`${hook}\` | \`${address}\` | \`${address}\`, or one listed under \`audiences\` |`;
    }),
    '',
    'All of them, with feedback:',
    '',
    '```text',
    ...addresses.map((address) => exampleBase + address),
    '```',
    '',
    '## Prefetch',
    '',
    'The same keys on every service; CDS Hooks 2.0 tokens only. Without a required key, and without a FHIR server to ask, the answer is 412',
    'with the name of the key. A key that is not sent is fetched where `fhirServer` and a token come with the request and the server is listed',
    'for the tenant; what cannot be had is named on the card. An empty searchset says that there are no data; `null` says the same.',
    '',
    ...keyTable(Object.keys(prefetch)),
    '',
    'Medication, by id, is read too where an order or a statement only refers to it (`patient/Medication.read`, `patient/Medication.rs`).',
    '',
    '```text',
    ...Object.entries(prefetch).map(([name, template]) => `${name}\n  ${template}`),
    '```',
    '',
    '## Cards',
    '',
    `Topics (\`source.topic.code\`), static, one per kind of finding: ${topics.map((topic) => `\`${topic}\``).join(', ')}.`,
    '',
    `Override reasons, system \`${overrideSystem}\`: ${overrideCodes.map((code) => `\`${code}\``).join(', ')}.`,
    '',
    'One action per suggestion, `selectionBehavior` `any`, uuids on every card and suggestion, no system action, never `critical`.',
    '',
    `Hosts of links to allow: ${hosts(knowledge)
      .map((host) => `\`${host}\``)
      .join(', ')}.`,
    '',
    ...guide.sections.flatMap(([heading, text]) => [`## ${heading}`, '', text, '']),
    '## Entry in the tenants file',
    '',
    guide.tenantNote,
    '',
    '```json',
    JSON.stringify({ tenants: [guide.tenant] }, null, 2),
    '```',
    '',
    'Check it with `npx herald check tenants.json`.',
    '',
    '## Try it before the client calls',
    '',
    '```sh',
    'npx herald simulate --patient fixtures/patients/low-1plus-hr-positive.json --port 4010 --tenant > simulator.json',
    '```',
    '',
    '```sh start',
    'HERALD_MODE=tenants HERALD_TENANTS=simulator.json HERALD_PUBLIC_URL=http://127.0.0.1:3000 \\',
    '  HERALD_DATA=data HERALD_HASH_KEY=$(openssl rand -hex 32) npm start',
    '```',
    '',
    '```sh',
    'npx herald simulate --patient fixtures/patients/low-1plus-hr-positive.json --port 4010 --sign --hook patient-view --fault omit',
    '```',
    '',
  ];
  return lines.join('\n');
}
