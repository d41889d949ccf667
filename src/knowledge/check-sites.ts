import { hasValidCheckDigit } from './check-digits.js';
import type { CodeSystems } from './code-systems.js';
import type { KnowledgeProblem } from './knowledge-error.js';
import type { Located, ParsedFiles } from './parse-files.js';
import type { CodeListName } from './roles.js';
import { siteEntries } from './site-codes.js';
import type { SiteFile } from './site-schema.js';

/** What a code says, and where that is written. */
interface Meaning {
  readonly says: string;
  readonly where: string;
}

/** A test measures one thing: a code of these lists must not be in another of them. */
const tests: readonly CodeListName[] = ['her2-tests', 'receptor-tests'];

function isTest(list: CodeListName): boolean {
  return tests.includes(list);
}

function meaningKey(list: CodeListName, coding: { readonly system: string; readonly code: string }): string {
  return `${isTest(list) ? 'test' : list} ${coding.system}|${coding.code}`;
}

/** Keeps what every code means; a second, other meaning is a contradiction. */
class Meanings {
  private readonly known = new Map<string, Meaning>();

  add(key: string, meaning: Meaning): Meaning | undefined {
    const first = this.known.get(key);
    if (first === undefined) this.known.set(key, meaning);
    return first === undefined || first.says === meaning.says ? undefined : first;
  }

  has(key: string): boolean {
    return this.known.has(key);
  }
}

function shippedMeanings(files: ParsedFiles, systems: CodeSystems): Meanings {
  const meanings = new Meanings();
  for (const list of ['her2-tests', 'her2-answers', 'receptor-tests', 'receptor-answers'] as const) {
    for (const [index, entry] of files.codes[list].entries()) {
      const coding = systems.normalize(entry);
      const where = `codes/${list}.json entries[${index}]`;
      if (coding !== undefined) meanings.add(meaningKey(list, coding), { says: entry.value ?? entry.role, where });
    }
  }
  return meanings;
}

function checkCode(
  entry: ReturnType<typeof siteEntries>[number],
  file: string,
  context: { readonly systems: CodeSystems; readonly meanings: Meanings },
): readonly KnowledgeProblem[] {
  const { list, path, code } = entry;
  const coding = context.systems.normalize(code);
  const say = (message: string): readonly KnowledgeProblem[] => [{ file, path, message }];
  if (coding === undefined) return say(`unknown code system ${code.system}: name it under "systems"`);
  if (coding.system !== code.system) return say(`the code system is written ${coding.system}, not ${code.system}`);
  if (!hasValidCheckDigit(code.system, code.code)) return say(`check digit of ${code.code} is wrong: is it mistyped?`);
  const says = code.value ?? code.role;
  const other = context.meanings.add(meaningKey(list, coding), { says, where: `${file} ${path}` });
  if (other === undefined) return [];
  return say(`${code.system}|${code.code} cannot mean ${says}: in ${other.where} it means ${other.says}`);
}

function checkExpressionTests(
  { path: file, content }: Located<SiteFile>,
  { systems, meanings }: { readonly systems: CodeSystems; readonly meanings: Meanings },
): readonly KnowledgeProblem[] {
  return content.expressions.flatMap(({ when }, index) => {
    if (!('test' in when)) return [];
    const coding = systems.normalize(when.test);
    if (coding !== undefined && meanings.has(meaningKey('her2-tests', coding))) return [];
    const message = `${when.test.system}|${when.test.code} is no test: add it to "tests", so that it is asked for and recognised`;
    return [{ file, path: `expressions[${index}].when.test`, message }];
  });
}

function checkIds(files: ParsedFiles): readonly KnowledgeProblem[] {
  const seen = new Map<string, string>();
  return files.sites.flatMap(({ path: file, content }) => {
    const first = seen.get(content.id);
    if (first === undefined) seen.set(content.id, file);
    if (first === undefined) return [];
    return [{ file, path: 'id', message: `${content.id} is ${first} already: choose another id` }];
  });
}

/** Sites named twice, codes in unknown systems, codes with another meaning elsewhere, expressions on unknown tests. */
export function checkSites(files: ParsedFiles, systems: CodeSystems): readonly KnowledgeProblem[] {
  const meanings = shippedMeanings(files, systems);
  const codes = files.sites.flatMap((site) =>
    siteEntries(site.content).flatMap((entry) => checkCode(entry, site.path, { systems, meanings })),
  );
  const expressions = files.sites.flatMap((site) => checkExpressionTests(site, { systems, meanings }));
  return [...checkIds(files), ...codes, ...expressions];
}
