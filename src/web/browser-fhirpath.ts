import { compile, parse } from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4';
import { fhirPathCompiler } from '../knowledge/fhirpath-compiler.js';
import type { CompileExpression } from '../knowledge/sites.js';

/** FHIRPath for site files in a browser: the same checks as on the server. */
export const compileInBrowser: CompileExpression = fhirPathCompiler(() => ({ fhirpath: { compile, parse }, r4 }));
