import type { Concept } from '../fields.js';
import type { ReadValue } from './value.js';

const her2Names =
  /her-?\s?2|erb-?b-?2|c-?erb|neu\b|epidermal growth factor|receptor tyrosine|immun|in situ|\bfish\b|\bish\b|cep|chromosom|cells counted/;
const otherAnalytes =
  /ki-?67|mib-?1|li-?rads|bi-?rads|culture|estrogen|oestrogen|progesterone|\ber\b|\bpr\b|pd-?l1|p53|androgen/;

/** True where a display is there and names something other than HER2. Displays never select a result; this only warns. */
function isForeign(concept: Concept | undefined, local: boolean): boolean {
  const displays = [concept?.text, ...(concept?.codings ?? []).map((each) => each.display)].filter(
    (each) => each !== undefined,
  );
  const words = displays.join(' ').toLowerCase().slice(0, 400);
  if (displays.length === 0) return false;
  return otherAnalytes.test(words) ? !/her-?\s?2|erb-?b-?2/.test(words) : !local && !her2Names.test(words);
}

/**
 * A display that names another analyte together with a value that is none of HER2: the code was taken by mistake.
 * A bare verdict ("Positive") fits every analyte, so it does not speak for HER2 here.
 * @param local a test of a site: its name need not speak of HER2, and must not speak of another analyte
 */
export function isMislabelled(concept: Concept | undefined, value: ReadValue | undefined, local: boolean): boolean {
  if (value === undefined || !isForeign(concept, local)) return false;
  const { says, sentence } = value;
  const own =
    says.scores.length > 0 || says.words.some((word) => word === 'low' || word === 'ultralow' || word === 'null');
  const ish = says.ish?.interpretation !== undefined || says.ish?.ratio !== undefined;
  return !own && !ish && !sentence.some((each) => each.statement.scores.length > 0);
}
