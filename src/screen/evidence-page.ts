import type { Assessment, Region } from '../clinical/assessment.js';
import type { Evidence } from '../clinical/facts/evidence.js';
import { tableCategory } from './cohort-row.js';
import { escapeHtml, htmlPage, htmlTable } from './html.js';

/** What a patient's page shows. */
export interface PatientPage {
  readonly patient: string;
  readonly assessment: Assessment;
  readonly regions: readonly Region[];
}

const cite = (evidence: readonly Evidence[]): string =>
  evidence
    .map(
      ({ reference, path, verbatim, date }) =>
        `${reference} ${path}${date === undefined ? '' : `, ${date}`}: “${verbatim}”`,
    )
    .join('; ');

function specimenRows({ her2 }: Assessment): readonly (readonly string[])[] {
  return her2.specimens.map((each) => [
    each.specimen === her2.index ? `${each.specimen} (index)` : each.specimen,
    each.collected ?? '',
    tableCategory(each.category),
    each.ihc?.score ?? '',
    [each.ish?.interpretation, each.ish?.ratio === undefined ? undefined : `ratio ${each.ish.ratio}`]
      .filter((part) => part !== undefined)
      .join(', '),
    cite(each.evidence),
  ]);
}

function indicationRows({ indications }: Assessment, regions: readonly Region[]): readonly (readonly string[])[] {
  return indications
    .filter(({ region }) => regions.includes(region))
    .flatMap(({ id, result, criteria }) => [
      [id, '', result, ''],
      ...criteria.map(({ criterion, truth, missing, because }) => [
        '',
        criterion,
        truth === 'unknown' && missing.length > 0 ? `not documented: ${missing.join(', ')}` : truth,
        cite(because),
      ]),
    ]);
}

/** The evidence behind one row of the cohort, as a page that needs nothing else. */
export function evidencePage({ patient, assessment, regions }: PatientPage): string {
  const { her2, disease, therapies, gaps } = assessment;
  const facts = [
    ['T-DXd category', tableCategory(her2.category)],
    ['ASCO/CAP status', her2.ascoCapStatus],
    ['Reason', her2.reason ?? ''],
    ['Next step', her2.nextStep],
    ['Flags', [...her2.flags, ...assessment.flags].join(', ')],
    ['Extent of disease', [disease.extent, disease.since].filter((part) => part !== undefined).join(' since ')],
  ];
  return htmlPage(
    `HER2 evidence of patient ${patient}`,
    `<p><a href="../report.html">Report of the cohort</a></p>
<p class="notice">Holds patient data. For clinicians and pathologists: a reading of the record as of ${escapeHtml(assessment.asOf)}, not a diagnosis and not an order. Knowledge ${escapeHtml(assessment.knowledge)}.</p>
<h2>Assessment</h2>${htmlTable('Assessment', ['what', 'value'], facts)}
<h2>Specimens</h2>${htmlTable('Specimens', ['specimen', 'collected', 'category', 'IHC', 'ISH', 'in the record'], specimenRows(assessment))}
<h2>Labelled indications</h2>${htmlTable('Indications', ['indication', 'condition', 'documented', 'in the record'], indicationRows(assessment, regions))}
<h2>Systemic therapies</h2>${htmlTable(
      'Therapies',
      ['drug', 'class', 'setting', 'outcome', 'from', 'to'],
      therapies.map((each) => [each.drug, each.class, each.setting, each.outcome, each.start ?? '', each.end ?? '']),
    )}
<h2>Not read or not used</h2>${htmlTable(
      'Gaps',
      ['resource', 'problem'],
      gaps.map((gap) => [gap.reference, gap.problem]),
    )}`,
  );
}
