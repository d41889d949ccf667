import { checkExpression } from './expression-check.js';
import type { CompileExpression, Evaluate, Evaluated } from './sites.js';

/** Values beyond these say that the expression is not about one place. */
const mostValues = 20;
/** Characters of a resource as JSON; a HER2 result has a few thousand. */
const longestResource = 200_000;
/** Characters of a text that a pattern may run over: with two open repetitions the time grows with its cube, 20 ms here. */
const longestForPattern = 400;

/** What is used of the FHIRPath library: how it is loaded differs between a process and a browser. */
export interface FhirPathLibrary {
  readonly fhirpath: Pick<typeof import('fhirpath'), 'compile' | 'parse'>;
  readonly r4: import('fhirpath').Model;
}

/** The library throws errors and, in places, plain strings. */
function words(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : 'is not understood';
  return text.replace(/\s+/g, ' ').slice(0, 300);
}

/** The narrative repeats what the elements say; no expression of ours reads it. */
function withLongTextOutsideNarrative(resource: object): boolean {
  return Object.entries(resource).some(([name, value]) => name !== 'text' && holdsLongText(value));
}

function holdsLongText(value: unknown): boolean {
  if (typeof value === 'string') return value.length > longestForPattern;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsLongText);
}

function evaluator(run: (resource: unknown) => unknown, usesRegex: boolean): Evaluate {
  return (resource): Evaluated => {
    try {
      const json = JSON.stringify(resource);
      if (json.length > longestResource) return { kind: 'failed', problem: 'TEXT_TOO_LONG' };
      if (usesRegex && withLongTextOutsideNarrative(resource)) return { kind: 'failed', problem: 'TEXT_TOO_LONG' };
      // The library writes types into what it reads: it gets a copy.
      const values = run(JSON.parse(json));
      if (!Array.isArray(values) || values.length > mostValues) return { kind: 'failed', problem: 'EXPRESSION_FAILED' };
      return { kind: 'values', values };
    } catch {
      return { kind: 'failed', problem: 'EXPRESSION_FAILED' };
    }
  };
}

function compileOne(
  { fhirpath, r4 }: FhirPathLibrary,
  path: string,
  resourceType: string,
): ReturnType<CompileExpression> {
  try {
    const checked = checkExpression(fhirpath.parse(path));
    if (checked.kind === 'refused') return checked;
    const compiled = fhirpath.compile(path, r4, { async: false });
    // Some mistakes show only when it runs.
    compiled({ resourceType });
    return { kind: 'compiled', evaluate: evaluator((resource) => compiled(asResource(resource)), checked.usesRegex) };
  } catch (thrown) {
    return { kind: 'refused', problem: `does not compile: ${words(thrown)}` };
  }
}

/**
 * Compiles FHIRPath against the R4 model; what would ask a server, read the clock or run for ever is refused.
 * @param library called when the first expression is compiled
 */
export function fhirPathCompiler(library: () => FhirPathLibrary): CompileExpression {
  return (path, resourceType) => compileOne(library(), path, resourceType);
}

function asResource(resource: unknown): object {
  return typeof resource === 'object' && resource !== null ? resource : {};
}
