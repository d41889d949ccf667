import { v5 } from 'uuid';
import type { Language } from './cards/language.js';
import { render } from './cards/render.js';
import { asOfRequest } from './cds/as-of.js';
import { type HookRequest, parseHookRequest } from './cds/request.js';
import type { Service } from './cds/service.js';
import { readPendingTests } from './chart/orders.js';
import { read } from './chart/read.js';
import { type Advised, advise } from './clinical/advice/advise.js';
import { nothingRemembered } from './clinical/advice/memory.js';
import type { Policy } from './clinical/advice/policy.js';
import { appraise } from './clinical/eligibility/appraise.js';
import { flagsOf } from './clinical/eligibility/flags.js';
import { categorize } from './clinical/her2/categorize.js';
import { readPrefetch } from './fhir/prefetch-records.js';
import type { Knowledge } from './knowledge/schema.js';

/** One of the eight steps: what it gave, and how long it took. */
export interface Step {
  readonly name: string;
  readonly says: string;
  readonly milliseconds: number;
  readonly gave: unknown;
}

/** What the steps need beside the request. */
export interface StepsContext {
  readonly knowledge: Knowledge;
  readonly policy: Policy;
  readonly language: Language;
  /** The day to assess for where the request fixes none. */
  readonly today: string;
  /** Milliseconds, with parts of them, from any beginning. */
  readonly now: () => number;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

class Watch {
  readonly steps: Step[] = [];

  constructor(private readonly now: () => number) {}

  /** Runs one step and notes its result and time. */
  run<T>(name: string, work: () => T, says: (result: T) => string): T {
    const started = this.now();
    const gave = work();
    this.steps.push({ name, says: says(gave), milliseconds: this.now() - started, gave });
    return gave;
  }
}

/** The cards of the steps are shown, never answered: their names need no tenant. */
const nameUuid = (name: string): string => v5(name, v5.URL);

interface Running extends StepsContext {
  readonly service: Service;
  readonly request: HookRequest;
}

/** Steps two to six: what the record says and what it means. */
function understand(watch: Watch, { service, request, knowledge, today }: Running) {
  const day = asOfRequest(request, today);
  const asOf = day.kind === 'day' ? day.day : today;
  const { records, states } = readPrefetch(request);
  const focused = watch.run(
    'focus',
    () => service.focus({ request, records, knowledge }),
    (each) =>
      each.kind === 'silent' ? `nothing of ours: ${each.silence}` : counted(each.focus.orders.length, 'order'),
  );
  watch.run(
    'gather',
    () => ({ ...Object.fromEntries(states), patient: readPrefetch(request).records.patient }),
    () => `${counted(records.byReference.size, 'reference')}, all from the prefetch`,
  );
  const chart = watch.run(
    'read',
    () => read(records, knowledge, asOf),
    ({ her2, therapies, gaps }) =>
      `${counted(her2.results.length, 'HER2 result')}, ${therapies.length} therapies, ${counted(gaps.length, 'gap')}`,
  );
  const her2 = watch.run(
    'categorize',
    () => categorize(chart, asOf),
    (each) => `${each.category}, ASCO/CAP ${each.ascoCapStatus}`,
  );
  const appraisals = watch.run(
    'appraise',
    () => appraise({ chart, her2, asOf }, knowledge.indications),
    (each) => `${each.filter(({ result }) => result === 'met').length} of ${each.length} indications documented`,
  );
  return { asOf, focused, records, chart, her2, appraisals };
}

/** Steps seven and eight: what deserves to be said, and how. */
function speak(watch: Watch, understood: ReturnType<typeof understand>, running: Running): void {
  const { asOf, focused, records, chart, her2, appraisals } = understood;
  const { request, knowledge, policy, language } = running;
  const pendingTests = readPendingTests(records, knowledge);
  const known = { chart, her2, appraisals, policy, asOf };
  const advised = watch.run(
    'advise',
    (): Advised =>
      focused.kind === 'silent'
        ? { advice: [], silence: focused.silence }
        : advise({ ...known, focus: focused.focus, pendingTests, memory: nothingRemembered }),
    ({ advice, silence }) => silence ?? advice.map(({ topic }) => topic).join(', '),
  );
  const flags = flagsOf(known);
  const seed = { tenant: 'open', hookInstance: request.hookInstance };
  const around = { knowledge, language, nameUuid, notice: 'synthetic-data-only' as const };
  watch.run(
    'render',
    () => render(advised.advice, { ...known, ...around, seed, flags }),
    (cards) => counted(cards.length, 'card'),
  );
}

/**
 * Runs the eight steps of `answer` on a request and notes what each gave and how long it took: for the sandbox, which shows them. Without
 * a FHIR server and without a memory of earlier cards. A request that is refused ends after the first step.
 */
export function answerSteps(service: Service, body: unknown, context: StepsContext): readonly Step[] {
  const watch = new Watch(context.now);
  const parsed = watch.run(
    'parse',
    () => parseHookRequest(body, service.hook),
    (each) => (each.kind === 'problem' ? `refused: ${each.code}` : `${each.request.hook} for ${each.request.patient}`),
  );
  if (parsed.kind === 'request') {
    const running = { ...context, service, request: parsed.request };
    speak(watch, understand(watch, running), running);
  }
  return watch.steps;
}
