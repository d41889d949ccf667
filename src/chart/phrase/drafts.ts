import type { PhraseAmbiguity, PhraseFinding } from './phrase.js';

type Unplaced<T> = T extends unknown ? Omit<T, 'span' | 'verbatim' | 'part' | 'component'> : never;
/** A finding before it has its place. */
export type Statement = Unplaced<PhraseFinding>;
export type Doubt = Unplaced<PhraseAmbiguity>;
export type Draft<T> = { -readonly [K in keyof Unplaced<T>]?: Unplaced<T>[K] };
