import type { Language } from './cards/language.js';
import { render } from './cards/render.js';
import { asOfRequest } from './cds/as-of.js';
import { type HookRequest, parseHookRequest } from './cds/request.js';
import { dataReport, type HookResponse, hookResponse, shortAssessment } from './cds/response.js';
import type { Focused, Service } from './cds/service.js';
import { type CardFault, soundCards } from './cds/sound-cards.js';
import { readPendingTests } from './chart/orders.js';
import { read } from './chart/read.js';
import type { Records } from './chart/records.js';
import type { Advice } from './clinical/advice/advice.js';
import { type Advised, advise } from './clinical/advice/advise.js';
import type { Memory } from './clinical/advice/memory.js';
import type { Policy } from './clinical/advice/policy.js';
import type { Appraisal, Her2Assessment } from './clinical/assessment.js';
import { appraise } from './clinical/eligibility/appraise.js';
import { flagsOf } from './clinical/eligibility/flags.js';
import type { Chart } from './clinical/facts/chart.js';
import type { Day } from './clinical/facts/dates.js';
import type { Gap } from './clinical/facts/evidence.js';
import { categorize } from './clinical/her2/categorize.js';
import { type Problem, problem } from './errors.js';
import { type DataReport, type Gathered, gather, receive } from './fhir/gather.js';
import type { FhirReach } from './fhir/reach.js';
import type { Knowledge } from './knowledge/schema.js';
import { type InStep, type StepFacts, unseen } from './steps.js';

/** What the line needs beside the request: decided at start or by the caller, none of it read from the world here. */
export interface LineContext {
  readonly knowledge: Knowledge;
  readonly policy: Policy;
  readonly language: Language;
  readonly tenant: string;
  /** The day to assess for where the request fixes none. */
  readonly today: Day;
  /** The request may fix the day: open mode, for harnesses. Elsewhere what it says of the day is ignored. */
  readonly callerMaySetDay: boolean;
  readonly nameUuid: (name: string) => string;
  readonly notice?: 'synthetic-data-only';
  /** Where the evidence page is launched; absent: no card links to it. */
  readonly evidenceUrl?: string;
  readonly reach: FhirReach;
  /** What was shown and answered before for the patient of a request; never rejects. Absent: nothing is remembered. */
  readonly recall?: (request: HookRequest) => Promise<Memory>;
  /** Takes note of what the request lacked; for the log. */
  readonly report?: (report: DataReport) => void;
  /** Takes note of a card that breaks the contract of cards; for the log. */
  readonly unsound?: (fault: CardFault) => void;
  /** Sees the steps of a call to the service go by; for traces. */
  readonly watch?: (service: Service) => InStep;
}

/** What an answer rests on, for the record of decisions: it is not sent. */
interface Grounds {
  /** In the order of the cards that say it. */
  readonly advice: readonly Advice[];
  /** What the indications of the region would need to be known. */
  readonly missing: readonly string[];
  /** Prefetch keys that could not be had. */
  readonly unavailable: readonly string[];
}

/** A request with its response. */
export interface Answered {
  readonly kind: 'answer';
  readonly request: HookRequest;
  readonly response: HookResponse;
  readonly grounds: Grounds;
}

/** A response, or a refusal; both expected. */
export type Answer = Answered | Problem;

interface Known {
  readonly request: HookRequest;
  readonly gathered: Gathered;
  readonly asOf: Day;
  readonly inStep: InStep;
}

/** The chart with what of the draft orders was not understood: a card that is shown names it. */
function withGaps(chart: Chart, gaps: readonly Gap[]): Chart {
  return gaps.length === 0 ? chart : { ...chart, gaps: [...chart.gaps, ...gaps] };
}

const noGrounds: Grounds = { advice: [], missing: [], unavailable: [] };

function missingOf(appraisals: readonly Appraisal[], { region }: Policy): readonly string[] {
  const open = appraisals.filter((each) => each.region === region && each.result === 'missing-data');
  return [...new Set(open.flatMap((each) => each.missing))];
}

interface Decided extends Pick<Answered, 'response' | 'grounds'> {
  readonly kind: 'decided';
}

