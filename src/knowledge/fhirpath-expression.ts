import { createRequire } from 'node:module';
import { fhirPathCompiler } from './fhirpath-compiler.js';
import type { CompileExpression } from './sites.js';

const load = createRequire(import.meta.url);

/** Compiles FHIRPath. The library is loaded with the first expression: most installations have none, and it takes 70 ms. */
export const compileFhirPath: CompileExpression = fhirPathCompiler(() => ({
  fhirpath: load('fhirpath'),
  r4: load('fhirpath/fhir-context/r4'),
}));
