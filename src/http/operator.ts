import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { problem } from '../errors.js';
import { sendProblem } from './problem-response.js';

export interface OperatorDoor {
  /** SHA-256 of the operator's token, as hex. */
  readonly tokenHash?: string;
  /** Open mode lets everybody in where no token is set; elsewhere nobody is let in then, and nothing is there. */
  readonly openWithoutToken: boolean;
}

const bearer = /^Bearer +(\S{1,1000})$/i;

function isOperator(authorization: string | undefined, tokenHash: string): boolean {
  const token = bearer.exec(authorization ?? '')?.[1];
  if (token === undefined) return false;
  const given = createHash('sha256').update(token).digest();
  const wanted = Buffer.from(tokenHash, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Before every route that is for the operator alone. */
export function operatorOnly({ tokenHash, openWithoutToken }: OperatorDoor): RequestHandler {
  return (request, response, next) => {
    if (tokenHash === undefined) {
      if (openWithoutToken) next();
      else sendProblem(response, problem('ROUTE_UNKNOWN'));
    } else if (isOperator(request.headers.authorization, tokenHash)) next();
    else {
      response.set('WWW-Authenticate', 'Bearer');
      sendProblem(response, problem('OPERATOR_UNKNOWN'));
    }
  };
}
