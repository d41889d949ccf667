import { read } from '../../src/chart/read.js';
import { indexRecords } from '../../src/chart/records.js';
import type { Her2Assessment } from '../../src/clinical/assessment.js';
import type { Gap } from '../../src/clinical/facts/evidence.js';
import { categorize } from '../../src/clinical/her2/categorize.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { breastCancer, coded, type Resource, today } from './her2-bundle.js';

const knowledge = loadKnowledge();
const final = { status: 'final', effectiveDateTime: '2026-06-01' } as const;

/** What the whole core makes of records of an invented patient with breast cancer. */
export function answerTo(resources: readonly Resource[]): Her2Assessment & { readonly gaps: readonly Gap[] } {
  const received = [breastCancer, ...resources].map((resource) => ({ resource }));
  const chart = read(indexRecords(received), knowledge, today);
  return { ...categorize(chart, today), gaps: chart.gaps };
}

/** The answer to a text as the value of a HER2 IHC Observation. */
export const valued = (text: string) =>
  answerTo([{ ...final, resourceType: 'Observation', id: 'o', code: coded('85319-2'), valueString: text }]);

/** The answer to a text as the conclusion of a surgical pathology report. */
export const concluded = (text: string) =>
  answerTo([{ ...final, resourceType: 'DiagnosticReport', id: 'r', code: coded('22637-3'), conclusion: text }]);
