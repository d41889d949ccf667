import type { KnowledgeProblem } from './knowledge-error.js';
import type { ParsedFiles } from './parse-files.js';
import { codeLists } from './schema.js';

interface Citation {
  readonly file: string;
  readonly path: string;
  readonly source: string;
}

function citations(files: ParsedFiles): readonly Citation[] {
  return [
    ...codeLists.flatMap((list) =>
      files.codes[list].map(({ source }, index) => ({
        file: `codes/${list}.json`,
        path: `entries[${index}].source`,
        source,
      })),
    ),
    ...files.drugs.flatMap(({ path: file, content }) =>
      content.drugs.flatMap((drug, index) =>
        drug.codings.map(({ source }, at) => ({ file, path: `drugs[${index}].codings[${at}].source`, source })),
      ),
    ),
    ...files.indications.flatMap(({ path: file, content }) =>
      content.indications.map(({ source }, index) => ({ file, path: `indications[${index}].source`, source })),
    ),
    ...files.sites.flatMap(({ path: file, content }) =>
      typeof content.source === 'string' ? [{ file, path: 'source', source: content.source }] : [],
    ),
    ...files.products.map(({ path: file, content }) => ({ file, path: 'source', source: content.source })),
  ];
}

/** Entries that cite no source of the list, and sources that data should cite and does not. */
export function checkCitations(files: ParsedFiles): readonly KnowledgeProblem[] {
  const known = new Set(files.sources.map((source) => source.id));
  const cited = citations(files);
  const used = new Set(cited.map((citation) => citation.source));
  return [
    ...cited.flatMap(({ file, path, source }) =>
      known.has(source) ? [] : [{ file, path, message: `orphan: no source ${source}` }],
    ),
    ...files.sources.flatMap((source, index) =>
      source.citedBy === 'code' || used.has(source.id)
        ? []
        : [{ file: 'sources.json', path: `sources[${index}]`, message: `orphan: nothing cites ${source.id}` }],
    ),
  ];
}
