import { hasValidCheckDigit } from './check-digits.js';
import type { CodeSystems, NormalCoding } from './code-systems.js';
import type { KnowledgeProblem } from './knowledge-error.js';
import type { ParsedFiles } from './parse-files.js';
import type { CodeListName } from './roles.js';
import { codeLists } from './schema.js';

/** A coded statement of the knowledge with its place. */
interface Place {
  readonly file: string;
  readonly path: string;
}

/** Lists whose codes name different things: one code must not be in two of them. The others hold answers, which are shared. */
const disjoint: readonly CodeListName[] = [
  'her2-tests',
  'receptor-tests',
  'conditions',
  'safety',
  'sites-of-body',
  'procedures',
];

/** In these lists an entry without a value says nothing. */
const valued: readonly CodeListName[] = ['her2-answers', 'receptor-answers', 'intent'];

const say = (place: Place, message: string): KnowledgeProblem => ({ ...place, message });

/** Remembers who owns a key and reports the second owner. */
class Owners {
  private readonly owners = new Map<string, string>();

  claim(key: string, owner: string): string | undefined {
    const first = this.owners.get(key);
    if (first === undefined) this.owners.set(key, owner);
    return first;
  }
}

const keyOf = (coding: NormalCoding): string => `${coding.system}|${coding.code}`;

/** The coding in the knowledge's own spelling, or the problem that it is in no known system or mistyped. */
function checkCoding(
  coding: { readonly system: string; readonly code: string },
  place: Place,
  systems: CodeSystems,
): NormalCoding | KnowledgeProblem {
  const normal = systems.normalize(coding);
  if (normal === undefined || normal.system !== coding.system)
    return say(place, `unknown code system ${coding.system}`);
  if (!hasValidCheckDigit(coding.system, coding.code)) return say(place, `check digit of ${coding.code} is wrong`);
  return normal;
}

/** Unknown systems, mistyped codes, one code with two meanings, answers that say nothing. */
export function checkCodes(files: ParsedFiles, systems: CodeSystems): readonly KnowledgeProblem[] {
  const problems: KnowledgeProblem[] = [];
  const named = new Owners();
  for (const list of codeLists) {
    const own = new Owners();
    for (const [index, entry] of files.codes[list].entries()) {
      const place = { file: `codes/${list}.json`, path: `entries[${index}]` };
      const coding = checkCoding(entry, { ...place, path: `${place.path}.code` }, systems);
      if ('message' in coding) {
        problems.push(coding);
        continue;
      }
      const here = `${place.file} ${place.path}`;
      const first = own.claim(`${entry.match}|${keyOf(coding)}`, here);
      const elsewhere = disjoint.includes(list) ? named.claim(`${entry.match}|${keyOf(coding)}`, here) : undefined;
      const other = first ?? elsewhere;
      if (other !== undefined) problems.push(say(place, `overlap: ${entry.system}|${entry.code} is also ${other}`));
      if (valued.includes(list) && entry.value === undefined) problems.push(say(place, 'an answer needs a value'));
    }
  }
  return problems;
}

/** One name or code for two drugs, unknown systems, product codes of an unknown drug. */
export function checkDrugs(files: ParsedFiles, systems: CodeSystems): readonly KnowledgeProblem[] {
  const problems: KnowledgeProblem[] = [];
  const names = new Owners();
  const codes = new Owners();
  const claimCode = (coding: { system: string; code: string }, drug: string, place: Place): void => {
    const normal = checkCoding(coding, place, systems);
    const first = 'message' in normal ? undefined : codes.claim(keyOf(normal), drug);
    if ('message' in normal) problems.push(normal);
    else if (first !== undefined) problems.push(say(place, `code ${coding.code} names ${first} too`));
  };
  for (const { path: file, content } of files.drugs) {
    for (const [index, drug] of content.drugs.entries()) {
      const path = `drugs[${index}]`;
      for (const name of [drug.name, ...drug.brands, ...drug.aliases]) {
        const first = names.claim(name.toLowerCase(), drug.name);
        if (first !== undefined) problems.push(say({ file, path }, `name "${name}" is ${first} already`));
      }
      for (const [at, coding] of drug.codings.entries()) {
        claimCode(coding, drug.name, { file, path: `${path}.codings[${at}]` });
      }
    }
  }
  const drugs = new Set(files.drugs.flatMap(({ content }) => content.drugs.map((drug) => drug.name)));
  for (const { path: file, content } of files.products) {
    for (const [drug, productCodes] of Object.entries(content.products)) {
      const path = `products.${drug}`;
      if (!drugs.has(drug)) problems.push(say({ file, path }, 'names no drug of therapies'));
      for (const code of productCodes) claimCode({ system: content.system, code }, drug, { file, path });
    }
  }
  return problems;
}

/** An indication twice, or of a drug that is not there. */
export function checkIndications(files: ParsedFiles): readonly KnowledgeProblem[] {
  const ids = new Owners();
  const drugs = new Set(files.drugs.flatMap(({ content }) => content.drugs.map((drug) => drug.name)));
  return files.indications.flatMap(({ path: file, content }) => [
    ...(drugs.has(content.drug) ? [] : [say({ file, path: 'drug' }, `names no drug of therapies: ${content.drug}`)]),
    ...content.indications.flatMap((indication, index) => {
      const path = `indications[${index}].id`;
      return ids.claim(indication.id, file) === undefined ? [] : [say({ file, path }, `twice: ${indication.id}`)];
    }),
  ]);
}

/** A source named twice, a system named twice. */
export function checkNames(files: ParsedFiles): readonly KnowledgeProblem[] {
  const sources = new Owners();
  const systems = new Owners();
  const systemFiles = [
    { file: 'systems.json', list: files.systems.systems },
    ...files.sites.map((site) => ({ file: site.path, list: site.content.systems })),
  ];
  return [
    ...files.sources.flatMap(({ id }, index) =>
      sources.claim(id, id) === undefined
        ? []
        : [say({ file: 'sources.json', path: `sources[${index}].id` }, `twice: ${id}`)],
    ),
    ...systemFiles.flatMap(({ file, list }) =>
      list.flatMap(({ url, aliases }, index) =>
        [url, ...aliases].flatMap((name) => {
          const first = systems.claim(name.toLowerCase(), url);
          return first === undefined || first === url
            ? []
            : [say({ file, path: `systems[${index}]` }, `name ${name} is ${first} already`)];
        }),
      ),
    ),
  ];
}
