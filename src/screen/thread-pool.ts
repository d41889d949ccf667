import { Worker } from 'node:worker_threads';
import type { RunFolder } from './run-folder.js';
import type { Task, TaskRunner } from './run-task.js';

/** A runner that does several tasks at once. */
export interface TaskPool extends TaskRunner {
  /** Tasks that it can do at once. */
  readonly width: number;
  readonly close: () => Promise<void>;
}

/** This thread alone. */
export function ownThread(runner: TaskRunner): TaskPool {
  return { width: 1, run: runner.run, close: async () => {} };
}

interface Thread {
  readonly worker: Worker;
  readonly do: (task: Task) => Promise<void>;
}

/** Records are read and forgotten at once: room for them where they are cheap to forget saves a tenth of the time. */
const youngMegabytes = 32;
/** A thread holds one shard; more than this is a mistake, and a small heap is tidied sooner. */
const oldMegabytes = 768;

function startThread(run: RunFolder): Thread {
  const worker = new Worker(new URL('./screen-thread.js', import.meta.url), {
    workerData: run.folder,
    resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes, maxOldGenerationSizeMb: oldMegabytes },
  });
  const next = (wanted: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (end: () => void): void => {
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        end();
      };
      const onMessage = (message: unknown): void => {
        if (message === wanted) settle(resolve);
      };
      const onError = (error: unknown): void => settle(() => reject(error));
      const onExit = (): void => settle(() => reject(new Error('a thread ended before its task')));
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
    });
  const ready = next('ready');
  // Whoever gives the first task learns of a failed start; until then it must not end the process.
  ready.catch(() => undefined);
  return {
    worker,
    do: async (task) => {
      await ready;
      const done = next('done');
      worker.postMessage(task);
      await done;
    },
  };
}

/** Starts threads, each with its own knowledge; the run's plan must be in its folder. */
export function threadPool(run: RunFolder, width: number): TaskPool {
  const threads = Array.from({ length: width }, () => startThread(run));
  const free = [...threads];
  return {
    width,
    run: async (task) => {
      const thread = free.pop();
      if (thread === undefined) throw new Error('more tasks at once than threads');
      try {
        await thread.do(task);
      } finally {
        free.push(thread);
      }
    },
    close: async () => {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}
