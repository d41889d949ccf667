import { createApp } from '../../src/app.js';
import { openEventLog } from '../../src/audit/event-log.js';
import { readConfig } from '../../src/config.js';
import type { FeedbackSink } from '../../src/http/feedback.js';
import { type FeedbackMemory, openFeedbackMemory } from '../../src/http/feedback-memory.js';
import { openReadiness } from '../../src/http/readiness.js';
import { startServer, type Timeouts } from '../../src/http/server.js';
import { loadKnowledge } from '../../src/knowledge/load.js';

export interface RunningHerald {
  readonly url: string;
  readonly port: number;
  /** Lines of the log so far. */
  readonly lines: readonly string[];
  readonly memory: FeedbackMemory;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  drain(): Promise<void>;
}

const knowledge = loadKnowledge();

interface Options {
  readonly sink?: FeedbackSink;
  readonly bodyLimit?: number;
  readonly timeouts?: Timeouts;
}

/** Starts the server on a free loopback port with a fixed day; `body` strings and bytes are sent as they are. */
export async function runHerald(options: Options = {}): Promise<RunningHerald> {
  const read = readConfig({ HERALD_PORT: '0', HERALD_AS_OF: '2026-11-24' });
  if (read.kind === 'refused') throw new Error('the configuration of the tests is refused');
  const lines: string[] = [];
  const memory = openFeedbackMemory();
  const readiness = openReadiness();
  const app = createApp({
    config: read.config,
    knowledge,
    log: openEventLog({ write: (line) => lines.push(line) }),
    sink: options.sink ?? memory,
    readiness,
    ...(options.bodyLimit === undefined ? {} : { bodyLimit: options.bodyLimit }),
  });
  const server = await startServer(app, {
    ...{ host: '127.0.0.1', port: 0, readiness },
    ...(options.timeouts === undefined ? {} : { timeouts: options.timeouts }),
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    port: server.port,
    lines,
    memory,
    post: (path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    drain: () => server.drain(),
  };
}
