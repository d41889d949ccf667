import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { outputs, type RunFolder, readPlan } from './run-folder.js';

const ownSummary = z.object({ settings: z.object({ asOf: z.string(), knowledge: z.string() }), tally: z.object({}) });

function standsSummary(run: RunFolder): boolean {
  const file = run.output(outputs.summary);
  if (!existsSync(file)) return false;
  try {
    return ownSummary.safeParse(JSON.parse(readFileSync(file, 'utf8'))).success;
  } catch {
    return false;
  }
}

/** A run that was stopped before it had a plan leaves this at most. */
function isBarelyBegun(run: RunFolder): boolean {
  const work = path.dirname(run.plan);
  return !existsSync(work) || readdirSync(work).every((name) => name.endsWith('.part'));
}

/**
 * May a run take this folder? It closes the folder to others and removes and writes in it, so it takes a new or empty one, or one in which
 * an earlier run left its plan or its summary. A hash key alone is welcome: it makes the hashes those of another run.
 */
export function isFreeForRun(run: RunFolder): boolean {
  if (existsSync(run.plan)) return readPlan(run) !== undefined;
  if (!existsSync(run.folder) || standsSummary(run)) return true;
  const ours: readonly string[] = [outputs.key, path.basename(path.dirname(run.plan))];
  const others = readdirSync(run.folder).filter((name) => !name.startsWith('.') && !ours.includes(name));
  return others.length === 0 && isBarelyBegun(run);
}
