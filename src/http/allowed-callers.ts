import { isIP } from 'node:net';
import cors, { type CorsOptions } from 'cors';
import type { RequestHandler } from 'express';
import { problem } from '../errors.js';
import { isLoopback } from '../loopback.js';
import { sendProblem } from './problem-response.js';

/** The public CDS Hooks sandbox: a page that calls services from the browser. */
const publicSandbox = 'https://sandbox.cds-hooks.org';

/** In open mode browsers may call from this machine's own pages and from the public sandbox, nothing else. */
export function isAllowedOrigin(origin: string): boolean {
  if (origin === publicSandbox) return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.origin === origin && isLoopback(url.hostname);
}

const options: CorsOptions = {
  methods: ['GET', 'POST', 'OPTIONS'],
  allowedHeaders: ['Authorization', 'Content-Type'],
  exposedHeaders: ['X-Request-Id'],
  maxAge: 600,
};

/**
 * CORS on every route (`isAllowed` decides by origin), discovery included (the sandbox sends Authorization with GET, so that is preflighted too). Preflights are
 * answered without authentication. Chrome asks separately whether a public page may call a private address.
 */
export function crossOrigin(isAllowed: (origin: string) => boolean): RequestHandler {
  const allow = cors({ ...options, origin: true });
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin === undefined || !isAllowed(origin)) {
      next();
      return;
    }
    if (request.headers['access-control-request-private-network'] === 'true') {
      response.set('Access-Control-Allow-Private-Network', 'true');
    }
    allow(request, response, next);
  };
}

/** The name of a Host header without its port; undefined where it is malformed. */
function hostName(header: string | undefined): string | undefined {
  const url = `http://${header ?? ''}`;
  if (header === undefined || /[/?#@\\]/.test(header) || !URL.canParse(url)) return undefined;
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

/**
 * May a request for this host be answered in open mode? Another site's name that points here (DNS rebinding) is a public domain name,
 * so beyond loopback only addresses and names without a dot, such as a container's, are answered, and only where acknowledged.
 */
export function isAllowedHost(header: string | undefined, acknowledged: boolean): boolean {
  const name = hostName(header);
  if (name === undefined) return false;
  return isLoopback(name) || (acknowledged && (isIP(name) !== 0 || !name.includes('.')));
}

/** Refuses requests under a host name that the server was not started for. */
export function hostCheck(acknowledged: boolean): RequestHandler {
  // Clients keep to one name; the last one that was allowed is not taken apart again.
  let allowed: string | undefined;
  return (request, response, next) => {
    const { host } = request.headers;
    if (allowed === undefined || host !== allowed) allowed = isAllowedHost(host, acknowledged) ? host : undefined;
    if (allowed !== undefined) next();
    else sendProblem(response, problem('HOST_NOT_ALLOWED'));
  };
}
