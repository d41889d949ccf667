import { parentPort, workerData } from 'node:worker_threads';
import { readPlan, runFolder } from './run-folder.js';
import { taskRunner } from './run-task.js';
import { parseTask } from './task-message.js';

/** A thread of `threadPool`: does one task after another and says when each is done. */
const run = runFolder(String(workerData));
const plan = readPlan(run);
if (plan === undefined || parentPort === null) throw new Error('started without a run');
const port = parentPort;
const runner = taskRunner(plan, run);
port.on('message', (message: unknown) => {
  const task = parseTask(message);
  if (task === undefined) throw new Error('not a task');
  runner.run(task).then(
    () => port.postMessage('done'),
    (error: unknown) => {
      throw error;
    },
  );
});
port.postMessage('ready');
