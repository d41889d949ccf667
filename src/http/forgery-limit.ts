import { ipKeyGenerator } from 'express-rate-limit';
import { isLoopback } from '../loopback.js';

/**
 * Counts forged signatures by the address that sent them. Verifying is the one dear step of a refusal; the others cost less than reading
 * the request. So an honest client with a wrong audience or clock, at the address of a vendor that many share, locks nobody out.
 */
export interface ForgeryLimit {
  /** Seconds to wait for an address that sent too many; undefined for others. */
  readonly waitFor: (address: string | undefined) => number | undefined;
  readonly note: (address: string | undefined) => void;
}

const windowMs = 60_000;
/** Forged signatures a minute and address: about a twentieth of one processor's time. */
const mostForged = 3_000;
/** Addresses remembered; beyond, the one that was first goes. */
const mostAddresses = 10_000;

interface Count {
  readonly since: number;
  forged: number;
}

/** An IPv6 client has a network of addresses. Loopback says nothing of a client: it is a proxy that nobody named. */
function keyOf(address: string | undefined): string | undefined {
  return address === undefined || isLoopback(address.replace(/^::ffff:/i, '')) ? undefined : ipKeyGenerator(address);
}

/** @param now milliseconds since 1970; @param most forged signatures a minute. */
export function makeForgeryLimit(now: () => number, most: number = mostForged): ForgeryLimit {
  const counts = new Map<string, Count>();
  const current = (key: string): Count | undefined => {
    const count = counts.get(key);
    return count !== undefined && now() - count.since < windowMs ? count : undefined;
  };
  return {
    waitFor: (address) => {
      const key = keyOf(address);
      const count = key === undefined ? undefined : current(key);
      if (count === undefined || count.forged < most) return undefined;
      return Math.max(1, Math.ceil((count.since + windowMs - now()) / 1_000));
    },
    note: (address) => {
      const key = keyOf(address);
      if (key === undefined) return;
      const count = current(key);
      if (count !== undefined) {
        count.forged += 1;
        return;
      }
      counts.delete(key);
      counts.set(key, { since: now(), forged: 1 });
      const [oldest] = counts.keys();
      if (counts.size > mostAddresses && oldest !== undefined) counts.delete(oldest);
    },
  };
}
