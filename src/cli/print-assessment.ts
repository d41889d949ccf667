import type { Appraisal, Assessment, SpecimenHer2 } from '../clinical/assessment.js';
import { lines } from './terminal-text.js';

function listed(name: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${name.padEnd(16)}${items.join(', ')}`];
}

function ishWords({ ish }: SpecimenHer2): string | undefined {
  if (ish === undefined) return undefined;
  const parts = [
    ...(ish.interpretation === undefined ? [] : [ish.interpretation]),
    ...(ish.ratio === undefined ? [] : [`ratio ${ish.ratio}`]),
    ...(ish.her2Copies === undefined ? [] : [`HER2 copies ${ish.her2Copies}`]),
    ...(ish.group === undefined ? [] : [`group ${ish.group}`]),
  ];
  return parts.length === 0 ? undefined : `ISH ${parts.join(', ')}`;
}

function specimenLine(specimen: SpecimenHer2): string {
  const parts = [
    specimen.specimen,
    specimen.collected,
    specimen.site,
    specimen.ihc?.score === undefined ? undefined : `IHC ${specimen.ihc.score}`,
    ishWords(specimen),
    specimen.category,
    specimen.reason,
  ];
  return `  ${parts.flatMap((part) => part ?? []).join(' | ')}`;
}

function indicationLines({ id, result, missing }: Appraisal): readonly string[] {
  const first = `  ${result.padEnd(13)}${id}`;
  return missing.length === 0 ? [first] : [first, `${' '.repeat(15)}missing: ${missing.join('; ')}`];
}

/** The assessment for a reader at a terminal: category first, then what it rests on, then the indications. Ends with a line break. */
export function printAssessment(assessment: Assessment, region?: Appraisal['region']): string {
  const { her2, disease, receptors, therapies, gaps } = assessment;
  const reason = her2.reason === undefined ? '' : ` (${her2.reason})`;
  const indications = assessment.indications.filter((each) => region === undefined || each.region === region);
  return lines([
    `HER2            ${her2.category}${reason}; ASCO/CAP ${her2.ascoCapStatus}`,
    `next step       ${her2.nextStep}`,
    ...listed('flags', [...new Set<string>([...her2.flags, ...assessment.flags])]),
    ...listed('patient', assessment.patient === undefined ? [] : [assessment.patient]),
    `receptors       ER ${receptors.er.status}, PR ${receptors.pr.status}`,
    `disease         ${disease.extent}${disease.since === undefined ? '' : ` since ${disease.since}`}${disease.stage === undefined ? '' : `, stage ${disease.stage}`}`,
    ...(her2.specimens.length === 0 ? [] : ['specimens', ...her2.specimens.map(specimenLine)]),
    ...(therapies.length === 0
      ? []
      : [
          'therapies',
          ...therapies.map(
            (each) => `  ${[each.drug, each.setting, each.outcome, each.start ?? 'no date'].join(' | ')}`,
          ),
        ]),
    'indications',
    ...indications.flatMap(indicationLines),
    ...(gaps.length === 0 ? [] : ['not read or not used', ...gaps.map((gap) => `  ${gap.reference}: ${gap.problem}`)]),
    `as of ${assessment.asOf}, knowledge ${assessment.knowledge}; for health professionals, not a decision about a patient`,
  ]);
}
