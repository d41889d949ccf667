import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { type Language, languages } from './cards/language.js';
import { overrideCodes } from './cards/override-reasons.js';
import type { Region } from './clinical/assessment.js';
import { parseAddressRange } from './fhir/addresses.js';
import { isLoopbackLiteral, parseBaseUrl } from './fhir/origin.js';
import { jsonFault } from './json-fault.js';

/** Signature algorithms that a tenant may use: asymmetric ones only (CDS Hooks forbids `none` and shared secrets). */
export const signatureAlgorithms = [
  'ES384',
  'RS384',
  'ES256',
  'ES512',
  'RS256',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
] as const;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

const regions = ['US', 'EU'] as const satisfies readonly Region[];
/** Milliseconds: the most a hook may take, and what it takes unless told otherwise. */
const longestDeadlineMs = 8_000;
const defaultDeadlineMs = 2_500;

/** https, or http to a loopback address written as such. */
function isSafeUrl(text: string): boolean {
  const url = parseBaseUrl(text);
  return typeof url !== 'string' && (url.protocol === 'https:' || isLoopbackLiteral(url));
}

/** A range that is an address or a network somebody runs: "everything" is no allow-list. */
function isNarrowRange(text: string): boolean {
  const range = parseAddressRange(text);
  return range !== undefined && range.prefix >= (range.family === 'ipv4' ? 8 : 7);
}

const safeUrl = z.string().max(2_000).refine(isSafeUrl, 'wants an https URL without credentials, query or fragment');
const addresses = z
  .array(z.string().refine(isNarrowRange, 'wants an IP address or a range such as 10.20.0.0/16'))
  .max(50);
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'wants lower-case letters, digits and hyphens');
const claim = z.string().min(1).max(500);

/** A public key; a private or shared one in the file is a mistake that is worth stopping for. */
export const publicKey = z
  .looseObject({ kty: z.enum(['EC', 'RSA']), kid: z.string().min(1).max(500).exactOptional() })
  .refine((key) => !('d' in key) && !('k' in key), 'holds a private key');
const keySet = z.object({ keys: z.array(publicKey).min(1).max(100) });

const keySource = z.union(
  [
    z.strictObject({
      url: safeUrl,
      /** Further key set URLs that a token's `jku` may name. */
      jku: z.array(safeUrl).max(20).default([]),
      addresses: addresses.default([]),
    }),
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({ keys: z.array(publicKey).min(1).max(100) }),
  ],
  'wants one of url, file, keys',
);

const tenantSchema = z.strictObject({
  id: name,
  /** `iss` of its tokens, exactly. */
  issuer: claim,
  /** `tenant` claim of its tokens, where several tenants have one issuer. */
  tenantClaim: claim.exactOptional(),
  /** Audiences accepted beside the URL of the endpoint called. */
  audiences: z.array(claim).max(50).default([]),
  jwks: keySource,
  algorithms: z.array(z.enum(signatureAlgorithms)).min(1).default(['ES384', 'RS384']),
  fhirServers: z
    .array(z.strictObject({ url: safeUrl, addresses: addresses.exactOptional() }))
    .max(100)
    .default([]),
  /** Origins of browser-based clients (CORS); none unless listed. */
  browserOrigins: z
    .array(z.string().refine((text) => isSafeUrl(text) && new URL(text).origin === text, 'wants an https origin'))
    .max(50)
    .default([]),
  region: z.enum(regions).default('US'),
  site: name.exactOptional(),
  language: z.enum(languages).default('en'),
  suppression: z
    .strictObject({
      /** Days in which the same finding is not shown again. */
      shownRecentlyDays: z.int().min(0).max(365).default(14),
      /** Days for which an override with a lasting reason silences a finding. */
      overriddenDays: z.int().min(0).max(3_650).default(180),
      /** Other days for single reasons, by code. */
      overriddenDaysByReason: z.partialRecord(z.enum(overrideCodes), z.int().min(0).max(3_650)).default({}),
      /** Days for which a card is quiet once its suggestion was accepted, unless a result changes its evidence. */
      acceptedDays: z.int().min(0).max(365).default(30),
      discussAtOrderSign: z.boolean().default(false),
    })
    .prefault({}),
  deadlineMs: z.int().min(200).max(longestDeadlineMs).default(defaultDeadlineMs),
  rateLimit: z.strictObject({ requestsPerMinute: z.int().min(1).max(100_000).default(600) }).prefault({}),
  smart: z
    .strictObject({
      iss: safeUrl,
      clientId: claim,
      scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/)).min(1),
      /** Authorization and token servers, where they are not at the origin of `iss`. */
      authorization: z.array(safeUrl).max(10).default([]),
      frameAncestors: z.array(safeUrl).max(20).default([]),
    })
    .exactOptional(),
});

