import {
  type AuthorizationServer,
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  generateRandomCodeVerifier,
  generateRandomState,
  None,
  processAuthorizationCodeResponse,
  validateAuthResponse,
} from 'oauth4webapi';
import { asFields, type Fields, textAt, textsAt } from '../../chart/fields.js';
import { bodyFields, requestJson } from '../json-request.js';
import { siteUrl } from '../site-root.js';

/** SMART App Launch 2.2 for a public client: discovery, authorization code with PKCE (S256), token in memory alone. */
const key = 'herald-smart';

/** What is kept between leaving for the authorization server and coming back; no token. */
interface Pending {
  readonly iss: string;
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
  readonly state: string;
  readonly verifier: string;
}

/** An EHR that lets this page read one patient. */
export interface Session {
  readonly iss: string;
  readonly token: string;
  readonly patient: string;
}

/** How the page signs in at an issuer that this server lists. */
interface SmartConfig {
  readonly iss: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly origins: readonly string[];
}

async function configOf(iss: string): Promise<SmartConfig | string> {
  const answer = await requestJson(siteUrl(`evidence/config?iss=${encodeURIComponent(iss)}`));
  if (answer.kind === 'failed') return answer.sentence;
  const fields = bodyFields(answer);
  return {
    iss: (textAt(fields, 'iss') ?? '').replace(/\/+$/, ''),
    clientId: textAt(fields, 'clientId') ?? '',
    scopes: textsAt(fields, 'scopes'),
    origins: textsAt(fields, 'origins'),
  };
}

/** The address where this page is come back to; registered with the EHR. */
function redirectUri(): string {
  return siteUrl('evidence');
}

function isListed(endpoint: string | undefined, { origins }: SmartConfig): endpoint is string {
  return endpoint !== undefined && URL.canParse(endpoint) && origins.includes(new URL(endpoint).origin);
}

async function authorizeUrl(
  config: SmartConfig,
  discovered: Fields,
  launch: string | undefined,
): Promise<URL | string> {
  const authorize = textAt(discovered, 'authorization_endpoint');
  const tokenEndpoint = textAt(discovered, 'token_endpoint');
  if (!isListed(authorize, config) || !isListed(tokenEndpoint, config)) {
    return 'The EHR names a sign-in server that is not listed for it. Nothing was sent there.';
  }
  const { iss, clientId, scopes } = config;
  const [verifier, state] = [generateRandomCodeVerifier(), generateRandomState()];
  const issuer = textAt(discovered, 'issuer') ?? iss;
  const pending: Pending = { iss, issuer, tokenEndpoint, clientId, state, verifier };
  sessionStorage.setItem(key, JSON.stringify(pending));
  const url = new URL(authorize);
  // Without a launch of the EHR the sign-in server asks which patient.
  const context = launch === undefined ? 'launch/patient' : 'launch';
  const asked = [...new Set([context, ...scopes.filter((each) => each !== 'launch' && each !== 'launch/patient')])];
  const parameters: Readonly<Record<string, string>> = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri(),
    scope: asked.join(' '),
    state,
    aud: iss,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(launch === undefined ? {} : { launch }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}

/**
 * Begins the sign-in: from a launch of the EHR (`iss`, `launch`) or, without `launch`, standalone. Gives the address to go to, or a
 * sentence. An issuer that this server does not list is sent nothing.
 */
export async function beginSignIn(iss: string, launch: string | undefined): Promise<URL | string> {
  const config = await configOf(iss);
  if (typeof config === 'string') return config;
  const answer = await requestJson(`${config.iss}/.well-known/smart-configuration`, {
    headers: { Accept: 'application/json' },
    credentials: 'omit',
  });
  if (answer.kind === 'failed') return `The EHR does not say how to sign in: ${answer.sentence}`;
  return authorizeUrl(config, bodyFields(answer), launch);
}

function takePending(): Pending | undefined {
  const text = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  const stored: unknown = text === null ? undefined : JSON.parse(text);
  const read = (name: string): string => textAt(asFields(stored), name) ?? '';
  if (asFields(stored) === undefined) return undefined;
  return {
    ...{ iss: read('iss'), issuer: read('issuer'), tokenEndpoint: read('tokenEndpoint') },
    ...{ clientId: read('clientId'), state: read('state'), verifier: read('verifier') },
  };
}

async function exchangeCode(pending: Pending, returned: URL): Promise<Session | string> {
  const server: AuthorizationServer = { issuer: pending.issuer, token_endpoint: pending.tokenEndpoint };
  const client = { client_id: pending.clientId };
  const parameters = validateAuthResponse(server, client, returned, pending.state);
  const response = await authorizationCodeGrantRequest(
    server,
    client,
    None(),
    parameters,
    redirectUri(),
    pending.verifier,
    // Only a sign-in server on this very machine is reached without TLS; the server's list holds no other.
    { [allowInsecureRequests]: new URL(pending.tokenEndpoint).protocol === 'http:' },
  );
  const granted = await processAuthorizationCodeResponse(server, client, response);
  const patient = textAt(asFields(granted), 'patient');
  if (patient === undefined) return 'The EHR did not say which patient is open.';
  return { iss: pending.iss, token: granted.access_token, patient };
}

/** Ends the sign-in with the address that the authorization server sent the browser back to. */
export async function endSignIn(returned: URL): Promise<Session | string> {
  const pending = takePending();
  if (pending === undefined)
    return 'This sign-in was not begun in this tab, or is over. Open the page from the EHR again.';
  const refused = returned.searchParams.get('error');
  try {
    return await exchangeCode(pending, returned);
  } catch {
    return refused === null ? 'The sign-in could not be completed.' : 'The EHR refused the sign-in.';
  }
}
