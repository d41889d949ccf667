import { readDay } from '../cds/as-of.js';
import { type Problem, problem } from '../errors.js';
import type { InsightsQuery } from '../store/insights.js';

/** Days that a query may span, and spans where it names no beginning. */
const mostDays = 400;
const defaultDays = 90;
const dayMs = 86_400_000;

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
}

function invalid(expression: string, text: string): Problem {
  return problem('INSIGHTS_QUERY_INVALID', [{ expression, text }]);
}

/**
 * Reads `tenant`, `from` and `to` of an insights address. `to` is today and `from` 90 days earlier unless named; the tenant may be left
 * out where there is one alone.
 */
export function readInsightsQuery(
  url: string,
  { tenants, today }: { readonly tenants: readonly string[]; readonly today: string },
): (InsightsQuery & { readonly kind: 'query' }) | Problem {
  const at = url.indexOf('?');
  const query = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  for (const name of query.keys()) {
    if (!['tenant', 'from', 'to'].includes(name) || query.getAll(name).length > 1)
      return invalid('query', 'tenant, from and to, each at most once.');
  }
  const tenant = query.get('tenant') ?? (tenants.length === 1 ? tenants[0] : undefined);
  if (tenant === undefined || !tenants.includes(tenant)) return invalid('tenant', 'The id of one configured tenant.');
  const to = readDay(query.get('to') ?? today);
  if (to === undefined) return invalid('to', 'One real day, YYYY-MM-DD.');
  const from = readDay(query.get('from') ?? daysBefore(to, defaultDays));
  if (from === undefined) return invalid('from', 'One real day, YYYY-MM-DD.');
  if (from > to || daysBefore(to, mostDays) > from) return invalid('from', 'At most 400 days before to.');
  return { kind: 'query', tenant, from, to };
}
