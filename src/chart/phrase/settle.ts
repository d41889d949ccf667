import type { IshFinding, PhraseAmbiguity, PhraseFinding, PhraseNumber } from './phrase.js';
import type { Reader } from './reader.js';

const sameNumber = (a: PhraseNumber, b: PhraseNumber): boolean =>
  a.low === b.low && a.high === b.high && a.comparator === b.comparator;

const agree = <T>(a: T | undefined, b: T | undefined, same: (x: T, y: T) => boolean): boolean =>
  a === undefined || b === undefined || same(a, b);
const equal = (a: string | number, b: string | number): boolean => a === b;

/** Can two statements be of one count? Nothing that both name may differ. */
function compatible(a: IshFinding, b: IshFinding): boolean {
  return (
    a.part?.index === b.part?.index &&
    a.component === b.component &&
    a.count === b.count &&
    agree(a.interpretation, b.interpretation, equal) &&
    agree(a.ratio, b.ratio, sameNumber) &&
    agree(a.her2Copies, b.her2Copies, sameNumber) &&
    agree(a.cep17Copies, b.cep17Copies, sameNumber) &&
    agree(a.cells, b.cells, equal) &&
    agree(a.group, b.group, equal) &&
    agree(a.probe, b.probe, equal) &&
    agree(a.method, b.method, equal)
  );
}

/** Says a count or verdict, more than a method or a number of cells. */
export const tells = (finding: IshFinding): boolean =>
  finding.interpretation !== undefined ||
  finding.ratio !== undefined ||
  finding.her2Copies !== undefined ||
  finding.cep17Copies !== undefined ||
  finding.group !== undefined;

/** Joins the statements of one count; a method or a cell count alone is no result. */
function joinIsh(text: string, statements: readonly IshFinding[]): readonly IshFinding[] {
  const joined: IshFinding[] = [];
  for (const statement of statements) {
    const last = joined.at(-1);
    if (last === undefined || !compatible(last, statement)) {
      joined.push(statement);
      continue;
    }
    const span = {
      start: Math.min(last.span.start, statement.span.start),
      end: Math.max(last.span.end, statement.span.end),
    };
    const verbatim = text.slice(span.start, Math.min(span.end, span.start + 200));
    joined[joined.length - 1] = { ...last, ...statement, span, verbatim };
  }
  return joined.filter(tells);
}

/** Parts whose staining the text describes, or calls ultralow. */
function describedParts(findings: readonly PhraseFinding[]): ReadonlySet<number> {
  const parts = new Set<number>();
  for (const each of findings) {
    const staining = each.kind === 'staining' && each.membrane !== 'unspecified';
    if (staining || (each.kind === 'category' && each.category === 'ultralow')) parts.add(each.part?.index ?? -1);
  }
  return parts;
}

/** "0+" of a part whose staining is described is score 0 with that staining; else two readings stay open. */
function zeroWithStaining(at: PhraseAmbiguity): PhraseFinding {
  const { notation: _, ...place } = at;
  return { ...place, kind: 'score', score: '0', zeroPlus: true };
}

/** In a text that names an in-situ component and no invasive tumour, what follows that name is of that component ("DCIS only. HER2 1+."). */
function withComponent<T extends PhraseFinding | PhraseAmbiguity>(
  each: T,
  { invasive, inSituFrom }: Pick<Reader, 'invasive' | 'inSituFrom'>,
): T {
  const inSitu = !invasive && inSituFrom !== undefined && each.span.start > inSituFrom;
  return inSitu && each.component === undefined ? { ...each, component: 'in-situ' } : each;
}

/** The findings of the whole text, in text order. */
export function settle(reader: Reader): {
  readonly findings: readonly PhraseFinding[];
  readonly ambiguous: readonly PhraseAmbiguity[];
} {
  const plain: PhraseFinding[] = [];
  for (const each of reader.findings) if (each.kind !== 'zero-plus') plain.push(each);
  const findings: PhraseFinding[] = [...plain, ...joinIsh(reader.text, reader.ish)];
  const ambiguous: PhraseAmbiguity[] = [...reader.ambiguous];
  const described = describedParts(plain);
  for (const each of reader.findings) {
    if (each.kind !== 'zero-plus') continue;
    if (described.has(each.at.part?.index ?? -1)) findings.push(zeroWithStaining(each.at));
    else ambiguous.push(each.at);
  }
  const byPlace = (a: { span: { start: number } }, b: { span: { start: number } }): number =>
    a.span.start - b.span.start;
  return {
    findings: findings.map((each) => withComponent(each, reader)).sort(byPlace),
    ambiguous: ambiguous.map((each) => withComponent(each, reader)).sort(byPlace),
  };
}
