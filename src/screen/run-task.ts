import { existsSync } from 'node:fs';
import { loadKnowledge } from '../knowledge/load.js';
import type { Knowledge } from '../knowledge/schema.js';
import type { Answer } from './assess-patient.js';
import { gatherShared } from './gather-shared.js';
import type { Plan } from './plan.js';
import { publish } from './publish.js';
import { resourceJudge } from './relevant-resource.js';
import { outputs, type RunFolder } from './run-folder.js';
import { scanUnit } from './scan-unit.js';
import { openedOnce } from './scratch-rows.js';
import { screenShard } from './screen-shard.js';

/** One piece of work of a run; its result is one file, so that it can be done by anybody and done again. */
export type Task =
  | { readonly kind: 'scan'; readonly at: number }
  | { readonly kind: 'gather'; readonly at: 0 }
  | { readonly kind: 'assess'; readonly at: number }
  | { readonly kind: 'publish'; readonly at: 0 };

/** The file that says that a task is done. */
export function resultOf(task: Task, run: RunFolder): string {
  switch (task.kind) {
    case 'scan':
      return run.unit(task.at);
    case 'gather':
      return run.shared;
    case 'assess':
      return run.shard(task.at);
    case 'publish':
      return run.output(outputs.summary);
  }
}

/** The stages of a run; a stage begins when the one before is done. */
export function stagesOf(plan: Plan): readonly (readonly Task[])[] {
  return [
    plan.units.map((_, at) => ({ kind: 'scan', at })),
    [{ kind: 'gather', at: 0 }],
    Array.from({ length: plan.shards }, (_, at) => ({ kind: 'assess', at })),
    [{ kind: 'publish', at: 0 }],
  ];
}

/** Does tasks of one run, in this thread. */
export interface TaskRunner {
  readonly run: (task: Task) => Promise<void>;
}

/** The knowledge of a run. Throws KnowledgeError where it is unsound. */
function knowledgeOf({ settings: { sites } }: Plan): Knowledge {
  return loadKnowledge(sites === undefined ? {} : { sites });
}

/**
 * Makes a runner.
 * @throws KnowledgeError for unsound knowledge, Error where the knowledge is of another version than the run's: answers must not mix
 */
export function taskRunner(plan: Plan, run: RunFolder, knowledge: Knowledge = knowledgeOf(plan)): TaskRunner {
  if (knowledge.version !== plan.settings.knowledge)
    throw new Error('the knowledge here is of another version than the run');
  const judge = resourceJudge(knowledge);
  const untold = new Map<string, Answer>();
  const open = openedOnce();
  const doTask = async (task: Task): Promise<void> => {
    switch (task.kind) {
      case 'scan':
        return scanUnit(task.at, { plan, run, judge });
      case 'gather':
        return gatherShared(plan, run, open);
      case 'assess':
        return screenShard(task.at, { plan, run, knowledge, untold, open });
      case 'publish':
        await publish(plan, run, knowledge.sources);
    }
  };
  return {
    run: async (task) => {
      if (!existsSync(resultOf(task, run))) await doTask(task);
    },
  };
}
