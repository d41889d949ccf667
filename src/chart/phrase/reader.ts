import type { Atom } from './atoms.js';
import type {
  IshFinding,
  PhraseAmbiguity,
  PhraseAside,
  PhraseFinding,
  PhrasePart,
  PhraseSpan,
  PhraseTest,
  StainingFinding,
} from './phrase.js';

type Unplaced<T> = T extends unknown ? Omit<T, 'span' | 'verbatim' | 'part' | 'component'> : never;
/** A finding before it has its place. */
export type Statement = Unplaced<PhraseFinding>;
export type Doubt = Unplaced<PhraseAmbiguity>;
export type Draft<T> = { -readonly [K in keyof Unplaced<T>]?: Unplaced<T>[K] };

/** Whom a value belongs to: the nearest marker named before it. */
export type Owner = 'her2' | 'other' | 'none';
export type Quantity = 'ratio' | 'her2Copies' | 'cep17Copies' | 'cells' | 'group';

/** What the reader knows inside one sentence. */
export interface Scope {
  owner: Owner;
  /** HER2 comes from an earlier sentence, not from this one. */
  carried: boolean;
  /** HER2 was named in this sentence. */
  named: boolean;
  /** Words that no list knows since the owner was named. */
  blocked: number;
  comma: boolean;
  /** HER2 stands in one list with the marker that follows it: "HER2 and PR negative". */
  coordinated: boolean;
  /** A value was read since the owner was named. */
  answered: boolean;
  method: 'ihc' | 'ish' | undefined;
  /** Only words that tie a number to the marker came since it was named. */
  adjacent: boolean;
  scoreReady: boolean;
  noun: 'amplification' | 'overexpression' | undefined;
  negated: boolean;
  /** "probably", "possibly" before the value. */
  uncertain: boolean;
  focal: boolean;
  /** A description that follows is of the focus. */
  focalStaining: boolean;
  cytoplasmic: boolean;
  /** Parenthesis depth at which previous results began; -1: none. */
  historical: number;
  /** A heading on the line before says that this line is of previous results. */
  broughtHistory: boolean;
  /** The sentence ends with the name of another marker, its value still to come. */
  endsWithOther: boolean;
  /** Parenthesis depth at which a condition ("if", "cases with") began; -1: none. */
  condition: number;
  /** The sentence before spoke of ISH. */
  afterIsh: boolean;
  /** The sentence states a rule, a scale or a range. */
  legend: boolean;
  depth: number;
  /** A score stands in this sentence, of whatever marker. */
  sawScore: boolean;
  sawInvasive: boolean;
  sawInSitu: boolean;
  /** The sentence asks. */
  question: boolean;
  /** "no staining, or ...": what the sentence describes is one of two possibilities. */
  hedged: boolean;
  /** "now" came after a value: a value that follows makes the earlier ones history. */
  contrast: boolean;
  /** Where the findings of this sentence begin. */
  firstFinding: number;
  firstIsh: number;
  /** Where the findings of the sentence before begin. */
  before: Mark;
  /** A side or site was named in this sentence. */
  placed: boolean;
  /** A value of this sentence named its side or site after itself. */
  placedAfter: boolean;
  /** The year read last in this sentence. */
  year: number | undefined;
  quantity: Quantity | undefined;
  presence: PhraseSpan | undefined;
  /** Findings of this sentence so far. */
  found: number;
  staining: Draft<StainingFinding> | undefined;
  stainingSpan: PhraseSpan;
  /** "no complete staining": what is described is denied, which is not the same as no staining. */
  stainingNegated: boolean;
}

export interface Reader {
  readonly text: string;
  readonly test: PhraseTest;
  /** Atoms of the block in hand. */
  atoms: readonly Atom[];
  /** First and last-but-one atom of the sentence in hand. */
  from: number;
  to: number;
  /** End of the clauses that semicolons join to the sentence in hand. */
  clausesEnd: number;
  /** Atoms before this one were consumed by an earlier one. */
  next: number;
  scope: Scope;
  part: PhrasePart | undefined;
  /** Something was found in the part in hand. */
  partUsed: boolean;
  count: 'initial' | 'recount' | undefined;
  /** The latest year of a score, and the sentence that says it. */
  dated: { readonly year: number; readonly from: Mark; to: Mark | undefined } | undefined;
  namesHer2: boolean;
  /** An invasive tumour is named, and not denied. */
  invasive: boolean;
  /** Where an in-situ component was named first. */
  inSituFrom: number | undefined;
  /** The gene named last that ISH can test. */
  gene: 'her2' | 'other' | undefined;
  readonly findings: (PhraseFinding | { readonly kind: 'zero-plus'; readonly at: PhraseAmbiguity })[];
  readonly ish: IshFinding[];
  readonly ambiguous: PhraseAmbiguity[];
  readonly aside: PhraseAside[];
}

