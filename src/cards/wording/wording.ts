import type { DraftKind, SafetyConcern, TestingNeed } from '../../clinical/advice/advice.js';
import type { IshGroup, Region } from '../../clinical/assessment.js';
import type { CriterionKind } from '../../clinical/eligibility/indication.js';
import type { EligibilityFlag, MissingItem } from '../../clinical/eligibility/vocabulary.js';
import type { AscoCapStatus, Her2Category, Her2Flag, Reason } from '../../clinical/her2/vocabulary.js';
import type { SourceName } from '../cited.js';
import type { OverrideCode } from '../override-reasons.js';

/** Words for the closed lists of the assessment. */
export interface CodeWords {
  readonly category: Readonly<Record<Her2Category, string>>;
  readonly status: Readonly<Record<AscoCapStatus, string>>;
  readonly reason: Readonly<Record<Reason, string>>;
  readonly flag: Readonly<Record<Her2Flag, string>>;
  readonly eligibilityFlag: Readonly<Record<EligibilityFlag, string>>;
  readonly criterion: Readonly<Record<CriterionKind, string>>;
  readonly missing: Readonly<Record<MissingItem, string>>;
  readonly concern: Readonly<Record<SafetyConcern, string>>;
  readonly concernShort: Readonly<Record<SafetyConcern, string>>;
  /** `endocrine-therapy-metastatic` where the label asks for progression. */
  readonly progressedOnEndocrine: string;
}

export interface StainWords {
  readonly score?: string;
  readonly percent?: number;
  readonly intensity?: string;
  readonly completeness?: string;
}

export interface IshWords {
  readonly interpretation?: string;
  readonly ratio?: number;
  readonly her2Copies?: number;
  readonly group?: IshGroup;
}

/** Name and words of a draft; `code` is what the receiving department reads. */
interface DraftWords {
  readonly label: string;
  readonly code: string;
}

/** What an option of a card says; the drug is named only to be discussed. */
export type OptionKey =
  | 'discuss-drug'
  | 'confirm-test'
  | 'other-options'
  | 'ask-pathology'
  | 'discuss-results'
  | 'check-drug'
  | 'review-safety'
  | 'document-missing'
  | 'retest-metastasis'
  | 'no-action';

type Heading =
  | 'finding'
  | 'rule'
  | 'noted'
  | 'draft'
  | 'earlier'
  | 'documented'
  | 'undocumented'
  | 'documentedFalse'
  | 'onRecord'
  | 'notReceived'
  | 'limits'
  | 'options'
  | 'sources';

/** A finding for a summary: category words, what was measured, and its date. */
export interface Finding {
  readonly category: string;
  readonly measured: string;
  readonly date: string;
}

/**
 * Every sentence that a clinician reads, in one language. Placeholders are typed; record words come escaped.
 * Wording rules: drug and eligibility are discussed, never judged; a category is a result that matches a definition, not a diagnosis.
 */
export interface Wording extends CodeWords {
  readonly heading: Readonly<Record<Heading, string>>;
  readonly categoryRule: Readonly<Record<Her2Category, string>>;
  readonly groupRule: Readonly<Record<IshGroup, string>>;
  readonly derivedScore: string;
  readonly indicationTitle: Readonly<Record<string, string>>;
  /** Records behind a sentence that there is no room to name. */
  readonly moreRecords: (count: number) => string;
  /** Title of several indications told in one line. */
  readonly indicationsTogether: (count: number) => string;
  readonly inForceSince: (date: string) => string;
  readonly stain: (stain: StainWords) => string;
  readonly ish: (ish: IshWords) => string;
  readonly noIsh: string;
  readonly specimen: (specimen: { readonly reference: string; readonly site?: string }) => string;
  readonly dateUnknown: string;
  readonly asOfDate: (date: string) => string;
  readonly recordStatus: (status: string) => string;
  readonly judged: (judged: { readonly status: string; readonly category: string }) => string;
  readonly because: (reason: string) => string;
  readonly earlierResult: (earlier: {
    readonly category: string;
    readonly date: string;
    readonly reference?: string;
  }) => string;
  readonly summary: {
    /** Longest first: the first that fits is used. */
    readonly discuss: (finding: Finding, earlierPositive: string | undefined) => readonly string[];
    readonly completeTesting: (finding: Finding, need: TestingNeed, asOf: string) => readonly string[];
    readonly contradiction: (finding: Finding, reason: string) => readonly string[];
    readonly discordance: (finding: Finding, earlier: Finding | undefined) => readonly string[];
    readonly earlierPositive: (drugs: string, finding: Finding, earlierDate: string) => readonly string[];
    readonly codeAgainstText: (coded: string, text: string, date: string) => readonly string[];
    readonly notOverexpressed: (drugs: string, finding: Finding) => readonly string[];
    readonly noIndication: (finding: Finding) => readonly string[];
    readonly safety: (concerns: string, date: string) => readonly string[];
  };
  readonly orderRule: {
    readonly notOverexpressed: string;
    readonly noIndication: (region: Region) => string;
    readonly breastOnly: string;
    readonly safety: Readonly<Record<SafetyConcern, string>>;
    readonly earlierPositive: string;
    readonly codeAgainstText: string;
    readonly notFound: string;
  };
  readonly draftOf: (drug: string, words: string) => string;
  readonly codeAndText: (coded: string, text: string) => string;
  readonly orderOnly: string;
  readonly unverified: string;
  readonly received: {
    readonly unavailable: (keys: string) => string;
    readonly partial: (keys: string) => string;
    readonly unread: (count: number, references: string) => string;
    readonly nothingMissing: string;
    readonly lvefAbsent: string;
    readonly receptorsAbsent: string;
    readonly searched: string;
  };
  readonly limits: Readonly<Record<Region, string>>;
  readonly limitsShort: string;
  readonly option: Readonly<Record<OptionKey, string>>;
  readonly needOption: Readonly<Record<TestingNeed, string>>;
  readonly basedOn: (sources: string, knowledge: string, asOf: string) => string;
  readonly intendedUser: string;
  readonly syntheticOnly: string;
  readonly draft: Readonly<Record<DraftKind, DraftWords>>;
  readonly draftReason: (finding: string) => string;
  readonly override: Readonly<Record<OverrideCode, string>>;
  readonly sourceLabel: string;
  readonly topic: Readonly<Record<'result' | 'testing' | 'review' | 'draft' | 'safety', string>>;
  readonly evidenceLabel: string;
  readonly linkLabel: (title: string, date: string) => string;
  /** Page of a regulator that holds the label and every approval. */
  readonly labelLink: (publisher: string) => string;
  readonly sourceName: Readonly<Record<SourceName, string>>;
}
