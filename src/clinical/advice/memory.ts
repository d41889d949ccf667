/** What was shown and overridden before for this patient. Where it could not be read: `available` false and nothing in it. */
export interface Memory {
  readonly available: boolean;
  /** Topic and evidence fingerprint of cards shown within the quiet period. */
  readonly shown: readonly { readonly topic: string; readonly evidence: string }[];
  /** Topics overridden with a lasting reason, still in force. */
  readonly overridden: readonly { readonly topic: string; readonly evidence: string }[];
}

/** No memory: nothing shown, nothing overridden. */
export const noMemory: Memory = { available: false, shown: [], overridden: [] };
