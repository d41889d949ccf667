import { isIP } from 'node:net';

/** Is the name or address one that only this machine can reach? Brackets of an IPv6 address are allowed. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}
