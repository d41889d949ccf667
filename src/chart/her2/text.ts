import type { IshReading, Measured, PercentKind } from '../../clinical/facts/her2.js';
import type { PhraseWords } from '../../knowledge/phrase-words.js';
import type {
  IshFinding,
  Phrase,
  PhraseAmbiguity,
  PhraseFinding,
  PhraseIntensity,
  PhraseNumber,
  PhrasePart,
  PhraseTest,
  StainingFinding,
} from '../phrase/phrase.js';
import { readPhrase } from '../phrase/read-phrase.js';
import { textMemory } from '../text-memory.js';
import { findingsInContext } from './finding-context.js';
import { ishStatement } from './ish-numbers.js';
import { measuredOf } from './read-number.js';
import type { TestKind } from './short-words.js';
import { type Statement, statement } from './statement.js';

/** What a text says of one test of one specimen. */
export interface TextStatement {
  readonly method: TestKind;
  readonly part: PhrasePart | undefined;
  readonly statement: Statement;
  readonly span: { readonly start: number; readonly end: number };
}

type Piece = Omit<TextStatement, 'part'> & { readonly part: PhrasePart | undefined; readonly inSitu: boolean };

const measured = ({ low, high, comparator }: PhraseNumber): Measured =>
  low === high ? measuredOf(low, comparator) : { min: low, max: high, minOpen: false, maxOpen: false };

const intensityOf = {
  none: 'none',
  faint: 'faint',
  weak: 'weak',
  moderate: 'moderate',
  intense: 'strong',
} as const satisfies Record<PhraseIntensity, string>;

const percentKindOf = {
  'any-membrane': 'any-membrane',
  'faint-incomplete': 'faint-incomplete',
  'complete-intense': 'complete-intense',
  described: 'any-membrane',
  unspecified: 'unspecified',
} as const satisfies Record<NonNullable<StainingFinding['percentKind']>, PercentKind>;

function ofStaining(finding: StainingFinding): Statement {
  const membrane = finding.cytoplasmicOnly === true ? 'none' : finding.membrane;
  // 0 % of one described kind says nothing of the other kinds.
  const noneOfKind = finding.percentKind === 'described' && finding.percent?.high === 0;
  const kind = noneOfKind ? 'unspecified' : percentKindOf[finding.percentKind ?? 'unspecified'];
  return statement({
    ...(finding.percent === undefined ? {} : { percents: [{ kind, percent: measured(finding.percent) }] }),
    ...(membrane === 'unspecified' || (membrane === 'present' && finding.percent !== undefined) ? {} : { membrane }),
    ...(finding.intensity === undefined ? {} : { intensity: intensityOf[finding.intensity.high] }),
    ...(finding.completeness === undefined
      ? {}
      : { completeness: finding.completeness === 'complete' ? ('complete' as const) : ('incomplete' as const) }),
  });
}

function ofIsh(finding: IshFinding): Partial<IshReading> {
  return {
    probe: finding.probe ?? (finding.method === 'dish' ? 'dual' : undefined),
    ratio: finding.ratio === undefined ? undefined : measured(finding.ratio),
    her2Copies: finding.her2Copies === undefined ? undefined : measured(finding.her2Copies),
    cep17Copies: finding.cep17Copies === undefined ? undefined : measured(finding.cep17Copies),
    cells: finding.cells,
    recount: finding.count === 'recount',
    interpretation: finding.interpretation,
    statedGroup: finding.group,
  };
}

const emptyOf = {
  pending: 'pending',
  preliminary: undefined,
  'not-performed': 'not-performed',
  insufficient: 'failed',
  failed: 'failed',
} as const;

/** Statement of one finding; the asked test owns what the text leaves unnamed. */
function ofFinding(finding: PhraseFinding, asked: TestKind): { readonly method: TestKind; readonly says: Statement } {
  switch (finding.kind) {
    case 'score':
      return {
        method: 'ihc',
        says: statement({ scores: [finding.score], notes: finding.outOfThree === true ? ['AMBIGUOUS_TERM'] : [] }),
      };
    case 'score-range':
      return { method: 'ihc', says: statement({ scores: [finding.low, finding.high], range: true }) };
    case 'verdict': {
      const asserted = finding.sign === true && finding.verdict === 'positive';
      const notes = asserted ? (['CATEGORY_ASSERTED'] as const) : [];
      return { method: finding.test, says: statement({ words: [finding.verdict], notes }) };
    }
    case 'category':
      return { method: asked === 'ish' ? 'overall' : asked, says: statement({ words: [finding.category] }) };
    case 'staining':
      return { method: 'ihc', says: ofStaining(finding) };
    case 'ish':
      return { method: 'ish', says: ishStatement(ofIsh(finding)) };
    case 'status': {
      const empty = emptyOf[finding.status];
      return { method: finding.test, says: statement(empty === undefined ? {} : { empty }) };
    }
    case 'heterogeneous':
      return { method: asked, says: statement({ notes: ['HETEROGENEOUS'] }) };
    default:
      return finding satisfies never;
  }
}

