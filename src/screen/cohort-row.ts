import { z } from 'zod';
import type { Assessment, Region } from '../clinical/assessment.js';
import { worklists, worklistsOf } from './worklists.js';

/** One patient of the cohort, as a line of `patients.ndjson`. */
export const cohortRow = z.strictObject({
  patient: z.string(),
  category: z.string(),
  ascoCapStatus: z.string(),
  reason: z.string().exactOptional(),
  nextStep: z.string(),
  flags: z.array(z.string()),
  breastCancer: z.boolean(),
  extent: z.string(),
  since: z.string().exactOptional(),
  er: z.string(),
  pr: z.string(),
  indications: z.record(z.string(), z.string()),
  missing: z.array(z.string()),
  index: z.string().exactOptional(),
  indexDate: z.string().exactOptional(),
  ihc: z.string().exactOptional(),
  gaps: z.number(),
  worklists: z.array(z.enum(worklists)),
});
export type CohortRow = z.infer<typeof cohortRow>;

/** What a row is made of. */
export interface RowSource {
  readonly patient: string;
  readonly assessment: Assessment;
  readonly breastCancer: boolean;
  readonly linked: boolean;
  readonly regions: readonly Region[];
  readonly nameId: (reference: string) => string;
}

/** `her2-null` and `her2-none` instead of words that loaders of tables take for a missing value. */
export function tableCategory(category: string): string {
  return category === 'null' || category === 'none' ? `her2-${category}` : category;
}

function indexPart({ her2 }: Assessment, nameId: RowSource['nameId']): Partial<CohortRow> {
  const found = her2.specimens.find(({ specimen }) => specimen === her2.index);
  if (her2.index === undefined || found === undefined) return {};
  return {
    index: nameId(her2.index),
    ...(found.collected === undefined ? {} : { indexDate: found.collected }),
    ...(found.ihc?.score === undefined ? {} : { ihc: found.ihc.score }),
  };
}

/** Makes the row of a patient. Indications of other regions than those asked for are left out. */
export function rowOf(source: RowSource): CohortRow {
  const { assessment, nameId } = source;
  const { her2, disease, receptors, flags, gaps } = assessment;
  const wanted = assessment.indications.filter(({ region }) => source.regions.includes(region));
  const met = wanted.some(({ result }) => result === 'met');
  return {
    patient: nameId(source.patient),
    category: tableCategory(her2.category),
    ascoCapStatus: her2.ascoCapStatus,
    ...(her2.reason === undefined ? {} : { reason: her2.reason }),
    nextStep: her2.nextStep,
    flags: [...new Set([...her2.flags, ...flags])].sort(),
    breastCancer: source.breastCancer,
    extent: disease.extent,
    ...(disease.since === undefined ? {} : { since: disease.since }),
    er: receptors.er.status,
    pr: receptors.pr.status,
    indications: Object.fromEntries(wanted.map(({ id, result }) => [id, result])),
    missing: [
      ...new Set(wanted.filter(({ result }) => result === 'missing-data').flatMap(({ missing }) => missing)),
    ].sort(),
    ...indexPart(assessment, nameId),
    gaps: gaps.length,
    worklists: [...worklistsOf({ assessment, breastCancer: source.breastCancer, met, linked: source.linked })],
  };
}
