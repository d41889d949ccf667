import type { Kysely, Migration, MigrationProvider } from 'kysely';

/** First shape of the store. Later changes are new migrations; a released one is never edited. */
const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await decisions(db);
    await cards(db);
    await feedback(db);
    await suppressionsAndTokens(db);
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
  await db.schema.createIndex('decisions_tenant_at').on('decisions').columns(['tenant', 'at']).execute();
}

async function cards(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('cards')
    .addColumn('uuid', 'text', (column) => column.primaryKey())
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('service', 'text', (column) => column.notNull())
    .addColumn('patient', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('indicator', 'text', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('suggestions', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('cards_patient').on('cards').columns(['tenant', 'patient', 'at']).execute();
  await db.schema.createIndex('cards_at').on('cards').columns(['tenant', 'at']).execute();
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
  await db.schema.createIndex('feedback_at').on('feedback').columns(['tenant', 'received']).execute();
}

async function suppressionsAndTokens(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('suppressions')
    .addColumn('tenant', 'text', (column) => column.notNull())
    .addColumn('patient', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('evidence', 'text', (column) => column.notNull())
    .addColumn('same_evidence_only', 'integer', (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('since', 'text', (column) => column.notNull())
    .addColumn('until', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('suppressions_key', ['tenant', 'patient', 'topic', 'evidence'])
    .execute();
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
