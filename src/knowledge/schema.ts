import type { Indication } from '../clinical/eligibility/indication.js';
import type { DrugClass } from '../clinical/facts/therapy.js';
import type { PhraseWords } from './phrase-words.js';
import type { CodeListName, CodeRole, CodeValue } from './roles.js';
import type { Sites } from './sites.js';

export type { CodeListName } from './roles.js';
export type { SiteExpression, SitePercentKind, SiteReading } from './sites.js';

/** A code with its meaning for Herald. `role` is the closed meaning; `value` what a result code says. */
export interface CodeEntry<L extends CodeListName = CodeListName> {
  readonly system: string;
  readonly code: string;
  readonly display: string;
  readonly role: CodeRole<L>;
  readonly value?: CodeValue<L>;
  readonly match: 'exact' | 'prefix';
  /** Source id. */
  readonly source: string;
  /** False: the display was not checked against the terminology's owner. */
  readonly verified: boolean;
  /** The site that brought the code; absent for the program's own. */
  readonly site?: string;
}

export const codeLists = [
  'her2-tests',
  'her2-answers',
  'receptor-tests',
  'receptor-answers',
  'conditions',
  'staging',
  'intent',
  'safety',
  'sites-of-body',
  'procedures',
] as const satisfies readonly CodeListName[];

/** The code lists, indexed once at start. */
export interface Codes {
  /** The entry for a coding (system aliases such as urn:oid: included; exact before prefix); undefined for none. */
  find<L extends CodeListName>(
    list: L,
    coding: { readonly system?: string; readonly code?: string },
  ): CodeEntry<L> | undefined;
  entries<L extends CodeListName>(list: L): readonly CodeEntry<L>[];
}

export interface Drug {
  /** Ingredient name in lower case: `trastuzumab deruxtecan`. */
  readonly name: string;
  readonly class: DrugClass;
  readonly taxane: boolean;
  readonly antiHer2: boolean;
  /** Names that a text may use (ingredient, brands, aliases), lower case. */
  readonly names: readonly string[];
  readonly codings: readonly {
    readonly system: string;
    readonly code: string;
    readonly display: string;
    readonly verified: boolean;
    readonly kind: 'ingredient' | 'product' | 'class';
  }[];
}

/** The drug list, indexed once at start. */
export interface Drugs {
  /** Drug by code (RxNorm ingredient or product, ATC, SNOMED CT; urn:oid: aliases included). */
  byCode(coding: {
    readonly system?: string;
    readonly code?: string;
  }): { readonly drug: Drug; readonly verified: boolean } | undefined;
  readonly all: readonly Drug[];
}

export const sourceKinds = [
  'label',
  'guideline',
  'consensus',
  'terminology',
  'implementation-guide',
  'trial',
  'study',
  'regulation',
  'design-choice',
  'dataset',
] as const;

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  /** Year, month or day of the version cited; of the reading, where the origin carries no date. */
  readonly date: string;
  readonly url?: string;
  readonly kind: (typeof sourceKinds)[number];
}

/** Everything Herald knows, schema-checked at start and frozen. */
export interface Knowledge {
  /** `YYYY.MM+sha256:{first 12 hex digits}` of the content. */
  readonly version: string;
  readonly codes: Codes;
  readonly drugs: Drugs;
  readonly indications: readonly Indication[];
  readonly sources: ReadonlyMap<string, Source>;
  /** The words of results, language by language. */
  readonly phrases: PhraseWords;
  /** What laboratories and data standards write of their own. */
  readonly sites: Sites;
}
