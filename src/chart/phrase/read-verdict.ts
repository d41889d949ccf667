import type { Atom } from './atoms.js';
import { historicalAfter, methodAfter, namesAfter, ownsVerdict } from './ownership.js';
import type { IshFinding, VerdictFinding } from './phrase.js';
import { answered, atomAt, doubt, emit, type Reader, spanOf } from './reader.js';
import { supersede } from './retract.js';

type Verdict = VerdictFinding['verdict'];
type Interpretation = NonNullable<IshFinding['interpretation']>;

const asIsh: Readonly<Record<Verdict, Interpretation>> = {
  positive: 'amplified',
  negative: 'not-amplified',
  equivocal: 'equivocal',
  indeterminate: 'indeterminate',
};

const isOfIsh = (reader: Reader): boolean =>
  reader.scope.noun === 'amplification' || (reader.scope.noun === undefined && reader.scope.method === 'ish');

interface Said {
  readonly atom: Atom;
  readonly ish: boolean;
  readonly method?: 'ihc' | 'ish' | undefined;
  readonly historical?: boolean;
}

function state(reader: Reader, verdict: Verdict, { atom, ish, method, historical }: Said): void {
  const { scope } = reader;
  const emission = { span: spanOf(atom), because: historical === true ? ('historical' as const) : undefined };
  const said = method ?? scope.method;
  supersede(reader);
  if (scope.negated && verdict !== 'indeterminate') {
    scope.negated = false;
    doubt(reader, { notation: 'negated-verdict' }, emission.span);
  } else if (ish) emit(reader, { kind: 'ish', interpretation: asIsh[verdict] }, emission);
  else emit(reader, { kind: 'verdict', verdict, test: said === 'ihc' ? 'ihc' : 'overall' }, emission);
  const { adjacent } = scope;
  answered(scope);
  scope.adjacent = adjacent;
}

/** "positive nodes", "positive pulse" where HER2 is not named: the word belongs to the noun after it. */
function describesNext(reader: Reader, index: number): boolean {
  const next = atomAt(reader, index + 1);
  return !reader.scope.named && (next?.role === 'other-marker' || (next?.kind === 'unknown' && next.lines === 0));
}

/** "equivocal (2+)", "equivocal 2+": the verdict of the score, whatever test is named before. */
function isOfScore(reader: Reader, index: number): boolean {
  const next = atomAt(reader, index + 1);
  const value = next?.kind === 'open' ? atomAt(reader, index + 2) : next;
  return value?.kind === 'score' || value?.kind === 'score-range';
}

/** "positive", "negative", "equivocal", "indeterminate": said of what follows with "for", else of the name before. */
export function readVerdict(reader: Reader, verdict: Verdict, index: number): void {
  const atom = atomAt(reader, index);
  if (atom === undefined) return;
  const named = namesAfter(reader, index);
  if (named !== undefined) {
    const ish = named.amplification || (isOfIsh(reader) && !named.overexpression);
    if (named.her2) {
      reader.namesHer2 = true;
      state(reader, verdict, { atom, ish });
    }
    reader.scope.answered = true;
    return;
  }
  if (!ownsVerdict(reader.scope) || describesNext(reader, index)) return;
  const method = methodAfter(reader, index) ?? (isOfIsh(reader) && isOfScore(reader, index) ? 'ihc' : undefined);
  const ish = method === undefined ? isOfIsh(reader) : method === 'ish';
  state(reader, verdict, { atom, ish, method, historical: historicalAfter(reader, index) });
}

/** "weakly positive": 1+, 2+ or positive; never decided here. */
export function readWeaklyPositive(reader: Reader, index: number): void {
  const atom = atomAt(reader, index);
  const owned = ownsVerdict(reader.scope) || namesAfter(reader, index)?.her2 === true;
  if (atom === undefined || !owned) return;
  doubt(reader, { notation: 'weakly-positive' }, spanOf(atom));
  answered(reader.scope);
}

/** "triple-negative" says HER2 negative without naming it. */
export function readTripleNegative(reader: Reader, index: number): void {
  const atom = atomAt(reader, index);
  if (atom === undefined || reader.scope.negated) return;
  emit(reader, { kind: 'verdict', verdict: 'negative', test: 'overall', tripleNegative: true }, { span: spanOf(atom) });
}

/** "overexpression": a verdict with what comes before (no) or after (absent, negative). */
export function readOverexpression(reader: Reader, index: number): void {
  const { scope } = reader;
  const atom = atomAt(reader, index);
  if (atom === undefined) return;
  scope.noun = 'overexpression';
  if (!scope.negated || !(ownsVerdict(scope) || atomAt(reader, index - 1)?.role === 'her2')) return;
  scope.negated = false;
  state(reader, 'negative', { atom, ish: false });
}

/** "no HER2 expression", "HER2 expression: none": negative, without a score. */
export function readNoExpression(reader: Reader, index: number): void {
  const { scope } = reader;
  const atom = atomAt(reader, index);
  if (atom === undefined || !scope.negated || !ownsVerdict(scope)) return;
  scope.negated = false;
  state(reader, 'negative', { atom, ish: false });
}

/** Words that show a low, ultralow or null *category* stands here, not a level of something. */
function namesCategory(reader: Reader, index: number): boolean {
  const next = atomAt(reader, index + 1)?.role;
  if (next === 'expression' || next === 'ihc' || next === 'staining' || next === 'membrane' || next === 'her2')
    return false;
  for (let at = index - 1; at >= Math.max(reader.from, index - 3); at -= 1) {
    const atom = atomAt(reader, at);
    if (atom?.role === 'her2') return true;
    if (atom?.kind === 'score' || atom?.kind === 'zero-plus') return at === index - 2;
    const passes =
      atom?.kind === 'minus' || atom?.kind === 'colon' || atom?.kind === 'open' || atom?.role === 'connective';
    if (!passes && atom?.role !== 'is') return false;
  }
  return false;
}

/** "HER2-low", "ultralow", "HER2 null". */
export function readCategory(reader: Reader, category: 'low' | 'ultralow' | 'null', index: number): void {
  const { scope } = reader;
  const atom = atomAt(reader, index);
  if (atom === undefined || scope.owner !== 'her2' || scope.carried || scope.blocked > 0) return;
  const after = atomAt(reader, index + 1);
  const next = after?.role;
  const span = spanOf(atom);
  // "HER2 low risk": the word belongs to a noun that nobody knows.
  const adjective = after?.kind === 'unknown' && after.lines === 0 && after.letter === undefined;
  if (adjective) doubt(reader, { notation: 'bare-low' }, span);
  else if (namesCategory(reader, index) || (category === 'ultralow' && next !== 'expression')) {
    emit(reader, { kind: 'category', category }, { span });
    answered(scope);
  } else if (category === 'low' && !scope.answered && next !== 'expression' && next !== 'her2' && next !== 'ihc') {
    doubt(reader, { notation: 'bare-low' }, span);
  }
}

/** "present", "detected": says something of the noun before it, and of a bare stain only that it is there. */
export function readPresence(reader: Reader, index: number): void {
  const { scope } = reader;
  const atom = atomAt(reader, index);
  if (atom === undefined || scope.owner !== 'her2') return;
  if (scope.noun !== undefined && scope.blocked === 0) {
    state(reader, 'positive', { atom, ish: scope.noun === 'amplification' });
  } else if (scope.staining !== undefined) scope.staining.membrane ??= 'present';
  else if (scope.blocked === 0 && !scope.answered) scope.presence ??= spanOf(atom);
}
