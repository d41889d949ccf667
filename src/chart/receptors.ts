import { type ClinicalDate, type Day, earliestDay } from '../clinical/facts/dates.js';
import type { Evidence, Gap } from '../clinical/facts/evidence.js';
import type { Receptor, ReceptorStatus, Receptors } from '../clinical/facts/receptors.js';
import type { Codes, Knowledge } from '../knowledge/schema.js';
import { assertedReceptor } from './asserted-receptors.js';
import { cite, sortEvidence } from './cite.js';
import { affirming } from './clauses.js';
import { byDate, conditionDate, observationDate } from './clinical-date.js';
import { type Concept, conceptAt, type Fields, objectsAt, referenceAt, wordsOf } from './fields.js';
import { type ReceptorValue, receptorValues } from './receptor-value.js';
import { isDocumented, resultUse } from './record-status.js';
import { type FhirRecord, type Records, recordsOf } from './records.js';

type Marker = 'er' | 'pr';

/** One usable statement about one receptor. */
interface Statement {
  readonly marker: Marker;
  readonly value: ReceptorValue;
  readonly date?: ClinicalDate;
  /** Results of one specimen (or one day) belong together. */
  readonly group: string;
  readonly evidence: Evidence;
}

const namesMarker: Record<Marker, (text: string) => boolean> = {
  er: affirming(['estrogen receptor', 'oestrogen receptor', 'östrogenrezeptor', 'er status', 'er']),
  pr: affirming(['progesterone receptor', 'progesteronrezeptor', 'pgr', 'pr status', 'pr']),
};
const namesPercent = affirming(['percent', 'percentage', 'prozent', 'nuclei', '100 cells']);

function markersByCode(concept: Concept | undefined, codes: Codes): readonly Marker[] | undefined {
  for (const coding of concept?.codings ?? []) {
    const role = codes.find('receptor-tests', coding)?.role;
    if (role === 'er-status' || role === 'er-percent') return ['er'];
    if (role === 'pr-status' || role === 'pr-percent') return ['pr'];
    if (role === 'hr-combined') return ['er', 'pr'];
    if (role !== undefined) return [];
  }
  return undefined;
}

/** A standard code that the list does not name is another test, whatever its display says. */
const isStandard = (system: string | undefined): boolean =>
  system === 'http://loinc.org' || system === 'http://snomed.info/sct';

/** Which receptors a test code names: by code, else (only where no code says) by the words of a short name. */
function markersOf(concept: Concept | undefined, codes: Codes): readonly Marker[] {
  const coded = markersByCode(concept, codes);
  if (coded !== undefined) return coded;
  const words = wordsOf(concept);
  if (words === undefined || words.length > 80 || concept?.codings.some(({ system }) => isStandard(system))) return [];
  const named = (['er', 'pr'] as const).filter((marker) => namesMarker[marker](words));
  return named.length === 1 ? named : [];
}

function statementsOf(record: FhirRecord, markers: readonly Marker[], codes: Codes): readonly Statement[] {
  const date = observationDate(record.resource);
  const group = referenceAt(record.resource, 'specimen') ?? date ?? record.reference;
  const own = { holder: record.resource, path: '', markers };
  const components = objectsAt(record.resource, 'component').map((holder, at) => {
    const said = markersOf(conceptAt(holder, 'code'), codes);
    return { holder, path: `component[${at}].`, markers: said.length > 0 ? said : isPercent(holder) ? markers : [] };
  });
  return [own, ...components].flatMap(({ holder, path, markers: told }) =>
    receptorValues(holder, path, codes).flatMap((value) =>
      // A combined test that is positive does not say which receptor: it counts as ER, for hormone receptor status alone.
      (told.length === 2 && value.verdict === 'positive' ? (['er'] as const) : told).map((marker) => ({
        marker,
        value,
        ...(date === undefined ? {} : { date }),
        group,
        evidence: cite(record, { path: value.path, verbatim: value.verbatim, ...(date === undefined ? {} : { date }) }),
      })),
    ),
  );
}

function isPercent(component: Fields): boolean {
  return namesPercent(wordsOf(conceptAt(component, 'code')) ?? '');
}

function positivity({ verdict, percent, below }: ReceptorValue): ReceptorStatus {
  if (verdict === 'positive') return 'positive';
  if (percent === undefined || percent < 0 || percent > 100) return verdict;
  // ASCO/CAP 2020: 1 % or more stained nuclei is positive.
  if (percent >= 1 && below !== true) return 'positive';
  return percent <= 1 ? 'negative' : verdict;
}

