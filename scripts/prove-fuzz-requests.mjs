/** The grammar of requests: an endpoint, its captured body, and what goes wrong with them. */
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { canary, mutatedBytes, mutatedTree, textOf } from './prove-fuzz-json.mjs';
import { randomOf } from './prove-fuzz-random.mjs';
import { wireRequest } from './prove-fuzz-wire.mjs';

const bodyErrors = [400, 413, 415];
/** @param answers statuses beside those of a body that cannot be read */
const post = (name, path, [kind, ...answers]) => ({
  ...{ name, method: 'POST', path, kind },
  answers: [...answers, ...bodyErrors],
});
const get = (name, path, answers = [200]) => ({ name, method: 'GET', path, answers });

const service = (hook) => `/cds-services/her2-${hook}`;
const hookNames = ['patient-view', 'order-select', 'order-sign'];
const days = [
  '2026-11-24',
  '2026-02-30',
  'today',
  '',
  '0001-01-01',
  '9999-12-31',
  '%00',
  '2026-11-24&asOf=2026-11-24',
  canary,
  '2026-11-24&x=1',
];
const asOf = (random) => (random.chance(0.5) ? '' : `?asOf=${random.pick(days)}`);
const insights = (path) => (random) =>
  path +
  random.pick([
    '',
    '',
    `?from=${random.pick(days)}`,
    `?to=${random.pick(days)}`,
    '?tenant=open',
    '?tenant=north',
    `?tenant=${canary}`,
    '?from=2026-11-30&to=2026-11-01',
    '?%',
  ]);
const types = ['Patient', 'Observation', 'Condition', 'MedicationRequest', 'Bundle', 'patient', canary, '__proto__'];
const searches = [
  '',
  '?patient=low-1plus-hr-positive',
  '?subject=Patient/x',
  '?code=http://loinc.org|85319-2',
  '?code=85319-2,85318-4',
  '?_count=0',
  '?_count=999999999',
  '?_count=-1&_offset=999999999',
  '?_sort=-date',
  '?_sort=__proto__',
  '?date=ge2026',
  '?date=ge',
  '?category=%7C',
  `?x=${canary}`,
  '?%ZZ',
  '?_id=a&_id=b',
  '?_id=low-1plus-hr-positive',
  '?=&&=',
  `?code=${'a,'.repeat(1_500)}`,
];
const fhir = [
  (random) => `/${random.pick(types)}${random.pick(searches)}`,
  (random) => `/${random.pick(types)}/low-1plus-hr-positive`,
  (random) => `/Patient/${random.pick(['low-1plus-hr-positive', 'nobody', '%2e%2e', canary])}/$everything`,
  () => '/metadata',
  (random) => `/${random.pick(types)}/_search`,
];

/** What each endpoint may answer, where nothing but its body and its query is odd. In tenants mode 401 and 429 come to it. */
const shared = [
  ...hookNames.map((hook) => post(hook, () => service(hook), [hook, 200, 412])),
  ...hookNames.map((hook) => post(hook, () => service(hook), [hook, 200, 412])),
  post('feedback', (random) => `${service(random.pick(hookNames))}/feedback`, ['feedback', 200]),
  post('assess', (random) => `/assess${asOf(random)}`, ['bundle', 200, 422]),
  post('assess', (random) => `/assess${asOf(random)}`, ['bundle', 200, 422]),
  post(
    'unknown service',
    (random) => `/cds-services/${random.pick(['x', canary, '%00', '__proto__', 'constructor'])}`,
    ['patient-view', 404],
  ),
  get('discovery', () => '/cds-services'),
  get('health', (random) => random.pick(['/healthz', '/readyz'])),
  get('description', () => '/openapi.json'),
  get('metrics', () => '/metrics'),
  get(
    'insights',
    (random) =>
      insights(
        random.pick([
          '/insights/summary.json',
          '/insights/summary.csv',
          '/insights/interventions.csv',
          '/insights/interventions.ndjson',
          '/insights/tenants',
        ]),
      )(random),
    [200, 400],
  ),
  post('operator session', () => '/insights/session', ['token', 200, 401, 404, 429]),
  get('pages', (random) => random.pick(['/', '/evidence', '/evidence/launch', '/insights', '/instance', '/knowledge'])),
  get(
    'evidence launch',
    (random) => `/evidence/launch?iss=${random.pick([canary, 'https://ehr.example.org/fhir', '%'])}&launch=${canary}`,
  ),
  get(
    'evidence config',
    (random) =>
      `/evidence/config?iss=${random.pick([canary, 'https://ehr.example.org/fhir', 'https://ehr.example.org/fhir/', '%', ''])}`,
    [200, 404],
  ),
  get(
    'assets',
    (random) => `/assets/${random.pick(['x.js', '..%2f..%2fmain.js', '%00', '.', '', '%c0%ae', canary])}`,
    [200, 400, 403, 404],
  ),
];
const openAlone = [
  get('sandbox FHIR', (random) => `/sandbox/fhir${random.pick(fhir)(random)}`, [200, 404]),
  get('sandbox FHIR', (random) => `/sandbox/fhir${random.pick(fhir)(random)}`, [200, 404]),
  get('sandbox', (random) => random.pick(['/sandbox/patients', '/sandbox/orderables'])),
  post('sandbox steps', (random) => `/sandbox/steps/${random.pick([`her2-${random.pick(hookNames)}`, 'x'])}`, [
    'patient-view',
    200,
    404,
  ]),
];
export const endpoints = { open: [...shared, ...openAlone], tenants: shared };

