import { objectsAt, textAt } from '../chart/fields.js';
import { compileKnowledge } from '../knowledge/compile.js';
import type { KnowledgeFile } from '../knowledge/parse-files.js';
import type { Knowledge } from '../knowledge/schema.js';
import type { CompileExpression } from '../knowledge/sites.js';
import { bodyFields, requestJson } from './json-request.js';
import { siteUrl } from './site-root.js';

/** Site files may hold FHIRPath; its library is large and loaded only where one does. */
async function expressionsOf(files: readonly KnowledgeFile[]): Promise<CompileExpression | undefined> {
  const has = files.some(({ content }) => typeof content === 'object' && content !== null && 'expressions' in content);
  if (!has) return undefined;
  const { compileInBrowser } = await import('./browser-fhirpath.js');
  return compileInBrowser;
}

/** The server's own knowledge, checked and indexed here; a sentence where it cannot be had. */
export async function loadKnowledge(): Promise<Knowledge | string> {
  const answer = await requestJson(siteUrl('knowledge'));
  if (answer.kind === 'failed') return answer.sentence;
  const body = bodyFields(answer);
  const files = objectsAt(body, 'files').map(
    (file): KnowledgeFile => ({ path: textAt(file, 'path') ?? '', content: file.content }),
  );
  const compileExpression = await expressionsOf(files);
  const compiled = compileKnowledge(files, textAt(body, 'hash') ?? '', {
    ...(compileExpression === undefined ? {} : { compileExpression }),
  });
  return compiled.kind === 'compiled' ? compiled.knowledge : 'The knowledge of the server is not sound.';
}
