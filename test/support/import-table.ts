/**
 * Who may import whom. A file belongs to the first layer whose prefix it starts with; it may import files that start with one of
 * `from` (a `type:` prefix allows types only), packages in `packages`, and Node modules where `node` is true.
 * `*` stands for everything of ours: only the edge, which composes the line, has it.
 */
export interface Layer {
  readonly prefix: string;
  /** No clock, IO, environment, randomness, framework or Node: the decisions, which also run in a browser. */
  readonly pure: boolean;
  readonly from: readonly string[];
  readonly packages: readonly string[];
  readonly node: boolean;
}

const pure = { pure: true, packages: [], node: false };
const edge = { pure: false, node: true };

export const importTable: readonly Layer[] = [
  { prefix: 'src/clinical/', ...pure, from: ['src/clinical/'] },
  {
    prefix: 'src/chart/',
    ...pure,
    from: [
      'src/chart/',
      'src/clinical/facts/',
      'type:src/clinical/',
      'src/knowledge/schema.ts',
      'src/knowledge/roles.ts',
      'src/knowledge/phrase-words.ts',
    ],
  },
  {
    prefix: 'src/cards/',
    ...pure,
    from: ['src/cards/', 'src/clinical/', 'src/knowledge/schema.ts', 'src/knowledge/roles.ts', 'src/cds/card.ts'],
  },
  // The whole story behind an answer, for the terminal and the evidence page.
  {
    prefix: 'src/explain/',
    ...pure,
    from: [
      'src/explain/',
      'src/chart/',
      'src/clinical/',
      'src/cards/',
      'src/knowledge/schema.ts',
      'src/knowledge/roles.ts',
    ],
  },
  // The schema is what the pure rings see of knowledge: it validates and compiles; only the load files read anything.
  { prefix: 'src/knowledge/load', ...edge, from: ['src/knowledge/', 'src/json-fault.ts'], packages: [] },
  // FHIRPath stays outside the pure rings: they get compiled evaluators through Knowledge.
  { prefix: 'src/knowledge/fhirpath-', ...edge, from: ['src/knowledge/'], packages: ['fhirpath'] },
  { prefix: 'src/knowledge/', pure: true, from: ['src/knowledge/', 'src/clinical/'], packages: ['zod'], node: false },
  {
    prefix: 'hooks/',
    pure: true,
    from: [
      'hooks/',
      'src/cds/',
      'src/chart/orders.ts',
      'type:src/chart/',
      'src/clinical/advice/',
      'type:src/clinical/',
      'type:src/knowledge/',
    ],
    packages: [],
    node: false,
  },
  {
    prefix: 'src/cds/',
    pure: true,
    from: [
      'src/cds/',
      'src/clinical/advice/',
      'src/clinical/facts/',
      'type:src/clinical/',
      'type:src/chart/',
      'src/chart/fields.ts',
      'src/knowledge/schema.ts',
      'src/errors.ts',
    ],
    packages: ['zod'],
    node: false,
  },
  {
    prefix: 'src/fhir/quirks/',
    ...pure,
    from: ['src/fhir/quirks/', 'src/chart/fields.ts', 'src/chart/records.ts', 'type:src/clinical/'],
  },
  {
    prefix: 'src/fhir/',
    ...edge,
    from: [
      'src/fhir/',
      'src/cds/',
      'src/chart/',
      'src/clinical/',
      'src/knowledge/schema.ts',
      'src/errors.ts',
      'src/json-depth.ts',
      'type:src/config.ts',
    ],
    packages: ['cockatiel', 'undici', 'zod'],
  },
  { prefix: 'src/audit/', ...edge, from: ['src/audit/', 'src/errors.ts', 'type:src/'], packages: ['pino'] },
  {
    prefix: 'src/store/',
    ...edge,
    from: ['src/store/', 'src/clinical/', 'src/cds/response.ts', 'src/errors.ts', 'type:src/'],
    packages: ['kysely', 'libsql', 'pg', 'uuid', 'zod'],
  },
  { prefix: 'src/json-depth.ts', pure: true, from: [], packages: [], node: false },
  {
    prefix: 'src/errors.ts',
    pure: true,
    from: [],
    packages: [],
    node: false,
  },
  {
    prefix: 'src/config.ts',
    ...edge,
    from: ['src/errors.ts', 'src/loopback.ts', 'src/keeping-config.ts', 'src/clinical/', 'src/cards/'],
    packages: ['zod'],
  },
  {
    prefix: 'src/keeping-config.ts',
    ...edge,
    from: ['type:src/config.ts'],
    packages: ['zod'],
  },
  {
    prefix: 'src/metrics/',
    ...edge,
    from: ['src/metrics/', 'type:src/'],
    packages: ['prom-client'],
  },
  {
    prefix: 'src/tenants.ts',
    ...edge,
    from: [
      'src/errors.ts',
      'src/json-fault.ts',
      'src/clinical/',
      'src/cards/',
      'src/fhir/origin.ts',
      'src/fhir/addresses.ts',
    ],
    packages: ['zod'],
  },
  {
    prefix: 'src/answer.ts',
    pure: false,
    from: [
      'src/fhir/',
      'src/chart/',
      'src/clinical/',
      'src/cards/',
      'src/cds/',
      'src/knowledge/schema.ts',
      'src/errors.ts',
      'src/steps.ts',
      'type:hooks/',
      'type:src/',
    ],
    packages: [],
    node: false,
  },
  {
    prefix: 'src/http/',
    ...edge,
    from: [
      'src/http/',
      'src/answer.ts',
      'src/errors.ts',
      'src/steps.ts',
      'src/audit/',
      'src/store/',
      'src/cds/',
      'src/fhir/',
      'src/chart/',
      'src/clinical/',
      'src/tenants.ts',
      'src/loopback.ts',
      'src/json-depth.ts',
      'hooks/',
      'type:src/',
    ],
    packages: ['express', 'helmet', 'cors', 'express-rate-limit', 'jose', 'prom-client', 'uuid', 'zod'],
  },
  {
    prefix: 'src/web/',
    pure: false,
    // The pages run the line themselves: everything of it that needs no process.
    from: [
      'src/web/',
      'src/chart/',
      'src/clinical/',
      'src/cards/',
      'src/cds/',
      'src/explain/',
      'src/knowledge/',
      'src/fhir/assessable.ts',
      'src/fhir/bundle-entries.ts',
      'src/fhir/in-memory-search.ts',
      'src/fhir/prefetch-records.ts',
    ],
    packages: ['preact', 'zod', 'uuid', 'marked', 'd3-scale', 'oauth4webapi', 'fhirpath'],
    node: false,
  },
  { prefix: 'src/', ...edge, from: ['*'], packages: ['*'] },
];
