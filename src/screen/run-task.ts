import { existsSync } from 'node:fs';
import { loadKnowledge } from '../knowledge/load.js';
import type { Knowledge } from '../knowledge/schema.js';
import { gatherShared } from './gather-shared.js';
import type { Plan } from './plan.js';
import { resourceRelevance } from './relevant-resource.js';
import type { RunFolder } from './run-folder.js';
import { scanUnit } from './scan-unit.js';
import { screenShard } from './screen-shard.js';

/** One piece of work of a run; its result is one file, so that it can be done by anybody and done again. */
export type Task =
  | { readonly kind: 'scan'; readonly at: number }
  | { readonly kind: 'gather'; readonly at: 0 }
  | { readonly kind: 'assess'; readonly at: number };

/** The file that says that a task is done. */
export function resultOf(task: Task, run: RunFolder): string {
  switch (task.kind) {
    case 'scan':
      return run.unit(task.at);
    case 'gather':
      return run.shared;
    case 'assess':
      return run.shard(task.at);
  }
}

/** The three stages of a run; a stage begins when the one before is done. */
export function stagesOf(plan: Plan): readonly (readonly Task[])[] {
  return [
    plan.units.map((_, at) => ({ kind: 'scan', at })),
    [{ kind: 'gather', at: 0 }],
    Array.from({ length: plan.shards }, (_, at) => ({ kind: 'assess', at })),
  ];
}

/** Does tasks of one run, in this thread. */
export interface TaskRunner {
  readonly run: (task: Task) => Promise<void>;
}

/**
 * Makes a runner.
 * @throws KnowledgeError for unsound knowledge, Error where the knowledge is of another version than the run's: answers must not mix
 */
export function taskRunner(plan: Plan, run: RunFolder): TaskRunner {
  const { sites, knowledge: version } = plan.settings;
  const knowledge: Knowledge = loadKnowledge(sites === undefined ? {} : { sites });
  if (knowledge.version !== version) throw new Error('the knowledge here is of another version than the run');
  const isRelevant = resourceRelevance(knowledge);
  return {
    run: async (task) => {
      if (existsSync(resultOf(task, run))) return;
      if (task.kind === 'scan') await scanUnit(task.at, { plan, run, isRelevant });
      else if (task.kind === 'gather') gatherShared(plan, run);
      else screenShard(task.at, { plan, run, knowledge });
    },
  };
}
