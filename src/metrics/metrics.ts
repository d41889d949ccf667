import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { InTimeResult } from '../store/in-time.js';
import type { StoreState } from '../store/store-watch.js';

/** One answered hook call, as counted: closed lists only, nothing of a patient. */
export interface HookMeasure {
  readonly service: string;
  readonly outcome: 'cards' | 'silent' | 'refused';
  readonly seconds: number;
  readonly category?: string;
  readonly silence?: string;
  /** Kinds of the advice given. */
  readonly advice: readonly string[];
}

/** What a gauge reads at the moment it is asked. */
interface Levels {
  readonly storeState: () => StoreState;
  readonly queue: () => { readonly waiting: number; readonly written: number; readonly dropped: number };
  readonly tokenIdsWaiting: () => number;
}

/** Counters of the process. One function per event; the text is for a Prometheus server. */
export interface Metrics {
  http(event: { readonly route: string; readonly status: number; readonly seconds: number }): void;
  hook(event: HookMeasure): void;
  feedback(event: {
    readonly service: string;
    readonly outcome: 'kept' | 'rejected' | 'not-stored';
    readonly items: number;
  }): void;
  memory(result: InTimeResult): void;
  tokenIds(result: InTimeResult): void;
  fhir(event: { readonly outcome: string; readonly seconds: number }): void;
  /** Gauges of what this process keeps. */
  watch(levels: Levels): void;
  text(): Promise<string>;
  readonly contentType: string;
}

/** Loaders read the words null and none as missing: as labels they are `her2-null` and `her2-none`. */
function categoryLabel(category: string): string {
  return category === 'null' || category === 'none' ? `her2-${category}` : category;
}

/** Seconds. The line itself takes milliseconds; what is above waits for a FHIR server, up to the deadline of 8 s. */
const hookBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function meters(registry: Registry) {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: readonly string[]): Counter =>
    new Counter({ name, help, labelNames: [...labelNames], registers });
  const histogram = (name: string, help: string, labelNames: readonly string[]): Histogram =>
    new Histogram({ name, help, labelNames: [...labelNames], buckets: hookBuckets, registers });
  return {
    http: histogram('herald_http_request_seconds', 'HTTP requests by route and status.', ['route', 'status']),
    hook: histogram('herald_hook_seconds', 'Hook calls by service and outcome.', ['service', 'outcome']),
    category: counter('herald_decisions_total', 'Hook answers by HER2 category.', ['service', 'category']),
    silence: counter('herald_silences_total', 'Hook answers without a card, by reason.', ['service', 'silence']),
    advice: counter('herald_advice_total', 'Cards shown, by kind of advice.', ['service', 'kind']),
    feedback: counter('herald_feedback_items_total', 'Items of feedback by outcome.', ['service', 'outcome']),
    memory: counter('herald_memory_reads_total', 'Readings of what was shown before, by result.', ['result']),
    tokenIds: counter('herald_token_id_claims_total', 'Claims of token ids in the shared store.', ['result']),
    fhir: histogram('herald_fhir_call_seconds', 'Calls of FHIR servers by outcome.', ['outcome']),
  };
}

const storeStates: readonly StoreState[] = ['starting', 'up', 'down'];

function watch(registry: Registry, levels: Levels): void {
  const registers = [registry];
  new Gauge({
    name: 'herald_store_state',
    help: 'State of the store: 1 for the one it is in.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const state of storeStates) this.set({ state }, levels.storeState() === state ? 1 : 0);
    },
  });
  const level = (name: string, help: string, read: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  level('herald_queue_waiting', 'Decisions that wait for the store.', () => levels.queue().waiting);
  level('herald_queue_written', 'Decisions written since the start.', () => levels.queue().written);
  level(
    'herald_queue_dropped',
    'Decisions given up since the start, the queue being full.',
    () => levels.queue().dropped,
  );
  level('herald_token_ids_waiting', 'Token ids claimed here alone that wait for the store.', levels.tokenIdsWaiting);
}

function countHook(meter: ReturnType<typeof meters>, event: HookMeasure): void {
  const { service, outcome, category, silence } = event;
  meter.hook.observe({ service, outcome }, event.seconds);
  if (category !== undefined) meter.category.inc({ service, category: categoryLabel(category) });
  if (silence !== undefined) meter.silence.inc({ service, silence });
  for (const kind of event.advice) meter.advice.inc({ service, kind });
}

/** Opens the counters of this process, with those of the runtime (memory, event loop, garbage collection). */
export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const meter = meters(registry);
  return {
    http: ({ route, status, seconds }) => meter.http.observe({ route, status: String(status) }, seconds),
    hook: (event) => countHook(meter, event),
    feedback: ({ service, outcome, items }) => {
      if (items > 0) meter.feedback.inc({ service, outcome }, items);
    },
    memory: (result) => meter.memory.inc({ result }),
    tokenIds: (result) => meter.tokenIds.inc({ result }),
    fhir: ({ outcome, seconds }) => meter.fhir.observe({ outcome }, seconds),
    watch: (levels) => watch(registry, levels),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
