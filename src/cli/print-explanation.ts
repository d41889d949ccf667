import type { Appraisal, Region } from '../clinical/assessment.js';
import type { ExplainedFact, ExplainedGap, ExplainedRule, Explanation } from '../explain/explanation.js';
import { citation, lines } from './terminal-text.js';

/** A fact and its sources, indented below it. */
export function factLines({ about, says, notUsed, evidence }: ExplainedFact): readonly string[] {
  const unused = notUsed === undefined ? '' : `   not used: ${notUsed}`;
  return [`  ${about}: ${says}${unused}`, ...evidence.map((each) => `      from ${citation(each)}`)];
}

/** A rule in one line. */
export function ruleLine({ to, says, reason, nextStep, flag }: ExplainedRule): string {
  const code = nextStep ?? flag ?? reason;
  return `  ${to}: ${says}${code === undefined ? '' : ` [${code}]`}`;
}

/** A gap, why, and what to do. */
export function gapLines({ reference, problem, path, why, toDo }: ExplainedGap): readonly string[] {
  const at = path === undefined ? '' : ` ${path}`;
  return [`  ${reference}${at}: ${why} [${problem}]`, ...(toDo === 'nothing to do' ? [] : [`      to do: ${toDo}`])];
}

function indicationLines({ id, result, criteria }: Appraisal): readonly string[] {
  return [
    `  ${id}: ${result}`,
    ...criteria.flatMap(({ criterion, truth, missing, because }) => [
      `      ${truth.padEnd(8)} ${criterion}${missing.length === 0 ? '' : ` (not documented: ${missing.join('; ')})`}`,
      ...because.map((each) => `               from ${citation(each)}`),
    ]),
  ];
}

function section(title: string, body: readonly string[]): readonly string[] {
  return body.length === 0 ? [] : ['', title, ...body];
}

/** The explanation for a reader at a terminal: facts, rules, indications, gaps, then the category they lead to. */
export function printExplanation(explanation: Explanation, region?: Region): string {
  const { category, ascoCapStatus, reason, nextStep, patient, asOf, knowledge } = explanation;
  const indications = explanation.indications.filter((each) => region === undefined || each.region === region);
  return lines([
    `${patient ?? 'A record without a patient'}, as of ${asOf}`,
    ...section('What the record says', explanation.facts.flatMap(factLines)),
    ...section('Rules applied', explanation.rules.map(ruleLine)),
    ...section('Indications', indications.flatMap(indicationLines)),
    ...section('Not read or not used', explanation.gaps.flatMap(gapLines)),
    '',
    `HER2 ${category}; ASCO/CAP ${ascoCapStatus}${reason === undefined ? '' : `; ${reason}`}; next step ${nextStep}`,
    `knowledge ${knowledge}; for health professionals, not a decision about a patient`,
  ]);
}
