import { type Coding, conceptAt, type Fields, objectsAt, readConcept } from '../chart/fields.js';
import { type FhirRecord, type Records, recordsOf } from '../chart/records.js';
import type { Chart } from '../clinical/facts/chart.js';
import type { Day } from '../clinical/facts/dates.js';
import type { CodeEntry, Knowledge } from '../knowledge/schema.js';
import type { ExplainedFact } from './explanation.js';
import { methodOf, resultWords, unusedBecause } from './her2-words.js';
import { conceptWords, speaksOfHer2 } from './unknown-tests.js';

/** A code of the record that the knowledge knows. */
export interface MatchedCode {
  readonly path: string;
  readonly code: string;
  readonly means: string;
  /** The site that brought it, or `Herald`. */
  readonly by: string;
  readonly verified: boolean;
}

/** What an expression of a site found in a resource. */
export interface TracedExpression {
  readonly site: string;
  readonly name: string;
  readonly gives: string;
  readonly found: readonly string[];
  readonly failed?: string;
}

/** One resource on its way to facts: what its code is, what its values say, what was read of it. */
export interface TracedResource {
  readonly reference: string;
  readonly code: string;
  readonly test?: MatchedCode;
  /** The name speaks of HER2 and no code is known. */
  readonly looksLikeHer2: boolean;
  readonly answers: readonly MatchedCode[];
  /** Codes of values that mean nothing to Herald. */
  readonly unknownAnswers: readonly string[];
  readonly expressions: readonly TracedExpression[];
  readonly read: readonly ExplainedFact[];
}

function matched(path: string, { system, code, role, value, site, verified }: CodeEntry): MatchedCode {
  return { path, code: `${system}|${code}`, means: value ?? role, by: site ?? 'Herald', verified };
}

function testOf(codings: readonly Coding[], { codes }: Knowledge): MatchedCode | undefined {
  for (const coding of codings) {
    const entry = codes.find('her2-tests', coding) ?? codes.find('receptor-tests', coding);
    if (entry !== undefined) return matched('code', entry);
  }
  return undefined;
}

/** Coded values with their paths. */
function valuesOf(resource: Fields): readonly { readonly path: string; readonly codings: readonly Coding[] }[] {
  const value = (holder: Fields, prefix: string) => {
    const concept = conceptAt(holder, 'valueCodeableConcept');
    return concept === undefined ? [] : [{ path: `${prefix}valueCodeableConcept`, codings: concept.codings }];
  };
  return [
    ...value(resource, ''),
    ...objectsAt(resource, 'component').flatMap((component, index) => value(component, `component[${index}].`)),
    ...objectsAt(resource, 'interpretation').flatMap((fields, index) => {
      const concept = readConcept(fields);
      return concept === undefined ? [] : [{ path: `interpretation[${index}]`, codings: concept.codings }];
    }),
  ];
}

function foundWords(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 200);
}

function tracedExpressions({ type, resource }: FhirRecord, { sites }: Knowledge): readonly TracedExpression[] {
  return sites.expressionsFor(type, conceptAt(resource, 'code')).map(({ site, name, gives, evaluate }) => {
    const evaluated = evaluate(resource);
    return evaluated.kind === 'failed'
      ? { site, name, gives, found: [], failed: evaluated.problem }
      : { site, name, gives, found: evaluated.values.map(foundWords) };
  });
}

/** A record being traced. */
export interface Tracing {
  readonly chart: Chart;
  readonly knowledge: Knowledge;
  readonly asOf: Day;
}

function traceOne(record: FhirRecord, { chart, knowledge, asOf }: Tracing): TracedResource {
  const { reference, resource } = record;
  const concept = conceptAt(resource, 'code');
  const test = testOf(concept?.codings ?? [], knowledge);
  const coded = valuesOf(resource).flatMap(({ path, codings }) =>
    codings.map((coding) => ({ path, coding, entry: answerOf(coding, knowledge) })),
  );
  const results = chart.her2.results.filter((result) => result.reference === reference);
  return {
    reference,
    code: conceptWords(concept),
    ...(test === undefined ? {} : { test }),
    looksLikeHer2: speaksOfHer2(concept),
    answers: coded.flatMap(({ path, entry }) => (entry === undefined ? [] : [matched(path, entry)])),
    unknownAnswers: coded.flatMap(({ path, coding, entry }) =>
      entry === undefined ? [`${path} ${conceptWords({ codings: [coding] })}`] : [],
    ),
    expressions: tracedExpressions(record, knowledge),
    read: results.map((result) => {
      const notUsed = unusedBecause(result, asOf);
      return {
        about: methodOf(result),
        says: resultWords(result),
        ...(notUsed === undefined ? {} : { notUsed }),
        evidence: result.evidence,
      };
    }),
  };
}

function answerOf(coding: Coding, { codes }: Knowledge): CodeEntry | undefined {
  return codes.find('her2-answers', coding) ?? codes.find('receptor-answers', coding);
}

/** Every Observation of the record, and every report that an expression waits for, on its way to facts. */
export function traceResources(records: Records, tracing: Tracing): readonly TracedResource[] {
  const reports = recordsOf(records, 'DiagnosticReport').filter(
    ({ type, resource }) => tracing.knowledge.sites.expressionsFor(type, conceptAt(resource, 'code')).length > 0,
  );
  return [...recordsOf(records, 'Observation'), ...reports]
    .map((record) => traceOne(record, tracing))
    .sort((a, b) => (a.reference < b.reference ? -1 : 1));
}
