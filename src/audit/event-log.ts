import { createHmac, randomBytes } from 'node:crypto';
import { pino } from 'pino';
import type { ErrorCode } from '../errors.js';

/** Where lines go; a test collects them. */
export interface LineSink {
  write(line: string): void;
  /** Passes on what is held back; absent where nothing is. */
  flush?(): void;
}

/** One answered HTTP request: no header, no query, no body, only what the server itself knows. */
interface AnsweredEvent {
  readonly requestId: string;
  /** Route pattern, e.g. `POST /cds-services/:id`. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
  /** Refusal, where it was one. */
  readonly code?: ErrorCode;
}

/** One hook answered. Ids are hashed with a key of this process; the category is not logged. */
interface HookEvent {
  readonly requestId: string;
  readonly service: string;
  readonly hookInstance: string;
  readonly patient: string;
  readonly cards: number;
  readonly silent: boolean;
}

interface FeedbackEvent {
  readonly requestId: string;
  readonly service: string;
  readonly accepted: number;
  readonly rejected: number;
}

/** A request that was not let in: why, and whose it claimed to be, where that is one of our own tenants. Nothing of the token. */
interface RefusedEvent {
  readonly requestId: string;
  readonly reason: string;
  readonly tenant?: string;
}

/** What a hook request lacked: keys of ours with their causes, and why its FHIR server was not called. No address, no token. */
export interface DataEvent {
  readonly requestId: string;
  readonly tenant: string;
  readonly service: string;
  readonly lacking: Readonly<Record<string, string>>;
  readonly serverRefused?: string;
}

/** A card that was not sent, or not whole: its topic, and which members broke which rule; nothing of its content. */
interface UnsoundCardEvent {
  readonly requestId: string;
  readonly service: string;
  readonly topic: string;
  readonly problems: readonly string[];
  readonly became: 'bare' | 'withheld';
}

/** The log: one function per event, one JSON line per call, nothing of a patient, a token or free text in it. */
export interface EventLog {
  started(event: { readonly url: string; readonly mode: string; readonly knowledge: string }): void;
  answered(event: AnsweredEvent): void;
  hook(event: HookEvent): void;
  feedback(event: FeedbackEvent): void;
  refused(event: RefusedEvent): void;
  data(event: DataEvent): void;
  /** A card that broke the contract of cards: a bug of ours. */
  unsoundCard(event: UnsoundCardEvent): void;
  /** An error that no rule expected: its class and a code of the runtime, never its message (messages quote input). */
  failed(event: { readonly requestId?: string; readonly error: string }): void;
  draining(event: { readonly signal: string }): void;
  stopped(): void;
}

/** Class and runtime code of an error (`TypeError`, `ECONNRESET`): safe to log, unlike its message. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code =
    'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,40}$/.test(error.code) ? `:${error.code}` : '';
  return `${error.constructor.name}${code}`;
}

/** Milliseconds for which lines are collected, and characters above which they are not. */
const collectMs = 50;
const minLength = 8_192;

/** Standard output. The lines of many answers leave in one write: each write of its own holds up the answers. Only a kill loses them. */
function standardOutput(): LineSink {
  const output = pino.destination({ sync: true, minLength });
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    output.flush();
  };
  process.once('exit', () => output.flushSync());
  return {
    write: (line) => {
      output.write(line);
      timer ??= setTimeout(flush, collectMs).unref();
    },
    flush,
  };
}

/** Opens the log. Hashes are keyed with bytes that exist in this process only, so they cannot be looked up from a list of ids. */
export function openEventLog(sink: LineSink = standardOutput()): EventLog {
  const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, sink);
  const key = randomBytes(32);
  const hashed = (id: string): string => createHmac('sha256', key).update(id).digest('hex').slice(0, 16);
  /** For what an operator waits for, or what may be the last line. */
  const atOnce = (level: 'info' | 'error', line: object): void => {
    log[level](line);
    sink.flush?.();
  };
  return {
    started: (event) => atOnce('info', { event: 'started', ...event }),
    answered: (event) => log.info({ event: 'answered', ...event }),
    hook: ({ hookInstance, patient, ...event }) =>
      log.info({ event: 'hook', ...event, hookInstance: hashed(hookInstance), patient: hashed(patient) }),
    refused: (event) => log.warn({ event: 'refused', ...event }),
    data: (event) => log.info({ event: 'data', ...event }),
    unsoundCard: (event) => log.error({ event: 'unsound-card', ...event }),
    feedback: (event) => log.info({ event: 'feedback', ...event }),
    failed: (event) => atOnce('error', { event: 'failed', ...event }),
    draining: (event) => atOnce('info', { event: 'draining', ...event }),
    stopped: () => atOnce('info', { event: 'stopped' }),
  };
}
