import { isDeeperThan, maxDepth } from '../../json-depth.js';
import { addressRefused, mayConnect, type Target } from '../target.js';
import { readBounded } from './read-bounded.js';

/** One outgoing call. */
export interface Call {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Most bytes of the body after decompression. */
  readonly maxBytes: number;
}

/** What came of a call. Never an exception, and nothing of the URL, the token or the body in it but the parsed JSON itself. */
export type Reply =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** The body where its media type is JSON and it parses. */
      readonly json?: unknown;
      /** Milliseconds that the server asks to wait. */
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'timeout'; readonly waitedMs: number }
  | { readonly kind: 'too-large' | 'unreachable' | 'address-refused' | 'redirected' | 'not-permitted' };

const jsonMediaType = /^application\/(?:[a-z0-9.-]+\+)?json(?:\+fhir)?\s*(?:;|$)/i;

function requestInit(call: Call, target: Target): RequestInit {
  const init: RequestInit = {
    method: call.method,
    headers: { ...call.headers, 'user-agent': 'herald-cds' },
    redirect: 'manual',
    signal: call.signal,
    ...(call.body === undefined ? {} : { body: call.body }),
  };
  // The agent's package and the built-in fetch declare the dispatcher in two incompatible versions of one type.
  Reflect.set(init, 'dispatcher', target.agent);
  return init;
}

/** True where the lookup refused the address: fetch hands on the message of a failed connection, not always the error itself. */
function isAddressRefused(error: unknown): boolean {
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
  return (
    typeof cause === 'object' && cause !== null && 'message' in cause && String(cause.message).includes(addressRefused)
  );
}

function retryAfter(response: Response): { retryAfterMs?: number } {
  const text = response.headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(text) ? { retryAfterMs: Number(text) * 1_000 } : {};
}

/** A body that nests without end is no FHIR: what walks it later would run out of stack. */
function parseJson(bytes: Uint8Array): { json?: unknown } {
  if (isDeeperThan(bytes, maxDepth)) return {};
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return { json };
  } catch {
    return {};
  }
}

async function readReply(response: Response, call: Call): Promise<Reply> {
  const { status } = response;
  if (status >= 300 && status < 400 && status !== 304) {
    await response.body?.cancel();
    return { kind: 'redirected' };
  }
  const body = await readBounded(response, call.maxBytes);
  if (body === undefined) return { kind: 'too-large' };
  const isJson = jsonMediaType.test(response.headers.get('content-type') ?? '');
  return { kind: 'answered', status, ...(isJson ? parseJson(body) : {}), ...retryAfter(response) };
}

/**
 * The only place of the product that calls another machine. Refuses what lies outside the target's origin and addresses, follows no
 * redirect, reads at most `maxBytes`, ends with the signal.
 */
export async function guardedFetch(target: Target, call: Call): Promise<Reply> {
  if (!mayConnect(target, call.url)) return { kind: 'not-permitted' };
  const started = performance.now();
  const late = (): Reply => ({ kind: 'timeout', waitedMs: performance.now() - started });
  if (call.signal.aborted) return late();
  try {
    return await readReply(await fetch(call.url, requestInit(call, target)), call);
  } catch (error) {
    if (call.signal.aborted) return late();
    return { kind: isAddressRefused(error) ? 'address-refused' : 'unreachable' };
  }
}
