import type { RenderContext } from './render-context.js';
import type { Wording } from './wording/wording.js';

/** How much is told: a card that is too long is composed again with less room, so that no sentence is ever cut. */
export interface Room {
  /** Other specimens that read differently. */
  readonly earlier: number;
  readonly flags: number;
  readonly indications: number;
  /** Whether a condition is told with the record that it rests on. */
  readonly withRecords: boolean;
  /** Most characters of the record in one place of a sentence, ids included. */
  readonly words: number;
  /** Short forms of what is said elsewhere on the card or behind its records. */
  readonly terse: boolean;
}

/** Where a paragraph is written: what is known, in which language, with how much room. */
export interface Page {
  readonly context: RenderContext;
  readonly wording: Wording;
  readonly room: Room;
}
