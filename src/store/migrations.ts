import type { Kysely, Migration, MigrationProvider } from 'kysely';

/** First shape of the store. Later changes are new migrations; a released one is never edited. */
const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await decisions(db);
    await cards(db);
    await feedback(db);
    await tallies(db);
    await tokens(db);
  },
};

async function decisions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('decisions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('hook', 'text', (column) => column.notNull())
    .addColumn('hook_instance', 'text', (column) => column.notNull())
    .addColumn('patient', 'text', (column) => column.notNull())
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('asco_cap_status', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('next_step', 'text', (column) => column.notNull())
    .addColumn('advice', 'text', (column) => column.notNull())
    .addColumn('silence', 'text')
    .addColumn('missing', 'text', (column) => column.notNull())
    .addColumn('unavailable', 'text', (column) => column.notNull())
    .addColumn('knowledge', 'text', (column) => column.notNull())
    .addColumn('latency_ms', 'real', (column) => column.notNull())
    .execute();
  // By time alone: the purge reads it; summaries read the tallies.
  await db.schema.createIndex('decisions_at').on('decisions').column('at').execute();
}

async function cards(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('cards')
    .addColumn('uuid', 'text', (column) => column.primaryKey())
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('hook_instance', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('patient', 'text', (column) => column.notNull())
    .addColumn('clinician', 'text')
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('indicator', 'text', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('suggestions', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('cards_patient').on('cards').columns(['tenant', 'patient', 'at']).execute();
  await db.schema.createIndex('cards_at').on('cards').columns(['tenant', 'at', 'uuid']).execute();
}

async function feedback(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feedback')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('received', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('card', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('suggestion', 'text', (column) => column.notNull())
    .addColumn('outcome_at', 'text', (column) => column.notNull())
    .addColumn('reason_system', 'text')
    .addColumn('reason_code', 'text')
    .addColumn('commented', 'integer', (column) => column.notNull())
    .addColumn('clinician', 'text')
    .addUniqueConstraint('feedback_once', ['tenant', 'card', 'outcome', 'suggestion', 'outcome_at'])
    .execute();
  await db.schema.createIndex('feedback_at').on('feedback').columns(['tenant', 'received', 'id']).execute();
}

async function tallies(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tallies')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('dimension', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('n', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('tallies_key', ['tenant', 'day', 'service', 'dimension', 'value'])
    .execute();
}

async function tokens(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('jti')
    .addColumn('issuer', 'text', (column) => column.notNull())
    .addColumn('jti', 'text', (column) => column.notNull())
    .addColumn('expires', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('jti_once', ['issuer', 'jti'])
    .execute();
}

/** Migrations in their order; the name is the order. */
export const migrations: MigrationProvider = {
  getMigrations: () => Promise.resolve({ '0001-first': first }),
};
