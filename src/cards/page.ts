import type { RenderContext } from './render-context.js';
import type { Wording } from './wording/wording.js';

/** How much is told: a card that is too long is composed again with less room, so that no sentence is ever cut. */
export interface Room {
  /** Other specimens that read differently. */
  readonly earlier: number;
  readonly flags: number;
  /** What qualifies the answers of the indications. */
  readonly notes: number;
  /** Indications told condition by condition; any other is told by what is open or not met alone, `together` in one line. */
  readonly indications: number | 'together';
  /** How a condition is told with the record that it rests on: its words, date and reference, its words and date, or neither. */
  readonly records: 'quoted' | 'worded' | 'none';
  /** Most characters of the record in one place of a sentence, ids included. */
  readonly words: number;
  /** `brief`: the limits in short; `terse`: short forms of what is said elsewhere on the card or behind its records, too. */
  readonly form: 'full' | 'brief' | 'terse';
}

/** Where a paragraph is written: what is known, in which language, with how much room. */
export interface Page {
  readonly context: RenderContext;
  readonly wording: Wording;
  readonly room: Room;
}