const categoryOf = ({ category }: Pick<Her2Assessment, 'category'>): StepFacts => ({ category });
const cardCount = ({ cards }: { readonly cards: readonly unknown[] }): StepFacts => ({ count: cards.length });

/** The pure steps: what the record says, what it means, what deserves to be said, and in which words. */
function decide({ request, gathered, asOf, inStep }: Known, context: LineContext): Decided | Problem {
  const { tenant, knowledge, policy } = context;
  const { focused, records, memory, report } = gathered;
  const facts = inStep('read', () => read(records, knowledge, asOf));
  const chart = withGaps(facts, focused.gaps);
  const her2 = inStep('categorize', () => categorize(chart, asOf), categoryOf);
  const appraisals = inStep('appraise', () => appraise({ chart, her2, asOf }, knowledge.indications));
  const flags = flagsOf({ chart, her2, asOf, appraisals });
  const advised = inStep('advise', (): Advised => {
    if (focused.kind === 'silent') return { advice: [], silence: focused.silence };
    const pendingTests = readPendingTests(records, knowledge);
    return advise({ focus: focused.focus, chart, her2, appraisals, pendingTests, memory, policy, asOf });
  });
  const seed = { tenant, hookInstance: request.hookInstance };
  const voiced = { ...context, seed, chart, her2, appraisals, flags, asOf };
  const { cards, faults } = inStep('render', () => soundCards(render(advised.advice, voiced)), cardCount);
  for (const fault of faults) context.unsound?.(fault);
  // Less than was decided is never sent as if it were all: a warning would be silenced.
  if (cards.length < advised.advice.length) return problem('INTERNAL');
  const silence = advised.silence === undefined ? {} : { silence: advised.silence };
  const assessment = shortAssessment({ her2, appraisals, flags, ...silence });
  const lacks = dataReport(report.lacking, focused.gaps);
  return {
    kind: 'decided',
    response: hookResponse(cards, assessment, memory.available ? lacks : { ...lacks, memory: 'not-read' }),
    grounds: { advice: advised.advice, missing: missingOf(appraisals, policy), unavailable: chart.unavailable },
  };
}

const today = (context: LineContext): { readonly kind: 'day'; readonly day: Day } => ({
  kind: 'day',
  day: context.today,
});

async function walk(service: Service, body: unknown, context: LineContext & Pick<Known, 'inStep'>): Promise<Answer> {
  const { inStep, recall } = context;
  const parsed = inStep('parse', () => parseHookRequest(body, service.hook));
  if (parsed.kind === 'problem') return parsed;
  const { request } = parsed;
  const day = context.callerMaySetDay ? asOfRequest(request, context.today) : today(context);
  if (day.kind === 'problem') return day;
  const received = receive(request);
  if (received.kind === 'problem') return received;
  const focus = (records: Records): Focused =>
    inStep('focus', () => service.focus({ request, records, knowledge: context.knowledge }));
  const asked = { request, received, focus, ...(recall === undefined ? {} : { recall: () => recall(request) }) };
  const gathered = await inStep('gather', () => gather(asked, context.reach));
  if (gathered.kind === 'problem') return gathered;
  context.report?.(gathered.report);
  if (gathered.kind === 'gathered') {
    const decided = decide({ request, gathered, asOf: day.day, inStep }, context);
    return decided.kind === 'problem' ? decided : { ...decided, kind: 'answer', request };
  }
  const { silence, refusal } = gathered;
  if (silence === undefined) return refusal;
  return { kind: 'answer', request, response: hookResponse([], { silence }), grounds: noGrounds };
}

/**
 * Answers a call of a service: parse, focus, gather, read, categorize, appraise, advise, render. Takes the parsed JSON body; gives the
 * response or the refusal as values. A request that concerns nothing of ours is answered with silence even where its data are incomplete.
 */
export function answer(service: Service, body: unknown, context: LineContext): Promise<Answer> {
  const inStep = context.watch?.(service) ?? unseen;
  return inStep('hook', () => walk(service, body, { ...context, inStep }));
}
