import type { PhraseAside } from './phrase.js';
import type { Reader } from './reader.js';
import type { Mark } from './scope.js';

/** Takes back what was said since a mark. */
export function retractSince(reader: Reader, { finding, ish }: Mark, because: PhraseAside['because']): void {
  for (const each of reader.findings.splice(finding)) {
    reader.aside.push({ because, finding: each.kind === 'zero-plus' ? each.at : each });
  }
  for (const each of reader.ish.splice(ish)) reader.aside.push({ because, finding: each });
}

/** Takes back what this sentence has said so far. */
export function retract(reader: Reader, because: PhraseAside['because']): void {
  retractSince(reader, { finding: reader.scope.firstFinding, ish: reader.scope.firstIsh }, because);
}

/** Takes back what an earlier sentence said. */
function retractEarlier(reader: Reader, from: Mark, to: Mark): void {
  const findings = reader.findings.splice(from.finding, to.finding - from.finding);
  const ish = reader.ish.splice(from.ish, to.ish - from.ish);
  for (const each of findings) {
    reader.aside.push({ because: 'historical', finding: each.kind === 'zero-plus' ? each.at : each });
  }
  for (const finding of ish) reader.aside.push({ because: 'historical', finding });
  reader.scope.firstFinding -= findings.length;
  reader.scope.firstIsh -= ish.length;
  const { finding, ish: counts } = reader.scope.sinceYear;
  reader.scope.sinceYear = { finding: finding - findings.length, ish: counts - ish.length };
}

/** Of two dated scores the older one is history. True where the one of this year is; an older one said before is taken back. */
export function isOlderThanSaid(reader: Reader, year: number): boolean {
  const { dated, scope } = reader;
  if (dated !== undefined && year < dated.year) return true;
  if (dated !== undefined && year > dated.year) {
    if (dated.to === undefined) retract(reader, 'historical');
    else retractEarlier(reader, dated.from, dated.to);
  }
  if (dated === undefined || year > dated.year) {
    reader.dated = { year, from: { finding: scope.firstFinding, ish: scope.firstIsh }, to: undefined };
  }
  return false;
}

/** Takes back what this sentence has said of ISH; false where that is nothing. */
export function retractIsh(reader: Reader, because: PhraseAside['because']): boolean {
  const taken = reader.ish.splice(reader.scope.firstIsh);
  for (const finding of taken) reader.aside.push({ because, finding });
  return taken.length > 0;
}

/** "3+ in 2015, now 1+": the value that follows "now" makes those before it history. */
export function supersede(reader: Reader): void {
  if (!reader.scope.contrast) return;
  reader.scope.contrast = false;
  retract(reader, 'historical');
}