const jsonTypes = ['application/json', 'application/json', 'application/fhir+json', 'application/json; charset=utf-8'];
const oddTypes = [
  'application/json;charset=utf-16',
  'application/json; charset="x',
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  '',
  ';',
  'application/json, text/html',
  `application/${canary}`,
  'application/json+fhir',
  'APPLICATION/JSON',
  '__proto__',
];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'M-SEARCH'];
const oddHosts = [
  'evil.example',
  '127.0.0.1:1',
  '[::1]',
  'localhost:99999',
  '',
  `${canary}.example`,
  '127.0.0.1@evil.example',
  'a b',
];
const oddHeaders = [
  ['Accept', 'application/xml'],
  ['Accept', `${canary};q=9`],
  ['Accept-Encoding', 'gzip, br, zstd'],
  ['Range', 'bytes=0-1'],
  ['Range', 'bytes=-1-'],
  ['If-None-Match', '*'],
  ['If-Modified-Since', 'x'],
  ['X-Request-Id', canary],
  ['X-Forwarded-For', `${canary}, 1.2.3.4`],
  ['X-Forwarded-Host', 'evil.example'],
  ['X-Forwarded-Proto', 'gopher'],
  ['Forwarded', `for=${canary}`],
  ['Origin', 'https://evil.example'],
  ['Origin', 'http://127.0.0.1:8080'],
  ['Origin', 'null'],
  ['Origin', canary],
  ['Access-Control-Request-Method', 'POST'],
  ['Access-Control-Request-Private-Network', 'true'],
  ['Cookie', `herald_operator=${canary}`],
  ['Cookie', 'herald_operator=9.9.9'],
  ['Cookie', '=;;='],
  ['Content-Language', 'x'],
  ['Content-MD5', 'x'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['Expect', '100-continue'],
  ['Expect', canary],
  ['Connection', 'close'],
  ['Upgrade', 'h2c'],
  ['Referer', `http://x/${canary}`],
  ['User-Agent', 'a'.repeat(4_000)],
  ['traceparent', '00-zz'],
  ['X-Long', canary.repeat(500)],
  ['Authorization', `Bearer ${canary}`],
  ['Authorization', `Basic ${canary}`],
  ['Authorization', 'Bearer eyJhbGciOiJub25lIn0.e30.'],
  ['Content-Length-X', '1'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
];
const encodings = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', (bytes) => brotliCompressSync(bytes)],
  ['GZIP', gzipSync],
  ['gzip', (bytes) => gzipSync(bytes).subarray(0, -9)],
  ['gzip', (bytes) => bytes],
  ['gzip, gzip', (bytes) => gzipSync(gzipSync(bytes))],
  ['br', gzipSync],
  ['zstd', (bytes) => bytes],
  [canary, (bytes) => bytes],
  ['identity', (bytes) => bytes],
];
/** 64 MB each, made once: the server is to stop at 4 MiB. */
const bombs = [Buffer.alloc(64 << 20, 0x20), Buffer.alloc(64 << 20, '['), Buffer.alloc(64 << 20, '{"a":')].map(
  (bytes) => gzipSync(bytes),
);

function oddPath(path, random) {
  const at = 1 + random.below(path.length);
  return random.pick([
    () => `${path}/`,
    () => `/${path}`,
    () => path.toUpperCase(),
    () => `${path.slice(0, at)}%${path.slice(at)}`,
    () => `${path.slice(0, at)}%00${path.slice(at)}`,
    () => `${path.slice(0, at)}..%2f${path.slice(at)}`,
    () => `${path}/../metrics`,
    () => `${path};a=${canary}`,
    () => `${path}?${canary}=1`,
    () => `${path}?${'a[]=1&'.repeat(500)}`,
    () => `/${canary}`,
    () => `/${'a/'.repeat(random.pick([10, 1_000, 3_500]))}`,
    () => `${path}%ED%A0%80`,
    () => `${path}%F0%9F%A7%AC`,
    () => path.slice(0, at),
    () => '/*',
  ])();
}

/** Body of an endpoint: mostly the tree changed, sometimes its bytes, sometimes nothing. */
function bodyOf(kind, { random, captures }) {
  const list = captures[kind];
  // The first half holds the smaller ones, which say as much and take less time.
  const text = random.chance(0.8) ? list[random.below(Math.ceil(list.length / 2))] : random.pick(list);
  const dice = random.next();
  if (dice < 0.1) return Buffer.from(text);
  if (dice < 0.22) return mutatedBytes(text, random);
  const others = [random.pick(captures.bundle), random.pick(captures['order-sign'])].map((each) => JSON.parse(each));
  try {
    return Buffer.from(textOf(mutatedTree(text, { random, others }), random));
  } catch (error) {
    // Nested more deeply than can be copied or written here.
    if (!(error instanceof RangeError)) throw error;
    return Buffer.from('['.repeat(5_000));
  }
}

/** 10,000 members of 20,000 nodes can become large; nobody sends more than this, and 413 is tested by it. */
const mostBytes = 6 << 20;

function withBody(request, { kind }, means) {
  const { random } = means;
  let bytes = bodyOf(kind, means).subarray(0, mostBytes);
  request.headers.push(['Content-Type', random.chance(0.92) ? random.pick(jsonTypes) : random.pick(oddTypes)]);
  const dice = random.next();
  if (dice < 0.06) {
    const [name, encode] = random.pick(encodings);
    request.headers.push(['Content-Encoding', name]);
    bytes = encode(bytes);
  } else if (dice < 0.0605) {
    request.headers.push(['Content-Encoding', 'gzip']);
    bytes = random.pick(bombs);
  }
  request.body = bytes;
  request.send = random.pick(['whole', 'whole', 'whole', 'whole', 'whole', 'chunked']);
  if (random.chance(0.003)) request.send = 'cut';
}

function oddRequest(request, random) {
  const dice = random.next();
  if (dice < 0.3) {
    for (let time = 1 + random.below(3); time > 0; time -= 1) request.headers.push(random.pick(oddHeaders));
    request.odd.add('header');
  } else if (dice < 0.55) {
    request.method = random.pick(methods);
    request.odd.add('method');
  } else if (dice < 0.9) {
    request.path = oddPath(request.path, random);
    request.odd.add('path');
  } else {
    request.headers.push(['Host', random.pick(oddHosts)]);
    request.odd.add('host');
  }
}

/** How a call proves who it is, in tenants mode; made at sending, since tokens end. */
const proofs = [
  'good',
  'good',
  'good',
  'good',
  'good',
  'good',
  'expired',
  'audience',
  'other-key',
  'no-jti',
  'bent',
  'none',
];

/**
 * @param means seed, captures, `share` of requests for the server in tenants mode
 * @returns the request of a number: server, method, path, headers, body, and what it may be answered
 */
export function requestOf(index, { seed, captures }) {
  const random = randomOf(seed, index);
  const mode = random.chance(0.7) ? 'open' : 'tenants';
  if (random.chance(0.02)) return { ...wireRequest(random), mode, index };
  const endpoint = random.pick(endpoints[mode]);
  const request = {
    index,
    mode,
    endpoint: endpoint.name,
    method: endpoint.method,
    path: endpoint.path(random),
    headers: [],
    odd: new Set(),
  };
  request.answers = endpoint.answers;
  if (mode === 'tenants') {
    request.proof = random.pick(proofs);
    request.operator = random.pick(['good', 'good', 'good', 'wrong', 'none']);
  }
  if (endpoint.kind !== undefined) withBody(request, endpoint, { random, captures });
  if (random.chance(0.2)) oddRequest(request, random);
  return request;
}
