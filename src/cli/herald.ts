#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { KnowledgeError } from '../knowledge/knowledge-error.js';
import { loadKnowledge } from '../knowledge/load.js';
import { serve } from '../serve.js';
import { cliExitCodes } from './machine.js';
import { buildProgram } from './program.js';

const standardInput = 0;

function readText(file: string): string | undefined {
  try {
    return readFileSync(file === '-' ? standardInput : file, 'utf8');
  } catch {
    return undefined;
  }
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const program = buildProgram({
  isTerminal: process.stdout.isTTY,
  today: () => new Date().toISOString().slice(0, 10),
  loadKnowledge,
  readText,
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  setExitCode: (code) => {
    process.exitCode = code;
  },
  serve: () => serve(process.env),
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? cliExitCodes.assessed : cliExitCodes.notReadable;
  } else if (error instanceof KnowledgeError) {
    process.stderr.write(`herald: ${error.message}\n`);
    process.exitCode = cliExitCodes.unsound;
  } else throw error;
}
