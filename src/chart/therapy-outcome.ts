import type { TherapyOutcome } from '../clinical/facts/therapy.js';
import type { Codes } from '../knowledge/schema.js';
import { clausesIn, isDenied } from './clauses.js';
import { type Concept, conceptAt, conceptsAt, wordsOf } from './fields.js';
import type { FhirRecord } from './records.js';

const progressionWords = [
  'progression',
  'progressed',
  'progressive',
  'progress',
  'progredient',
  'pd',
  'worsened',
  'progressing',
];
const toxicityWords = [
  'toxicity',
  'toxic',
  'intolerance',
  'intolerant',
  'intolerable',
  'adverse',
  'unverträglichkeit',
  'toxizität',
  'nebenwirkung',
  'nebenwirkungen',
  'neuropathy',
];
const completionWords = ['completed', 'complete', 'finished', 'abgeschlossen', 'beendet'];

/** Progression, toxicity or completion in words; "no progression" and "progression-free" say nothing. */
function outcomeIn(text: string): TherapyOutcome | undefined {
  const says = (words: readonly string[]): boolean =>
    clausesIn(text).some((clause) =>
      clause.some((word, at) => words.includes(word) && !isDenied(clause, at) && clause[at + 1] !== 'free'),
    );
  if (says(progressionWords)) return 'progression';
  if (says(toxicityWords) || /side effect/i.test(text.slice(0, 500))) return 'toxicity';
  return says(completionWords) ? 'completed' : undefined;
}

const outcomeOfValue: Readonly<Record<string, TherapyOutcome>> = {
  'stop:progression': 'progression',
  'stop:toxicity': 'toxicity',
  'stop:completed': 'completed',
};

function outcomeOf(concept: Concept, codes: Codes): TherapyOutcome | undefined {
  const values = concept.codings.flatMap((coding) => codes.find('intent', coding)?.value ?? []);
  const coded = values.flatMap((value) => outcomeOfValue[value] ?? []);
  return coded[0] ?? outcomeIn(wordsOf(concept) ?? '');
}

/** Why the therapy ended, as its record states it (`statusReason`, `outcome` of a Procedure). */
export function statedOutcome(record: FhirRecord, codes: Codes): TherapyOutcome | undefined {
  const single = conceptAt(record.resource, 'outcome');
  const reasons = [...conceptsAt(record.resource, 'statusReason'), ...(single === undefined ? [] : [single])];
  const said = reasons.flatMap((reason) => outcomeOf(reason, codes) ?? []);
  return (['progression', 'toxicity', 'completed'] as const).find((outcome) => said.includes(outcome));
}
