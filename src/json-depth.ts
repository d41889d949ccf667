/** FHIR resources nest some 15 deep; Bundles in Bundles and extensions some more. */
export const maxDepth = 64;

const quote = 0x22;
const backslash = 0x5c;

/** Does JSON text nest deeper than `limit`? One pass over the bytes, before parsing, without recursion. */
export function isDeeperThan(bytes: Uint8Array, limit: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inString) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return false;
}
