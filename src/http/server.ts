import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Readiness } from './readiness.js';

/** Milliseconds in which a client has to send its headers and its whole request, and may keep an idle connection. */
export interface Timeouts {
  readonly headers: number;
  readonly request: number;
  readonly keepAlive: number;
  /** How often the server looks for clients that are too slow. */
  readonly checking: number;
}

/** A body of 4 MiB over a slow hospital line takes seconds, not minutes; the whole request is in by `request`. */
const defaultTimeouts: Timeouts = { headers: 5_000, request: 10_000, keepAlive: 65_000, checking: 1_000 };
/** Milliseconds between "not ready" and closing: a load balancer needs to notice. */
const noticeTime = 300;
/** Milliseconds after which a request that never ends is cut off. */
const patience = 10_000;

export interface RunningServer {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Stops taking connections, lets the requests in flight finish, resolves when the last one is answered. */
  drain(): Promise<void>;
}

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly readiness: Readiness;
  readonly timeouts?: Timeouts;
  /** Certificate chain and private key, PEM; plain http where absent. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function drain(server: Server, readiness: Readiness): Promise<void> {
  readiness.stop();
  await pause(noticeTime);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), patience);
  await closed;
  clearTimeout(cut);
}

/** The port bound; a server on a pipe has none, and ours never is. */
function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function createListener(listener: RequestListener, { tls, timeouts = defaultTimeouts }: ServerOptions): Server {
  const options = {
    headersTimeout: timeouts.headers,
    requestTimeout: timeouts.request,
    keepAliveTimeout: timeouts.keepAlive,
    connectionsCheckingInterval: timeouts.checking,
  };
  return tls === undefined
    ? createServer(options, listener)
    : createTlsServer({ ...options, ...tls, minVersion: 'TLSv1.2' }, listener);
}

/** Listens. Rejects where the address cannot be had (in use, not ours) or the certificate does not fit its key. */
export async function startServer(listener: RequestListener, options: ServerOptions): Promise<RunningServer> {
  const { host, port, readiness, tls } = options;
  const server = createListener(listener, options);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const scheme = tls === undefined ? 'http' : 'https';
  return { scheme, host, port: portOf(server.address()), drain: () => drain(server, readiness) };
}
