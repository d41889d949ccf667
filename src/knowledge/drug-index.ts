import { remembered } from './code-index.js';
import type { CodeSystems } from './code-systems.js';
import type { DrugFile, ProductFile } from './file-schemas.js';
import type { Drug, Drugs } from './schema.js';

type DrugEntry = DrugFile['drugs'][number];

function drugOf(file: DrugFile, entry: DrugEntry, products: readonly ProductFile[]): Drug {
  const names = [entry.name, ...entry.brands, ...entry.aliases].map((name) => name.toLowerCase());
  const stated = entry.codings.map(({ source: _, ...coding }) => coding);
  const known = products.flatMap(({ system, verified, products: codes }) =>
    (codes[entry.name] ?? []).map((code) => ({
      system,
      code,
      display: entry.name,
      kind: 'product' as const,
      verified,
    })),
  );
  return {
    name: entry.name,
    class: file.class,
    taxane: entry.taxane,
    antiHer2: entry.antiHer2,
    names: [...new Set(names)],
    codings: [...stated, ...known],
  };
}

/**
 * Indexes the drugs by code, in the order of the files.
 * @param files one file per class
 * @param products product codes known by ingredient only
 */
export function indexDrugs(files: readonly DrugFile[], products: readonly ProductFile[], systems: CodeSystems): Drugs {
  const all = files.flatMap((file) => file.drugs.map((entry) => drugOf(file, entry, products)));
  const byCoding = new Map<string, { readonly drug: Drug; readonly verified: boolean }>();
  for (const drug of all) {
    for (const given of drug.codings) {
      const coding = systems.normalize(given);
      if (coding !== undefined) byCoding.set(`${coding.system}|${coding.code}`, { drug, verified: given.verified });
    }
  }
  return {
    all,
    byCode: remembered((given) => {
      const coding = systems.normalize(given);
      return coding === undefined ? undefined : byCoding.get(`${coding.system}|${coding.code}`);
    }),
  };
}
