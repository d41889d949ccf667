import type { Atom } from './atoms.js';
import type { Doubt, Statement } from './drafts.js';
import type {
  IshFinding,
  PhraseAmbiguity,
  PhraseAside,
  PhraseFinding,
  PhrasePart,
  PhraseSpan,
  PhraseTest,
} from './phrase.js';
import type { Replies } from './read-reply.js';
import type { Mark, Scope } from './scope.js';

export interface Reader {
  readonly text: string;
  readonly test: PhraseTest;
  /** The earliest year of the record's own dates. */
  readonly recordYear: number | undefined;
  /** Atoms of the block in hand. */
  atoms: readonly Atom[];
  /** First and last-but-one atom of the sentence in hand. */
  from: number;
  to: number;
  /** End of the clauses that semicolons join to the sentence in hand. */
  clausesEnd: number;
  /** Atoms before this one were consumed by an earlier one. */
  next: number;
  /** Atoms before this one answered a label of an earlier sentence. */
  replied: number;
  /** The label in hand with its answer: the place of what they say together. */
  labelSpan: PhraseSpan | undefined;
  readonly replies: Replies;
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
  const finding: PhraseFinding = {
    ...statement,
    ...placed(reader, reader.labelSpan ?? emission.span, emission.component),
  };
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
  const ambiguity: PhraseAmbiguity = { ...placed(reader, reader.labelSpan ?? span), notation: statement.notation };
  const because = setAside(reader.scope);
  reader.scope.found += 1;
  if (because !== undefined) reader.aside.push({ because, finding: ambiguity });
  else if (ambiguity.notation === 'zero-plus') reader.findings.push({ kind: 'zero-plus', at: ambiguity });
  else reader.ambiguous.push(ambiguity);
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
