import { type Language, languages } from '../cards/language.js';
import { textAt } from '../chart/fields.js';
import type { Region } from '../clinical/assessment.js';
import { bodyFields, requestJson } from './json-request.js';
import { siteUrl } from './site-root.js';

/** What the pages know of the server that sent them. */
export interface Instance {
  readonly mode: 'open' | 'tenants';
  readonly region: Region;
  readonly language: Language;
  /** Day of the server, `YYYY-MM-DD`. */
  readonly today: string;
}

/** The language of a code; English for any other. */
function languageOf(code: string | undefined): Language {
  return languages.find((each) => each === code) ?? 'en';
}

/** Asks the server what it is; a sentence where it does not answer. */
export async function loadInstance(): Promise<Instance | string> {
  const answer = await requestJson(siteUrl('instance'));
  if (answer.kind === 'failed') return answer.sentence;
  const fields = bodyFields(answer);
  return {
    mode: textAt(fields, 'mode') === 'tenants' ? 'tenants' : 'open',
    region: textAt(fields, 'region') === 'EU' ? 'EU' : 'US',
    language: languageOf(textAt(fields, 'language')),
    today: textAt(fields, 'today') ?? '',
  };
}
