import { isIP } from 'node:net';
import { z } from 'zod';
import { type Language, languages } from './cards/language.js';
import type { Region } from './clinical/assessment.js';
import { type Day, readDate } from './clinical/facts/dates.js';
import { type KeepingConfig, keepingContradictions, keepingOf, keepingShape, keepingWants } from './keeping-config.js';
import { isLoopback } from './loopback.js';

/** What the environment decides in either mode. Read once, at start, by `readConfig` alone. */
interface CommonConfig {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly region: Region;
  readonly language: Language;
  /** Directory for what the server keeps; a temporary one where absent (open mode). */
  readonly data?: string;
  readonly keeping: KeepingConfig;
  /** Directory of site files: laboratories' own codes, added to the knowledge. */
  readonly sites?: string;
  /** Files of the certificate chain and its key; plain http where absent. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Addresses and ranges of proxies whose word on the client's address is believed; none unless named. */
  readonly trustProxy: readonly string[];
}

/** For one person's machine and synthetic data: nobody signs. */
export interface OpenConfig extends CommonConfig {
  readonly mode: 'open';
  /** The address is not loopback, and the operator declared that only synthetic data come in. */
  readonly acknowledged: boolean;
  /** The day to assess for, instead of today. */
  readonly asOf?: Day;
}

/** For real data: every client is known and signs its requests. */
interface TenantsConfig extends CommonConfig {
  readonly mode: 'tenants';
  /** Path of the tenants file. */
  readonly tenants: string;
  /** URL under which clients reach the service: the audience of their tokens starts with it. */
  readonly publicUrl: string;
  /** Whether discovery, which holds no patient data, asks for a token too. */
  readonly discovery: 'open' | 'signed';
}

export type Config = OpenConfig | TenantsConfig;

/** One reason not to start: the variable and what is wrong, never its value. */
export interface ConfigProblem {
  readonly name: string;
  readonly problem: string;
}

