import type { Chart } from '../clinical/facts/chart.js';
import type { Day } from '../clinical/facts/dates.js';
import type { Evidence } from '../clinical/facts/evidence.js';
import type { Receptor } from '../clinical/facts/receptors.js';
import type { Therapy } from '../clinical/facts/therapy.js';
import type { ExplainedFact } from './explanation.js';
import { methodOf, resultWords, unusedBecause } from './her2-words.js';

function her2Facts({ her2 }: Chart, asOf: Day): readonly ExplainedFact[] {
  return her2.results.map((result) => {
    const notUsed = unusedBecause(result, asOf);
    const at = [result.specimen, result.date].filter((part) => part !== undefined).join(', ');
    return {
      about: methodOf(result),
      says: `${resultWords(result)}${at === '' ? '' : ` (${at})`}`,
      ...(notUsed === undefined ? {} : { notUsed }),
      evidence: result.evidence,
    };
  });
}

function receptorFact(about: string, { status, percent, lowPositive, discordant, evidence }: Receptor): ExplainedFact {
  const parts = [
    status,
    ...(percent === undefined ? [] : [`${percent} %`]),
    ...(lowPositive === true ? ['low positive'] : []),
    ...(discordant === true ? ['results disagree'] : []),
  ];
  return { about, says: parts.join(', '), evidence };
}

function diseaseFacts({ disease }: Chart): readonly ExplainedFact[] {
  const { breastCancer, extent, since, stage, recurrence, residualInvasive, otherMalignancy, evidence } = disease;
  const parts = [
    `breast cancer ${breastCancer}`,
    `extent ${extent}${since === undefined ? '' : ` since ${since}`}`,
    ...(stage === undefined ? [] : [`stage ${stage}`]),
    ...(recurrence === undefined ? [] : [`recurrence ${recurrence}`]),
    ...(residualInvasive === undefined ? [] : [`residual invasive disease ${residualInvasive}`]),
  ];
  const other = { about: 'other malignancy', says: 'active', evidence: otherMalignancy };
  return [{ about: 'disease', says: parts.join(', '), evidence }, ...(otherMalignancy.length === 0 ? [] : [other])];
}

function therapyFact({
  drug,
  setting,
  settingFromDates,
  outcome,
  start,
  end,
  orderOnly,
  evidence,
}: Therapy): ExplainedFact {
  const period = start === undefined && end === undefined ? [] : [`${start ?? '?'} to ${end ?? '?'}`];
  const parts = [
    drug,
    `setting ${setting}${settingFromDates ? ' (from dates)' : ''}`,
    `outcome ${outcome}`,
    ...period,
    ...(orderOnly ? ['ordered only'] : []),
  ];
  return { about: 'therapy', says: parts.join(', '), evidence };
}

function safetyFacts({ safety }: Chart): readonly ExplainedFact[] {
  const { interstitialLungDisease, lvef, pregnancy, renalImpairment, neutropenia } = safety;
  const fact = (
    says: string,
    found: { readonly evidence: readonly Evidence[] } | undefined,
  ): readonly ExplainedFact[] => (found === undefined ? [] : [{ about: 'safety', says, evidence: found.evidence }]);
  return [
    ...fact('interstitial lung disease', interstitialLungDisease),
    ...fact(`LVEF ${lvef?.percent} %`, lvef),
    ...fact(pregnancy?.status ?? '', pregnancy),
    ...fact('renal impairment', renalImpairment),
    ...fact('neutropenia', neutropenia),
  ];
}

/** Every fact of the chart with its source, HER2 first. */
export function explainFacts(chart: Chart, asOf: Day): readonly ExplainedFact[] {
  return [
    ...her2Facts(chart, asOf),
    receptorFact('ER', chart.receptors.er),
    receptorFact('PR', chart.receptors.pr),
    ...diseaseFacts(chart),
    ...chart.therapies.map(therapyFact),
    ...chart.nonCancerDrugs.map(({ drug, evidence }) => ({
      about: 'therapy',
      says: drug,
      notUsed: 'given for another disease',
      evidence,
    })),
    ...safetyFacts(chart),
  ];
}
