import type { SpecimenHer2 } from '../assessment.js';
import type { Her2Result, Measured } from '../facts/her2.js';
import { exactValue } from '../facts/measured.js';
import type { JudgedSpecimen } from './cross-specimen.js';
import { derivedRatio } from './ish-groups.js';

const number = (measured: Measured | undefined, name: 'ratio' | 'her2Copies' | 'cep17Copies') => {
  const value = exactValue(measured);
  return value === undefined ? {} : { [name]: value };
};

function describeIhc(results: readonly Her2Result[]): Pick<SpecimenHer2, 'ihc'> {
  const reads = results.filter((result) => result.scores.length > 0 || result.staining !== undefined);
  if (reads.length === 0) return {};
  const scores = [
    ...new Set(reads.flatMap((result): readonly string[] => (result.zeroPlus ? ['0+'] : result.scores))),
  ].sort();
  const staining = reads.find((result) => result.staining !== undefined)?.staining;
  const percents = staining?.percents ?? [];
  const ofAny = percents.find((each) => each.kind !== 'complete-intense');
  // A percentage of complete intense staining is at least that of any; none of it says nothing of any.
  const ofIntense = percents.find(({ percent }) => (exactValue(percent) ?? 0) > 0);
  const stained = exactValue((ofAny ?? ofIntense)?.percent);
  return {
    ihc: {
      ...(scores.length === 0 ? {} : { score: scores.join('/') }),
      ...(stained === undefined ? {} : { stainedPercent: stained }),
      ...(staining?.intensity === undefined ? {} : { intensity: staining.intensity }),
      ...(staining?.completeness === undefined ? {} : { completeness: staining.completeness }),
    },
  };
}

function describeIsh({ judgement }: JudgedSpecimen): Pick<SpecimenHer2, 'ish'> {
  const reading = judgement.ish.result?.ish;
  if (reading === undefined) return {};
  const group = judgement.ishGroup;
  return {
    ish: {
      ...(reading.probe === undefined ? {} : { probe: reading.probe }),
      ...number(reading.ratio ?? derivedRatio(reading), 'ratio'),
      ...number(reading.her2Copies, 'her2Copies'),
      ...number(reading.cep17Copies, 'cep17Copies'),
      ...(reading.interpretation === undefined ? {} : { interpretation: reading.interpretation }),
      ...(group === undefined ? {} : { group }),
    },
  };
}

/** One specimen as the assessment shows it: its answer and the values it rests on, with their evidence. */
export function describeSpecimen(judged: JudgedSpecimen): SpecimenHer2 {
  const { joined, judgement } = judged;
  const { cell, ishGroup } = judgement;
  const ish = judgement.ish.result;
  const crossed = ish !== undefined && !joined.results.some((each) => each.reference === ish.reference);
  const used = crossed ? [...joined.results, ish] : joined.results;
  return {
    specimen: joined.key,
    ...(joined.date === undefined ? {} : { collected: joined.date }),
    ...(joined.specimen?.words === undefined ? {} : { site: joined.specimen.words }),
    category: cell.category,
    ascoCapStatus: cell.status,
    ...(ishGroup === undefined ? {} : { ishGroup }),
    ...(cell.reason === undefined ? {} : { reason: cell.reason }),
    ...describeIhc(joined.results.filter((result) => result.method !== 'ish')),
    ...describeIsh(judged),
    evidence: used.flatMap((result) => result.evidence),
  };
}
