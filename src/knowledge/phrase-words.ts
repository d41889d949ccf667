/**
 * Meanings that a word or group of words can have in a result. Each is a key of a language's word list (`knowledge/phrases`).
 */
export const phraseRoles = [
  'her2',
  /** read as the marker only where written in capitals: "HER 2" */
  'her2-capitals',
  'other-marker',
  /** another gene that ISH can test */
  'other-gene',
  'triple-negative',
  'method-name',
  'ihc',
  'ish',
  'fish',
  'cish',
  'dish',
  'sish',
  'single-probe',
  'dual-probe',
  'positive',
  'weakly-positive',
  'negative',
  'equivocal',
  'indeterminate',
  'presence',
  'overexpression',
  'amplification',
  'amplified',
  'not-amplified',
  'expression',
  'low',
  'ultralow',
  'null',
  'score',
  'less',
  'less-or-equal',
  'greater',
  'greater-or-equal',
  'range',
  'between',
  'or',
  'and',
  'percent',
  'cells',
  'membrane',
  'staining',
  'cytoplasmic',
  'cytoplasmic-only',
  'faint',
  'weak',
  'moderate',
  'intense',
  'minimal',
  'complete',
  'incomplete',
  'basolateral',
  'heterogeneous',
  'negation',
  'absent',
  /** what was said before is denied: "excluded" */
  'excluded',
  'pending',
  'preliminary',
  'not-performed',
  'insufficient',
  'failed',
  'historical',
  'current',
  'changed-from',
  'legend',
  'condition',
  /** "probably": what follows is supposed */
  'uncertain',
  /** "questionable", "to be repeated": what was said before is open, else what follows */
  'questioned',
  'is',
  'for',
  /** before a method: "by", "mittels" */
  'by',
  'in',
  'connective',
  'ratio',
  'copies',
  'cep17',
  'counted',
  'group',
  'recount',
  'initial',
  'specimen',
  'left',
  'right',
  'primary',
  'metastasis',
  /** a site of metastases; where a value stands before it, the value's site ("2+ (liver)"), elsewhere an unread word */
  'organ',
  'invasive',
  'in-situ',
] as const;
export type PhraseRole = (typeof phraseRoles)[number];

/** The result words of one language. */
export interface PhraseLanguage {
  /** BCP 47 language tag: `en`. */
  readonly language: string;
  /** Inflections that may follow any word of the list: `e`, `en`. */
  readonly endings: readonly string[];
  readonly words: Readonly<Partial<Record<PhraseRole, readonly string[]>>>;
  /** Whole answers to a label ("HER2 positive: no"); these words may have other meanings elsewhere. */
  readonly replies?: PhraseReplies | undefined;
}

/** Words that say yes or no to the label before them, and nothing else. */
export interface PhraseReplies {
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** The word lists of every language that is read; results mix languages, so all are read at once. */
export interface PhraseWords {
  readonly languages: readonly PhraseLanguage[];
}
