import { type ClinicalDate, type Day, earliestDay, readDate } from '../clinical/facts/dates.js';
import type { Gap } from '../clinical/facts/evidence.js';
import type { UnreadTherapy } from '../clinical/facts/therapy.js';
import type { Knowledge } from '../knowledge/schema.js';
import { cite } from './cite.js';
import { periodAt } from './clinical-date.js';
import { booleanAt, conceptAt, conceptsAt, textAt, wordsOf } from './fields.js';
import { medicationOf, type NamedMedication } from './medication.js';
import { agentsOfAll, type Named, type NamedAgents, namedAgents } from './named-agents.js';
import { type FhirRecord, type Records, recordsOf } from './records.js';
import type { Agent } from './regimens.js';
import { unreadDrug } from './unread-drug.js';

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

interface ReadRecord {
  readonly given: readonly GivenDrug[];
  readonly gap?: Gap;
  readonly unread?: UnreadTherapy;
}
const nothing: ReadRecord = { given: [] };

function notRead(record: FhirRecord, gap: Omit<Gap, 'reference'>, about: Pick<Unread, 'agents' | 'words'>): ReadRecord {
  const path = gap.path ?? 'medicationCodeableConcept';
  return {
    given: [],
    gap: { reference: record.reference, ...gap },
    unread: {
      classes: [...new Set(about.agents.map((agent) => agent.class))].sort(),
      evidence: cite(record, { path, verbatim: about.words }),
    },
  };
}

interface Unread {
  readonly agents: readonly Agent[];
  readonly words: string;
}

/** A record whose status says that nothing was given, or says nothing at all. */
function withoutState(record: FhirRecord, about: Unread): ReadRecord {
  const problem = about.agents.length > 0 ? problemOf(record) : undefined;
  if (problem === undefined) return nothing;
  const gap = { problem, path: 'status' };
  if (problem === 'STATUS_UNKNOWN') return notRead(record, gap, about);
  return { given: [], gap: { reference: record.reference, ...gap } };
}

function readOne(records: Records, record: FhirRecord, knowledge: Knowledge): ReadRecord {
  const source = sources.find((each) => each === record.type);
  if (source === undefined) return nothing;
  const procedure = conceptAt(record.resource, 'code');
  const medication: NamedMedication =
    source === 'Procedure'
      ? { named: procedure === undefined ? {} : { concept: procedure }, path: 'code' }
      : medicationOf(records, record);
  const { agents, verified, problem } = agentsOf(record, medication.named, knowledge);
  const verbatim = wordsOf(medication.named.concept) ?? medication.named.words ?? '';
  const state = stateOf(record, source);
  if (state === undefined) return withoutState(record, { agents, words: verbatim });
  const about = { agents: [], words: verbatim };
  if (medication.unresolved === true)
    return notRead(record, { problem: 'REFERENCE_NOT_RESOLVED', path: medication.path }, about);
  if (problem !== undefined) return notRead(record, { problem }, about);
  const unnamed = agents.length > 0 || source === 'Procedure' ? undefined : unreadDrug(medication);
  if (unnamed !== undefined) return notRead(record, { problem: unnamed, path: medication.path }, about);
  const dates = datesOf(record, source);
  return {
    given: agents.map((agent) => ({ record, agent, state, ...dates, path: medication.path, verbatim, verified })),
  };
}

const sources = ['MedicationStatement', 'MedicationAdministration', 'MedicationRequest', 'Procedure'] as const;

/** What the records of therapies say. */
export interface GivenDrugs {
  readonly given: readonly GivenDrug[];
  readonly gaps: readonly Gap[];
  /** Records that may hold a therapy and say nothing usable. */
  readonly unread: readonly UnreadTherapy[];
}

/** Every recognised drug whose record counts, and why others do not. Records that start after `asOf` are plans and do not count. */
export function readGivenDrugs(records: Records, knowledge: Knowledge, asOf: Day): GivenDrugs {
  const given: GivenDrug[] = [];
  const gaps: Gap[] = [];
  const unread: UnreadTherapy[] = [];
  for (const record of sources.flatMap((source) => recordsOf(records, source))) {
    const read = readOne(records, record, knowledge);
    if (read.gap !== undefined) gaps.push(read.gap);
    if (read.unread !== undefined) unread.push(read.unread);
    given.push(...read.given.filter(({ start }) => start === undefined || earliestDay(start) <= asOf));
  }
  unread.sort((a, b) => (a.evidence.reference < b.evidence.reference ? -1 : 1));
  return { given, gaps, unread };
}
