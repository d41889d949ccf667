import { asFields, type Fields, objectAt, objectsAt, textAt } from '../chart/fields.js';

/** What came of a request: JSON and how long it took, or a sentence that a person can read. */
export type JsonAnswer =
  | { readonly kind: 'answer'; readonly body: unknown; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly status?: number; readonly sentence: string; readonly body?: unknown };

/** The sentence of an OperationOutcome, with the places it names. */
function sentenceOf(body: unknown, status: number): string {
  const issues = objectsAt(asFields(body), 'issue');
  const first = textAt(objectAt(issues[0], 'details'), 'text');
  const places = issues.flatMap((issue) => textAt(issue, 'diagnostics') ?? []);
  const said = [first ?? 'The server refused the request.', ...places].join(' ');
  return `${said} (HTTP ${status})`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Fetches JSON. Never rejects: refusals, other content and a server that is away are values. */
export async function requestJson(url: string, options: RequestInit = {}): Promise<JsonAnswer> {
  const started = performance.now();
  try {
    const response = await fetch(url, { credentials: 'same-origin', ...options });
    const body = parsed(await response.text());
    const { status } = response;
    if (!response.ok) return { kind: 'failed', status, sentence: sentenceOf(body, status), body };
    if (body === undefined) return { kind: 'failed', status, sentence: 'The server sent something that is not JSON.' };
    return { kind: 'answer', body, milliseconds: performance.now() - started };
  } catch {
    return { kind: 'failed', sentence: 'The server could not be reached.' };
  }
}

/** Posts JSON; as `requestJson`. */
export function postJson(url: string, body: unknown): Promise<JsonAnswer> {
  return requestJson(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** The body as an object; an empty one where it is none. */
export function bodyFields(answer: JsonAnswer): Fields {
  return (answer.kind === 'answer' ? asFields(answer.body) : undefined) ?? {};
}
