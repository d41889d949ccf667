import { z } from 'zod';
import type { Task } from './run-task.js';

const taskShape = z.union([
  z.strictObject({ kind: z.literal('scan'), at: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal('gather'), at: z.literal(0) }),
  z.strictObject({ kind: z.literal('assess'), at: z.int().nonnegative() }),
  z.strictObject({ kind: z.literal('publish'), at: z.literal(0) }),
]);

/** A task that came from another thread or process; undefined where it is none. */
export function parseTask(message: unknown): Task | undefined {
  const parsed = taskShape.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}
