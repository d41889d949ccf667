import { answer, type LineContext } from '../answer.js';
import type { Service } from '../cds/service.js';
import { asFields, type Fields, objectAt, objectsAt, textAt } from '../chart/fields.js';
import { type InStep, type Step, steps } from '../steps.js';

/** One of the eight steps: what it gave, and how long it took. */
export interface ShownStep {
  readonly name: Step;
  readonly says: string;
  readonly milliseconds: number;
  readonly gave: unknown;
}

interface Noted {
  readonly gave: unknown;
  readonly milliseconds: number;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const problemOr = (gave: Fields | undefined, words: string): string =>
  textAt(gave, 'kind') === 'problem' ? `refused: ${textAt(gave, 'code') ?? ''}` : words;

/** Each result in a few words; the whole of it is shown beside. */
const words: Readonly<Record<Step, (gave: unknown) => string>> = {
  parse: (gave) => {
    const request = objectAt(asFields(gave), 'request');
    return problemOr(asFields(gave), `${textAt(request, 'hook') ?? ''} for ${textAt(request, 'patient') ?? ''}`);
  },
  focus: (gave) => {
    const silence = textAt(asFields(gave), 'silence');
    const orders = objectsAt(objectAt(asFields(gave), 'focus'), 'orders').length;
    return silence === undefined ? `it concerns us, with ${counted(orders, 'order')}` : `nothing of ours: ${silence}`;
  },
  gather: (gave) => {
    const lacking = objectsAt(objectAt(asFields(gave), 'report'), 'lacking').length;
    return problemOr(asFields(gave), lacking === 0 ? 'everything asked for' : `${counted(lacking, 'key')} lacking`);
  },
  read: (gave) => {
    const chart = asFields(gave);
    const results = objectsAt(objectAt(chart, 'her2'), 'results').length;
    const [therapies, gaps] = [objectsAt(chart, 'therapies').length, objectsAt(chart, 'gaps').length];
    return `${counted(results, 'HER2 result')}, ${counted(therapies, 'drug')} given, ${counted(gaps, 'gap')}`;
  },
  categorize: (gave) => {
    const her2 = asFields(gave);
    return `${textAt(her2, 'category') ?? ''}, ASCO/CAP ${textAt(her2, 'ascoCapStatus') ?? ''}`;
  },
  appraise: (gave) => {
    const all = objectsAt({ gave }, 'gave');
    return `${all.filter(({ result }) => result === 'met').length} of ${all.length} indications documented`;
  },
  advise: (gave) => {
    const topics = objectsAt(asFields(gave), 'advice').map((each) => textAt(each, 'topic') ?? '');
    return textAt(asFields(gave), 'silence') ?? topics.join(', ');
  },
  render: (gave) => counted(objectsAt(asFields(gave), 'cards').length, 'card'),
};

/** Notes each step as it goes by. A step that runs again, as focus does once more data are there, is told as it ran last. */
function notingSteps(notes: Map<string, Noted>): InStep {
  return (step, run) => {
    const started = performance.now();
    const note = (gave: unknown): void => {
      notes.set(step, { gave, milliseconds: performance.now() - started });
    };
    const gave = run();
    if (gave instanceof Promise) void gave.then(note, () => undefined);
    else note(gave);
    return gave;
  };
}

/** Answers a request as the service does, and gives the steps that it took instead of the answer. A refused one ends early. */
export async function runSteps(service: Service, body: unknown, context: LineContext): Promise<readonly ShownStep[]> {
  const notes = new Map<string, Noted>();
  await answer(service, body, { ...context, watch: () => notingSteps(notes) });
  return steps.flatMap((name): readonly ShownStep[] => {
    const noted = notes.get(name);
    return noted === undefined ? [] : [{ name, says: words[name](noted.gave), ...noted }];
  });
}
