import type { Silence } from '../../clinical/advice/silence.js';
import { silences } from '../../clinical/advice/silence.js';
import type { Her2Category } from '../../clinical/her2/vocabulary.js';

/** Colour of a category; the word itself always stands beside it. */
export const categoryTone: Readonly<Record<Her2Category, string>> = {
  positive: 'bad',
  low: 'accent',
  ultralow: 'accent',
  null: '',
  equivocal: 'warn',
  indeterminate: 'warn',
  none: '',
};

const silenceWords: Readonly<Record<Silence, string>> = {
  NOT_BREAST_CANCER: 'No breast cancer is documented in the data received.',
  NO_RELEVANT_ORDER: 'None of the orders concerns breast cancer treatment or HER2 testing.',
  NOTHING_TO_ADD: 'The record was read and there is nothing to add.',
  HER2_NOT_FOUND: 'No readable HER2 result in the data received. Absence is never a finding.',
  HER2_POSITIVE: 'The tumour is HER2-positive; HER2-low advice does not apply.',
  EARLY_DISEASE: 'Early disease: no indication for HER2-low or ultralow disease speaks of it.',
  ALREADY_ON_TDXD: 'T-DXd is already being given.',
  SHOWN_RECENTLY: 'The same card was shown recently.',
  SUPPRESSED: 'The same card was overridden with a lasting reason; it stays quiet until its evidence changes.',
  OTHER_MALIGNANCY: 'Another active malignancy is on record; only safety is checked.',
};

/** Why there is no card, in a sentence; the code itself for one that is not known here. */
export function silenceSentence(code: string): string {
  const known = silences.find((each) => each === code);
  return known === undefined ? code : silenceWords[known];
}

/** Microseconds matter here: `0.42 ms`. */
export function milliseconds(time: number): string {
  return `${time < 10 ? time.toFixed(2) : time.toFixed(0)} ms`;
}
