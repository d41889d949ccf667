import type { Her2Flag } from '../her2/vocabulary.js';
import type { ClinicalDate } from './dates.js';
import type { Evidence } from './evidence.js';

/** IHC scores of ASCO/CAP. Low, ultralow and null are categories, not scores. */
export type IhcScore = '0' | '1+' | '2+' | '3+';

export type Her2Method = 'ihc' | 'ish' | 'overall' | 'ngs' | 'serum' | 'immunoassay' | 'condition';

/** How far the result may be relied on: FHIR statuses folded to what the rules tell apart. `withdrawn`: entered in error or cancelled. */
export type Standing = 'final' | 'preliminary' | 'registered' | 'unknown' | 'withdrawn';

/** What the tissue is: `other-organ` is another cancer, not a metastasis; `in-situ` is DCIS or another non-invasive component. */
export type Material = 'invasive' | 'in-situ' | 'other-organ';

/**
 * What a result says in words or codes instead of a score. `present`: "Present" of a stain; `ambiguous`: "HER2 +", "weakly positive";
 * `described`: staining described, no score; `low`, `ultralow`, `null`: a category word or code.
 */
export type Her2Word =
  | 'positive'
  | 'negative'
  | 'equivocal'
  | 'indeterminate'
  | 'present'
  | 'ambiguous'
  | 'described'
  | 'low'
  | 'ultralow'
  | 'null';

/** A number of the record as the interval of values it allows: "2.1" is one value, "> 2.0" and "10-15" are many. */
export interface Measured {
  readonly min: number;
  readonly max: number;
  /** True where `min` itself is excluded. */
  readonly minOpen: boolean;
  readonly maxOpen: boolean;
}

export type PercentKind = 'any-membrane' | 'faint-incomplete' | 'complete-intense' | 'unspecified';

/** What is said of membrane staining beside or instead of a score. */
export interface Staining {
  /** Percent of invasive tumour cells, 0-100, by what was counted. */
  readonly percents: readonly { readonly kind: PercentKind; readonly percent: Measured }[];
  /** A plain statement: no membrane staining at all, or some. */
  readonly membrane: 'none' | 'present' | undefined;
  readonly intensity: 'none' | 'faint' | 'weak' | 'moderate' | 'strong' | undefined;
  readonly completeness: 'complete' | 'incomplete' | undefined;
}

/** One ISH count or verdict. Copies are signals per cell. */
export interface IshReading {
  readonly probe: 'dual' | 'single' | undefined;
  readonly ratio: Measured | undefined;
  readonly her2Copies: Measured | undefined;
  readonly cep17Copies: Measured | undefined;
  readonly cells: number | undefined;
  /** A recount by an observer blinded to the first count. */
  readonly recount: boolean;
  readonly interpretation: 'amplified' | 'not-amplified' | 'equivocal' | 'indeterminate' | undefined;
  /** Group named by the laboratory. */
  readonly statedGroup: 1 | 2 | 3 | 4 | 5 | undefined;
  /** The value is there and could not be read. */
  readonly unreadable: boolean;
}

/** A result without a usable value, and why. */
export type EmptyValue = 'missing' | 'not-understood' | 'failed' | 'pending' | 'not-performed' | 'unverified-code';

/** One HER2 result as the record gives it: one test of one Observation (an Observation with IHC and ISH components gives two). */
export interface Her2Result {
  readonly reference: string;
  readonly method: Her2Method;
  readonly standing: Standing;
  readonly date: ClinicalDate | undefined;
  /** Reference of the Specimen; undefined where the result names none. */
  readonly specimen: string | undefined;
  /** References of reports and panels that the result belongs to: results that share one belong together. */
  readonly shares: readonly string[];
  readonly side: 'left' | 'right' | undefined;
  readonly material: Material;
  /** The display names another analyte and the value is none of HER2. */
  readonly mislabelled: boolean;
  /** A number outside what can be (percent over 100, negative ratio, no CEP17 signal). */
  readonly invalid: boolean;
  readonly empty: EmptyValue | undefined;
  /** One score; the ends of a range; or the scores of codings that contradict each other. */
  readonly scores: readonly IhcScore[];
  readonly scoreForm: 'stated' | 'range' | 'contradictory';
  /** Bare "0+": plain 0 or ultralow. */
  readonly zeroPlus: boolean;
  readonly words: readonly Her2Word[];
  readonly staining: Staining | undefined;
  readonly ish: IshReading | undefined;
  /** Flags that the wording itself raises, e.g. AMBIGUOUS_TERM. */
  readonly notes: readonly Her2Flag[];
  readonly evidence: readonly Evidence[];
}

/** A specimen that a HER2 result names. */
export interface Her2Specimen {
  readonly reference: string;
  readonly collected: ClinicalDate | undefined;
  readonly site: 'breast' | 'regional-node' | 'distant' | 'unknown';
  readonly side: 'left' | 'right' | undefined;
  /** The record's words for the site. */
  readonly words: string | undefined;
}

/** Every HER2 result of the record, usable or not, by date then reference. */
export interface Her2Facts {
  readonly results: readonly Her2Result[];
  readonly specimens: readonly Her2Specimen[];
}
