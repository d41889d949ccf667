import type { Draft } from './drafts.js';
import type { PhraseSpan, PhraseTest, StainingFinding } from './phrase.js';

/** Whom a value belongs to: the nearest marker named before it. */
export type Owner = 'her2' | 'other' | 'none';
export type Quantity = 'ratio' | 'her2Copies' | 'cep17Copies' | 'cells' | 'group';

/** Where the findings of a sentence begin. */
export interface Mark {
  readonly finding: number;
  readonly ish: number;
}

const start: Mark = { finding: 0, ish: 0 };

/** What the reader knows inside one sentence. */
export class Scope {
  owner: Owner;
  /** HER2 comes from an earlier sentence, not from this one. */
  carried = false;
  /** HER2 was named in this sentence. */
  named = false;
  /** Words that no list knows since the owner was named. */
  blocked = 0;
  comma = false;
  /** HER2 stands in one list with the marker that follows it: "HER2 and PR negative". */
  coordinated = false;
  /** A value was read since the owner was named. */
  answered = false;
  method: 'ihc' | 'ish' | undefined;
  /** Only words that tie a number to the marker came since it was named. */
  adjacent: boolean;
  scoreReady = false;
  noun: 'amplification' | 'overexpression' | undefined = undefined;
  negated = false;
  /** "probably", "possibly" before the value. */
  uncertain = false;
  focal = false;
  /** A description that follows is of the focus. */
  focalStaining = false;
  cytoplasmic = false;
  /** Parenthesis depth at which previous results began; -1: none. */
  historical = -1;
  /** A heading on the line before says that this line is of previous results. */
  broughtHistory = false;
  /** The sentence ends with the name of another marker, its value still to come. */
  endsWithOther = false;
  /** Parenthesis depth at which a condition ("if", "cases with") began; -1: none. */
  condition = -1;
  /** The sentence before spoke of ISH. */
  afterIsh = false;
  /** The sentence states a rule, a scale or a range. */
  legend = false;
  depth = 0;
  /** A score stands in this sentence, of whatever marker. */
  sawScore = false;
  sawInvasive = false;
  sawInSitu = false;
  /** The sentence asks. */
  question = false;
  /** "no staining, or ...": what the sentence describes is one of two possibilities. */
  hedged = false;
  /** "now" came after a value: a value that follows makes the earlier ones history. */
  contrast = false;
  /** Where the findings of this sentence begin. */
  firstFinding = 0;
  firstIsh = 0;
  /** Where the findings of the sentence before begin. */
  before: Mark = start;
  /** A side or site was named in this sentence. */
  placed = false;
  /** A value of this sentence named its side or site after itself. */
  placedAfter = false;
  /** Where the findings after the last year begin. */
  sinceYear: Mark = start;
  /** An earlier year heads what follows. */
  headedByYear = false;
  /** The year read last in this sentence. */
  year: number | undefined = undefined;
  quantity: Quantity | undefined = undefined;
  presence: PhraseSpan | undefined = undefined;
  /** Findings of this sentence so far. */
  found = 0;
  staining: Draft<StainingFinding> | undefined = undefined;
  stainingSpan: PhraseSpan = { start: 0, end: 0 };
  /** "no complete staining": what is described is denied, which is not the same as no staining. */
  stainingNegated = false;

  constructor(test: PhraseTest) {
    this.owner = test === 'report' ? 'none' : 'her2';
    this.adjacent = test !== 'report';
    this.method = test === 'ihc' || test === 'ish' ? test : undefined;
  }
}

/** Scope at the start of a sentence. A class, so that the thousands of them are one shape. */
export const freshScope = (test: PhraseTest): Scope => new Scope(test);
