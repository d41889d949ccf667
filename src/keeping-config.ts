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

const days = (wants: string) => ({
  schema: z
    .string()
    .regex(/^\d{1,5}$/)
    .default('400')
    .transform(Number)
    .refine((count) => count >= 1 && count <= 36_500),
  wants,
});

/** Variables of the store, as the configuration reads them. */
export const keepingVariables = {
  HERALD_DATABASE_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\/\S+$/)
      .refine((text) => URL.canParse(text))
      .optional(),
    wants: 'a postgres:// URL',
  },
  HERALD_HASH_KEY: { schema: z.string().min(32).max(1_000).optional(), wants: 'a secret of at least 32 characters' },
  HERALD_OPERATOR_TOKEN_HASH: {
    schema: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/)
      .optional(),
    wants: "the SHA-256 of the operator's token, 64 hexadecimal digits",
  },
  HERALD_DECISION_DAYS: days('days, 1 to 36500, for which decisions and cards are kept'),
  HERALD_FEEDBACK_DAYS: days('days, 1 to 36500, for which feedback is kept'),
} as const;

const environment = z.object({
  HERALD_DATABASE_URL: keepingVariables.HERALD_DATABASE_URL.schema,
  HERALD_HASH_KEY: keepingVariables.HERALD_HASH_KEY.schema,
  HERALD_OPERATOR_TOKEN_HASH: keepingVariables.HERALD_OPERATOR_TOKEN_HASH.schema,
  HERALD_DECISION_DAYS: keepingVariables.HERALD_DECISION_DAYS.schema,
  HERALD_FEEDBACK_DAYS: keepingVariables.HERALD_FEEDBACK_DAYS.schema,
});
/** Shape of the store's variables, for the one schema of the environment. */
export const keepingShape = environment.shape;
type Values = z.infer<typeof environment>;

/** What tenants mode asks of the store: a key that outlives the process, and a place that does. */
export function keepingContradictions(
  values: Values & { readonly HERALD_MODE: string; readonly HERALD_DATA?: string | undefined },
): readonly ConfigProblem[] {
  if (values.HERALD_MODE !== 'tenants') return [];
  const problems: ConfigProblem[] = [];
  if (values.HERALD_HASH_KEY === undefined) {
    problems.push({ name: 'HERALD_HASH_KEY', problem: `tenants mode needs ${keepingVariables.HERALD_HASH_KEY.wants}` });
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
