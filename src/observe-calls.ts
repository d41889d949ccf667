import { assessmentExtension } from './cds/response.js';
import type { ObservedCall } from './http/invoke.js';
import type { HookMeasure, Metrics } from './metrics/metrics.js';
import type { Keeper } from './store/keeper.js';

function measureOf({ service, answer, milliseconds }: ObservedCall): HookMeasure {
  const base = { service, seconds: milliseconds / 1_000 };
  if (answer.kind === 'problem') return { ...base, outcome: 'refused', advice: [] };
  const short = answer.response.extension[assessmentExtension];
  return {
    ...base,
    outcome: answer.response.cards.length > 0 ? 'cards' : 'silent',
    advice: answer.grounds.advice.map((each) => each.kind),
    ...('category' in short ? { category: short.category } : {}),
    ...(short.silence === undefined ? {} : { silence: short.silence }),
  };
}

/** What becomes of a call once it is answered: it is counted, and an answer goes into the record of decisions. */
export function observeCalls({
  keeper,
  metrics,
}: {
  readonly keeper: Pick<Keeper, 'record'>;
  readonly metrics: Metrics;
}): (call: ObservedCall) => void {
  return (call) => {
    metrics.hook(measureOf(call));
    const { answer: answered, service, tenant, knowledge, milliseconds } = call;
    if (answered.kind === 'problem') return;
    keeper.record({ answered, service, tenant, milliseconds, knowledge, at: new Date().toISOString() });
  };
}
