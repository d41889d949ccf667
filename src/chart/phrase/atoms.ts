import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { PhraseNumber, PhraseScore } from './phrase.js';

/** What numbers and signs say when they are read together. */
export interface AtomValue {
  readonly number?: PhraseNumber;
  readonly score?: PhraseScore;
  readonly high?: PhraseScore;
  readonly outOfThree?: boolean;
  /** A range written from its higher end ("2+ to 1+"). */
  readonly falling?: boolean;
}

/**
 * A group of tokens with one meaning: a word of the lists, a number or score, or a sign that structures the text. Every atom
 * has every field, so that the reader meets one shape of object (it reads tens of thousands of them).
 */
export interface Atom {
  readonly kind:
    | 'role'
    | 'number'
    | 'plus'
    | 'minus'
    | 'slash'
    | 'stop'
    | 'comma'
    | 'colon'
    | 'open'
    | 'close'
    | 'equals'
    | 'unknown'
    | 'mark'
    | 'score'
    | 'score-range'
    | 'zero-plus'
    /** "0-3+", ">= 2+": what a score can be, not what it is */
    | 'scale'
    | 'percent'
    /** "2/12": counts, never a score */
    | 'fraction';
  readonly role: PhraseRole | undefined;
  readonly start: number;
  readonly end: number;
  /** White space comes before. */
  readonly gap: boolean;
  /** Line breaks before. */
  readonly lines: number;
  /** Value of a number that is not read together with its neighbours yet. */
  readonly value: number | undefined;
  /** A single upper-case letter ("A."), as a specimen label is written. */
  readonly letter: string | undefined;
  /** A semicolon among the stops. */
  readonly soft: boolean;
  /** A bar among the stops. */
  readonly bar: boolean;
  readonly number: PhraseNumber | undefined;
  readonly score: PhraseScore | undefined;
  readonly high: PhraseScore | undefined;
  readonly outOfThree: boolean;
  readonly falling: boolean;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly gap: boolean;
  readonly lines: number;
}

/** An atom that its maker still fills in. */
export type OpenAtom = { -readonly [K in keyof Atom]: Atom[K] };

/** An atom of a kind at the place of its first token. */
export function newAtom(kind: Atom['kind'], place: Place, role?: PhraseRole): OpenAtom {
  return {
    kind,
    role,
    start: place.start,
    end: place.end,
    gap: place.gap,
    lines: place.lines,
    value: undefined,
    letter: undefined,
    soft: false,
    bar: false,
    number: undefined,
    score: undefined,
    high: undefined,
    outOfThree: false,
    falling: false,
  };
}
