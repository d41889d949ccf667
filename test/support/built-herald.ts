import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { repoRoot } from './source-files.js';

/** The program as it is shipped: compiled, in a folder of its own, run by Node without the test runner. */
export interface BuiltHerald {
  readonly folder: string;
  run(file: string, options: RunOptions): RunningProcess;
  remove(): void;
}

interface RunOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningProcess {
  readonly child: ChildProcess;
  output(): string;
  complaints(): string;
  /** Exit code; -1 where a signal ended it. */
  readonly ended: Promise<number>;
}

/** Compiles src and hooks into a folder below the repository, so that the installed packages are found. */
export function buildHerald(): BuiltHerald {
  const folder = path.join(repoRoot, '.tmp', `built-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const tsc = path.join(repoRoot, 'node_modules', 'typescript', 'bin', 'tsc');
  const flags = ['-p', 'tsconfig.build.json', '--outDir', folder, '--noEmitOnError', 'false'];
  spawnSync(process.execPath, [tsc, ...flags], { cwd: repoRoot });
  for (const source of ['src', 'hooks']) {
    cpSync(path.join(repoRoot, source), path.join(folder, source), {
      recursive: true,
      filter: (file) => !/\.tsx?$/.test(file),
    });
  }
  if (!existsSync(path.join(folder, 'fixtures')))
    symlinkSync(path.join(repoRoot, 'fixtures'), path.join(folder, 'fixtures'));
  return {
    folder,
    run: (file, options) => runProcess(path.join(folder, file), options),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function runProcess(file: string, { args = [], env = {} }: RunOptions): RunningProcess {
  const child = spawn(process.execPath, [file, ...args], { env: { PATH: process.env.PATH, ...env } });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (text) => {
    output += String(text);
  });
  child.stderr.on('data', (text) => {
    complaints += String(text);
  });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
  return { child, output: () => output, complaints: () => complaints, ended };
}
