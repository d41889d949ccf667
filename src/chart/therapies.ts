import { addMonths, type ClinicalDate, type Day, earliestDay, latestDay } from '../clinical/facts/dates.js';
import type { Evidence, Gap } from '../clinical/facts/evidence.js';
import type { Therapy, TherapyOutcome, TherapySetting, UnreadTherapy } from '../clinical/facts/therapy.js';
import type { Knowledge } from '../knowledge/schema.js';
import { cite } from './cite.js';
import { byDate } from './clinical-date.js';
import { mergeCourses } from './courses.js';
import type { DiseaseRead } from './disease.js';
import { referencesAt, textAt } from './fields.js';
import { type GivenDrug, readGivenDrugs } from './given-drugs.js';
import { type FhirRecord, type Records, resolve } from './records.js';
import { statedOutcome } from './therapy-outcome.js';
import { reasonKind } from './therapy-reason.js';
import { type Intent, reasonsOf, statedIntent } from './therapy-setting.js';

export interface TherapiesRead {
  readonly therapies: readonly Therapy[];
  readonly nonCancerDrugs: readonly { readonly drug: string; readonly evidence: readonly Evidence[] }[];
  readonly gaps: readonly Gap[];
  readonly unread: readonly UnreadTherapy[];
}

interface Circumstances {
  readonly records: Records;
  readonly knowledge: Knowledge;
  readonly asOf: Day;
  readonly diseaseRead: DiseaseRead;
}

type Setting = Pick<Therapy, 'setting' | 'settingFromDates'>;

/** Stated intent first; a therapy without one that starts on or after the metastatic date is metastatic. */
function settingOf(intent: Intent | undefined, start: ClinicalDate | undefined, { disease }: DiseaseRead): Setting {
  const stated: TherapySetting = intent === undefined || intent === 'curative' ? 'unknown' : intent;
  if (intent !== undefined) return { setting: stated, settingFromDates: false };
  const advanced = disease.extent === 'metastatic' || disease.extent === 'unresectable';
  if (!advanced || start === undefined || disease.since === undefined)
    return { setting: 'unknown', settingFromDates: false };
  const after = earliestDay(start) >= latestDay(disease.since);
  return { setting: after ? 'metastatic' : 'unknown', settingFromDates: after };
}

/** Months after the end of a therapy in which a documented progression is still its own. */
const graceMonths = 1;

/** A therapy that is over on an unknown day takes no progression as its own: a later line may have been running. */
function progressedDuring({ start, end, state }: GivenDrug, { progressions }: DiseaseRead): readonly Evidence[] {
  if (start === undefined || (end === undefined && state !== 'running')) return [];
  const last = end === undefined ? undefined : addMonths(latestDay(end), graceMonths);
  return progressions
    .filter(({ date }) => date > latestDay(start) && (last === undefined || date <= last))
    .map(({ evidence }) => evidence);
}

/** The procedure that a medication record is part of: where the German core data set states intent and outcome of a systemic therapy. */
function wholeOf(records: Records, record: FhirRecord): FhirRecord | undefined {
  const wholes = referencesAt(record.resource, 'partOf').flatMap(
    (reference) => resolve(records, record, reference) ?? [],
  );
  return wholes.find(({ type, resource }) => type === 'Procedure' && textAt(resource, 'status') !== 'entered-in-error');
}

function outcomeOf(given: GivenDrug, { records, knowledge, asOf }: Circumstances): TherapyOutcome {
  const whole = wholeOf(records, given.record);
  const stated =
    statedOutcome(given.record, knowledge.codes) ??
    (whole === undefined ? undefined : statedOutcome(whole, knowledge.codes));
  if (stated !== undefined) return stated;
  const over = given.end !== undefined && latestDay(given.end) < asOf;
  if (given.state === 'running') return over ? 'unknown' : 'ongoing';
  return given.state === 'completed' ? 'completed' : 'unknown';
}

function therapyOf(given: GivenDrug, circumstances: Circumstances): Therapy {
  const { records, knowledge, diseaseRead } = circumstances;
  const { agent, record, start, end } = given;
  const stated = outcomeOf(given, circumstances);
  const whole = wholeOf(records, record);
  const intent =
    statedIntent(records, record, knowledge.codes) ??
    (whole === undefined ? undefined : statedIntent(records, whole, knowledge.codes));
  const progression = stated === 'toxicity' || stated === 'progression' ? [] : progressedDuring(given, diseaseRead);
  return {
    drug: agent.name,
    class: agent.class,
    taxane: agent.taxane,
    antiHer2: agent.antiHer2,
    ...settingOf(intent, start, diseaseRead),
    outcome: progression.length > 0 ? 'progression' : stated,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    orderOnly: record.type === 'MedicationRequest',
    evidence: [evidenceOf(given), ...progression],
  };
}

function evidenceOf({ record, path, verbatim, verified, start, end }: GivenDrug): Evidence {
  const date = start ?? end;
  return cite(record, { path, verbatim, verified, ...(date === undefined ? {} : { date }) });
}

function order(a: Therapy, b: Therapy): number {
  const key = (therapy: Therapy): string => `${therapy.drug}|${therapy.evidence[0]?.reference ?? ''}`;
  return byDate(a.start ?? a.end, b.start ?? b.end) || (key(a) < key(b) ? -1 : 1);
}

/**
 * Reads the systemic therapies that the patient got, with setting and outcome. Drafts, entered-in-error, not-taken and planned ones do not
 * count; a drug given for another disease is listed apart, one given for another cancer is a gap.
 */
export function readTherapies(
  records: Records,
  knowledge: Knowledge,
  context: { asOf: Day; diseaseRead: DiseaseRead },
): TherapiesRead {
  const circumstances: Circumstances = { records, knowledge, ...context };
  const read = readGivenDrugs(records, knowledge, context.asOf);
  const therapies: Therapy[] = [];
  const nonCancerDrugs: { drug: string; evidence: readonly Evidence[] }[] = [];
  const gaps: Gap[] = [...read.gaps];
  for (const given of read.given) {
    const reason = reasonKind(reasonsOf(records, given.record), given.agent, knowledge.codes);
    if (reason === 'not-cancer') nonCancerDrugs.push({ drug: given.agent.name, evidence: [evidenceOf(given)] });
    else if (reason === 'other-cancer') gaps.push({ reference: given.record.reference, problem: 'NOT_THIS_DISEASE' });
    else therapies.push(therapyOf(given, circumstances));
  }
  nonCancerDrugs.sort((a, b) =>
    `${a.drug}${a.evidence[0]?.reference}` < `${b.drug}${b.evidence[0]?.reference}` ? -1 : 1,
  );
  return { therapies: mergeCourses(therapies).sort(order), nonCancerDrugs, gaps, unread: read.unread };
}
