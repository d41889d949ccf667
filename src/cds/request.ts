import { z } from 'zod';
import { asFields, type Fields } from '../chart/fields.js';
import type { HookName } from '../clinical/advice/focus.js';
import { type Problem, type ProblemDetail, problem } from '../errors.js';
import { identifierOf } from './identifier.js';

/** Longest identifier taken from a client; Epic's are up to about 200 characters. */
const maxIdLength = 512;
const identifier = identifierOf(maxIdLength);

/** The body of a call to a service; the FHIR in it is not described. */
export const hookRequestSchema = z.looseObject({
  hook: identifier,
  hookInstance: identifier,
  fhirServer: z.string().max(2_048).nullish(),
  fhirAuthorization: z.looseObject({ access_token: z.string(), token_type: z.string().optional() }).nullish(),
  context: z.looseObject({
    patientId: identifier,
    userId: z.string().max(maxIdLength).optional(),
    encounterId: z.string().max(maxIdLength).nullish(),
    selections: z.array(z.string().max(maxIdLength)).max(1_000).optional(),
    draftOrders: z.unknown().optional(),
  }),
  prefetch: z.record(z.string(), z.unknown()).nullish(),
  extension: z.unknown().optional(),
});

/** A request as CDS Hooks 2.0 defines it; the FHIR inside is as it came. */
export interface HookRequest {
  readonly hook: HookName;
  readonly hookInstance: string;
  /** `Patient/{id}`, also where the client sent the bare id. */
  readonly patient: string;
  /** `{type}/{id}` of the user, where the client names one. */
  readonly user?: string;
  readonly selections?: readonly string[];
  readonly draftOrders?: unknown;
  /** Own members only; empty where the client sent none. */
  readonly prefetch: ReadonlyMap<string, unknown>;
  readonly extension?: Fields;
  readonly fhirServer?: string;
  readonly accessToken?: string;
}

/** Member names that a refusal may name: those of the contract, nothing that the client made up. */
const contractNames = new Set([
  'hook',
  'hookInstance',
  'fhirServer',
  'fhirAuthorization',
  'access_token',
  'token_type',
  'context',
  'patientId',
  'userId',
  'encounterId',
  'selections',
  'draftOrders',
  'prefetch',
]);

function detailsOf(error: z.ZodError): readonly ProblemDetail[] {
  const places = error.issues.map((issue) => issue.path.filter((step) => contractNames.has(String(step))).join('.'));
  return [...new Set(places)].map((place) => ({
    expression: place === '' ? 'request' : place,
    text: 'Required by CDS Hooks 2.0, or of another type than it defines.',
  }));
}

/** `Patient/{id}` of a patientId that may already carry the type; undefined where no id is left. */
function patientOf(patientId: string): string | undefined {
  const id = patientId.split('/').at(-1)?.trim();
  return id ? `Patient/${id}` : undefined;
}

/** What the hook definition requires of the context beyond patientId. */
const requiredContext: Record<HookName, readonly ('draftOrders' | 'selections')[]> = {
  'patient-view': [],
  'order-select': ['selections', 'draftOrders'],
  'order-sign': ['draftOrders'],
};

/**
 * Reads the body of a call to a service: strict about the protocol, tolerant about the FHIR in it. Unknown members are ignored.
 * Takes the parsed JSON and the hook of the service called; gives the request or the refusal.
 */
export function parseHookRequest(
  body: unknown,
  hook: HookName,
): { readonly kind: 'request'; readonly request: HookRequest } | Problem {
  const parsed = hookRequestSchema.safeParse(body);
  if (!parsed.success) return problem('REQUEST_INVALID', detailsOf(parsed.error));
  const { context, prefetch, extension, fhirServer, fhirAuthorization } = parsed.data;
  if (parsed.data.hook !== hook)
    return problem('HOOK_MISMATCH', [{ expression: 'hook', text: `This service answers ${hook}.` }]);
  const patient = patientOf(context.patientId);
  const missing = requiredContext[hook].filter((name) =>
    name === 'draftOrders' ? asFields(context.draftOrders) === undefined : context[name] === undefined,
  );
  if (patient === undefined || missing.length > 0) {
    return problem(
      'REQUEST_INVALID',
      (patient === undefined ? ['patientId'] : missing).map((name) => ({
        expression: `context.${name}`,
        text: `Required by the hook ${hook}.`,
      })),
    );
  }
  const extensions = asFields(extension);
  return {
    kind: 'request',
    request: {
      hook,
      hookInstance: parsed.data.hookInstance,
      patient,
      prefetch: new Map(Object.entries(prefetch ?? {})),
      ...(context.userId === undefined ? {} : { user: context.userId }),
      ...(context.selections === undefined ? {} : { selections: context.selections }),
      ...(context.draftOrders === undefined ? {} : { draftOrders: context.draftOrders }),
      ...(extensions === undefined ? {} : { extension: extensions }),
      ...(fhirServer == null ? {} : { fhirServer }),
      ...(fhirAuthorization == null ? {} : { accessToken: fhirAuthorization.access_token }),
    },
  };
}
