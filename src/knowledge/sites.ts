import type { GivenCoding } from './code-systems.js';

/** What an expression of a site finds. */
export type SiteReading =
  | 'ihc-score'
  | 'staining-percent'
  | 'ish-ratio'
  | 'ish-her2-copies'
  | 'ish-cep17-copies'
  | 'ish-cells-counted'
  | 'ish-interpretation';

export type SitePercentKind = 'any-membrane' | 'faint-incomplete' | 'complete-intense' | 'unspecified';

/** The values that an expression found in a resource; or why it found none for certain. */
export type Evaluated =
  | { readonly kind: 'values'; readonly values: readonly unknown[] }
  | { readonly kind: 'failed'; readonly problem: 'EXPRESSION_FAILED' | 'TEXT_TOO_LONG' };

/** Runs one compiled expression on a resource, which it does not change. Never throws. */
export type Evaluate = (resource: Readonly<Record<string, unknown>>) => Evaluated;

/** Compiles a FHIRPath expression for a resource type, or says what is wrong with it. Handed in: the knowledge runs no FHIRPath itself. */
export type CompileExpression = (
  path: string,
  resourceType: string,
) =>
  | { readonly kind: 'compiled'; readonly evaluate: Evaluate }
  | { readonly kind: 'refused'; readonly problem: string };

/** Which resources an expression runs on. */
type SiteTrigger =
  | { readonly test: { readonly system: string; readonly code: string } }
  | { readonly testText: string }
  | { readonly resource: 'DiagnosticReport' };

/** Finds a value in an odd place of a resource. */
export interface SiteExpression {
  readonly site: string;
  readonly name: string;
  readonly gives: SiteReading;
  /** What a percentage counts. */
  readonly percent: SitePercentKind | undefined;
  /** The FHIRPath expression as the site file has it. */
  readonly path: string;
  readonly when: SiteTrigger;
  /** False: nobody checked it with the laboratory; what it finds settles nothing. */
  readonly verified: boolean;
  /** The meaning of the laboratory's own words, by the words in lower case. */
  readonly words: ReadonlyMap<string, string>;
  readonly evaluate: Evaluate;
}

/** One laboratory or data standard: its codes are in the code lists, marked with its id. */
export interface Site {
  readonly id: string;
  readonly title: string;
  /** Source id. */
  readonly source: string;
  readonly notes: readonly string[];
  readonly expressions: readonly SiteExpression[];
}

/** The sites, indexed once at start. */
export interface Sites {
  readonly all: readonly Site[];
  /** False: no site has an expression, so that no resource needs to be looked at for one. */
  readonly haveExpressions: boolean;
  /** The expressions that concern a resource, by its type and code: constant time, so that FHIRPath runs on few resources. */
  expressionsFor(
    resourceType: string,
    code: { readonly codings: readonly GivenCoding[]; readonly text?: string } | undefined,
  ): readonly SiteExpression[];
}
