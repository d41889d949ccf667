import { readFileSync } from 'node:fs';
import cql from 'cql-execution';

export type Answers = Readonly<Record<string, unknown>>;
type Ask = (parameters: Readonly<Record<string, unknown>>) => Promise<Answers>;

/**
 * Reads the ELM of `fixtures/cql/{name}.cql`.
 * @returns a function that gives the values of the named definitions for parameters
 */
export function cqlLibrary(name: string, definitions: readonly string[]): Ask {
  const elm = JSON.parse(readFileSync(new URL(`../../fixtures/cql/${name}.elm.json`, import.meta.url), 'utf8'));
  const library = new cql.Library(elm);
  return async (parameters) => {
    // The executor would evaluate every definition of the library; the others cost half the time.
    const context = new cql.UnfilteredContext(library, new cql.Results(), undefined, { ...parameters });
    const answers: Record<string, unknown> = {};
    for (const definition of definitions) answers[definition] = await library.expressions[definition].exec(context);
    return answers;
  };
}

/** `YYYY-MM-DD` or `YYYY-MM` as a CQL Date of that precision. */
export function cqlDate(date: string | undefined): InstanceType<typeof cql.Date> | undefined {
  if (date === undefined) return undefined;
  const [year, month, day] = date.split('-').map(Number);
  return new cql.Date(year ?? null, month ?? null, day ?? null);
}
