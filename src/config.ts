import { z } from 'zod';
import { type Language, languages } from './cards/language.js';
import type { Region } from './clinical/assessment.js';
import { type Day, readDate } from './clinical/facts/dates.js';
import { isLoopback } from './loopback.js';

/** Everything the environment decides. Read once, at start, by `readConfig` alone. */
export interface Config {
  readonly mode: 'open';
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** The address is not loopback, and the operator declared that only synthetic data come in. */
  readonly acknowledged: boolean;
  readonly region: Region;
  readonly language: Language;
  /** Open mode only: the day to assess for, instead of today. */
  readonly asOf?: Day;
  /** Directory for what the server keeps. */
  readonly data?: string;
  /** Directory of site files: laboratories' own codes, added to the knowledge. */
  readonly sites?: string;
}

/** One reason not to start: the variable and what is wrong, never its value. */
export interface ConfigProblem {
  readonly name: string;
  readonly problem: string;
}

const day = z.string().refine((text) => readDate(text) === text && text.length === 10);

const variables = {
  HERALD_MODE: { schema: z.enum(['open', 'tenants']).default('open'), wants: 'open or tenants' },
  HERALD_HOST: {
    schema: z
      .string()
      .regex(/^[A-Za-z0-9.:_-]{1,255}$/)
      .default('127.0.0.1'),
    wants: 'a host name or IP address',
  },
  HERALD_PORT: {
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .default('3000')
      .transform(Number)
      .refine((port) => port <= 65_535),
    wants: 'a port number, 0 to 65535',
  },
  HERALD_OPEN_ACK: { schema: z.literal('synthetic-data-only').optional(), wants: 'synthetic-data-only' },
  HERALD_TENANTS: { schema: z.string().min(1).optional(), wants: 'the path of the tenants file' },
  HERALD_REGION: { schema: z.enum(['US', 'EU']).default('US'), wants: 'US or EU' },
  HERALD_LANGUAGE: { schema: z.enum(languages).default('en'), wants: languages.join(' or ') },
  HERALD_AS_OF: { schema: day.optional(), wants: 'one real day, YYYY-MM-DD' },
  HERALD_DATA: { schema: z.string().min(1).optional(), wants: 'the path of a directory' },
  HERALD_SITES: { schema: z.string().min(1).optional(), wants: 'the path of a directory of site files' },
} as const;

export type ConfigName = keyof typeof variables;

/** Every variable that may be set, with what it wants. */
export const configNames: Readonly<Record<ConfigName, string>> = {
  HERALD_MODE: variables.HERALD_MODE.wants,
  HERALD_HOST: variables.HERALD_HOST.wants,
  HERALD_PORT: variables.HERALD_PORT.wants,
  HERALD_OPEN_ACK: variables.HERALD_OPEN_ACK.wants,
  HERALD_TENANTS: variables.HERALD_TENANTS.wants,
  HERALD_REGION: variables.HERALD_REGION.wants,
  HERALD_LANGUAGE: variables.HERALD_LANGUAGE.wants,
  HERALD_AS_OF: variables.HERALD_AS_OF.wants,
  HERALD_DATA: variables.HERALD_DATA.wants,
  HERALD_SITES: variables.HERALD_SITES.wants,
};

const environment = z.object({
  HERALD_MODE: variables.HERALD_MODE.schema,
  HERALD_HOST: variables.HERALD_HOST.schema,
  HERALD_PORT: variables.HERALD_PORT.schema,
  HERALD_OPEN_ACK: variables.HERALD_OPEN_ACK.schema,
  HERALD_TENANTS: variables.HERALD_TENANTS.schema,
  HERALD_REGION: variables.HERALD_REGION.schema,
  HERALD_LANGUAGE: variables.HERALD_LANGUAGE.schema,
  HERALD_AS_OF: variables.HERALD_AS_OF.schema,
  HERALD_DATA: variables.HERALD_DATA.schema,
  HERALD_SITES: variables.HERALD_SITES.schema,
});

function isKnown(name: string): name is ConfigName {
  return Object.hasOwn(variables, name);
}

function contradictions(values: z.infer<typeof environment>): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (values.HERALD_MODE === 'tenants') {
    problems.push({
      name: 'HERALD_MODE',
      problem: 'tenants mode needs client authentication, which this version does not have: it would let anybody in',
    });
  } else if (values.HERALD_TENANTS !== undefined) {
    problems.push({ name: 'HERALD_TENANTS', problem: 'has no meaning in open mode' });
  }
  if (!isLoopback(values.HERALD_HOST) && values.HERALD_OPEN_ACK === undefined) {
    problems.push({
      name: 'HERALD_HOST',
      problem: 'open mode beyond this machine needs HERALD_OPEN_ACK=synthetic-data-only',
    });
  }
  return problems;
}

/**
 * Reads the configuration from an environment. Unknown `HERALD_*` names and malformed values are problems, all of them named at once.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
):
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'refused'; readonly problems: readonly ConfigProblem[] } {
  const names = Object.keys(env).filter((name) => name.startsWith('HERALD_') && env[name] !== undefined);
  const unknown = names.filter((name) => !isKnown(name)).map((name) => ({ name, problem: 'no such variable' }));
  const parsed = environment.safeParse(Object.fromEntries(names.map((name) => [name, env[name]])));
  const malformed = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    return { name, problem: isKnown(name) ? `wants ${configNames[name]}` : 'malformed' };
  });
  const problems = [...unknown, ...malformed, ...(parsed.success ? contradictions(parsed.data) : [])];
  if (!parsed.success || problems.length > 0) return { kind: 'refused', problems };
  const values = parsed.data;
  return {
    kind: 'config',
    config: {
      mode: 'open',
      host: values.HERALD_HOST,
      port: values.HERALD_PORT,
      acknowledged: !isLoopback(values.HERALD_HOST),
      region: values.HERALD_REGION,
      language: values.HERALD_LANGUAGE,
      ...(values.HERALD_AS_OF === undefined ? {} : { asOf: values.HERALD_AS_OF }),
      ...(values.HERALD_DATA === undefined ? {} : { data: values.HERALD_DATA }),
      ...(values.HERALD_SITES === undefined ? {} : { sites: values.HERALD_SITES }),
    },
  };
}
