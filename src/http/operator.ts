import type { RequestHandler } from 'express';
import { problem } from '../errors.js';
import { isOperatorToken } from './operator-token.js';
import { sendProblem } from './problem-response.js';

export interface OperatorDoor {
  /** SHA-256 of the operator's token, as hex. */
  readonly tokenHash?: string;
  /** Open mode lets everybody in where no token is set; elsewhere nobody is let in then, and nothing is there. */
  readonly openWithoutToken: boolean;
  /** Whether a cookie stands for the token; absent: none does. */
  readonly acceptsCookie?: (header: string | undefined) => boolean;
}

const bearer = /^Bearer +(\S{1,1000})$/i;

function isOperator(authorization: string | undefined, tokenHash: string): boolean {
  const token = bearer.exec(authorization ?? '')?.[1];
  if (token === undefined) return false;
  return isOperatorToken(token, tokenHash);
}

/** Before every route that is for the operator alone. */
export function operatorOnly({ tokenHash, openWithoutToken, acceptsCookie }: OperatorDoor): RequestHandler {
  return (request, response, next) => {
    if (tokenHash === undefined) {
      if (openWithoutToken) next();
      else sendProblem(response, problem('ROUTE_UNKNOWN'));
    } else if (isOperator(request.headers.authorization, tokenHash)) next();
    else if (acceptsCookie?.(request.headers.cookie) === true) next();
    else {
      response.set('WWW-Authenticate', 'Bearer');
      sendProblem(response, problem('OPERATOR_UNKNOWN'));
    }
  };
}
