import { config } from 'zod';

/**
 * Imported before anything that builds a schema: zod otherwise tries to compile its checks with `new Function`, which the policy of the
 * pages forbids and the browser reports.
 */
config({ jitless: true });
