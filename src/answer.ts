import type { Language } from './cards/language.js';
import { render } from './cards/render.js';
import { asOfRequest } from './cds/as-of.js';
import { type HookRequest, parseHookRequest } from './cds/request.js';
import { type HookResponse, hookResponse, shortAssessment } from './cds/response.js';
import type { Focused, Service } from './cds/service.js';
import { readPendingTests } from './chart/orders.js';
import { read } from './chart/read.js';
import { type Advised, advise } from './clinical/advice/advise.js';
import type { Policy } from './clinical/advice/policy.js';
import { appraise } from './clinical/eligibility/appraise.js';
import { flagsOf } from './clinical/eligibility/flags.js';
import type { Day } from './clinical/facts/dates.js';
import { categorize } from './clinical/her2/categorize.js';
import type { Problem } from './errors.js';
import { type Gathered, gather, receive } from './fhir/gather.js';
import type { Knowledge } from './knowledge/schema.js';

/** What the line needs beside the request: decided at start or by the caller, none of it read from the world here. */
export interface LineContext {
  readonly knowledge: Knowledge;
  readonly policy: Policy;
  readonly language: Language;
  readonly tenant: string;
  /** The day to assess for where the request fixes none. */
  readonly today: Day;
  readonly nameUuid: (name: string) => string;
  readonly notice?: 'synthetic-data-only';
}

/** A response, or a refusal; both expected. */
export type Answer =
  | { readonly kind: 'answer'; readonly request: HookRequest; readonly response: HookResponse }
  | Problem;

interface Known {
  readonly request: HookRequest;
  readonly focused: Focused;
  readonly gathered: Gathered;
  readonly asOf: Day;
}

/** The pure steps: what the record says, what it means, what deserves to be said, and in which words. */
function decide({ request, focused, gathered, asOf }: Known, context: LineContext): HookResponse {
  const { tenant, knowledge, policy } = context;
  const { records, memory } = gathered;
  const chart = read(records, knowledge, asOf);
  const her2 = categorize(chart, asOf);
  const appraisals = appraise({ chart, her2, asOf }, knowledge.indications);
  const flags = flagsOf({ chart, her2, asOf, appraisals });
  const pendingTests = readPendingTests(records, knowledge);
  const advised: Advised =
    focused.kind === 'silent'
      ? { advice: [], silence: focused.silence }
      : advise({ focus: focused.focus, chart, her2, appraisals, pendingTests, memory, policy, asOf });
  const seed = { tenant, hookInstance: request.hookInstance };
  const cards = render(advised.advice, { ...context, seed, chart, her2, appraisals, asOf });
  const silence = advised.silence === undefined ? {} : { silence: advised.silence };
  return hookResponse(cards, shortAssessment({ her2, appraisals, flags, ...silence }));
}

/**
 * Answers a call of a service: parse, focus, gather, read, categorize, appraise, advise, render. Takes the parsed JSON body; gives the
 * response or the refusal as values. A request that concerns nothing of ours is answered with silence even where its data are incomplete.
 */
export async function answer(service: Service, body: unknown, context: LineContext): Promise<Answer> {
  const parsed = parseHookRequest(body, service.hook);
  if (parsed.kind === 'problem') return parsed;
  const { request } = parsed;
  const day = asOfRequest(request, context.today);
  if (day.kind === 'problem') return day;
  const received = receive(request);
  if (received.kind === 'problem') return received;
  const focused = service.focus({ request, records: received.records, knowledge: context.knowledge });
  const gathered = await gather(received);
  if (gathered.kind === 'gathered') {
    const response = decide({ request, focused, gathered, asOf: day.day }, context);
    return { kind: 'answer', request, response };
  }
  if (focused.kind !== 'silent') return gathered;
  return { kind: 'answer', request, response: hookResponse([], { silence: focused.silence }) };
}
