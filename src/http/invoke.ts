import type { RequestHandler } from 'express';
import { type Answer, answer, type LineContext } from '../answer.js';
import type { DataEvent, EventLog } from '../audit/event-log.js';
import { assessmentExtension } from '../cds/response.js';
import type { Service } from '../cds/service.js';
import type { CardFault } from '../cds/sound-cards.js';
import { problem } from '../errors.js';
import type { DataReport } from '../fhir/gather.js';
import { type Client, clientOf } from './client.js';
import { sendProblem } from './problem-response.js';

/** How a route finds the service that its address names. */
export type FindService = (id: string) => Service | undefined;

export interface InvokeDependencies {
  readonly findService: FindService;
  /** The context of one call; the day is read from the clock here, at the edge. */
  readonly context: (client: Client) => Omit<LineContext, 'report' | 'unsound'>;
  readonly log: EventLog;
  /** Takes note of a call once it is answered; nothing waits for it. */
  readonly observe?: (call: ObservedCall) => void;
}

/** One call of a service with its answer, as it was sent. */
export interface ObservedCall {
  readonly service: string;
  readonly tenant: string;
  readonly answer: Answer;
  /** Version of the knowledge that it rests on. */
  readonly knowledge: string;
  /** From the parsed body to the answer. */
  readonly milliseconds: number;
}

/** The id in the address; Express gives a list for repeated wildcards only, which no route of ours has. */
export function serviceId(parameter: string | string[] | undefined): string {
  return typeof parameter === 'string' ? parameter : '';
}

/** What the log says of the data that an answer was made without; undefined where the FHIR server was not needed or gave all. */
function dataEvent({ lacking, serverRefused }: DataReport): Pick<DataEvent, 'lacking' | 'serverRefused'> | undefined {
  const failed = lacking.filter(({ cause }) => cause !== undefined);
  if (failed.length === 0 && serverRefused === undefined) return undefined;
  return {
    lacking: Object.fromEntries(failed.map(({ key, state, cause }) => [key, cause ?? state])),
    ...(serverRefused === undefined ? {} : { serverRefused }),
  };
}

/** `POST /cds-services/{id}`. */
export function invoke({ findService, context, log, observe }: InvokeDependencies): RequestHandler {
  return async (request, response) => {
    const service = findService(serviceId(request.params.id));
    if (service === undefined) {
      sendProblem(response, problem('SERVICE_UNKNOWN'));
      return;
    }
    const client = clientOf(response);
    const { requestId } = response.locals;
    const report = (data: DataReport): void => {
      const event = dataEvent(data);
      if (event !== undefined) log.data({ requestId, tenant: client.id, service: service.id, ...event });
    };
    const started = performance.now();
    const unsound = (fault: CardFault): void => log.unsoundCard({ requestId, service: service.id, ...fault });
    const called = context(client);
    const answered = await answer(service, request.body, { ...called, report, unsound });
    const milliseconds = performance.now() - started;
    const knowledge = called.knowledge.version;
    const observed = { service: service.id, tenant: client.id, answer: answered, knowledge, milliseconds };
    response.on('close', () => observe?.(observed));
    if (answered.kind === 'problem') {
      sendProblem(response, answered);
      return;
    }
    const { hookInstance, patient } = answered.request;
    log.hook({
      requestId,
      service: service.id,
      hookInstance,
      patient,
      cards: answered.response.cards.length,
      silent: 'silence' in answered.response.extension[assessmentExtension],
    });
    response.json(answered.response);
  };
}
