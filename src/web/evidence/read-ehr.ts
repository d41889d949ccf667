import { prefetchKeys } from '../../cds/prefetch-keys.js';
import { prefetchTemplates } from '../../cds/prefetch-templates.js';
import { asFields, type Fields, objectsAt, textAt } from '../../chart/fields.js';
import type { Records } from '../../chart/records.js';
import { readPrefetch } from '../../fhir/prefetch-records.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { requestJson } from '../json-request.js';
import type { Session } from './smart-launch.js';

/** Pages followed of one search; more are told as missing. */
const mostPages = 30;

async function get(url: string, { token }: Session): Promise<Fields | undefined> {
  const answer = await requestJson(url, {
    headers: { Accept: 'application/fhir+json', Authorization: `Bearer ${token}` },
    credentials: 'omit',
    redirect: 'error',
  });
  return answer.kind === 'answer' ? asFields(answer.body) : undefined;
}

/** The address of the next page; only at the origin of the EHR, since the token goes with it. */
function nextOf(bundle: Fields, session: Session): string | undefined {
  const link = objectsAt(bundle, 'link').find((each) => textAt(each, 'relation') === 'next');
  const url = textAt(link, 'url');
  if (url === undefined || !URL.canParse(url, session.iss)) return undefined;
  const next = new URL(url, session.iss);
  return next.origin === new URL(session.iss).origin ? next.href : undefined;
}

/** Every page of a search as one Bundle. A page that does not come leaves the `next` link in place: the key is then partial. */
async function wholeSearch(url: string, session: Session): Promise<unknown> {
  const first = await get(url, session);
  if (first === undefined || textAt(first, 'resourceType') !== 'Bundle')
    return first ?? { resourceType: 'OperationOutcome' };
  const entry = [...objectsAt(first, 'entry')];
  let last = first;
  for (let page = 1; page < mostPages; page += 1) {
    const next = nextOf(last, session);
    const following = next === undefined ? undefined : await get(next, session);
    if (following === undefined) break;
    entry.push(...objectsAt(following, 'entry'));
    last = following;
  }
  return { resourceType: 'Bundle', type: 'searchset', link: last.link, entry };
}

function fill(template: string, patient: string): string {
  return template.replaceAll('{{context.patientId}}', encodeURIComponent(patient));
}

/**
 * Reads what the services would prefetch, straight from the EHR: the same templates, every page. What cannot be had is marked as such.
 * The data stay in this page.
 */
export async function readEhr(session: Session, knowledge: Knowledge): Promise<Records | string> {
  const templates = Object.entries(prefetchTemplates(knowledge));
  const answers = await Promise.all(
    templates.map(async ([name, template]): Promise<[string, unknown]> => {
      const url = `${session.iss}/${fill(template, session.patient)}`;
      return [name, template.includes('?') ? await wholeSearch(url, session) : await get(url, session)];
    }),
  );
  const read = readPrefetch({
    hook: 'patient-view',
    hookInstance: 'evidence',
    patient: `Patient/${session.patient}`,
    prefetch: new Map(answers),
  });
  if (read.otherPatient) return 'The EHR sent data of another patient. Nothing is shown.';
  const lacking = prefetchKeys
    .filter((each) => each === 'patient' || each === 'her2')
    .filter((each) => {
      const state = read.states.get(each);
      return state !== 'had' && state !== 'empty' && state !== 'partial';
    });
  return lacking.length === 0 ? read.records : 'The EHR did not give the patient or the HER2 results.';
}
