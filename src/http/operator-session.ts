import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { problem } from '../errors.js';
import type { OperatorDoor } from './operator.js';
import { isOperatorToken } from './operator-token.js';
import { sendProblem } from './problem-response.js';

/** A signed-in browser of the operator. Sessions end with the process, or after a working day. */
export interface OperatorSessions {
  /** The `Set-Cookie` of a new session. */
  open(): string;
  /** Does this `Cookie` header carry a session of this process that still holds? */
  accepts(header: string | undefined): boolean;
}

const name = 'herald_operator';
const seconds = 8 * 3_600;

function valueIn(header: string | undefined): string | undefined {
  const found = (header ?? '').split(';').find((each) => each.trim().startsWith(`${name}=`));
  return found?.slice(found.indexOf('=') + 1).trim();
}

/** Sessions as signed expiry times: nothing is kept but a key that lives as long as the process. */
export function operatorSessions(now: () => number): OperatorSessions {
  const key = randomBytes(32);
  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('base64url');
  return {
    open: () => {
      const text = `${now() + seconds * 1_000}.${randomBytes(9).toString('base64url')}`;
      return `${name}=${text}.${sign(text)}; Path=/insights; Max-Age=${seconds}; HttpOnly; Secure; SameSite=Strict`;
    },
    accepts: (header) => {
      const [until = '', nonce = '', mac = ''] = (valueIn(header) ?? '').split('.');
      const given = Buffer.from(mac);
      const wanted = Buffer.from(sign(`${until}.${nonce}`));
      return given.length === wanted.length && timingSafeEqual(given, wanted) && Number(until) > now();
    },
  };
}

const bodySchema = z.strictObject({ token: z.string().min(1).max(1_000) });

/** `POST /insights/session` with the operator's token: a session cookie, so that the page needs to keep no token. */
export function openOperatorSession(door: OperatorDoor, sessions: OperatorSessions): RequestHandler {
  return (request, response) => {
    const body = bodySchema.safeParse(request.body);
    if (door.tokenHash === undefined) sendProblem(response, problem('ROUTE_UNKNOWN'));
    else if (!body.success || !isOperatorToken(body.data.token, door.tokenHash)) {
      sendProblem(response, problem('OPERATOR_UNKNOWN'));
    } else response.set('Set-Cookie', sessions.open()).json({});
  };
}
