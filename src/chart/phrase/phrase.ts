/**
 * What a verbatim result says, as findings with their place in the text. The grammar reads words; it decides no category.
 */
export type PhraseTest = 'ihc' | 'ish' | 'overall' | 'report';
export type PhraseScore = '0' | '1+' | '2+' | '3+';
export type PhraseIntensity = 'none' | 'faint' | 'weak' | 'moderate' | 'intense';
export type PhraseCompleteness = 'complete' | 'incomplete' | 'basolateral';
export type PhraseComparator = '<' | '<=' | '>' | '>=';

/** Character range of the text that was read (UTF-16 units, end exclusive). */
export interface PhraseSpan {
  readonly start: number;
  readonly end: number;
}

/** One specimen or site inside one text. Findings of different `index` are results of different tissue. */
export interface PhrasePart {
  readonly index: number;
  /** Label as written, upper case: `A`, `1`. */
  readonly label?: string;
  readonly side?: 'left' | 'right';
  readonly site?: 'primary' | 'metastasis';
}

interface Placed {
  readonly span: PhraseSpan;
  readonly verbatim: string;
  /** Absent where the text names no specimen, side or site before the finding. */
  readonly part?: PhrasePart;
  /** The tissue component named with the finding; absent where the text names none, or both. */
  readonly component?: 'invasive' | 'in-situ';
}

/** A number as written. `low` equals `high` for a single value; a comparator goes with a single value. */
export interface PhraseNumber {
  readonly low: number;
  readonly high: number;
  readonly comparator?: PhraseComparator;
}

interface ScoreFinding extends Placed {
  readonly kind: 'score';
  readonly score: PhraseScore;
  /** "0/3+", "1+/3": a score out of three. */
  readonly outOfThree?: true;
  /** "0+" (or ">0 <1+") whose staining the same text describes: score 0 with that staining. */
  readonly zeroPlus?: true;
}

interface ScoreRangeFinding extends Placed {
  readonly kind: 'score-range';
  readonly low: PhraseScore;
  readonly high: PhraseScore;
}

/** Positive / negative / equivocal / indeterminate in words. ISH verdicts are `ish` findings, not verdicts. */
export interface VerdictFinding extends Placed {
  readonly kind: 'verdict';
  readonly verdict: 'positive' | 'negative' | 'equivocal' | 'indeterminate';
  /** The test the words are about: `ihc` where IHC is named or was asked for, else `overall`. */
  readonly test: 'ihc' | 'overall';
  /** "HER2+", "HER2-": a sign glued to the name, a status rather than a report's sentence. */
  readonly sign?: true;
  /** "triple-negative": HER2 is meant, not named. */
  readonly tripleNegative?: true;
}

interface CategoryFinding extends Placed {
  readonly kind: 'category';
  readonly category: 'low' | 'ultralow' | 'null';
}

/** A description of membrane staining. Never a score. */
export interface StainingFinding extends Placed {
  readonly kind: 'staining';
  /** `none`: the text says there is no membrane staining; `present`: it describes some. */
  readonly membrane: 'none' | 'present' | 'unspecified';
  readonly percent?: PhraseNumber;
  /**
   * What the percentage counts. `described`: cells with the intensity and completeness beside it, neither faint-incomplete nor
   * complete-intense. `unspecified`: the text does not say.
   */
  readonly percentKind?: 'any-membrane' | 'faint-incomplete' | 'complete-intense' | 'described' | 'unspecified';
  readonly intensity?: { readonly low: PhraseIntensity; readonly high: PhraseIntensity };
  readonly completeness?: PhraseCompleteness;
  readonly cytoplasmicOnly?: true;
}

/** One ISH reading: what the text says of one count. Conflicting statements give two findings. */
export interface IshFinding extends Placed {
  readonly kind: 'ish';
  readonly interpretation?: 'amplified' | 'not-amplified' | 'equivocal' | 'indeterminate';
  readonly ratio?: PhraseNumber;
  readonly her2Copies?: PhraseNumber;
  readonly cep17Copies?: PhraseNumber;
  readonly cells?: number;
  readonly group?: 1 | 2 | 3 | 4 | 5;
  readonly probe?: 'single' | 'dual';
  readonly method?: 'fish' | 'cish' | 'dish' | 'sish';
  /** `recount`: the text calls this the recount (or the adjudicated result); `initial`: the first count. */
  readonly count?: 'initial' | 'recount';
}

/** The state of a test rather than its result. */
export interface StatusFinding extends Placed {
  readonly kind: 'status';
  readonly status: 'pending' | 'preliminary' | 'not-performed' | 'insufficient' | 'failed';
  readonly test: 'ihc' | 'ish' | 'overall';
}

/** Clustered, focal or site-to-site differences, said without more. */
interface HeterogeneityFinding extends Placed {
  readonly kind: 'heterogeneous';
}

export type PhraseFinding =
  | ScoreFinding
  | ScoreRangeFinding
  | VerdictFinding
  | CategoryFinding
  | StainingFinding
  | IshFinding
  | StatusFinding
  | HeterogeneityFinding;

/** Words that two readings could explain. Never resolved to the likelier one. */
export interface PhraseAmbiguity extends Placed {
  readonly notation: /** bare "0+": plain 0, or ultralow */
    | 'zero-plus'
    /** "+", "(+)", "HER2 +": 1+, or positive */
    | 'single-plus'
    /** "HER2 -" with a dangling dash */
    | 'single-minus'
    | 'weakly-positive'
    /** "minimal or no staining": some, or none */
    | 'some-or-none'
    /** "low" without the marker's name */
    | 'bare-low'
    /** a number that may be a ratio or a copy count */
    | 'bare-number'
    /** "present", "detected" of a stain */
    | 'presence'
    /** "not positive" and the like */
    | 'negated-verdict';
}

/** A finding that the text itself takes out of the running: shown by `explain`, used for nothing. */
export interface PhraseAside {
  /** `question`: the text asks or supposes ("HER2 positive?", "probably 1+"). `focal`: a score said of a small focus ("focal 3+"), not of the tumour. */
  readonly because: 'historical' | 'negated' | 'legend' | 'focal' | 'question';
  readonly finding: PhraseFinding | PhraseAmbiguity;
}

export interface Phrase {
  /** Current, affirmed findings about HER2, in text order. In-situ findings are here with their `component`. */
  readonly findings: readonly PhraseFinding[];
  readonly ambiguous: readonly PhraseAmbiguity[];
  /** Previous results, negated statements, scales and thresholds. */
  readonly aside: readonly PhraseAside[];
  /** The text names HER2 (or its antibody or probe). */
  readonly namesHer2: boolean;
  /** The text was longer than the limit; the rest was not read. */
  readonly truncated?: true;
}
