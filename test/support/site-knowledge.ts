import { compileKnowledge } from '../../src/knowledge/compile.js';
import { compileFhirPath } from '../../src/knowledge/fhirpath-expression.js';
import { KnowledgeError } from '../../src/knowledge/knowledge-error.js';
import { readKnowledgeFiles } from '../../src/knowledge/load.js';
import type { Knowledge } from '../../src/knowledge/schema.js';

const { files, hash } = readKnowledgeFiles();

/** A site file with the required members; `members` adds to them. */
export function siteFile(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return {
    id: 'st-elsewhere',
    title: 'Laboratory of St. Elsewhere',
    source: { title: 'Interface notes', publisher: 'Laboratory of St. Elsewhere', date: '2026-11' },
    systems: [{ url: 'http://lab.example.org/tests', name: 'Local tests' }],
    ...members,
  };
}

/** The shipped knowledge with one more site. @throws KnowledgeError where the site is unsound */
export function knowledgeWith(site: unknown): Knowledge {
  const compiled = compileKnowledge([...files, { path: 'HERALD_SITES/site.json', content: site }], hash, {
    compileExpression: compileFhirPath,
  });
  if (compiled.kind === 'refused') throw new KnowledgeError(compiled.problems);
  return compiled.knowledge;
}
