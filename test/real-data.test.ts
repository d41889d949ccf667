import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { asFields, objectsAt, textAt } from '../src/chart/fields.js';
import { read } from '../src/chart/read.js';
import { indexRecords, type Received } from '../src/chart/records.js';
import { categorize } from '../src/clinical/her2/categorize.js';
import { knowledge, today } from './support/her2-bundle.js';

const folder = path.resolve(import.meta.dirname, '../../shared/real');

/** Resources of a bundle, or of bundles in a list or under names. */
function resourcesOf(value: unknown): readonly Received[] {
  if (Array.isArray(value)) return value.flatMap(resourcesOf);
  const fields = asFields(value);
  const type = textAt(fields, 'resourceType');
  if (fields === undefined) return [];
  if (type === undefined) return Object.values(fields).flatMap(resourcesOf);
  if (type !== 'Bundle') return [{ resource: fields }];
  return objectsAt(fields, 'entry').map((entry) => {
    const fullUrl = textAt(entry, 'fullUrl');
    return { resource: entry.resource, ...(fullUrl === undefined ? {} : { fullUrl }) };
  });
}

/** Our clinical reading of each record, made from the record itself. */
const readings: readonly (readonly [string, string])[] = [
  // HER2 "Negative" by IHC, no score, no date: 0, 1+ and 2+ not amplified are all possible.
  ['ctm-app/TrialMatching_Patient01.json', 'indeterminate NEGATIVE_WITHOUT_SCORE DATE_UNKNOWN'],
  ['ctm-app/TrialMatching_Patient02.json', 'indeterminate NEGATIVE_WITHOUT_SCORE DATE_UNKNOWN'],
  // "Positive" under a code that is no LOINC code: a gap to show, no result.
  ['ctms-breastcancertrials/patient_data.json', 'none NO_USABLE_RESULT '],
  // No HER2 test in it.
  ['mcode-ig/basic-metastatic-and-markers.bundle.json', 'none NO_USABLE_RESULT '],
  // Overall "Negative", no score.
  ['mcode-ig/jenny-m.bundle.json', 'indeterminate NEGATIVE_WITHOUT_SCORE '],
  // IHC and FISH "Negative" of one day: not amplified leaves 0, 1+ and 2+ open.
  ['mcode-pathways/Maryam.json', 'indeterminate NEGATIVE_WITHOUT_SCORE SPECIMEN_LINK_ASSUMED'],
  // IHC "Positive", ratio "greater than 2.2".
  ['mcode-pathways/Maureen.json', 'positive - SCORE_NOT_REPORTED SPECIMEN_LINK_ASSUMED'],
];

(existsSync(folder) ? describe : describe.skip)('records from public data (skipped where absent)', () => {
  it.each(readings)('%s', (file, reading) => {
    const received = resourcesOf(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
    const { category, reason, flags } = categorize(read(indexRecords(received), knowledge(), today), today);
    expect(received.length).toBeGreaterThan(5);
    expect(`${category} ${reason ?? '-'} ${flags.join(' ')}`).toBe(reading);
  });

  it('a HER2 result under an unknown code is a gap, not silence', () => {
    const file = path.join(folder, 'ctms-breastcancertrials/patient_data.json');
    const received = resourcesOf(JSON.parse(readFileSync(file, 'utf8')));
    expect(read(indexRecords(received), knowledge(), today).gaps).toContainEqual(
      expect.objectContaining({ problem: 'VALUE_NOT_UNDERSTOOD', path: 'code' }),
    );
  });
});
