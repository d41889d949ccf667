import type { Day } from '../../clinical/facts/dates.js';
import type { Gap } from '../../clinical/facts/evidence.js';
import type { Her2Facts, Her2Result } from '../../clinical/facts/her2.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { objectsAt } from '../fields.js';
import type { Records } from '../records.js';
import { isPanel, readBelonging } from './belonging.js';
import { readHer2Conditions } from './conditions.js';
import { withoutRepeats } from './count-once.js';
import { findHer2Tests, her2Reports } from './find-tests.js';
import { gapsOf } from './her2-gaps.js';
import { type CountedResult, mergeCounts } from './merge-counts.js';
import { narrativeOnly, narrativeSays } from './narrative.js';
import { type Her2Observation, hasValue, readObservation, resultsOfPieces } from './observation.js';
import type { CodedPart } from './parts.js';
import { placedOf, type Reading } from './place.js';
import { type Her2Report, readHer2Reports } from './report-text.js';
import { findSuperseded, told, withoutSuperseded } from './superseded.js';
import { cancersOnRecord } from './tissue.js';
import { withoutUnread } from './unread-reports.js';
import { testOf } from './value.js';

const order = (a: Her2Result, b: Her2Result): number => {
  const key = ({ date, reference, method, evidence }: Her2Result) =>
    `${date ?? ''}|${reference}|${method}|${evidence[0]?.path ?? ''}|${evidence[0]?.verbatim ?? ''}`;
  const [left, right] = [key(a), key(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

const singleCounts: ReadonlySet<CodedPart['kind']> = new Set(['ratio', 'her2-copies', 'cep17-copies', 'cells']);

/** Cells counted belong to many tests: alone they are no HER2 result. */
function isStrayCount({ result, single }: CountedResult): boolean {
  const { ish } = result;
  return (
    single &&
    ish?.ratio === undefined &&
    ish?.her2Copies === undefined &&
    ish?.cep17Copies === undefined &&
    !result.invalid
  );
}

/** A value that only the narrative has is a result that settles nothing. */
function withNarrative(result: Her2Result, { record, part }: Her2Observation, knowledge: Knowledge): Her2Result {
  const nothing = result.empty === 'missing' && result.standing === 'final';
  return nothing && narrativeSays(record.resource, testOf(part.kind), knowledge)
    ? narrativeOnly(result, record)
    : result;
}

/** Results of Observations and of reports in which a site's expression finds something. */
function observedResults(observations: readonly Her2Observation[], reading: Reading): readonly CountedResult[] {
  return observations.flatMap((observation): readonly CountedResult[] => {
    const { resource, type } = observation.record;
    const found = observation.found?.values ?? [];
    const silent = type !== 'Observation' || (isPanel(resource) && !hasValue(resource));
    if (found.length === 0 && silent) return [];
    const { knowledge } = reading;
    const read = readObservation(observation, placedOf(observation, reading), knowledge);
    for (const named of read.specimens) reading.named.set(named.reference, named);
    const single = singleCounts.has(observation.part.kind) && objectsAt(resource, 'component').length === 0;
    return read.results.map((result) => ({ result: withNarrative(result, observation, knowledge), single }));
  });
}

/** Results that reports state in words; of a report of which nothing was understood, one that says so. */
function reportedResults(reports: readonly Her2Report[], reading: Reading): readonly Her2Result[] {
  return reports.flatMap(({ observation, pieces }) => {
    const read = resultsOfPieces(observation, placedOf(observation, reading), pieces);
    for (const named of read.specimens) reading.named.set(named.reference, named);
    const told = read.results.filter(({ empty }) => empty === undefined || empty === 'pending' || empty === 'failed');
    if (told.length === 0) return read.results.filter(({ empty }) => empty === 'not-understood').slice(0, 1);
    const linked = objectsAt(observation.record.resource, 'result').length > 0;
    const [only, ...more] = told;
    // A single statement of a report that points at nothing belongs to whatever is nearest in time.
    return only !== undefined && more.length === 0 && !linked && only.specimen === undefined
      ? [{ ...only, shares: [] }]
      : told;
  });
}

const isUnderstood = ({ pieces }: Her2Report): boolean => pieces.some(({ says }) => says.empty !== 'not-understood');

/** Which tests each Observation and report gives, in words or by its results. */
function testsTold(
  observations: readonly Her2Observation[],
  reports: readonly Her2Report[],
  { belonging }: Reading,
): ReadonlySet<string> {
  const byResult = observations.flatMap(({ record, part }) =>
    [record.reference, ...(belonging.sharesOf.get(record.reference) ?? [])].map((each) =>
      told(each, testOf(part.kind)),
    ),
  );
  const inWords = reports
    .filter(isUnderstood)
    .flatMap(({ observation, pieces }) => pieces.map((piece) => told(observation.record.reference, piece.method)));
  return new Set([...byResult, ...inWords]);
}

function specimensOf({ specimens, named }: Reading): Her2Facts['specimens'] {
  const all = [...[...specimens.values()].map((each) => each.specimen), ...named.values()];
  return all.toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
}

/**
 * Reads every HER2 result of the record: IHC, ISH, overall, sequencing, serum and HER2 diagnosis codes.
 * @param context asOf is not used to leave results out; later ones are kept and judged by the core
 * @returns facts by date then reference, and gaps for what was not understood or not used; never throws
 */
export function readHer2(
  records: Records,
  knowledge: Knowledge,
  _context: { readonly asOf?: Day } = {},
): { readonly facts: Her2Facts; readonly gaps: readonly Gap[] } {
  const reading: Reading = {
    records,
    knowledge,
    belonging: readBelonging(records),
    cancers: cancersOnRecord(records, knowledge.codes),
    specimens: new Map(),
    named: new Map(),
  };
  const { tests, namedOnly } = findHer2Tests(records, knowledge);
  const superseded = findSuperseded(records);
  const read = readHer2Reports(records, knowledge, superseded.reports);
  const observations = [...tests, ...her2Reports(records, knowledge)];
  const { current, gaps: replaced } = withoutSuperseded(
    observations,
    superseded,
    testsTold(observations, read.reports, reading),
  );
  const counted = observedResults(current, reading);
  const observed = counted.map(({ result }) => result);
  const reported = withoutRepeats(withoutUnread(reportedResults(read.reports, reading), observed), observed);
  const sorted = [...counted, ...reported.map((result) => ({ result, single: false }))].toSorted((a, b) =>
    order(a.result, b.result),
  );
  const shares = [...reading.belonging.sharesOf.values()].flat();
  const panels = new Set(shares.filter((each) => each.startsWith('Observation/')));
  const stray = new Set(sorted.filter(isStrayCount).map((each) => each.result));
  const results = [
    ...mergeCounts(sorted, panels).filter((result) => !stray.has(result)),
    ...readHer2Conditions(records, knowledge),
  ].toSorted(order);
  const found = observations.flatMap((each) => each.found?.gaps ?? []);
  return {
    facts: { results, specimens: specimensOf(reading) },
    gaps: [...gapsOf(results, reading), ...namedOnly, ...read.gaps, ...replaced, ...found],
  };
}
