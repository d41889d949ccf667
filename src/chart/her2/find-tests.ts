import type { Knowledge } from '../../knowledge/schema.js';
import { conceptAt } from '../fields.js';
import { type Records, recordsOf } from '../records.js';
import type { Her2Observation } from './observation.js';
import { type CodedPart, codedPart, isSequencingText } from './parts.js';
import { readSiteValues } from './site-values.js';

/** Observations of HER2 tests: by code first, so that thousands of other Observations cost one look-up each. */
export function her2Observations(records: Records, knowledge: Knowledge): readonly Her2Observation[] {
  return recordsOf(records, 'Observation').flatMap((record): readonly Her2Observation[] => {
    const coded = codedPart(conceptAt(record.resource, 'code'), knowledge.codes);
    const found = readSiteValues(record, knowledge);
    const part = coded ?? (found.kind === undefined ? undefined : { kind: found.kind, verified: true });
    if (part !== undefined) return [{ record, part, found }];
    const sequencing: CodedPart = { kind: 'ngs', verified: true };
    return isSequencingText(record.resource) ? [{ record, part: sequencing }] : [];
  });
}

/** Reports in which an expression of a site finds something. */
export function her2Reports(records: Records, knowledge: Knowledge): readonly Her2Observation[] {
  return recordsOf(records, 'DiagnosticReport').flatMap((record): readonly Her2Observation[] => {
    const found = readSiteValues(record, knowledge);
    const nothing = found.kind === undefined || (found.values.length === 0 && found.gaps.length === 0);
    return nothing || found.kind === undefined ? [] : [{ record, part: { kind: found.kind, verified: true }, found }];
  });
}
