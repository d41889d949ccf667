import type { Her2Word, IhcScore } from '../../clinical/facts/her2.js';
import type { CodeEntry, Codes } from '../../knowledge/schema.js';
import type { Concept } from '../fields.js';
import type { TestKind } from './short-words.js';
import { type Statement, statement } from './statement.js';

const scoreOf: Readonly<Record<string, IhcScore>> = { 'ihc:0': '0', 'ihc:1+': '1+', 'ihc:2+': '2+', 'ihc:3+': '3+' };

const wordOf: Readonly<Record<string, Her2Word>> = {
  positive: 'positive',
  negative: 'negative',
  equivocal: 'equivocal',
  indeterminate: 'indeterminate',
  present: 'present',
  // "Absent" says negative and nothing of staining: never null.
  absent: 'negative',
  'category:positive': 'positive',
  'category:low': 'low',
  'category:ultralow': 'ultralow',
  'category:null': 'null',
  'category:equivocal': 'equivocal',
};

/** A gene test: "Present" is a duplication that is there. */
const interpretationOf = {
  positive: 'amplified',
  present: 'amplified',
  negative: 'not-amplified',
  absent: 'not-amplified',
  equivocal: 'equivocal',
  indeterminate: 'indeterminate',
} as const satisfies Readonly<Record<string, string>>;
const interpretations = new Map(Object.entries(interpretationOf));

const intensityOf = {
  'intensity:none': 'none',
  'intensity:weak': 'weak',
  'intensity:moderate': 'moderate',
  'intensity:strong': 'strong',
} as const;
const intensities = new Map(Object.entries(intensityOf));

/** Unverified codes may say that a result is open, never what it is. */
const opens: ReadonlySet<string | undefined> = new Set(['indeterminate', 'equivocal', 'unknown', 'not-performed']);

function statementOf(entry: CodeEntry, test: TestKind): Statement | undefined {
  const value = entry.value ?? '';
  if (value === 'not-performed') return statement({ empty: 'not-performed' });
  if (value === 'unknown') return statement({ empty: 'missing' });
  if (!entry.verified && !opens.has(value) && !value.startsWith('intensity'))
    return statement({ empty: 'unverified-code', unverified: true });
  const intensity = intensities.get(value);
  if (intensity !== undefined) return statement({ intensity });
  if (test === 'ish') {
    const interpretation = interpretations.get(value);
    return interpretation === undefined ? undefined : statement({ ish: { interpretation } });
  }
  const score = scoreOf[value];
  if (score !== undefined) return statement({ scores: [score] });
  const word = wordOf[value];
  return word === undefined ? undefined : statement({ words: [word] });
}

/** What the codings of a concept say; undefined where none is a HER2 answer. Several may: the order does not matter. */
export function readAnswer(concept: Concept, codes: Codes, test: TestKind): Statement | undefined {
  const said = concept.codings.flatMap((coding) => {
    const entry = codes.find('her2-answers', coding);
    return (entry === undefined ? undefined : statementOf(entry, test)) ?? [];
  });
  if (said.length === 0) return undefined;
  const valued = said.filter((each) => each.empty === undefined);
  if (valued.length === 0) return said.find((each) => each.empty === 'unverified-code') ?? said[0];
  const scores = [...new Set(valued.flatMap((each) => each.scores))].sort();
  const ish = valued.flatMap((each) => each.ish?.interpretation ?? []);
  const intensity = valued.find((each) => each.intensity !== undefined)?.intensity;
  return statement({
    scores,
    words: [...new Set(valued.flatMap((each) => each.words))].sort(),
    ...(ish.length === 0 ? {} : { ish: interpretationOfAll(ish) }),
    ...(intensity === undefined ? {} : { intensity }),
  });
}

type Interpretation = (typeof interpretationOf)[keyof typeof interpretationOf];

/** Codings that contradict each other are a value that cannot be read. */
function interpretationOfAll(all: readonly Interpretation[]) {
  const [first] = all;
  return first !== undefined && all.every((each) => each === first) ? { interpretation: first } : { unreadable: true };
}
