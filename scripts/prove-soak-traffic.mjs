/** The traffic of a soak: what a hospital and its operator send, and one request in twenty that nobody should. */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const fixtures = new URL('../fixtures/', import.meta.url);
const read = (file) => readFileSync(new URL(file, fixtures), 'utf8');
const filesOf = (folder) =>
  readdirSync(new URL(`${folder}/`, fixtures)).filter((name) => /^(?!expected).*\.json$/.test(name));

const json = { 'Content-Type': 'application/json' };
const post = (path, body, { status = 200, headers = json } = {}) => ({ method: 'POST', path, body, headers, status });
const get = (path, status = 200) => ({ method: 'GET', path, headers: {}, status });

/** In-process FHIR servers are not part of a soak: what was captured with one is sent without. */
function hookCalls() {
  return filesOf('requests').map((name) => {
    const { fhirServer, fhirAuthorization, ...request } = JSON.parse(read(`requests/${name}`));
    return post(`/cds-services/her2-${request.hook}`, JSON.stringify(request));
  });
}

const view = '/cds-services/her2-patient-view';
const low = () => read('requests/patient-view-low.json');
const gzipped = { ...json, 'Content-Encoding': 'gzip' };
const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
const hostile = () => [
  post(view, '{"hook":', { status: 400 }),
  post(view, '', { status: 400 }),
  post(view, 'null', { status: 400 }),
  post(view, nested, { status: 400 }),
  post(
    view,
    `{"hook":"patient-view","hookInstance":"i","context":{"patientId":"p"},"prefetch":{"patient":${nested}}}`,
    { status: 400 },
  ),
  post(view, JSON.stringify({ hook: 'order-sign', hookInstance: 'i', context: { patientId: 'p' } }), { status: 400 }),
  post(view, low().slice(0, -40), { status: 400 }),
  post(view, low(), { status: 415, headers: { 'Content-Type': 'application/xml' } }),
  post(view, gzipSync(Buffer.alloc(8 << 20, 0x20)), { status: 413, headers: gzipped }),
  post(view, 'no gzip at all', { status: 400, headers: gzipped }),
  post(`${view}/feedback`, '{"feedback":[{"card":1}]}', { status: 400 }),
  post('/cds-services/nobody', low(), { status: 404 }),
  post('/assess', '{"resourceType":"Patient"}', { status: 422 }),
  post('/assess?asOf=2026-02-30', '{"resourceType":"Bundle"}', { status: 400 }),
  { ...get(view, 405), method: 'DELETE' },
  { ...get('/cds-services', 421), headers: { Host: 'evil.example' } },
  get('/%00', 404),
  get(`/${'a/'.repeat(2_000)}`, 404),
  get('/insights/summary.json?tenant=nobody', 400),
  get('/sandbox/fhir/Patient/nobody', 404),
];

let items = 0;
/** New items each time, as new cards are answered; now and then one again. */
function feedback() {
  items += 1;
  const card = `00000000-0000-4000-8000-${String(items - (items % 10 === 0 ? 1 : 0)).padStart(12, '0')}`;
  const item = {
    card,
    outcome: 'overridden',
    outcomeTimestamp: '2026-11-24T12:00:00Z',
    overrideReason: { reason: { code: 'not-now' } },
  };
  return post('/cds-services/her2-order-select/feedback', JSON.stringify({ feedback: [item] }));
}

/** Kinds of requests with their share in a hundred; each kind gives one request after the other. */
export function trafficOf() {
  const inTurn = (list) => {
    let at = -1;
    return () => {
      at += 1;
      return list[at % list.length];
    };
  };
  const bundles = filesOf('patients').map((name) => post('/assess?asOf=2026-11-24', read(`patients/${name}`)));
  return [
    { kind: 'hooks', share: 50, next: inTurn(hookCalls()) },
    { kind: 'assess', share: 12, next: inTurn(bundles) },
    { kind: 'feedback', share: 12, next: feedback },
    { kind: 'discovery', share: 4, next: inTurn([get('/cds-services')]) },
    {
      kind: 'pages',
      share: 5,
      next: inTurn(
        ['/', '/evidence', '/insights', '/instance', '/knowledge', '/openapi.json'].map((path) => get(path)),
      ),
    },
    {
      kind: 'sandbox FHIR',
      share: 6,
      next: inTurn(
        [
          'metadata',
          'Patient',
          'Observation?code=85319-2&_sort=-date',
          'Patient/low-1plus-hr-positive/$everything',
        ].map((path) => get(`/sandbox/fhir/${path}`)),
      ),
    },
    {
      kind: 'operator',
      share: 6,
      next: inTurn(
        ['/metrics', '/insights/summary.json', '/healthz', '/readyz', '/insights/summary.csv'].map((path) => get(path)),
      ),
    },
    { kind: 'hostile', share: 5, next: inTurn(hostile()) },
  ];
}
