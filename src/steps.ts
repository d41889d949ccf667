/** The steps of the line, in their order. */
export const steps = ['parse', 'focus', 'gather', 'read', 'categorize', 'appraise', 'advise', 'render'] as const;
export type Step = (typeof steps)[number];

/** What may be told of a step that is done: nothing of a patient. */
export interface StepFacts {
  readonly category?: string;
  readonly count?: number;
}

/**
 * Runs a step and gives what it gives. Whoever hands one in sees the steps go by; `hook` is the whole of them.
 * @param facts of a result that is there at once; not asked for where nobody looks
 */
export type InStep = <Result>(step: Step | 'hook', run: () => Result, facts?: (result: Result) => StepFacts) => Result;

/** Nobody looks. */
export const unseen: InStep = (_step, run) => run();
