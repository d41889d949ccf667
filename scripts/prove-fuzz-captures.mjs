/** The requests to begin from: those of the fixtures, and of a folder of captures where one is given. Every patient in them has a canary for a name. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { canary } from './prove-fuzz-json.mjs';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));

function jsonUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter(
      (file) => file.endsWith('.json') && path.basename(file) !== 'expected.json' && statSync(file).size < 300_000,
    )
    .sort()
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
}

/** A captured call may be a list of calls, stand in a member `body` or `request`, or be text in one. */
function bodiesOf(value) {
  if (typeof value === 'string') return value.startsWith('{') ? bodiesOf(JSON.parse(value)) : [];
  if (Array.isArray(value)) return value.flatMap(bodiesOf);
  if (typeof value !== 'object' || value === null) return [];
  if (typeof value.hook === 'string' || Array.isArray(value.feedback) || value.resourceType === 'Bundle')
    return [value];
  return [value.body, value.request, value.requestBody].flatMap((each) => bodiesOf(each ?? []));
}

function namePatients(value) {
  if (typeof value !== 'object' || value === null) return;
  if (value.resourceType === 'Patient') {
    value.name = [{ family: canary, given: [`${canary}-GIVEN`] }];
    value.identifier = [{ value: `${canary}-MRN` }];
  }
  if (Array.isArray(value.note)) value.note = [{ text: `${canary} note` }];
  for (const each of Object.values(value)) namePatients(each);
}

/** Nothing outside this machine is called: a FHIR server is the sandbox itself, a port where nobody listens, or none. */
function localServer(request, self, at) {
  const { fhirServer, fhirAuthorization, ...rest } = request;
  const server = [undefined, undefined, `${self}/sandbox/fhir`, 'http://127.0.0.1:1/fhir'][at % 4];
  return server === undefined ? rest : { ...rest, fhirServer: server, ...(fhirAuthorization && { fhirAuthorization }) };
}

const feedback = [
  { card: '8f3cf5a6-8f0e-4a0d-9d38-0c6c2b8f7e11', outcome: 'overridden', outcomeTimestamp: '2026-11-24T00:00:00Z' },
  {
    ...{
      card: '8f3cf5a6-8f0e-4a0d-9d38-0c6c2b8f7e12',
      outcome: 'accepted',
      outcomeTimestamp: '2026-11-24T10:00:00+01:00',
    },
    acceptedSuggestions: [{ id: '8f3cf5a6-8f0e-4a0d-9d38-0c6c2b8f7e13' }],
  },
  {
    ...{
      card: '8f3cf5a6-8f0e-4a0d-9d38-0c6c2b8f7e14',
      outcome: 'overridden',
      outcomeTimestamp: '2026-11-24T10:00:00.5Z',
    },
    overrideReason: { reason: { code: 'not-now', system: 'https://herald-cds.org' }, userComment: `${canary} comment` },
  },
];

/**
 * @param self URL of the server whose sandbox may be named as the FHIR server
 * @param folder further captures; none where undefined
 * @returns JSON texts of hook requests by hook, of feedback and of Bundles; small ones first in each
 */
export function readCaptures(self, folder) {
  const given = [
    path.join(fixtures, 'requests'),
    path.join(fixtures, 'ehr', 'quirks'),
    ...(folder === undefined ? [] : [folder]),
  ];
  const bodies = given.flatMap(jsonUnder).flatMap(bodiesOf);
  const bundles = [
    ...jsonUnder(path.join(fixtures, 'patients')),
    ...bodies.filter((each) => each.resourceType === 'Bundle'),
  ];
  for (const each of [...bodies, ...bundles]) namePatients(each);
  const hooks = bodies.filter((each) => typeof each.hook === 'string').map((each, at) => localServer(each, self, at));
  const texts = (list) => list.map((each) => JSON.stringify(each)).sort((a, b) => a.length - b.length);
  return {
    'patient-view': texts(hooks.filter(({ hook }) => hook === 'patient-view')),
    'order-select': texts(hooks.filter(({ hook }) => hook === 'order-select')),
    'order-sign': texts(hooks.filter(({ hook }) => hook === 'order-sign')),
    feedback: texts([
      ...feedback.map((each) => ({ feedback: [each] })),
      { feedback },
      ...bodies.filter((each) => Array.isArray(each.feedback)),
    ]),
    bundle: texts(bundles),
    token: [JSON.stringify({ token: 'a guess' })],
  };
}
