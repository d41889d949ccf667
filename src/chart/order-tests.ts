import type { CodeRole } from '../knowledge/roles.js';
import type { Codes } from '../knowledge/schema.js';
import { type Concept, conceptAt, conceptsAt, type Fields, wordsOf } from './fields.js';

export type Her2Test = 'ihc' | 'ish' | 'her2';

/** What a request for each coded test asks of the tissue; `none` where it is no tissue test of HER2. */
const testByRole: Readonly<Record<CodeRole<'her2-tests'>, Her2Test | 'none'>> = {
  ihc: 'ihc',
  'ish-interpretation': 'ish',
  'ish-ratio': 'ish',
  'ish-her2-copies': 'ish',
  'ish-cep17-copies': 'ish',
  'ish-cells-counted': 'ish',
  'ish-panel': 'ish',
  overall: 'her2',
  ngs: 'none',
  immunoassay: 'none',
  serum: 'none',
  excluded: 'none',
};

const testOfRole: ReadonlyMap<string, Her2Test | 'none'> = new Map(Object.entries(testByRole));

const testOfProcedure: ReadonlyMap<string, Her2Test> = new Map([
  ['her2-ihc-test', 'ihc'],
  ['her2-ish-test', 'ish'],
  ['her2-test', 'her2'],
]);

/** Longer words of a request are no test name. */
const longestName = 300;

const names = {
  her2: /\b(?:her-?2|c-?erb-?b-?2|erb-?b-?2)/i,
  ish: /\b(?:d?d?ish|fish|cish|sish|in[- ]situ)\b/i,
  ihc: /\b(?:ihc|immun\w{0,20}|immune stain|membrane|membran\w{0,12}|staining|färbung)\b/i,
  /** A meeting, a blood test or a sequencing about HER2 is no HER2 test of the tissue. */
  other: /\b(?:board|tumorboard|konferenz|consult\w{0,10}|referral|serum|sequenc\w{0,6}|ngs|mutation)\b/i,
} as const;

function testOfWords(words: string | undefined): Her2Test | undefined {
  if (words === undefined || words.length > longestName) return undefined;
  if (!names.her2.test(words) || names.other.test(words)) return undefined;
  if (names.ish.test(words)) return 'ish';
  return names.ihc.test(words) ? 'ihc' : 'her2';
}

function testOfConcept(concept: Concept, codes: Codes): Her2Test | 'none' | undefined {
  for (const coding of concept.codings) {
    const procedure = testOfProcedure.get(codes.find('procedures', coding)?.role ?? '');
    if (procedure !== undefined) return procedure;
    const found = testOfRole.get(codes.find('her2-tests', coding)?.role ?? '');
    if (found !== undefined) return found;
  }
  return testOfWords(wordsOf(concept)) ?? concept.codings.map((each) => testOfWords(each.display)).find((each) => each);
}

/**
 * The HER2 test that a ServiceRequest asks for: by code, then by its words and details; undefined where it is another request.
 * Codes decide before words: a coded serum or sequencing test is none, whatever it is called.
 */
export function readHer2Test(request: Fields, codes: Codes): Her2Test | undefined {
  const concepts = [conceptAt(request, 'code'), ...conceptsAt(request, 'orderDetail')].flatMap((each) => each ?? []);
  const found = concepts.map((concept) => testOfConcept(concept, codes)).find((each) => each !== undefined);
  return found === 'none' ? undefined : found;
}

const echocardiogram = /\b(?:echo(?:cardio\w{0,12})?|echokardio\w{0,12}|lvef|ejection fraction|muga)\b/i;
const tumourBoard = /\b(?:tumou?r ?-?board|tumou?r ?-?konferenz|multidisciplinary|mdt)/i;

/** An echocardiogram or a tumour-board discussion that a ServiceRequest asks for, by its words; undefined where it is another request. */
export function readOtherRequest(request: Fields): 'echocardiogram' | 'tumour-board' | undefined {
  const concept = conceptAt(request, 'code');
  const words = [concept?.text, ...(concept?.codings ?? []).map((coding) => coding.display)];
  const short = words.flatMap((each) => (each === undefined || each.length > longestName ? [] : each));
  if (short.some((each) => echocardiogram.test(each))) return 'echocardiogram';
  return short.some((each) => tumourBoard.test(each)) ? 'tumour-board' : undefined;
}
