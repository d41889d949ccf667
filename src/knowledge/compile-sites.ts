import type { KnowledgeProblem } from './knowledge-error.js';
import type { Located } from './parse-files.js';
import { siteSourceId } from './site-codes.js';
import type { SiteExpressionData, SiteFile } from './site-schema.js';
import type { CompileExpression, Site, SiteExpression } from './sites.js';

/** Sites with their expressions compiled, or what is wrong with the expressions. */
export interface CompiledSites {
  readonly sites: readonly Site[];
  readonly problems: readonly KnowledgeProblem[];
}

/** The words of the laboratory as compared: letter case and outer spaces make no difference. */
function wordsOf(expression: SiteExpressionData): ReadonlyMap<string, string> {
  const values = 'values' in expression ? (expression.values ?? {}) : {};
  return new Map(Object.entries(values).map(([text, value]) => [text.trim().toLowerCase(), value]));
}

function compileOne(
  site: SiteFile,
  data: SiteExpressionData,
  compile: CompileExpression,
): SiteExpression | { readonly problem: string } {
  const compiled = compile(data.path, 'resource' in data.when ? data.when.resource : 'Observation');
  if (compiled.kind === 'refused') return { problem: compiled.problem };
  return {
    site: site.id,
    name: data.name,
    gives: data.gives,
    percent: data.gives === 'staining-percent' ? data.kind : undefined,
    path: data.path,
    when: data.when,
    verified: data.verified,
    words: wordsOf(data),
    evaluate: compiled.evaluate,
  };
}

/** Compiles the expressions of every site. */
export function compileSites(files: readonly Located<SiteFile>[], compile: CompileExpression): CompiledSites {
  const problems: KnowledgeProblem[] = [];
  const sites = files.map(({ path: file, content: site }): Site => {
    const expressions = site.expressions.flatMap((data, index) => {
      const compiled = compileOne(site, data, compile);
      if (!('problem' in compiled)) return [compiled];
      problems.push({ file, path: `expressions[${index}].path`, message: `${data.path}: ${compiled.problem}` });
      return [];
    });
    const { id, title, notes } = site;
    return { id, title, source: siteSourceId(site), notes, expressions };
  });
  return { sites, problems };
}
