import { z } from 'zod';

/**
 * An identifier as a client sends it, without space around it: Unicode text without control characters. A half of a surrogate pair can be put
 * into no address, and PostgreSQL keeps no NUL. Takes the most characters; RFC 7493 2.1 on surrogates.
 */
export function identifierOf(most: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
}
