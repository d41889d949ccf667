import type { CodeRole } from './roles.js';
import type { CodeEntry, Source } from './schema.js';
import type { SiteFile } from './site-schema.js';

type SiteList = 'her2-tests' | 'her2-answers' | 'receptor-tests' | 'receptor-answers';

/** A code of a site with the list it belongs to and its place in the file. */
export interface SiteEntry<L extends SiteList = SiteList> {
  readonly list: L;
  readonly path: string;
  readonly code: CodeEntry<L>;
}

/** The role of a HER2 answer follows from what it says. */
function answerRole(value: SiteFile['answers'][number]['value']): CodeRole<'her2-answers'> {
  if (value.startsWith('ihc:')) return 'score';
  if (value.startsWith('category:')) return 'category';
  if (value.startsWith('intensity:')) return 'intensity';
  if (value.startsWith('completeness:')) return 'completeness';
  return value === 'present' || value === 'absent' ? 'presence' : 'verdict';
}

/** Source id of a site: the one it cites, or its own. */
export function siteSourceId({ id, source }: SiteFile): string {
  return typeof source === 'string' ? source : `site-${id}`;
}

/** The source that a site brings along. */
export function siteSources(site: SiteFile): readonly Source[] {
  return typeof site.source === 'string' ? [] : [{ id: siteSourceId(site), kind: 'dataset', ...site.source }];
}

function common(
  site: SiteFile,
  { system, code, display, verified }: { system: string; code: string; display: string; verified: boolean },
) {
  return { system, code, display, verified, match: 'exact', source: siteSourceId(site), site: site.id } as const;
}

/** The codes of one list that a site adds. */
export const siteCodes = {
  'her2-tests': (site: SiteFile): readonly CodeEntry<'her2-tests'>[] =>
    site.tests.map((entry) => ({ ...common(site, entry), role: entry.role })),
  'her2-answers': (site: SiteFile): readonly CodeEntry<'her2-answers'>[] =>
    site.answers.map((entry) => ({ ...common(site, entry), role: answerRole(entry.value), value: entry.value })),
  'receptor-tests': (site: SiteFile): readonly CodeEntry<'receptor-tests'>[] =>
    site.receptorTests.map((entry) => ({ ...common(site, entry), role: entry.role })),
  'receptor-answers': (site: SiteFile): readonly CodeEntry<'receptor-answers'>[] =>
    site.receptorAnswers.map((entry) => ({
      ...common(site, entry),
      role: entry.value.startsWith('intensity:') ? ('intensity' as const) : ('verdict' as const),
      value: entry.value,
    })),
} as const satisfies { readonly [L in SiteList]: (site: SiteFile) => readonly CodeEntry<L>[] };

function placed<L extends SiteList>(list: L, member: string, codes: readonly CodeEntry<L>[]): readonly SiteEntry<L>[] {
  return codes.map((code, index) => ({ list, path: `${member}[${index}]`, code }));
}

/** Every code of a site with its place. */
export function siteEntries(site: SiteFile): readonly SiteEntry[] {
  return [
    ...placed('her2-tests', 'tests', siteCodes['her2-tests'](site)),
    ...placed('her2-answers', 'answers', siteCodes['her2-answers'](site)),
    ...placed('receptor-tests', 'receptorTests', siteCodes['receptor-tests'](site)),
    ...placed('receptor-answers', 'receptorAnswers', siteCodes['receptor-answers'](site)),
  ];
}