/** https, or http to this machine; no credentials, query or fragment. */
function isPublicUrl(text: string): boolean {
  if (!URL.canParse(text) || /[?#@\s]/.test(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  return family !== 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

const day = z.string().refine((text) => readDate(text) === text && text.length === 10);

/** Every variable that may be set, as it is read. */
const shape = {
  HERALD_MODE: z.enum(['open', 'tenants']).default('open'),
  HERALD_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]{1,255}$/)
    .default('127.0.0.1'),
  HERALD_PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .default('3000')
    .transform(Number)
    .refine((port) => port <= 65_535),
  HERALD_OPEN_ACK: z.literal('synthetic-data-only').optional(),
  HERALD_TENANTS: z.string().min(1).optional(),
  HERALD_PUBLIC_URL: z.string().max(500).refine(isPublicUrl).optional(),
  HERALD_DISCOVERY: z.enum(['open', 'signed']).default('open'),
  HERALD_TLS_CERT: z.string().min(1).optional(),
  HERALD_TLS_KEY: z.string().min(1).optional(),
  HERALD_TRUST_PROXY: z
    .string()
    .transform((text) => text.split(',').map((each) => each.trim()))
    .refine((list) => list.every(isAddressOrRange))
    .optional(),
  HERALD_REGION: z.enum(['US', 'EU']).default('US'),
  HERALD_LANGUAGE: z.enum(languages).default('en'),
  HERALD_AS_OF: day.optional(),
  HERALD_DATA: z.string().min(1).optional(),
  HERALD_SITES: z.string().min(1).optional(),
  ...keepingShape,
};

export type ConfigName = keyof typeof shape;

/** What each variable wants. */
export const configNames: Readonly<Record<ConfigName, string>> = {
  HERALD_MODE: 'open or tenants',
  HERALD_HOST: 'a host name or IP address',
  HERALD_PORT: 'a port number, 0 to 65535',
  HERALD_OPEN_ACK: 'synthetic-data-only',
  HERALD_TENANTS: 'the path of the tenants file',
  HERALD_PUBLIC_URL: 'the https URL under which clients reach the service',
  HERALD_DISCOVERY: 'open or signed',
  HERALD_TLS_CERT: 'the path of a certificate chain (PEM)',
  HERALD_TLS_KEY: 'the path of the private key of the certificate (PEM)',
  HERALD_TRUST_PROXY: 'addresses or ranges of proxies, separated by commas',
  HERALD_REGION: 'US or EU',
  HERALD_LANGUAGE: languages.join(' or '),
  HERALD_AS_OF: 'one real day, YYYY-MM-DD',
  HERALD_DATA: 'the path of a directory',
  HERALD_SITES: 'the path of a directory of site files',
  ...keepingWants,
};

const environment = z.object(shape);

function isKnown(name: string): name is ConfigName {
  return Object.hasOwn(shape, name);
}

type Values = z.infer<typeof environment>;

function openContradictions(values: Values): readonly ConfigProblem[] {
  const tenantsOnly = ['HERALD_TENANTS', 'HERALD_PUBLIC_URL'] as const;
  const problems: ConfigProblem[] = tenantsOnly
    .filter((name) => values[name] !== undefined)
    .map((name) => ({ name, problem: 'has no meaning in open mode' }));
  if (values.HERALD_DISCOVERY === 'signed') {
    problems.push({ name: 'HERALD_DISCOVERY', problem: 'nobody signs in open mode' });
  }
  if (!isLoopback(values.HERALD_HOST) && values.HERALD_OPEN_ACK === undefined) {
    problems.push({
      name: 'HERALD_HOST',
      problem: 'open mode beyond this machine needs HERALD_OPEN_ACK=synthetic-data-only',
    });
  }
  return problems;
}

function tenantsContradictions(values: Values): readonly ConfigProblem[] {
  const needed = ['HERALD_TENANTS', 'HERALD_PUBLIC_URL'] as const;
  const openOnly = ['HERALD_OPEN_ACK', 'HERALD_AS_OF'] as const;
  const problems: ConfigProblem[] = [
    ...needed
      .filter((name) => values[name] === undefined)
      .map((name) => ({ name, problem: `tenants mode needs ${configNames[name]}` })),
    ...openOnly
      .filter((name) => values[name] !== undefined)
      .map((name) => ({ name, problem: 'has no meaning in tenants mode' })),
  ];
  const isPlain = values.HERALD_TLS_CERT === undefined && values.HERALD_TRUST_PROXY === undefined;
  if (isPlain && !isLoopback(values.HERALD_HOST)) {
    problems.push({
      name: 'HERALD_HOST',
      problem:
        'patient data over plain http beyond this machine: needs HERALD_TLS_CERT and HERALD_TLS_KEY, or the proxy that ends TLS named in HERALD_TRUST_PROXY',
    });
  }
  return problems;
}

function contradictions(values: Values): readonly ConfigProblem[] {
  const { HERALD_TLS_CERT: cert, HERALD_TLS_KEY: key } = values;
  const tls: readonly ConfigProblem[] =
    (cert === undefined) === (key === undefined)
      ? []
      : [
          {
            name: cert === undefined ? 'HERALD_TLS_CERT' : 'HERALD_TLS_KEY',
            problem: 'certificate and key go together',
          },
        ];
  return [
    ...tls,
    ...keepingContradictions(values),
    ...(values.HERALD_MODE === 'open' ? openContradictions(values) : tenantsContradictions(values)),
  ];
}

function configOf(values: Values): Config {
  const { HERALD_TLS_CERT: cert, HERALD_TLS_KEY: key } = values;
  const common: CommonConfig = {
    host: values.HERALD_HOST,
    port: values.HERALD_PORT,
    region: values.HERALD_REGION,
    language: values.HERALD_LANGUAGE,
    trustProxy: values.HERALD_TRUST_PROXY ?? [],
    keeping: keepingOf(values),
    ...(values.HERALD_DATA === undefined ? {} : { data: values.HERALD_DATA }),
    ...(values.HERALD_SITES === undefined ? {} : { sites: values.HERALD_SITES }),
    ...(cert === undefined || key === undefined ? {} : { tls: { cert, key } }),
  };
  if (values.HERALD_MODE === 'tenants') {
    return {
      ...common,
      mode: 'tenants',
      // Their absence was a contradiction.
      tenants: values.HERALD_TENANTS ?? '',
      publicUrl: (values.HERALD_PUBLIC_URL ?? '').replace(/\/+$/, ''),
      discovery: values.HERALD_DISCOVERY,
    };
  }
  return {
    ...common,
    mode: 'open',
    acknowledged: !isLoopback(values.HERALD_HOST),
    ...(values.HERALD_AS_OF === undefined ? {} : { asOf: values.HERALD_AS_OF }),
  };
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
  return { kind: 'config', config: configOf(parsed.data) };
}
