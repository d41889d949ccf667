import { type CryptoKey, importJWK } from 'jose';
import { z } from 'zod';
import { permitAddresses } from '../fhir/addresses.js';
import { startDeadline } from '../fhir/client/deadline.js';
import { guardedFetch } from '../fhir/client/guarded-fetch.js';
import { literalAddress, makeTarget, type ResolveName, type Target } from '../fhir/target.js';
import { type KeySource, type PublicKey, publicKey, type SignatureAlgorithm } from '../tenants.js';

/** What a token says about its key. */
interface KeyRequest {
  readonly kid: string;
  readonly alg: SignatureAlgorithm;
  readonly jku?: string;
}

type KeyAnswer =
  | { readonly kind: 'key'; readonly key: CryptoKey }
  /** The token names a key set that is not listed: nobody is asked. */
  | { readonly kind: 'jku-not-listed' }
  | { readonly kind: 'unknown' };

/** The public keys of a tenant. */
export interface KeySet {
  readonly find: (request: KeyRequest) => Promise<KeyAnswer>;
}

export interface KeySetOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly resolveName?: ResolveName;
}

const mostBytes = 256 * 1024;
const fetchMs = 2_000;
/** Milliseconds for which keys are used without asking, between two questions, and for which old keys serve when asking fails. */
const freshMs = 10 * 60_000;
const cooldownMs = 30_000;
const staleMs = 60 * 60_000;

const keyTypes: Readonly<Record<SignatureAlgorithm, { readonly kty: 'EC' | 'RSA'; readonly crv?: string }>> = {
  ES256: { kty: 'EC', crv: 'P-256' },
  ES384: { kty: 'EC', crv: 'P-384' },
  ES512: { kty: 'EC', crv: 'P-521' },
  RS256: { kty: 'RSA' },
  RS384: { kty: 'RSA' },
  RS512: { kty: 'RSA' },
  PS256: { kty: 'RSA' },
  PS384: { kty: 'RSA' },
  PS512: { kty: 'RSA' },
};

/** The key of that id which may verify that algorithm: bound by type, curve, and by `alg` and `use` where the set gives them. */
function select(keys: readonly PublicKey[], { kid, alg }: KeyRequest): PublicKey | undefined {
  const { kty, crv } = keyTypes[alg];
  return keys.find(
    (key) =>
      key.kid === kid &&
      key.kty === kty &&
      (crv === undefined || key.crv === crv) &&
      (key.alg === undefined || key.alg === alg) &&
      (key.use === undefined || key.use === 'sig'),
  );
}

/** Imports each key once per algorithm: importing costs as much as verifying. */
function makeImporter(): (key: PublicKey, alg: SignatureAlgorithm) => Promise<KeyAnswer> {
  const imported = new WeakMap<PublicKey, Map<string, Promise<KeyAnswer>>>();
  const load = async (key: PublicKey, alg: string): Promise<KeyAnswer> => {
    try {
      const result = await importJWK(key, alg);
      return result instanceof Uint8Array ? { kind: 'unknown' } : { kind: 'key', key: result };
    } catch {
      return { kind: 'unknown' };
    }
  };
  return (key, alg) => {
    const byAlg = imported.get(key) ?? new Map<string, Promise<KeyAnswer>>();
    imported.set(key, byAlg);
    const known = byAlg.get(alg) ?? load(key, alg);
    byAlg.set(alg, known);
    return known;
  };
}

const remoteSet = z.object({ keys: z.array(z.unknown()).max(200) });

async function fetchKeys(target: Target, url: URL): Promise<readonly PublicKey[] | undefined> {
  const deadline = startDeadline(fetchMs);
  const headers = { accept: 'application/json, application/jwk-set+json' };
  const reply = await guardedFetch(target, {
    url,
    method: 'GET',
    headers,
    signal: deadline.signal,
    maxBytes: mostBytes,
  });
  deadline.end();
  const parsed = remoteSet.safeParse(reply.kind === 'answered' && reply.status === 200 ? reply.json : undefined);
  return parsed.data?.keys.flatMap((each) => publicKey.safeParse(each).data ?? []);
}

/** The keys behind one URL: fetched when needed, one fetch at a time, not more often than the cooldown allows. */
function makeRemoteKeys(
  url: string,
  addresses: readonly string[],
  options: KeySetOptions,
): (request: KeyRequest) => Promise<PublicKey | undefined> {
  const parsed = new URL(url);
  const literal = literalAddress(parsed);
  const rule = permitAddresses([...addresses, ...(literal === undefined ? [] : [literal])], { public: true });
  const target = makeTarget(parsed.origin, rule, options.resolveName);
  let keys: readonly PublicKey[] = [];
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    askedAt = options.now();
    const found = await fetchKeys(target, parsed);
    if (found !== undefined) {
      keys = found;
      fetchedAt = options.now();
    } else if (options.now() - fetchedAt > staleMs) keys = [];
  };
  const refresh = async (): Promise<void> => {
    if (asking === undefined && options.now() - askedAt < cooldownMs) return;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    await asking;
  };
  return async (request) => {
    if (options.now() - fetchedAt > freshMs) await refresh();
    const known = select(keys, request);
    if (known !== undefined) return known;
    await refresh();
    return select(keys, request);
  };
}

/**
 * The key set of a tenant. Keys given in the file need no network, and a `jku` is ignored then; with a URL only listed key sets are
 * asked, and a token that names another is refused.
 */
export function makeKeySet(source: KeySource, options: KeySetOptions): KeySet {
  const importKey = makeImporter();
  const answer = async (key: PublicKey | undefined, alg: SignatureAlgorithm): Promise<KeyAnswer> =>
    key === undefined ? { kind: 'unknown' } : await importKey(key, alg);
  if ('keys' in source) return { find: (request) => answer(select(source.keys, request), request.alg) };
  const remote = new Map(
    [source.url, ...source.jku].map((url) => [url, makeRemoteKeys(url, source.addresses, options)] as const),
  );
  return {
    find: async (request) => {
      const keysAt = remote.get(request.jku ?? source.url);
      return keysAt === undefined ? { kind: 'jku-not-listed' } : await answer(await keysAt(request), request.alg);
    },
  };
}
