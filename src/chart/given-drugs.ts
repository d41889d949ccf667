import { type ClinicalDate, type Day, earliestDay, readDate } from '../clinical/facts/dates.js';
import type { Gap } from '../clinical/facts/evidence.js';
import type { Knowledge } from '../knowledge/schema.js';
import { periodAt } from './clinical-date.js';
import { booleanAt, conceptAt, conceptsAt, textAt, wordsOf } from './fields.js';
import { medicationOf } from './medication.js';
import { agentsOfAll, type Named, type NamedAgents, namedAgents } from './named-agents.js';
import { type FhirRecord, type Records, recordsOf } from './records.js';
import type { Agent } from './regimens.js';

/** One drug (or class of drugs) that one record says was given. */
export interface GivenDrug {
  readonly record: FhirRecord;
  readonly agent: Agent;
  readonly state: 'running' | 'completed' | 'ended';
  readonly start?: ClinicalDate;
  readonly end?: ClinicalDate;
  readonly path: string;
  readonly verbatim: string;
  readonly verified: boolean;
}

type Source = 'MedicationStatement' | 'MedicationAdministration' | 'MedicationRequest' | 'Procedure';

/** Statuses that count, and what they say of the therapy. One completed administration is not a completed therapy. */
const states: Record<Source, Readonly<Record<string, GivenDrug['state']>>> = {
  MedicationStatement: { active: 'running', completed: 'completed', stopped: 'ended', 'on-hold': 'ended' },
  MedicationAdministration: { completed: 'ended', 'in-progress': 'running', stopped: 'ended' },
  MedicationRequest: { active: 'running', completed: 'completed', stopped: 'ended', 'on-hold': 'ended' },
  Procedure: { completed: 'completed', 'in-progress': 'running', stopped: 'ended' },
};
const notDone = new Set(['not-taken', 'not-done']);
const proposals = new Set(['proposal', 'plan', 'option']);

function problemOf(record: FhirRecord): Gap['problem'] | undefined {
  const status = textAt(record.resource, 'status');
  if (status === undefined || status === 'unknown') return 'STATUS_UNKNOWN';
  return notDone.has(status) ? 'NOT_PERFORMED' : undefined;
}

function stateOf(record: FhirRecord, source: Source): GivenDrug['state'] | undefined {
  const { resource } = record;
  if (booleanAt(resource, 'doNotPerform') === true) return undefined;
  if (source === 'MedicationRequest' && proposals.has(textAt(resource, 'intent') ?? 'order')) return undefined;
  const status = textAt(resource, 'status') ?? '';
  const known = states[source];
  return Object.hasOwn(known, status) ? known[status] : undefined;
}

type Dates = Pick<GivenDrug, 'start' | 'end'>;

/** A dated administration or procedure starts and ends that day; a dated statement or order only starts then. */
function datesOf(record: FhirRecord, source: Source): Dates {
  const { resource } = record;
  const at = (date: ClinicalDate | undefined, ends: boolean): Dates =>
    date === undefined ? {} : ends ? { start: date, end: date } : { start: date };
  if (source === 'MedicationRequest') return at(readDate(resource.authoredOn), false);
  const name = source === 'Procedure' ? 'performed' : 'effective';
  const period = periodAt(resource, `${name}Period`);
  if (period.start !== undefined || period.end !== undefined) return period;
  return at(readDate(resource[`${name}DateTime`]), source !== 'MedicationStatement');
}

/** Drugs of a record; a procedure that names none may say which it used. */
function agentsOf(record: FhirRecord, named: Named, knowledge: Knowledge): NamedAgents {
  const own = namedAgents(named, knowledge);
  if (record.type !== 'Procedure' || own.problem !== undefined) return own;
  const used = agentsOfAll(conceptsAt(record.resource, 'usedCode'), knowledge);
  return used.agents.length > 0 ? used : own;
}

function readOne(
  records: Records,
  record: FhirRecord,
  knowledge: Knowledge,
): { readonly given: readonly GivenDrug[]; readonly gap?: Gap } {
  const source = sources.find((each) => each === record.type);
  if (source === undefined) return { given: [] };
  const procedure = conceptAt(record.resource, 'code');
  const medication =
    source === 'Procedure'
      ? { named: procedure === undefined ? {} : { concept: procedure }, path: 'code' }
      : medicationOf(records, record);
  const { agents, verified, problem: unread } = agentsOf(record, medication.named, knowledge);
  const state = stateOf(record, source);
  if (state === undefined) {
    const problem = agents.length > 0 ? problemOf(record) : undefined;
    return problem === undefined
      ? { given: [] }
      : { given: [], gap: { reference: record.reference, problem, path: 'status' } };
  }
  if (medication.unresolved === true)
    return {
      given: [],
      gap: { reference: record.reference, problem: 'REFERENCE_NOT_RESOLVED', path: medication.path },
    };
  const verbatim = wordsOf(medication.named.concept) ?? medication.named.words ?? '';
  const dates = datesOf(record, source);
  const given = agents.map((agent) => ({ record, agent, state, ...dates, path: medication.path, verbatim, verified }));
  return unread === undefined ? { given } : { given, gap: { reference: record.reference, problem: unread } };
}

const sources = ['MedicationStatement', 'MedicationAdministration', 'MedicationRequest', 'Procedure'] as const;

/** Every recognised drug whose record counts, and why others do not. Records that start after `asOf` are plans and do not count. */
export function readGivenDrugs(
  records: Records,
  knowledge: Knowledge,
  asOf: Day,
): { readonly given: readonly GivenDrug[]; readonly gaps: readonly Gap[] } {
  const given: GivenDrug[] = [];
  const gaps: Gap[] = [];
  for (const record of sources.flatMap((source) => recordsOf(records, source))) {
    const read = readOne(records, record, knowledge);
    if (read.gap !== undefined) gaps.push(read.gap);
    given.push(...read.given.filter(({ start }) => start === undefined || earliestDay(start) <= asOf));
  }
  return { given, gaps };
}