function together(statements: readonly Statement[]): ReceptorStatus {
  const said = statements.map(({ value }) => positivity(value));
  if (said.includes('positive')) return 'positive';
  return said.includes('negative') ? 'negative' : 'unknown';
}

function discordant(statements: readonly Statement[]): boolean {
  const said = statements.map(({ value }) => positivity(value));
  return said.includes('positive') && said.includes('negative');
}

function newestGroup(statements: readonly Statement[]): readonly Statement[] {
  const last = [...statements].sort((a, b) => byDate(a.date, b.date) || (a.group < b.group ? -1 : 1)).at(-1);
  const sameDay = (each: Statement): boolean => each.group === last?.group || each.date === last?.date;
  return statements.filter(sameDay);
}

function receptorOf(marker: Marker, statements: readonly Statement[]): Receptor {
  const mine = statements.filter((each) => each.marker === marker && together([each]) !== 'unknown');
  if (mine.length === 0) return { status: 'unknown', evidence: [] };
  const newest = newestGroup(mine);
  const percents = newest.flatMap(({ value }) => value.percent ?? []).sort((a, b) => b - a);
  const percent = percents.find((each) => each >= 0 && each <= 100);
  const status = together(newest);
  const low =
    marker === 'er' &&
    status === 'positive' &&
    (percent === undefined ? newest.some(({ value }) => value.lowPositive === true) : percent >= 1 && percent <= 10);
  const date = newest
    .map((each) => each.date)
    .sort(byDate)
    .at(-1);
  return {
    status,
    ...(percent === undefined ? {} : { percent }),
    ...(low ? { lowPositive: true } : {}),
    ...(date === undefined ? {} : { date }),
    ...(discordant(mine) ? { discordant: true } : {}),
    evidence: sortEvidence(mine.map(({ evidence }) => evidence)),
  };
}

/** Receptor status that a diagnosis states: used only where no result says anything of that receptor. */
function assertedStatements(records: Records, marker: Marker, codes: Codes): readonly Statement[] {
  return recordsOf(records, 'Condition').flatMap((record): readonly Statement[] => {
    if (!isDocumented(record.resource)) return [];
    const concept = conceptAt(record.resource, 'code');
    const verdict = assertedReceptor(concept, marker, codes);
    if (verdict === undefined) return [];
    const date = conditionDate(record.resource);
    const verbatim = wordsOf(concept) ?? '';
    const dated = date === undefined ? {} : { date };
    const evidence = cite(record, { path: 'code', verbatim, ...dated });
    return [{ marker, value: { verdict, path: 'code', verbatim }, ...dated, group: record.reference, evidence }];
  });
}

/** Reads ER and PR: the newest usable specimen counts, older different results are marked as discordant. Results after `asOf` are not used. */
export function readReceptors(
  records: Records,
  knowledge: Knowledge,
  asOf: Day,
): { readonly receptors: Receptors; readonly gaps: readonly Gap[] } {
  const { codes } = knowledge;
  const statements: Statement[] = [];
  const gaps: Gap[] = [];
  for (const record of recordsOf(records, 'Observation')) {
    const markers = markersOf(conceptAt(record.resource, 'code'), codes);
    const nested = markers.length > 0 ? [] : objectsAt(record.resource, 'component');
    if (markers.length === 0 && !nested.some((each) => markersByCode(conceptAt(each, 'code'), codes)?.length)) continue;
    const use = resultUse(record);
    const date = observationDate(record.resource);
    if (use.gap !== undefined) gaps.push(use.gap);
    if (!use.usable) continue;
    if (date !== undefined && earliestDay(date) > asOf) {
      gaps.push({ reference: record.reference, problem: 'DATE_INVALID', path: 'effective' });
      continue;
    }
    const read = statementsOf(record, markers, codes);
    if (together(read) === 'unknown') gaps.push({ reference: record.reference, problem: 'VALUE_NOT_UNDERSTOOD' });
    statements.push(...read);
  }
  const of = (marker: Marker): Receptor => {
    const measured = receptorOf(marker, statements);
    return measured.status === 'unknown' ? receptorOf(marker, assertedStatements(records, marker, codes)) : measured;
  };
  return { receptors: { er: of('er'), pr: of('pr') }, gaps };
}
