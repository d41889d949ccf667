import ProgressBar from 'progress';
import type { Task } from './run-task.js';
import type { ScreenProgress } from './screen-source.js';

const labels: Readonly<Record<Task['kind'], string>> = {
  scan: 'reading  ',
  gather: 'joining  ',
  assess: 'assessing',
  publish: 'writing  ',
};

/** A bar for each stage on standard error, with rate and seconds left; nothing where it is no terminal. */
export function progressBar(): ScreenProgress {
  let bar: ProgressBar | undefined;
  return {
    stage: ([first, ...rest], done) => {
      const total = first === undefined ? 0 : rest.length + 1;
      bar = undefined;
      if (first === undefined || total === done) return;
      const format = `${labels[first.kind]} [:bar] :percent  :current/:total parts  :rate/s  :etas left`;
      // Parts done before an interruption are left out: the time left is that of this run.
      bar = new ProgressBar(format, { total: total - done, width: 40, stream: process.stderr });
      bar.render();
    },
    done: () => bar?.tick(),
  };
}