/** Two readings are possible: the words stay open. */
function ofAmbiguity({ notation }: PhraseAmbiguity, asked: TestKind): Statement {
  if (asked === 'ish') return statement({ ish: { unreadable: true } });
  switch (notation) {
    case 'zero-plus':
      return statement({ scores: ['0'], zeroPlus: true, notes: ['AMBIGUOUS_TERM'] });
    case 'presence':
      return statement({ words: ['present'] });
    case 'some-or-none':
    case 'bare-number':
      return statement({ notes: ['AMBIGUOUS_TERM'] });
    case 'single-plus':
    case 'single-minus':
    case 'weakly-positive':
    case 'bare-low':
    case 'negated-verdict':
      return statement({ words: ['ambiguous'], notes: ['AMBIGUOUS_TERM'] });
    default:
      return notation satisfies never;
  }
}

/** "Focal 3+ in 5 %" beside another score: heterogeneity to show, neither a second score nor the percentage of the first. */
function withoutFocal(findings: readonly PhraseFinding[], besideScore: boolean): readonly PhraseFinding[] {
  const focalStarts = new Set(findings.flatMap((each) => (each.kind === 'heterogeneous' ? [each.span.start] : [])));
  const isScore = (each: PhraseFinding) => each.kind === 'score' || each.kind === 'score-range';
  const isFocal = (each: PhraseFinding) => isScore(each) && focalStarts.has(each.span.start);
  const otherScore = besideScore || findings.some((each) => isScore(each) && !isFocal(each));
  if (!findings.some(isFocal) || !otherScore) return findings;
  let inFocal = false;
  return findings.filter((each) => {
    if (isScore(each)) inFocal = isFocal(each);
    return !(inFocal && (isScore(each) || each.kind === 'staining'));
  });
}

function piecesOf(
  phrase: Phrase,
  asked: TestKind,
  { text, besideScore }: { text: string; besideScore: boolean },
): readonly Piece[] {
  const recounted = phrase.findings.some((finding) => finding.kind === 'ish' && finding.count === 'recount');
  const current = withoutFocal(findingsInContext(phrase, text), besideScore).filter(
    (finding) => !(recounted && finding.kind === 'ish' && finding.count === 'initial'),
  );
  const placed = (each: PhraseFinding | PhraseAmbiguity) => ({
    part: each.part,
    span: each.span,
    inSitu: each.component === 'in-situ',
  });
  const certain = current.map((finding) => {
    const { method, says } = ofFinding(finding, asked);
    return { ...placed(finding), method, statement: says };
  });
  const scored = certain.some((piece) => piece.statement.scores.length > 0 && !piece.inSitu);
  const open = scored ? [] : phrase.ambiguous;
  return [...certain, ...open.map((each) => ({ ...placed(each), method: asked, statement: ofAmbiguity(each, asked) }))];
}

/** Which test unnamed values belong to (`report`: none), and whether the score stands elsewhere already. */
export interface TextContext {
  readonly test: PhraseTest;
  readonly words: PhraseWords;
  /** The earliest year of the record's own dates. */
  readonly year?: number | undefined;
  readonly besideScore?: boolean;
  /** A text that names HER2 and of which nothing was understood is a statement too ("HER2 1+?"): never as if it were not there. */
  readonly keepsUnread?: boolean;
}

/** HER2 is named, and what is said of it is a question, a rule or an earlier result, or was not understood. */
function unreadOf({ namesHer2, aside }: Phrase, text: string, asked: TestKind): readonly TextStatement[] {
  if (!namesHer2) return [];
  const span = aside[0]?.finding.span ?? { start: 0, end: text.length };
  return [{ method: asked, part: undefined, statement: statement({ empty: 'not-understood' }), span }];
}

/** Statements that a text may make: a pathology file of many pages makes some dozens. More is a list or noise, and says nothing of one result. */
const mostStatements = 300;

function statementsIn(text: string, context: TextContext): readonly TextStatement[] {
  const { test, words, year, besideScore = false, keepsUnread = false } = context;
  const phrase = readPhrase(text, { test, words, year });
  const asked = test === 'report' ? 'overall' : test;
  const isCrowded = phrase.findings.length + phrase.ambiguous.length > mostStatements;
  const pieces = isCrowded ? [] : piecesOf(phrase, asked, { text, besideScore });
  if (pieces.length === 0) return keepsUnread ? unreadOf(phrase, text, asked) : [];
  const invasive = pieces.filter((piece) => !piece.inSitu);
  if (invasive.length > 0) return invasive;
  return pieces.map((piece) => ({ ...piece, statement: { ...piece.statement, inSitu: true as const } }));
}

const memories = new WeakMap<PhraseWords, ReturnType<typeof textMemory<readonly TextStatement[]>>>();

/** What a verbatim result says, test by test and specimen by specimen. In-situ findings are left out beside invasive ones. */
export function readText(text: string, context: TextContext): readonly TextStatement[] {
  const { test, words, year, besideScore = false, keepsUnread = false } = context;
  const memory = memories.get(words) ?? textMemory();
  memories.set(words, memory);
  return memory(`${test} ${year} ${besideScore} ${keepsUnread} ${text}`, () => statementsIn(text, context));
}
