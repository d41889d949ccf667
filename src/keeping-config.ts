import { z } from 'zod';
import type { ConfigProblem } from './config.js';

/** What is kept, where, for how long, and who may see it. */
export interface KeepingConfig {
  /** Postgres shared by every replica; without it the store is a file in `data`. */
  readonly databaseUrl?: string;
  /** Key of the hashes of patients, users and evidence; random for this process where absent (open mode). */
  readonly hashKey?: string;
  /** SHA-256 of the operator's token, hex. */
  readonly operatorTokenHash?: string;
  readonly decisionDays: number;
  readonly feedbackDays: number;
}

const days = z
  .string()
  .regex(/^\d{1,5}$/)
  .default('400')
  .transform(Number)
  .refine((count) => count >= 1 && count <= 36_500);

/** Variables of the store, as the configuration reads them. */
export const keepingShape = {
  HERALD_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/)
    .refine((text) => URL.canParse(text))
    .optional(),
  HERALD_HASH_KEY: z.string().min(32).max(1_000).optional(),
  HERALD_OPERATOR_TOKEN_HASH: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/)
    .optional(),
  HERALD_DECISION_DAYS: days,
  HERALD_FEEDBACK_DAYS: days,
};

/** What each of them wants. */
export const keepingWants: Readonly<Record<keyof typeof keepingShape, string>> = {
  HERALD_DATABASE_URL: 'a postgres:// URL',
  HERALD_HASH_KEY: 'a secret of at least 32 characters',
  HERALD_OPERATOR_TOKEN_HASH: "the SHA-256 of the operator's token, 64 hexadecimal digits",
  HERALD_DECISION_DAYS: 'days, 1 to 36500, for which decisions and cards are kept',
  HERALD_FEEDBACK_DAYS: 'days, 1 to 36500, for which feedback is kept',
};

type Values = z.infer<z.ZodObject<typeof keepingShape>>;

/** What tenants mode asks of the store: a key that outlives the process, and a place that does. */
export function keepingContradictions(
  values: Values & { readonly HERALD_MODE: string; readonly HERALD_DATA?: string | undefined },
): readonly ConfigProblem[] {
  if (values.HERALD_MODE !== 'tenants') return [];
  const problems: ConfigProblem[] = [];
  if (values.HERALD_HASH_KEY === undefined) {
    problems.push({ name: 'HERALD_HASH_KEY', problem: `tenants mode needs ${keepingWants.HERALD_HASH_KEY}` });
  }
  if (values.HERALD_DATABASE_URL === undefined && values.HERALD_DATA === undefined) {
    problems.push({ name: 'HERALD_DATA', problem: 'tenants mode needs a directory, or HERALD_DATABASE_URL' });
  }
  return problems;
}

/** The store's part of the configuration. */
export function keepingOf(values: Values): KeepingConfig {
  const { HERALD_DATABASE_URL: url, HERALD_HASH_KEY: key, HERALD_OPERATOR_TOKEN_HASH: hash } = values;
  return {
    decisionDays: values.HERALD_DECISION_DAYS,
    feedbackDays: values.HERALD_FEEDBACK_DAYS,
    ...(url === undefined ? {} : { databaseUrl: url }),
    ...(key === undefined ? {} : { hashKey: key }),
    ...(hash === undefined ? {} : { operatorTokenHash: hash }),
  };
}
