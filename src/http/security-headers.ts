import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { contentPolicy, ownOriginOnly } from './page-security.js';

/** What helmet sets, in its order. None of it depends on the request. */
function headersOf(options: Parameters<typeof helmet>[0]): readonly (readonly [string, string])[] {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  helmet(options)(response.req, response, () => undefined);
  return response.getHeaderNames().map((name) => [name, String(response.getHeader(name))] as const);
}

/**
 * Sets the same policy on every answer, and that nothing of it is stored: a route that wants otherwise says so later. The headers are
 * put together once.
 * @param isSecure over TLS or a proxy that speaks it: over plain loopback http, Strict-Transport-Security would only lock a developer out
 */
export function securityHeaders(isSecure: boolean): RequestHandler {
  const headers = [
    ...headersOf({
      contentSecurityPolicy: contentPolicy(ownOriginOnly),
      ...(isSecure ? {} : { strictTransportSecurity: false }),
    }),
    ['Cache-Control', 'no-store'] as const,
  ];
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}
