import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { patientsFolder } from '../../src/http/built-files.js';
import { sandboxFhir } from '../../src/http/sandbox-fhir.js';
import { readSandboxRecords } from '../../src/http/sandbox-records.js';

/** An EHR for tests: SMART App Launch 2.2 authorization server and FHIR server, written from the text of the specification. */
export interface SmartEhr {
  readonly iss: string;
  readonly origin: string;
  /** Begins a launch for a patient: the `launch` value that the EHR would put into the address. */
  launch(patient: string): string;
  /** What was asked of the authorization server, in order. */
  readonly asked: readonly string[];
  /** Addresses of the FHIR server that were called with a token, and without one. */
  readonly calls: { readonly withToken: string[]; readonly without: string[] };
  close(): Promise<void>;
}

interface Grant {
  readonly patient: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly clientId: string;
}

export interface EhrOptions {
  readonly clientId: string;
  readonly redirectUri: () => string;
  /** Patient chosen where the app is started without a launch. */
  readonly chosen: string;
  /** Token endpoint told in discovery, where it is not the server's own. */
  readonly tokenEndpoint?: string;
}

class Authorization {
  readonly asked: string[] = [];
  readonly tokens = new Set<string>();
  readonly #launches = new Map<string, string>();
  readonly #grants = new Map<string, Grant>();

  constructor(
    readonly options: EhrOptions,
    readonly iss: () => string,
  ) {}

  launch(patient: string): string {
    const id = randomUUID();
    this.#launches.set(id, patient);
    return id;
  }

  /** RFC 6749 4.1.1, RFC 7636, SMART App Launch 2.2: every parameter is checked; gives the address to go back to. */
  authorize(query: URLSearchParams): URL | string {
    this.asked.push(`authorize ${[...query.keys()].sort().join(' ')}`);
    const { clientId, redirectUri, chosen } = this.options;
    const scopes = (query.get('scope') ?? '').split(' ');
    const launch = query.get('launch');
    const patient = launch === null ? chosen : this.#launches.get(launch);
    const wrong = [
      ...(query.get('response_type') === 'code' ? [] : ['response_type']),
      ...(query.get('client_id') === clientId ? [] : ['client_id']),
      ...(query.get('redirect_uri') === redirectUri() ? [] : ['redirect_uri']),
      ...(query.get('aud') === this.iss() ? [] : ['aud']),
      ...(query.get('code_challenge_method') === 'S256' ? [] : ['code_challenge_method']),
      ...(/^[\w-]{43}$/.test(query.get('code_challenge') ?? '') ? [] : ['code_challenge']),
      ...((query.get('state') ?? '').length >= 16 ? [] : ['state']),
      ...(scopes.includes(launch === null ? 'launch/patient' : 'launch') ? [] : ['scope']),
    ];
    if (wrong.length > 0 || patient === undefined) return `wrong: ${wrong.join(' ')}`;
    const code = randomUUID();
    this.#grants.set(code, {
      patient,
      challenge: query.get('code_challenge') ?? '',
      redirectUri: redirectUri(),
      clientId,
    });
    const back = new URL(redirectUri());
    back.searchParams.set('code', code);
    back.searchParams.set('state', query.get('state') ?? '');
    return back;
  }

  /** RFC 6749 4.1.3 with the PKCE verifier; a code is good once. */
  token(form: URLSearchParams): object | undefined {
    this.asked.push(`token ${[...form.keys()].sort().join(' ')}`);
    const grant = this.#grants.get(form.get('code') ?? '');
    this.#grants.delete(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    const isRight =
      grant !== undefined &&
      form.get('grant_type') === 'authorization_code' &&
      form.get('redirect_uri') === grant.redirectUri &&
      form.get('client_id') === grant.clientId &&
      createHash('sha256').update(verifier).digest('base64url') === grant.challenge;
    if (!isRight) return undefined;
    const token = randomUUID();
    this.tokens.add(token);
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'launch patient/*.rs',
      patient: grant.patient,
    };
  }
}

function routes(authorization: Authorization, calls: SmartEhr['calls'], origin: () => string): Express {
  const app = express();
  app.set('query parser', false);
  app.use((request, response, next) => {
    response
      .set('Access-Control-Allow-Origin', '*')
      .set('Access-Control-Allow-Headers', 'Authorization, Content-Type, Accept');
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  });
  app.get('/fhir/.well-known/smart-configuration', (_request, response) => {
    response.json({
      authorization_endpoint: `${origin()}/authorize`,
      token_endpoint: authorization.options.tokenEndpoint ?? `${origin()}/token`,
      code_challenge_methods_supported: ['S256'],
      capabilities: ['launch-ehr', 'launch-standalone', 'client-public', 'context-ehr-patient'],
    });
  });
  app.get('/authorize', (request, response) => {
    const back = authorization.authorize(new URL(request.originalUrl, origin()).searchParams);
    if (typeof back === 'string') response.status(400).send(back);
    else response.redirect(302, back.href);
  });
  app.post('/token', express.text({ type: 'application/x-www-form-urlencoded' }), (request, response) => {
    const granted = authorization.token(new URLSearchParams(String(request.body)));
    if (granted === undefined) response.status(400).json({ error: 'invalid_grant' });
    else response.set('Cache-Control', 'no-store').json(granted);
  });
  app.use('/fhir', (request, response, next) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token !== undefined && authorization.tokens.has(token)) {
      calls.withToken.push(request.url);
      next();
    } else {
      calls.without.push(request.url);
      response.status(401).json({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'login' }] });
    }
  });
  app.use('/fhir', sandboxFhir(readSandboxRecords(patientsFolder)));
  return app;
}

/** Starts the EHR on a free loopback port. */
export async function startSmartEhr(options: EhrOptions): Promise<SmartEhr> {
  let origin = '';
  const authorization = new Authorization(options, () => `${origin}/fhir`);
  const calls = { withToken: [], without: [] };
  const server = createServer(routes(authorization, calls, () => origin));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    iss: `${origin}/fhir`,
    origin,
    launch: (patient) => authorization.launch(patient),
    asked: authorization.asked,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
