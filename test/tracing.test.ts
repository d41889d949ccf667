import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SpanStatusCode } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';
import { steps } from '../src/steps.js';
import { tracedSteps } from '../src/tracing.js';
import { draftOrder, her2Observation, orderSelect, patientView } from './support/hook-requests.js';
import { sendJson, startLoopback } from './support/loopback-server.js';
import { type RunningHerald, runHerald } from './support/running-herald.js';

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
provider.register();

const herald: RunningHerald = await runHerald();
afterAll(async () => {
  await herald.drain();
  await provider.shutdown();
});
beforeEach(() => exporter.reset());

const namesOf = (spans: readonly ReadableSpan[]): readonly string[] => spans.map((span) => span.name);
const spanNamed = (name: string): ReadableSpan | undefined => exporter.getFinishedSpans().find((s) => s.name === name);

/** Everything of a span that an exporter could send. */
function textOf({ name, attributes, events, links, status }: ReadableSpan): string {
  return JSON.stringify({ name, attributes, events, links, status });
}

/** Each member that could carry something of a person carries a word to look for. */
function canaries(): Record<string, unknown> {
  const patient = {
    resourceType: 'Patient',
    id: 'canary-id',
    name: [{ family: 'Canaryfamily' }],
    identifier: [{ value: 'canary-mrn' }],
  };
  const result = her2Observation('1+', {
    id: 'canary-result',
    subject: { reference: 'Patient/canary-id' },
    note: [{ text: 'canary note' }],
  });
  return patientView(
    { patient, her2: { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: result }] } },
    {
      context: { patientId: 'canary-id', userId: 'Practitioner/canary-user', encounterId: 'canary-encounter' },
      fhirAuthorization: {
        access_token: 'canary-token',
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'x',
        subject: 'x',
      },
    },
  );
}

describe('a call of a service leaves a span for each step', () => {
  test('named after the steps, within one span of the whole call', async () => {
    await herald.post('/cds-services/her2-patient-view', patientView());
    const spans = exporter.getFinishedSpans();
    expect([...new Set(namesOf(spans))].sort()).toEqual([...steps, 'hook'].sort());
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
    const whole = spanNamed('hook')?.spanContext().spanId;
    const outer = spans.filter((span) => span.name !== 'focus' && span.name !== 'hook');
    expect(outer.map((span) => span.parentSpanContext?.spanId)).toEqual(outer.map(() => whole));
    expect(spanNamed('focus')?.parentSpanContext?.spanId).toBe(spanNamed('gather')?.spanContext().spanId);
  });

  test('with hook, service, category and counts as the only attributes', async () => {
    await herald.post('/cds-services/her2-order-select', orderSelect(draftOrder('trastuzumab deruxtecan')));
    const service = { 'herald.service': 'her2-order-select', 'herald.hook': 'order-select' };
    expect(spanNamed('parse')?.attributes).toEqual(service);
    expect(spanNamed('categorize')?.attributes).toEqual({ ...service, 'herald.category': 'low' });
    expect(spanNamed('render')?.attributes).toEqual({ ...service, 'herald.count': expect.any(Number) });
    const keys = exporter.getFinishedSpans().flatMap((span) => Object.keys(span.attributes));
    expect([...new Set(keys)].sort()).toEqual(['herald.category', 'herald.count', 'herald.hook', 'herald.service']);
  });

  test('as far as it came: a body that is refused is parsed and no more', async () => {
    await herald.post('/cds-services/her2-patient-view', { hook: 'patient-view' });
    expect(namesOf(exporter.getFinishedSpans())).toEqual(['parse', 'hook']);
  });
});

describe('nothing of a patient is in a trace', () => {
  test('neither of an answered call, nor of the FHIR calls made for it, nor of a refused one', async () => {
    const ehr = await startLoopback((_request, response) => sendJson(response, {}, { status: 404 }));
    const call = { ...canaries(), fhirServer: `${ehr.origin}/canary-path` };
    const answered = await herald.post('/cds-services/her2-patient-view', call);
    const refused = await herald.post('/cds-services/her2-patient-view', { ...call, prefetch: {} });
    await ehr.close();
    expect([answered.status, refused.status]).toEqual([200, 412]);
    expect(ehr.requests.some(({ url }) => url.includes('canary-id'))).toBe(true);
    const told = exporter.getFinishedSpans().map(textOf).join('\n');
    expect(told).toContain('her2-patient-view');
    expect(told).not.toMatch(/canary|0dfdc1b6/i);
  });

  test('nor of a step that fails: the span is marked and does not quote the error', async () => {
    const inStep = tracedSteps({ id: 'her2-patient-view', hook: 'patient-view' });
    const failing = (): never => {
      throw new Error('canary in a message');
    };
    expect(() => inStep('read', failing)).toThrow('canary');
    await expect(inStep('gather', () => Promise.reject(new Error('canary too')))).rejects.toThrow('canary');
    const spans = exporter.getFinishedSpans();
    expect(spans.map((span) => [span.name, span.status])).toEqual([
      ['read', { code: SpanStatusCode.ERROR }],
      ['gather', { code: SpanStatusCode.ERROR }],
    ]);
    expect(spans.map(textOf).join()).not.toContain('canary');
  });
});