const start: Mark = { finding: 0, ish: 0 };

type Asked = 'owner' | 'adjacent' | 'method';
/** What is known at the start of a sentence, whatever test is asked for. */
const unsaid: Omit<Scope, Asked> = {
  carried: false,
  named: false,
  blocked: 0,
  comma: false,
  coordinated: false,
  answered: false,
  scoreReady: false,
  noun: undefined,
  negated: false,
  uncertain: false,
  stainingNegated: false,
  focal: false,
  focalStaining: false,
  cytoplasmic: false,
  historical: -1,
  broughtHistory: false,
  endsWithOther: false,
  condition: -1,
  afterIsh: false,
  legend: false,
  depth: 0,
  sawScore: false,
  sawInvasive: false,
  sawInSitu: false,
  question: false,
  hedged: false,
  contrast: false,
  firstFinding: 0,
  firstIsh: 0,
  before: start,
  placed: false,
  placedAfter: false,
  year: undefined,
  quantity: undefined,
  presence: undefined,
  found: 0,
  staining: undefined,
  stainingSpan: { start: 0, end: 0 },
};

/** Scope at the start of a sentence. */
export function freshScope(test: PhraseTest): Scope {
  const owner = test === 'report' ? 'none' : 'her2';
  return { ...unsaid, owner, adjacent: test !== 'report', method: test === 'ihc' || test === 'ish' ? test : undefined };
}

/** The atom at `index`, where the sentence in hand has one there. */
export function atomAt(reader: Reader, index: number): Atom | undefined {
  return index >= reader.from && index < reader.to ? reader.atoms[index] : undefined;
}

/** Span from the start of one atom to the end of another. */
export const spanOf = (from: Atom, to: Atom = from): PhraseSpan => ({ start: from.start, end: to.end });

/** Longest quotation of the record that a finding carries (as `Evidence.verbatim`). */
const longestQuote = 200;

function placed(reader: Reader, span: PhraseSpan, component?: 'invasive' | 'in-situ') {
  const { sawInvasive, sawInSitu } = reader.scope;
  const seen = sawInvasive === sawInSitu ? undefined : sawInSitu ? ('in-situ' as const) : ('invasive' as const);
  const tissue = component ?? seen;
  const verbatim = reader.text.slice(span.start, Math.min(span.end, span.start + longestQuote));
  const { part } = reader;
  if (part === undefined) return tissue === undefined ? { span, verbatim } : { span, verbatim, component: tissue };
  return tissue === undefined ? { span, verbatim, part } : { span, verbatim, part, component: tissue };
}

/** Why a statement at this place does not count; undefined where it does. */
export function setAside(scope: Scope): PhraseAside['because'] | undefined {
  if (scope.legend || scope.condition >= 0) return 'legend';
  if (scope.question || scope.uncertain) return 'question';
  if (scope.historical >= 0) return 'historical';
  return scope.negated ? 'negated' : undefined;
}

interface Emission {
  readonly span: PhraseSpan;
  readonly because?: PhraseAside['because'] | undefined;
  readonly component?: 'invasive' | 'in-situ' | undefined;
}

/** Records a finding, or sets it aside where the text takes it out of the running. */
export function emit(reader: Reader, statement: Statement, emission: Emission): void {
  const finding: PhraseFinding = { ...statement, ...placed(reader, emission.span, emission.component) };
  const because = emission.because ?? setAside(reader.scope);
  reader.scope.found += 1;
  if (because !== undefined) {
    reader.aside.push({ because, finding });
    return;
  }
  reader.partUsed = true;
  if (finding.kind === 'ish') reader.ish.push(finding);
  else reader.findings.push(finding);
}

/** Records words that two readings could explain. A bare "0+" waits: the text may still describe its staining. */
export function doubt(reader: Reader, statement: Doubt, span: PhraseSpan): void {
  const ambiguity: PhraseAmbiguity = { ...statement, ...placed(reader, span) };
  const because = setAside(reader.scope);
  reader.scope.found += 1;
  if (because !== undefined) reader.aside.push({ because, finding: ambiguity });
  else if (ambiguity.notation === 'zero-plus') reader.findings.push({ kind: 'zero-plus', at: ambiguity });
  else reader.ambiguous.push(ambiguity);
}

/** Where the findings of a sentence begin. */
export interface Mark {
  readonly finding: number;
  readonly ish: number;
}

/** A word that no list knows: what was said before it reaches no further. */
export function blocked(scope: Scope): void {
  scope.blocked += 1;
  scope.negated = false;
  scope.adjacent = false;
  scope.scoreReady = false;
  scope.focal = false;
  scope.coordinated = false;
}

/** A value was read: what was said before it is used up. */
export function answered(scope: Scope): void {
  scope.answered = true;
  scope.scoreReady = false;
  scope.noun = undefined;
  scope.negated = false;
  scope.uncertain = false;
  scope.focal = false;
}
