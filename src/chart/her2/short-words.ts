import type { Her2Word, IhcScore } from '../../clinical/facts/her2.js';
import { type Statement, statement } from './statement.js';

/** Which test a value answers. */
export type TestKind = 'ihc' | 'ish' | 'overall';

/** Longest text that is looked at here; anything longer is a sentence. */
const longest = 60;

const verdicts: Readonly<Record<string, Her2Word>> = {
  positive: 'positive',
  positiv: 'positive',
  pos: 'positive',
  negative: 'negative',
  negativ: 'negative',
  neg: 'negative',
  absent: 'negative',
  equivocal: 'equivocal',
  borderline: 'equivocal',
  indeterminate: 'indeterminate',
  'cannot be determined': 'indeterminate',
  present: 'present',
};

const interpretations = {
  amplified: 'amplified',
  amplifiziert: 'amplified',
  positive: 'amplified',
  positiv: 'amplified',
  'not amplified': 'not-amplified',
  'non-amplified': 'not-amplified',
  'non amplified': 'not-amplified',
  'nicht amplifiziert': 'not-amplified',
  negative: 'not-amplified',
  negativ: 'not-amplified',
  absent: 'not-amplified',
  equivocal: 'equivocal',
  borderline: 'equivocal',
  indeterminate: 'indeterminate',
  'cannot be determined': 'indeterminate',
} as const;

const interpretationOf = new Map(Object.entries(interpretations));
const verdictOf = new Map(Object.entries(verdicts));
const scoreOfDigit: Readonly<Record<string, IhcScore>> = { '0': '0', '1': '1+', '2': '2+', '3': '3+' };
const scoreOfSigns: Readonly<Record<string, IhcScore>> = { '++': '2+', '+++': '3+' };

/** "1+", "score 2", "0+", "1/3+", "0-1+", "++": a text that is a score and nothing else. */
function scoreStatement(text: string): Statement | undefined {
  const signs = scoreOfSigns[text];
  if (signs !== undefined) return statement({ scores: [signs] });
  const one = /^([0-3])\s?(\+?)$/.exec(text);
  if (one !== null) {
    const score = scoreOfDigit[one[1] ?? ''];
    if (score === undefined) return undefined;
    return score === '0' && one[2] === '+'
      ? statement({ scores: [score], zeroPlus: true, notes: ['AMBIGUOUS_TERM'] })
      : statement({ scores: [score] });
  }
  const two = /^([0-3])\s?(\+?)\s?(\/|-|–|to|bis)\s?([0-3])\s?(\+?)$/.exec(text);
  if (two === null) return undefined;
  const [low, high] = [scoreOfDigit[two[1] ?? ''], scoreOfDigit[two[4] ?? '']];
  if (low === undefined || high === undefined) return undefined;
  const outOfThree = two[3] === '/' && two[4] === '3' && !(two[2] === '+' && two[5] === '+');
  if (outOfThree) return statement({ scores: [low], notes: ['AMBIGUOUS_TERM'] });
  if (low >= high) return undefined;
  // "1+/3+" may be a score out of three as well as a range.
  const open = two[3] === '/' && high === '3+';
  return statement({ scores: [low, high], range: true, notes: open ? ['AMBIGUOUS_TERM'] : [] });
}

const lead = /^(?:her-?2(?:\/neu)?|ihc|score|status|result)\s?[:=]?\s?/;

/** Drops names before a value: "HER2 IHC score: 2+" is "2+". */
function withoutLead(text: string): string {
  let rest = text;
  for (let found = lead.exec(rest); found !== null; found = lead.exec(rest)) rest = rest.slice(found[0].length);
  return rest;
}

/** "3+ (positive)" or "Negative (Score 0)": a score and a verdict, in either order. */
function scoreWithVerdict(text: string): Statement | undefined {
  const found = /^([^(]*?)\s?\(([^()]*)\)$/.exec(text);
  if (found === null) return undefined;
  const parts = [withoutLead(found[1] ?? ''), withoutLead(found[2] ?? '')];
  const score = parts.map(scoreStatement).find((each) => each !== undefined);
  const word = parts.map((part) => verdictOf.get(part)).find((each) => each !== undefined);
  return score === undefined || word === undefined ? undefined : statement({ ...score, words: [word] });
}

/**
 * Reads a text that is just a score or a verdict, with the test's name at most.
 * @returns undefined where the text is more than that (a sentence) or something else
 */
export function readShortWords(text: string, test: TestKind): Statement | undefined {
  if (text.length > longest) return undefined;
  const plain = text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/ \(qualifier value\)$/, '')
    .replace(/[.;]$/, '')
    .trim();
  const rest = withoutLead(plain);
  if (test === 'ish') {
    const interpretation = interpretationOf.get(rest);
    return interpretation === undefined ? undefined : statement({ ish: { interpretation } });
  }
  const word = verdictOf.get(rest);
  if (word !== undefined && rest === plain) return statement({ words: [word] });
  return scoreStatement(rest) ?? scoreWithVerdict(rest);
}
