import type { CodeSystems } from './code-systems.js';
import type { Site, SiteExpression, Sites } from './sites.js';

function textKey(text: string): string {
  return `text ${text.trim().toLowerCase()}`;
}

function keysOf({ when }: SiteExpression, systems: CodeSystems): readonly string[] {
  if ('resource' in when) return [`type ${when.resource}`];
  if ('testText' in when) return [textKey(when.testText)];
  const coding = systems.normalize(when.test);
  return coding === undefined ? [] : [`code ${coding.system}|${coding.code}`];
}

/** Indexes the sites' expressions by what they wait for. */
export function indexSites(all: readonly Site[], systems: CodeSystems): Sites {
  const waiting = new Map<string, SiteExpression[]>();
  for (const expression of all.flatMap((site) => site.expressions)) {
    for (const key of keysOf(expression, systems)) waiting.set(key, [...(waiting.get(key) ?? []), expression]);
  }
  return {
    all,
    haveExpressions: waiting.size > 0,
    expressionsFor(resourceType, code) {
      if (waiting.size === 0) return [];
      const codings = (code?.codings ?? []).flatMap((coding) => systems.normalize(coding) ?? []);
      const keys = new Set([
        `type ${resourceType}`,
        ...codings.map((coding) => `code ${coding.system}|${coding.code}`),
        ...(code?.text === undefined ? [] : [textKey(code.text)]),
      ]);
      return [...new Set([...keys].flatMap((key) => waiting.get(key) ?? []))];
    },
  };
}
