import { v7 } from 'uuid';
import type { Answered } from '../answer.js';
import { assessmentExtension } from '../cds/response.js';
import type { Decision } from './decisions.js';
import type { KeyedHash } from './keyed-hash.js';

/** One answered call and what the edge knows of it. */
export interface AnsweredCall {
  readonly answered: Answered;
  readonly service: string;
  readonly tenant: string;
  /** ISO time of the answer. */
  readonly at: string;
  readonly milliseconds: number;
  readonly knowledge: string;
}

/** Category of a call whose record was not read, since nothing in it concerned us. */
const unread = { category: 'unread', ascoCapStatus: 'unread', nextStep: 'NONE' } as const;

/** The rows of an answered call: codes, ids of the service and keyed hashes; nothing else of the request or the record. */
export function decisionRows({ answered, ...call }: AnsweredCall, hash: KeyedHash): Decision {
  const { request, response, grounds } = answered;
  const short = response.extension[assessmentExtension];
  const her2 = 'category' in short ? short : unread;
  const { service, tenant, at } = call;
  const place = {
    ...{ at, tenant, service, hook_instance: request.hookInstance, category: her2.category },
    patient: hash('patient', tenant, request.patient),
  };
  // In the order of time: neighbours in the index, so that a commit writes few of its pages.
  const id = v7();
  const clinician = request.user === undefined ? null : hash('user', tenant, request.user);
  return {
    decision: {
      ...place,
      id,
      hook: request.hook,
      asco_cap_status: her2.ascoCapStatus,
      reason: ('reason' in her2 ? her2.reason : undefined) ?? null,
      next_step: her2.nextStep,
      advice: JSON.stringify(grounds.advice.map((each) => each.kind)),
      silence: short.silence ?? null,
      missing: JSON.stringify(grounds.missing),
      unavailable: JSON.stringify(grounds.unavailable),
      knowledge: call.knowledge,
      latency_ms: call.milliseconds,
    },
    // Cards come in the order of the advice that they say.
    cards: response.cards.flatMap((card, index) => {
      const advice = grounds.advice[index];
      if (advice === undefined) return [];
      return {
        ...place,
        uuid: card.uuid,
        decision: id,
        clinician,
        topic: advice.topic,
        kind: advice.kind,
        indicator: card.indicator,
        evidence: hash('evidence', tenant, advice.fingerprint),
        suggestions: JSON.stringify((card.suggestions ?? []).map((each) => each.uuid)),
      };
    }),
  };
}
