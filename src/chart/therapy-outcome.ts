import type { TherapyOutcome } from '../clinical/facts/therapy.js';
import type { Codes } from '../knowledge/schema.js';
import { clausesIn, isDenied } from './clauses.js';
import { valuesOf } from './code-entries.js';
import { type Concept, conceptAt, conceptsAt, type Fields, objectsAt, textAt, wordsOf } from './fields.js';
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
  'progredienz',
  'fortschreiten',
];
/** German compounds end in it: "Tumorprogression", "Krankheitsprogress". */
const progressionEndings = ['progression', 'progress', 'progredienz'];
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

function says(text: string, test: (word: string) => boolean): boolean {
  return clausesIn(text).some((clause) =>
    clause.some(
      (word, at) =>
        test(word) &&
        !isDenied(clause, at) &&
        clause[at + 1] !== 'free' &&
        !['before', 'vor'].includes(clause[at - 1] ?? ''),
    ),
  );
}

/** Progression in words; "no progression" and "progression-free" say nothing. */
export function saysProgression(text: string): boolean {
  return says(
    text,
    (word) =>
      progressionWords.includes(word) ||
      word.startsWith('progredient') ||
      (!word.startsWith('pseudo') && progressionEndings.some((ending) => word.endsWith(ending))),
  );
}

/** Progression, toxicity or completion in words. */
function outcomeIn(text: string): TherapyOutcome | undefined {
  if (saysProgression(text)) return 'progression';
  if (says(text, (word) => toxicityWords.includes(word)) || /side effect/i.test(text.slice(0, 500))) return 'toxicity';
  return says(text, (word) => completionWords.includes(word)) ? 'completed' : undefined;
}

const outcomeOfValue: Readonly<Record<string, TherapyOutcome>> = {
  'stop:progression': 'progression',
  'stop:toxicity': 'toxicity',
  'stop:completed': 'completed',
};

function outcomeOf(concept: Concept, codes: Codes): TherapyOutcome | undefined {
  const values = valuesOf(concept, 'intent', codes);
  const coded = values.flatMap((value) => outcomeOfValue[value] ?? []);
  return coded[0] ?? outcomeIn(wordsOf(concept) ?? '');
}

const terminationExtensions = ['termination-reason', 'terminationreason', 'terminationreason-extension'];

/** Values of the termination reason extensions (mCODE and its forerunners). */
function terminationReasons(resource: Fields): readonly Concept[] {
  return objectsAt(resource, 'extension').flatMap((extension) => {
    const url = textAt(extension, 'url')?.toLowerCase() ?? '';
    return terminationExtensions.some((ending) => url.endsWith(ending))
      ? (conceptAt(extension, 'valueCodeableConcept') ?? [])
      : [];
  });
}

/** Why the therapy ended, as its record states it (`statusReason`, a termination reason, `outcome` of a Procedure). */
export function statedOutcome(record: FhirRecord, codes: Codes): TherapyOutcome | undefined {
  const single = conceptAt(record.resource, 'outcome');
  const reasons = [
    ...conceptsAt(record.resource, 'statusReason'),
    ...terminationReasons(record.resource),
    ...(single === undefined ? [] : [single]),
  ];
  const said = reasons.flatMap((reason) => outcomeOf(reason, codes) ?? []);
  return (['progression', 'toxicity', 'completed'] as const).find((outcome) => said.includes(outcome));
}
