import type { SystemFile } from './file-schemas.js';

/** A coding as a record gives it. */
export interface GivenCoding {
  readonly system?: string;
  readonly code?: string;
}

/** A coding in the spelling of the knowledge. */
export interface NormalCoding {
  readonly system: string;
  readonly code: string;
}

/** The code systems known, under every name that records use. */
export interface CodeSystems {
  /** The coding under its system's own URL; undefined for an unknown system, no system or no code. */
  normalize(coding: GivenCoding): NormalCoding | undefined;
}

/** http or https, one trailing slash, a `|version` and letter case make no difference between systems. */
function spelling(system: string): string {
  const bare = system.trim().split('|', 1)[0] ?? '';
  return bare
    .toLowerCase()
    .replace(/^https:/, 'http:')
    .replace(/\/$/, '');
}

const mostSpellings = 1000;
const longestSpelling = 200;

/** Indexes the code systems by URL and alias. */
export function indexCodeSystems(file: SystemFile): CodeSystems {
  const bySpelling = new Map<string, SystemFile['systems'][number]>();
  for (const system of file.systems) {
    for (const name of [system.url, ...system.aliases]) bySpelling.set(spelling(name), system);
  }
  const versioned = file.systems.filter((system) => system.versioned === true);
  const find = (given: string) => {
    const spelled = spelling(given);
    return bySpelling.get(spelled) ?? versioned.find((system) => spelled.startsWith(`${spelling(system.url)}/`));
  };
  // Records name a handful of systems a thousand times each; the bound keeps a record of made-up names from filling the memory.
  const asGiven = new Map<string, ReturnType<typeof find>>();
  const known = (given: string) => {
    if (asGiven.has(given)) return asGiven.get(given);
    const found = find(given);
    if (asGiven.size < mostSpellings && given.length <= longestSpelling) asGiven.set(given, found);
    return found;
  };
  return {
    normalize({ system: given, code: givenCode }) {
      if (given === undefined || givenCode === undefined) return undefined;
      const system = known(given);
      const code = givenCode.trim();
      if (system === undefined || code === '') return undefined;
      return { system: system.url, code: system.dotless === true ? code.replaceAll('.', '').toUpperCase() : code };
    },
  };
}
