import { existsSync } from 'node:fs';
import path from 'node:path';
import { buildProgram } from '../../src/cli/program.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { readText, repoRoot } from './source-files.js';

/** What a command printed, complained of and ended with. */
export interface Ran {
  readonly output: string;
  readonly complaints: string;
  readonly code: number;
}

/** Runs the command line in this process. `files` stand beside those of the repository. */
export async function runCli(
  given: readonly string[],
  {
    isTerminal = false,
    files = {},
    onOutput = () => {},
  }: {
    isTerminal?: boolean;
    files?: Readonly<Record<string, string>>;
    /** Hears what is printed before the command line is refused or --help ends it by an exception. */
    onOutput?: (text: string) => void;
  } = {},
): Promise<Ran> {
  const ran = { output: '', complaints: '', code: 0 };
  const program = buildProgram({
    isTerminal,
    today: () => '2026-11-24',
    loadKnowledge,
    readText: (file) => files[file] ?? (existsSync(path.join(repoRoot, file)) ? readText(file) : undefined),
    write: (text) => {
      ran.output += text;
      onOutput(text);
    },
    complain: (text) => {
      ran.complaints += text;
    },
    setExitCode: (code) => {
      ran.code = code;
    },
    serve: async () => {},
  });
  await program.parseAsync(['node', 'herald', ...given]);
  return ran;
}