const fileSchema = z.strictObject({ tenants: z.array(tenantSchema).min(1).max(1_000) });

/** A public key as JSON Web Key. */
export type PublicKey = z.output<typeof publicKey>;
/** Where a tenant's keys come from. A file is read at start and becomes `keys`. */
export type KeySource =
  | { readonly url: string; readonly jku: readonly string[]; readonly addresses: readonly string[] }
  | { readonly keys: readonly PublicKey[] };

/** One customer: who signs, which FHIR servers may be called, how it wants to be spoken to. */
export type Tenant = Readonly<Omit<z.output<typeof tenantSchema>, 'jwks' | 'region' | 'language'>> & {
  readonly jwks: KeySource;
  readonly region: Region;
  readonly language: Language;
};

/** What is wrong in the tenants file, and where (`tenants[0].issuer`); never the value. */
interface TenantProblem {
  readonly path: string;
  readonly problem: string;
}
export type TenantsResult =
  | { readonly kind: 'tenants'; readonly tenants: readonly Tenant[] }
  | { readonly kind: 'refused'; readonly problems: readonly TenantProblem[] };

/** Gives the text of a file that the tenants file names, relative to it. May throw. */
export type ReadText = (file: string) => string;

function pathText(parts: readonly PropertyKey[]): string {
  return parts
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

function problemsOf(error: z.ZodError, prefix: readonly PropertyKey[] = []): readonly TenantProblem[] {
  return error.issues.map((issue) => ({ path: pathText([...prefix, ...issue.path]), problem: issue.message }));
}

/** Words for a member that is left out; zod's own speak of its types. */
function missingMember({ code, input }: z.core.$ZodRawIssue): string | undefined {
  return code === 'invalid_type' && input === undefined ? 'is missing' : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Two tenants that one token, or one name, could mean. */
function clashes(tenants: z.output<typeof fileSchema>['tenants']): readonly TenantProblem[] {
  const problems: TenantProblem[] = [];
  const ids = new Set<string>();
  const issuers = new Map<string, (string | undefined)[]>();
  tenants.forEach((tenant, index) => {
    if (ids.has(tenant.id)) problems.push({ path: `tenants[${index}].id`, problem: 'is used twice' });
    ids.add(tenant.id);
    const claims = issuers.get(tenant.issuer) ?? [];
    if (
      claims.includes(tenant.tenantClaim) ||
      (claims.length > 0 && [...claims, tenant.tenantClaim].includes(undefined))
    ) {
      problems.push({ path: `tenants[${index}].issuer`, problem: 'is used twice without a tenantClaim of its own' });
    }
    issuers.set(tenant.issuer, [...claims, tenant.tenantClaim]);
  });
  return problems;
}

function readKeyFile(file: string, readText: ReadText): readonly PublicKey[] | string {
  try {
    const parsed = keySet.safeParse(parseJson(readText(file)));
    return parsed.success ? parsed.data.keys : 'is no set of public keys';
  } catch {
    return 'cannot be read';
  }
}

/**
 * Reads the tenants file, strictly: unknown members, malformed values and clashing tenants are problems, all named at once.
 * @param text of the file; @param readText reads the key files it names.
 */
export function parseTenants(text: string, readText: ReadText): TenantsResult {
  const fault = jsonFault(text);
  if (fault !== undefined) return { kind: 'refused', problems: [{ path: '', problem: fault }] };
  const parsed = fileSchema.safeParse(parseJson(text), { error: missingMember });
  if (!parsed.success) return { kind: 'refused', problems: problemsOf(parsed.error) };
  const problems: TenantProblem[] = [...clashes(parsed.data.tenants)];
  const tenants = parsed.data.tenants.map((tenant, index): Tenant => {
    const { jwks } = tenant;
    if (!('file' in jwks)) return { ...tenant, jwks };
    const keys = readKeyFile(jwks.file, readText);
    if (typeof keys !== 'string') return { ...tenant, jwks: { keys } };
    problems.push({ path: `tenants[${index}].jwks.file`, problem: keys });
    return { ...tenant, jwks: { keys: [] } };
  });
  return problems.length === 0 ? { kind: 'tenants', tenants } : { kind: 'refused', problems };
}

/** Reads the tenants file at `file` (absolute or relative to the working directory). */
export function loadTenants(file: string): TenantsResult {
  const read: ReadText = (name) => readFileSync(path.resolve(path.dirname(file), name), 'utf8');
  try {
    return parseTenants(readFileSync(file, 'utf8'), read);
  } catch {
    return { kind: 'refused', problems: [{ path: '', problem: 'cannot be read' }] };
  }
}
