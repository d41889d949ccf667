import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import nock from 'nock';

/** A request as a loopback server got it. */
interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A real HTTP server on a free port of 127.0.0.1 that counts what reaches it. */
export interface Loopback {
  readonly origin: string;
  readonly port: number;
  readonly connections: () => number;
  readonly requests: readonly SeenRequest[];
  readonly close: () => Promise<void>;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void;

/**
 * Gives this test file the real fetch: nock replaces it by one that ignores dispatchers, so addresses pinned by an agent would not be
 * seen. To be used by files that call loopback servers only, or names that an injected resolver answers.
 */
export function useRealFetch(): void {
  nock.restore();
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

export async function startLoopback(answer: Answer): Promise<Loopback> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      requests.push(seen);
      answer(seen, response);
    });
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = isAddress(address) ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    connections: () => connections,
    requests,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

/** Answers with JSON of a media type, FHIR's unless told otherwise. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  options: { status?: number; type?: string } = {},
): void {
  response.writeHead(options.status ?? 200, { 'content-type': options.type ?? 'application/fhir+json' });
  response.end(JSON.stringify(body));
}
