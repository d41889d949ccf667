import { addMonths, earliestDay, latestDay } from '../facts/dates.js';
import type { StageGroup } from '../facts/disease.js';
import { type Answer, type Given, met, notMet, unknown } from './answer.js';

const adultMonths = 18 * 12;

/** Adult (18 years) on the as-of day; a partial birth date counts only where every day that it may mean agrees. */
export function judgeAdult(given: Given): Answer {
  const { birthDate, patient } = given.chart;
  if (birthDate === undefined) return unknown(['age'], []);
  const because = [{ reference: patient ?? 'Patient', path: 'birthDate', verbatim: birthDate }];
  if (earliestDay(birthDate) > given.asOf) return unknown(['age'], because);
  if (addMonths(latestDay(birthDate), adultMonths) <= given.asOf) return met(because);
  return addMonths(earliestDay(birthDate), adultMonths) > given.asOf ? notMet(because) : unknown(['age'], because);
}

/** ER or PR positive (ASCO/CAP 2020: 1 % or more); negative only where both are. */
export function judgeHormoneReceptor(given: Given): Answer {
  const { er, pr } = given.chart.receptors;
  const because = [...er.evidence, ...pr.evidence];
  if (er.status === 'positive' || pr.status === 'positive') return met(because);
  return er.status === 'negative' && pr.status === 'negative' ? notMet(because) : unknown(['ER/PR status'], because);
}

/** Metastatic or unresectable disease. */
export function judgeAdvanced(given: Given): Answer {
  const { extent, evidence } = given.chart.disease;
  if (extent === 'metastatic' || extent === 'unresectable') return met(evidence);
  return extent === 'early' ? notMet(evidence) : unknown(['metastatic or unresectable disease'], evidence);
}

/** Adjuvant treatment presupposes that no metastasis is documented. */
export function judgeNoMetastasis(given: Given): Answer {
  const { extent, evidence } = given.chart.disease;
  if (extent === 'metastatic') return notMet(evidence);
  return extent === 'unknown' ? unknown(['metastatic or unresectable disease'], evidence) : met(evidence);
}

/** Stage group of non-metastatic disease. */
export function judgeStage(criterion: { readonly anyOf: readonly StageGroup[] }, given: Given): Answer {
  const { extent, stage, evidence } = given.chart.disease;
  if (extent === 'metastatic') return notMet(evidence);
  if (stage === undefined) return unknown(['stage'], evidence);
  return criterion.anyOf.includes(stage) ? met(evidence) : notMet(evidence);
}

/** Invasive tumour left after neoadjuvant treatment. */
export function judgeResidual(given: Given): Answer {
  const { residualInvasive, evidence } = given.chart.disease;
  if (residualInvasive === undefined) return unknown(['residual invasive disease after neoadjuvant treatment'], []);
  return residualInvasive === 'present' ? met(evidence) : notMet(evidence);
}
