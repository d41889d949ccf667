/** A topic and the evidence that it rested on. */
export interface Remembered {
  readonly topic: string;
  readonly evidence: string;
}

/** What was shown and answered before for this patient. Where it could not be read: `available` false and nothing in it. */
export interface Memory {
  readonly available: boolean;
  /** Cards shown within the quiet period. */
  readonly shown: readonly Remembered[];
  /** Topics overridden with a lasting reason, still in force. */
  readonly overridden: readonly Remembered[];
  /** Cards whose suggestion was taken: quiet until their evidence changes (a result came) or their days are over. */
  readonly accepted: readonly Remembered[];
  /** How evidence is written in here, e.g. as a keyed hash; absent: the fingerprint as it is. Same text in, same text out. */
  readonly mark?: (fingerprint: string) => string;
}

/** Memory that could not be read. */
export const noMemory: Memory = { available: false, shown: [], overridden: [], accepted: [] };

/** Memory that was read and is empty. */
export const nothingRemembered: Memory = { ...noMemory, available: true };
