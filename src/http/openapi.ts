import { z } from 'zod';
import { feedbackItemSchema, maxFeedbackItems } from '../cds/feedback.js';
import { hookRequestSchema } from '../cds/request.js';
import type { Service } from '../cds/service.js';
import type { Config } from '../config.js';
import { type ErrorCode, errorTable } from '../errors.js';
import {
  assessmentSchema,
  discoverySchema,
  feedbackResponseSchema,
  hookResponseSchema,
  operationOutcomeSchema,
} from './response-schemas.js';

/** A JSON object as OpenAPI has it. */
export type OpenApiObject = Readonly<Record<string, unknown>>;

const bundleSchema = z.looseObject({ resourceType: z.literal('Bundle'), entry: z.array(z.unknown()).optional() });
const statusSchema = z.looseObject({ status: z.string() });

/** Named shapes, each generated from the schema that reads or checks the same thing. */
const schemas = {
  HookRequest: hookRequestSchema,
  HookResponse: hookResponseSchema,
  Feedback: z.looseObject({ feedback: z.array(feedbackItemSchema).min(1).max(maxFeedbackItems) }),
  FeedbackResponse: feedbackResponseSchema,
  Bundle: bundleSchema,
  Assessment: assessmentSchema,
  Discovery: discoverySchema,
  OperationOutcome: operationOutcomeSchema,
  Status: statusSchema,
} as const;
type SchemaName = keyof typeof schemas;

const reference = (name: SchemaName): OpenApiObject => ({ $ref: `#/components/schemas/${name}` });
const json = (name: SchemaName): OpenApiObject => ({ 'application/json': { schema: reference(name) } });

function refusals(codes: readonly ErrorCode[]): OpenApiObject {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = errorTable[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, listed]) => [
      String(status),
      {
        description: listed.map((code) => `${code}: ${errorTable[code].sentence}`).join(' '),
        content: json('OperationOutcome'),
      },
    ]),
  );
}

const ok = (name: SchemaName, description: string): OpenApiObject => ({ 200: { description, content: json(name) } });

const bodyCodes = [
  'BODY_NOT_JSON',
  'BODY_TOO_DEEP',
  'BODY_INCOMPLETE',
  'BODY_TOO_LARGE',
  'CONTENT_TYPE_UNSUPPORTED',
  'METHOD_NOT_ALLOWED',
  'INTERNAL',
] as const satisfies readonly ErrorCode[];
const clientCodes = ['UNAUTHORIZED', 'TOO_MANY_REQUESTS'] as const satisfies readonly ErrorCode[];
const hookCodes = ['REQUEST_INVALID', 'HOOK_MISMATCH', 'PATIENT_MISMATCH', 'AS_OF_INVALID', 'DATA_MISSING'] as const;

interface Described {
  readonly summary: string;
  readonly body: SchemaName;
  readonly answer: OpenApiObject;
  readonly codes: readonly ErrorCode[];
  readonly parameters?: readonly OpenApiObject[];
}

function post({ summary, body, answer, codes, parameters }: Described, config: Config): OpenApiObject {
  const isSigned = config.mode === 'tenants';
  return {
    post: {
      summary,
      ...(isSigned ? { security: [{ clientToken: [] }] } : {}),
      ...(parameters === undefined ? {} : { parameters }),
      requestBody: { required: true, content: json(body) },
      responses: { ...answer, ...refusals([...codes, ...bodyCodes, ...(isSigned ? clientCodes : [])]) },
    },
  };
}

function get(summary: string, responses: OpenApiObject): OpenApiObject {
  return { get: { summary, responses } };
}

const asOfParameter: OpenApiObject = {
  name: 'asOf',
  in: 'query',
  description: 'The day to assess for; today where absent.',
  schema: { type: 'string', format: 'date' },
};

function servicePaths(service: Service, config: Config): OpenApiObject {
  const route = `/cds-services/${service.id}`;
  return {
    [route]: post(
      {
        summary: service.title,
        body: 'HookRequest',
        answer: ok('HookResponse', 'Cards, at most two, and the assessment in short.'),
        codes: hookCodes,
      },
      config,
    ),
    [`${route}/feedback`]: post(
      {
        summary: `Feedback on cards of ${service.id}`,
        body: 'Feedback',
        answer: ok('FeedbackResponse', 'Kept. Sending the same item again changes nothing.'),
        codes: ['FEEDBACK_INVALID', 'FEEDBACK_NOT_STORED'],
      },
      config,
    ),
  };
}

function pathsOf(services: readonly Service[], config: Config): OpenApiObject {
  return {
    '/cds-services': get('CDS Hooks discovery', ok('Discovery', 'The services and their prefetch templates.')),
    ...Object.assign({}, ...services.map((service) => servicePaths(service, config))),
    '/assess': post(
      {
        summary: 'Assess the record of one patient',
        body: 'Bundle',
        answer: ok('Assessment', 'HER2, disease, therapies, and all indications known.'),
        codes: ['BUNDLE_INVALID', 'SEVERAL_PATIENTS', 'AS_OF_INVALID', 'QUERY_INVALID'],
        parameters: [asOfParameter],
      },
      config,
    ),
    '/healthz': get('The process lives', ok('Status', 'It does.')),
    '/readyz': get('New work is welcome', { ...ok('Status', 'It is.'), ...refusals(['NOT_READY']) }),
    '/openapi.json': get('This description', {
      200: { description: 'OpenAPI 3.1', content: { 'application/json': {} } },
    }),
  };
}

/** JSON Schema of a shape, without the declaration of its dialect: OpenAPI 3.1 has the same one (2020-12). */
function shapeOf(schema: z.ZodType): OpenApiObject {
  const { $schema: _dialect, ...shape } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return shape;
}

/** The OpenAPI 3.1 description of the interface, generated from the schemas and the tables that the server itself uses. */
export function openApi(services: readonly Service[], config: Config): OpenApiObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Herald',
      version: '1',
      summary: 'HER2-low and HER2-ultralow decision support over CDS Hooks and FHIR R4',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: config.mode === 'tenants' ? config.publicUrl : '/' }],
    paths: pathsOf(services, config),
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, shapeOf(schema)])),
      securitySchemes: {
        clientToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'A JWT that the CDS client signs for each call (CDS Hooks 2.0.1, "Trusting CDS Clients").',
        },
      },
    },
  };
}
