import { closeSync, openSync, writeSync } from 'node:fs';
import { draftName, putInPlace } from './run-folder.js';

/** A text file in the making: it gets its name when it is whole. */
export interface DraftText {
  readonly write: (text: string) => void;
  readonly finish: () => void;
}

const bufferedCharacters = 1 << 18;

/** Starts a text file that only its owner can read; small writes are put together. */
export function draftText(file: string): DraftText {
  const draft = draftName(file);
  const handle = openSync(draft, 'w', 0o600);
  let waiting = '';
  const flush = (): void => {
    if (waiting !== '') writeSync(handle, waiting);
    waiting = '';
  };
  return {
    write: (text) => {
      waiting += text;
      if (waiting.length >= bufferedCharacters) flush();
    },
    finish: () => {
      flush();
      closeSync(handle);
      putInPlace(draft, file);
    },
  };
}
