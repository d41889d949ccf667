/** FNV-1a, 32 bits: spreads ids that differ in one digit. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The shard of a patient: the same in every process. */
export function shardOf(patient: string, shards: number): number {
  return hashOf(patient) % shards;
}
