import { categorize } from '../../src/clinical/her2/categorize.js';
import { chart } from '../support/clinical-facts.js';
import { type Answers, cqlLibrary } from './cql-library.js';
import { asOf } from './patient-records.js';
import { her2Facts, type IshCount, type SpecimenRecord } from './specimen-records.js';

const ask = cqlLibrary('her2', ['Category', 'ASCO/CAP Status', 'Group', 'Ish', 'CountedGroups']);

/** What a record and the second opinion on it look like to a known difference. */
interface Case {
  readonly record: SpecimenRecord;
  readonly core: { readonly category: string; readonly ascoCapStatus: string; readonly reason?: string };
  readonly cql: Answers;
}

const counted = ({ first, recount }: SpecimenRecord): IshCount | undefined => recount ?? first;
const amplifiedAlone = (groups: unknown): boolean =>
  Array.isArray(groups) && groups.length === 1 && (groups[0] === 'G1' || groups[0] === 'S-high');

/** Each is a heading of docs/second-opinion.md, where the verdict stands. */
const knownDifferences: Readonly<Record<string, (given: Case) => boolean>> = {
  'group 1 called equivocal': ({ record, core, cql }) =>
    counted(record)?.verdict === 'equivocal' && amplifiedAlone(cql.CountedGroups) && core.category === 'positive',
};

/**
 * Compares category, ASCO/CAP status and dual-probe group of one specimen.
 * @returns undefined where both agree; else the names of the known differences that explain it (none: unexplained) and both answers
 */
export async function compareHer2(record: SpecimenRecord) {
  const core = categorize(chart({ her2: her2Facts(record) }), asOf);
  const cql = await ask({ Specimen: record });
  const ours = [core.category, core.ascoCapStatus, core.ishGroup ?? null];
  const theirs = [cql.Category, cql['ASCO/CAP Status'], cql.Group];
  if (ours.every((value, at) => value === theirs[at])) return undefined;
  const explained = Object.entries(knownDifferences).filter(([, when]) => when({ record, core, cql }));
  return { names: explained.map(([name]) => name), ours: [...ours, core.reason], theirs, record };
}
