import { enCodes } from '../cards/wording/en-codes.js';
import type { Assessment } from '../clinical/assessment.js';
import type { Chart } from '../clinical/facts/chart.js';
import type { Day } from '../clinical/facts/dates.js';
import { categoryTable } from '../clinical/her2/category-table.js';
import { type JudgedSpecimen, judgeSpecimens } from '../clinical/her2/cross-specimen.js';
import type { ExplainedRule } from './explanation.js';
import { eligibilityFlagWords, stepWords } from './step-words.js';

/** What decides beside the table: an overall verdict, a range, several reads or a number that cannot be. */
function besideTable({ joined, judgement }: JudgedSpecimen): string {
  const { cell, ihcStates, ish } = judgement;
  const [ihc, ...otherIhc] = ihcStates;
  const [state, ...otherIsh] = ish.finding.states;
  if (ihc === undefined || state === undefined || otherIhc.length + otherIsh.length > 0) {
    return ' (several readings are possible; the category is settled only where all of them agree)';
  }
  const table = categoryTable[ihc][state];
  if (table.category === cell.category && table.reason === cell.reason) return '';
  const verdicts = new Set(joined.results.filter((each) => each.method !== 'ish').flatMap((each) => each.words));
  const beside = verdicts.size === 0 ? 'what else is said of it' : `the verdict ${[...verdicts].join(', ')}`;
  return ` (the table alone gives ${enCodes.category[table.category]}; ${beside} decides)`;
}

/** No ISH among the data says nothing of the tissue: absence is no finding. */
const named = (state: string): string => (state === 'not done' ? 'not received' : state);

function specimenRule(judged: JudgedSpecimen): ExplainedRule {
  const { joined, judgement } = judged;
  const { cell, ihcStates, ish, ishGroup } = judgement;
  const { states } = ish.finding;
  const open = cell.reason === undefined ? '' : `: ${enCodes.reason[cell.reason]}`;
  const group = ishGroup === undefined ? '' : ` (group ${ishGroup} by its numbers)`;
  return {
    to: joined.key,
    says: `IHC ${ihcStates.map(named).join(' or ')}, ISH ${states.map(named).join(' or ')}${group} give ${enCodes.category[cell.category]}, ASCO/CAP ${enCodes.status[cell.status]}${open}${besideTable(judged)}`,
    cell: { ihc: ihcStates, ish: states, category: cell.category, ascoCapStatus: cell.status },
    ...(cell.reason === undefined ? {} : { reason: cell.reason }),
  };
}

function choiceOf({ her2 }: Assessment, judged: readonly JudgedSpecimen[]): readonly ExplainedRule[] {
  if (her2.index === undefined) return [];
  const among = judged.length > 1 ? ` among ${judged.length}: newest usable, history added` : ', the only one';
  return [{ to: 'patient', says: `${her2.index} is the index specimen${among}` }];
}

/** The rules as applied: each specimen's cell of the table, the choice among specimens, reason, next step, flags. */
export function explainRules(chart: Chart, assessment: Assessment, asOf: Day): readonly ExplainedRule[] {
  const { her2, flags } = assessment;
  const specimens = new Map(chart.her2.specimens.map((each) => [each.reference, each]));
  const judged = judgeSpecimens(chart.her2.results, specimens, asOf);
  const because = her2.reason === undefined ? 'settled' : `not settled: ${enCodes.reason[her2.reason]}`;
  return [
    ...judged.map(specimenRule),
    ...choiceOf(assessment, judged),
    {
      to: 'patient',
      says: `${enCodes.category[her2.category]}, ASCO/CAP ${enCodes.status[her2.ascoCapStatus]}; ${because}`,
      ...(her2.reason === undefined ? {} : { reason: her2.reason }),
    },
    ...her2.flags.map((flag) => ({ to: 'patient', says: enCodes.flag[flag], flag })),
    ...flags.map((flag) => ({ to: 'patient', says: eligibilityFlagWords[flag], flag })),
    { to: 'patient', says: stepWords[her2.nextStep], nextStep: her2.nextStep },
  ];
}
