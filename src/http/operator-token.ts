import { createHash, timingSafeEqual } from 'node:crypto';

/** Is this the operator's token, of which only the SHA-256 (hex) is known? Compared in constant time. */
export function isOperatorToken(token: string, tokenHash: string): boolean {
  const given = createHash('sha256').update(token).digest();
  const wanted = Buffer.from(tokenHash, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
