import type { Gap } from '../../clinical/facts/evidence.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { conceptAt, textAt } from '../fields.js';
import { type Records, recordsOf } from '../records.js';
import type { Her2Observation } from './observation.js';
import { type CodedPart, codedPart, her2CodeWords, isSequencingText } from './parts.js';
import { readSiteValues, type SiteValues } from './site-values.js';

/** Observations of HER2 tests, and those that name HER2 in words under a code that is none of ours. */
export interface FoundTests {
  readonly tests: readonly Her2Observation[];
  readonly namedOnly: readonly Gap[];
}

/** Finds HER2 tests by code first, so that thousands of other Observations cost one look-up each. */
export function findHer2Tests(records: Records, knowledge: Knowledge): FoundTests {
  const tests: Her2Observation[] = [];
  const namedOnly: Gap[] = [];
  for (const record of recordsOf(records, 'Observation')) {
    const concept = conceptAt(record.resource, 'code');
    const found = readSiteValues(record, knowledge);
    const part = codedPart(concept, knowledge.codes) ?? sitePart(found);
    if (part !== undefined) tests.push({ record, part, found });
    else if (isSequencingText(concept, textAt(record.resource, 'valueString'))) {
      tests.push({ record, part: { kind: 'ngs', verified: true } });
    } else if (her2CodeWords(concept) !== undefined) {
      namedOnly.push({ reference: record.reference, problem: 'VALUE_NOT_UNDERSTOOD', path: 'code' });
    }
  }
  return { tests, namedOnly };
}

function sitePart({ kind }: SiteValues): CodedPart | undefined {
  return kind === undefined ? undefined : { kind, verified: true, local: true };
}

/** Reports in which an expression of a site finds something. */
export function her2Reports(records: Records, knowledge: Knowledge): readonly Her2Observation[] {
  return recordsOf(records, 'DiagnosticReport').flatMap((record): readonly Her2Observation[] => {
    const found = readSiteValues(record, knowledge);
    const nothing = found.kind === undefined || (found.values.length === 0 && found.gaps.length === 0);
    return nothing || found.kind === undefined ? [] : [{ record, part: { kind: found.kind, verified: true }, found }];
  });
}
