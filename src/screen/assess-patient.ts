import { asFields, objectsAt, referenceAt } from '../chart/fields.js';
import { read } from '../chart/read.js';
import { indexRecords, type Received } from '../chart/records.js';
import { assess } from '../clinical/assess.js';
import type { Assessment } from '../clinical/assessment.js';
import { readDate } from '../clinical/facts/dates.js';
import { isDeeperThan, maxDepth } from '../json-depth.js';
import type { Knowledge } from '../knowledge/schema.js';
import type { GarbageProblem } from './garbage.js';
import type { KeptLine } from './shard-lines.js';
import type { SharedResources } from './shared-resources.js';

/** What every patient is assessed with. */
export interface AssessWith {
  readonly knowledge: Knowledge;
  readonly asOf: string;
  readonly shared: Pick<SharedResources, 'namedBy'>;
  /** Answers for patients of whom the record tells nothing, by birth date; absent where each is to be answered on its own. */
  readonly untold?: Map<string, Answer>;
}

/** What the line says of a patient. */
export interface Answer {
  readonly assessment: Assessment;
  readonly breastCancer: boolean;
}

/** A patient's assessment, and the lines that did not count or counted twice. */
export interface PatientAssessed extends Answer {
  /** The Patient resource names another one of the same person (`Patient.link`). */
  readonly linked: boolean;
  /** Two patients with the same one have the same assessment, but for their names. */
  readonly like?: string;
  readonly problems: readonly { readonly line: KeptLine; readonly problem: GarbageProblem }[];
}

function receivedOf({ text, fullUrl }: KeptLine): Received {
  const resource: unknown = JSON.parse(text);
  return fullUrl === undefined ? { resource } : { resource, fullUrl };
}

/** Records are not joined over a link: whether two are one person is for those who keep the records. They are listed instead. */
function isLinked(lines: readonly KeptLine[]): boolean {
  return lines.some(({ kind, text }) => {
    if (kind !== 'patient' || !text.includes('"link"')) return false;
    const links = objectsAt(asFields(JSON.parse(text)), 'link');
    return links.some((link) => referenceAt(link, 'other') !== undefined);
  });
}

function duplicatesIn(lines: readonly KeptLine[]): PatientAssessed['problems'] {
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    if (line.ref === undefined) return [];
    if (seen.has(line.ref)) return [{ line, problem: 'DUPLICATE_ID' as const }];
    seen.add(line.ref);
    return [];
  });
}

function answerOf(patient: string, received: readonly Received[], given: AssessWith): Answer {
  const { knowledge, asOf, shared } = given;
  const context = { patient };
  const own = indexRecords(received, context);
  const named = shared.namedBy(own);
  const records = named.length === 0 ? own : indexRecords([...received, ...named], context);
  const chart = read(records, knowledge, asOf);
  return {
    assessment: assess(chart, { asOf, indications: knowledge.indications, knowledgeVersion: knowledge.version }),
    breastCancer: chart.disease.breastCancer === 'documented',
  };
}

/** Somebody born so many calendar years before is an adult whatever the day; every rule that asks for an age asks for that. */
const surelyAdult = 19;

function ageKey(birthDate: unknown, asOf: string): string {
  const date = readDate(birthDate);
  const years = date === undefined ? 0 : Number(asOf.slice(0, 4)) - Number(date.slice(0, 4));
  return years >= surelyAdult ? 'adult' : JSON.stringify(birthDate ?? null);
}

/** Birth dates remembered; more than people have. */
const mostUntold = 50_000;

/** Of a Patient without anything telling beside it, the birth date alone can change the answer: most of a hospital's patients. */
function answerUntold(
  patient: string,
  lines: readonly KeptLine[],
  given: AssessWith,
): (Answer & Pick<PatientAssessed, 'like'>) | undefined {
  const { untold } = given;
  if (untold === undefined || lines.some(({ kind }) => kind === 'telling')) return undefined;
  const [own, ...more] = lines.filter(({ kind }) => kind === 'patient');
  if (own === undefined || more.length > 0) return undefined;
  if (isLinked(lines)) return undefined;
  const received = receivedOf(own);
  const like = ageKey(asFields(received.resource)?.birthDate, given.asOf);
  const before = untold.get(like);
  if (before !== undefined) return { ...before, assessment: { ...before.assessment, patient }, like };
  const answer = answerOf(patient, [received], given);
  if (untold.size < mostUntold) untold.set(like, answer);
  return answer;
}

function assessLines(patient: string, lines: readonly KeptLine[], given: AssessWith): PatientAssessed {
  const answer = answerUntold(patient, lines, given) ?? answerOf(patient, lines.map(receivedOf), given);
  return { ...answer, linked: isLinked(lines), problems: duplicatesIn(lines) };
}

/**
 * Assesses one patient by the same steps as every other answer: index, read, assess. A failure is this patient's alone: where lines nest
 * deeper than FHIR does they are left out, else the patient is not assessed.
 * @param lines in the order of the source
 */
export function assessPatient(
  patient: string,
  lines: readonly KeptLine[],
  given: AssessWith,
): PatientAssessed | 'not-assessed' {
  try {
    return assessLines(patient, lines, given);
  } catch {
    const deep = lines.filter(({ text }) => isDeeperThan(Buffer.from(text), maxDepth));
    if (deep.length === 0) return 'not-assessed';
    const rest = assessPatient(
      patient,
      lines.filter((line) => !deep.includes(line)),
      given,
    );
    if (rest === 'not-assessed') return rest;
    return { ...rest, problems: [...rest.problems, ...deep.map((line) => ({ line, problem: 'TOO_DEEP' as const }))] };
  }
}
