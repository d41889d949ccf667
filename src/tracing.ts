import { type Attributes, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import type { InStep, StepFacts } from './steps.js';

/** Gives spans to whatever SDK the operator brought; without one the calls do nothing. */
const tracer = trace.getTracer('herald-cds');

function attributesOf({ category, count }: StepFacts): Attributes {
  return {
    ...(category === undefined ? {} : { 'herald.category': category }),
    ...(count === undefined ? {} : { 'herald.count': count }),
  };
}

/** The status alone: the message of an error may quote a record. */
function fail(span: Span): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** Ends the span with its step, also where that fails or is finished later. */
function runIn<Result>(span: Span, run: () => Result, facts?: (result: Result) => StepFacts): Result {
  try {
    const result = run();
    if (result instanceof Promise) {
      result.then(
        () => span.end(),
        () => fail(span),
      );
      return result;
    }
    if (facts !== undefined && span.isRecording()) span.setAttributes(attributesOf(facts(result)));
    span.end();
    return result;
  } catch (error) {
    fail(span);
    throw error;
  }
}

/**
 * Steps of one call as spans named after them. Attributes: hook, service, HER2 category and counts, from closed lists; nothing of a
 * patient, a user, a tenant or an address.
 */
export function tracedSteps(service: { readonly id: string; readonly hook: string }): InStep {
  const attributes = { 'herald.service': service.id, 'herald.hook': service.hook };
  return (step, run, facts) => tracer.startActiveSpan(step, { attributes }, (span) => runIn(span, run, facts));
}
