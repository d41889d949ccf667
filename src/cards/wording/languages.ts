import type { Language } from '../language.js';
import { de } from './de.js';
import { en } from './en.js';
import type { Wording } from './wording.js';

/** The complete wording of each language. */
export const wordings: Readonly<Record<Language, Wording>> = { en, de };
