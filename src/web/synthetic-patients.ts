import { type Fields, objectsAt, textAt } from '../chart/fields.js';
import { bodyFields, requestJson } from './json-request.js';
import { siteUrl } from './site-root.js';

/** A synthetic patient of the sandbox: who it is, what it shows, and the HER2 category. */
export interface SyntheticPatient {
  readonly id: string;
  readonly name: string;
  readonly shows: string;
  readonly category: string;
}

/** The synthetic patients of this server; a sentence where they do not come. */
export async function loadPatients(): Promise<readonly SyntheticPatient[] | string> {
  const answer = await requestJson(siteUrl('sandbox/patients'));
  if (answer.kind === 'failed') return answer.sentence;
  return objectsAt(bodyFields(answer), 'patients').map((each) => ({
    id: textAt(each, 'id') ?? '',
    name: textAt(each, 'name') ?? '',
    shows: textAt(each, 'shows') ?? '',
    category: textAt(each, 'category') ?? '',
  }));
}

/** The whole record of one of them, from the FHIR server of the sandbox; a sentence where it does not come. */
export async function loadRecord(id: string): Promise<Fields | string> {
  const answer = await requestJson(siteUrl(`sandbox/fhir/Patient/${encodeURIComponent(id)}/$everything`));
  return answer.kind === 'failed' ? answer.sentence : bodyFields(answer);
}
