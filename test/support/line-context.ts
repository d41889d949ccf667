import { v5 } from 'uuid';
import { serviceOf } from '../../hooks/index.js';
import { type Answer, answer, type LineContext } from '../../src/answer.js';
import { asFields, type Fields } from '../../src/chart/fields.js';
import { defaultPolicy } from '../../src/clinical/advice/policy.js';
import { knowledge } from './build-chart.js';
import { noFhirServer } from './no-fhir-server.js';
import { readText } from './source-files.js';

/** The line without a server around it: open mode, English, region US, nothing remembered, no FHIR server. */
export function lineContext(more: Partial<LineContext> = {}): LineContext {
  return {
    knowledge,
    policy: defaultPolicy,
    language: 'en',
    tenant: 'test',
    today: '2026-11-24',
    callerMaySetDay: true,
    reach: noFhirServer,
    nameUuid: (name) => v5(name, v5.URL),
    ...more,
  };
}

/** A request of `fixtures/requests`, as a fresh value. */
export function readRequest(name: string): Fields {
  return asFields(JSON.parse(readText(`fixtures/requests/${name}.json`))) ?? {};
}

/** Answers a request by the service of its hook. */
export async function answered(body: Fields, context: LineContext = lineContext()): Promise<Answer> {
  const service = serviceOf(`her2-${String(body.hook)}`);
  if (service === undefined) throw new Error(`no service for hook ${String(body.hook)}`);
  return answer(service, body, context);
}
