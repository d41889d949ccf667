import { type Concept, conceptAt, wordsOf } from '../chart/fields.js';
import { type FhirRecord, type Records, recordsOf } from '../chart/records.js';
import type { Chart } from '../clinical/facts/chart.js';
import type { Knowledge } from '../knowledge/schema.js';

const nameLimit = 200;

/** Every way in which the names of a code speak of HER2. A hint for a person who maps data; it selects no result. */
export function speaksOfHer2(concept: Concept | undefined): boolean {
  const names = [concept?.text, ...(concept?.codings ?? []).flatMap((coding) => [coding.display, coding.code])];
  const words = names.filter((name) => name !== undefined).join(' ');
  return /her-?2|her ?2|erb-?b-?2/i.test(words.slice(0, nameLimit * 4));
}

/** `system|code "words"` of a concept. */
export function conceptWords(concept: Concept | undefined): string {
  const codes = (concept?.codings ?? []).map(({ system, code }) => `${system ?? '(no system)'}|${code ?? '(no code)'}`);
  const words = wordsOf(concept);
  return [...codes, ...(words === undefined ? [] : [`"${words.slice(0, nameLimit)}"`])].join(' ') || '(no code)';
}

/** Observations whose name speaks of HER2 while no code of the knowledge and no expression knows them. */
export function unknownTests(records: Records, chart: Chart, { codes }: Knowledge): readonly FhirRecord[] {
  const read = new Set(chart.her2.results.flatMap((result) => result.evidence.map((each) => each.reference)));
  for (const { reference } of chart.her2.results) read.add(reference);
  const unknown = recordsOf(records, 'Observation').filter((record) => {
    const concept = conceptAt(record.resource, 'code');
    const known = concept?.codings.some((coding) => codes.find('her2-tests', coding) !== undefined) === true;
    return !known && !read.has(record.reference) && speaksOfHer2(concept);
  });
  return unknown.toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
}
