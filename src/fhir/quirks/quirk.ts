/** A way in which a real client differs from the standard, and what is done about it. */
export interface Quirk {
  /** Also the name of its fixture: the request as that client sends it, and the answer. */
  readonly name: string;
  readonly client: string;
  /** What it does. */
  readonly deviation: string;
  /** Where it was seen. */
  readonly source: string;
  /** File that reads it right: of this folder where it needs code of its own, else the reader that is tolerant enough. */
  readonly readBy: string;
}
