import type { ReceptorStatus } from '../clinical/facts/receptors.js';
import type { Codes } from '../knowledge/schema.js';
import { affirming } from './clauses.js';
import { entriesOf } from './code-entries.js';
import type { Concept } from './fields.js';
import { readSpread } from './spread-words.js';
import { textMemory } from './text-memory.js';

type Marker = 'er' | 'pr';

/** What a value of the condition list says of a receptor; "hormone receptor positive" does not say which, it counts as ER. */
function byValue(value: string, marker: Marker): ReceptorStatus | undefined {
  if (value.startsWith(`${marker}:positive`)) return 'positive';
  if (value.startsWith(`${marker}:negative`) || value.startsWith('hr:negative')) return 'negative';
  return value.startsWith('hr:positive') && marker === 'er' ? 'positive' : undefined;
}

const phrases: Record<Marker, Record<'positive' | 'negative', readonly string[]>> = {
  er: {
    positive: [
      'estrogen receptor positive',
      'oestrogen receptor positive',
      'er positive',
      'hormone receptor positive',
      'hr positive',
      'hormonrezeptor positiv',
      'hormonrezeptor positives',
    ],
    negative: ['estrogen receptor negative', 'oestrogen receptor negative', 'er negative'],
  },
  pr: {
    positive: ['progesterone receptor positive', 'pr positive'],
    negative: ['progesterone receptor negative', 'pr negative'],
  },
};
const bothNegative = [
  'triple negative',
  'triple negatives',
  'tnbc',
  'hormone receptor negative',
  'hr negative',
  'hormonrezeptor negativ',
  'hormonrezeptor negatives',
];

const affirmsPositive = { er: affirming(phrases.er.positive), pr: affirming(phrases.pr.positive) };
const affirmsNegative = {
  er: affirming([...phrases.er.negative, ...bothNegative]),
  pr: affirming([...phrases.pr.negative, ...bothNegative]),
};

const memories = { er: textMemory<ReceptorStatus | undefined>(), pr: textMemory<ReceptorStatus | undefined>() };

function byWords(text: string, marker: Marker): ReceptorStatus | undefined {
  const isPositive = affirmsPositive[marker](text);
  const isNegative = affirmsNegative[marker](text);
  if (isPositive === isNegative) return undefined;
  return isPositive ? 'positive' : 'negative';
}

/**
 * Receptor status that a diagnosis states: by any of its codes (ICD-10-CM Z17 often stands beside C50), else by the name of a breast cancer.
 * @returns undefined where nothing is said, or the codes contradict each other
 */
export function assertedReceptor(
  concept: Concept | undefined,
  marker: Marker,
  codes: Codes,
): ReceptorStatus | undefined {
  const entries = entriesOf(concept, 'conditions', codes);
  const said = new Set(entries.flatMap(({ value }) => byValue(value ?? '', marker) ?? []));
  if (said.size > 0) return said.size === 1 ? [...said][0] : undefined;
  const words = [concept?.text, ...(concept?.codings.map(({ display }) => display) ?? [])]
    .filter((text) => text !== undefined)
    .join('; ');
  const isBreast = entries.some(({ role }) => role === 'breast-cancer') || readSpread(words).breast;
  return isBreast ? memories[marker](words, () => byWords(words, marker)) : undefined;
}
