import { type Fields, numberAt, objectsAt, textAt } from '../../chart/fields.js';
import { bodyFields, postJson } from '../json-request.js';
import { siteUrl } from '../site-root.js';

/** One of the eight steps as the service ran it: what it gave, and how long it took. */
export interface Step {
  readonly name: string;
  readonly says: string;
  readonly milliseconds: number;
  readonly gave: unknown;
}

/** Asks the service to run its steps on a request and to say what each gave; none where it does not. */
export async function loadSteps(service: string, request: Fields): Promise<readonly Step[]> {
  const answer = await postJson(siteUrl(`sandbox/steps/${service}`), request);
  return objectsAt(bodyFields(answer), 'steps').map((each) => ({
    name: textAt(each, 'name') ?? '',
    says: textAt(each, 'says') ?? '',
    milliseconds: numberAt(each, 'milliseconds') ?? 0,
    gave: each.gave,
  }));
}
