import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { silences } from '../src/clinical/advice/silence.js';
import { eligibilityFlags, missingItems } from '../src/clinical/eligibility/vocabulary.js';
import { gapProblems } from '../src/clinical/facts/evidence.js';
import { ascoCapStatuses, her2Categories, her2Flags, nextSteps, reasons } from '../src/clinical/her2/vocabulary.js';
import { configNames, readConfig } from '../src/config.js';
import { errorTable } from '../src/errors.js';
import { sectionOf, tableRows } from './support/markdown-tables.js';
import { child, listFiles, readText } from './support/source-files.js';

const files = listFiles();
const documents = files.filter((file) => file.endsWith('.md'));
const readme = readText('README.md');
const rows = (heading: string): readonly (readonly string[])[] => tableRows(sectionOf(readme, heading));
const firstCells = (heading: string): readonly string[] => rows(heading).map((cells) => cells[0] ?? '');
const sorted = (list: Iterable<string>): readonly string[] => [...list].sort();

describe('the vocabulary explains each code of the closed lists, and no other', () => {
  const vocabulary = readText('docs/vocabulary.md');
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['HER2 category', her2Categories],
    ['ASCO/CAP status', ascoCapStatuses],
    ['Reasons', reasons],
    ['Next steps', nextSteps],
    ['HER2 flags', her2Flags],
    ['Eligibility and safety flags', eligibilityFlags],
    ['Missing items', missingItems],
    ['Gaps', gapProblems],
    ['Silences', silences],
  ];
  test.each(lists)('%s', (heading, codes) => {
    const listed = tableRows(sectionOf(vocabulary, heading));
    expect(sorted(listed.map((cells) => cells[0] ?? ''))).toEqual(sorted(codes));
    expect(listed.filter((cells) => (cells[1] ?? '') === '')).toEqual([]);
  });
});

describe('the README says what the code does', () => {
  test('is at most 250 lines', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
  });

  test('lists the error codes of the error table with their status and sentence', () => {
    const listed = rows('Errors').map(([code, status, sentence]) => ({ code, status, sentence }));
    const table = Object.entries(errorTable).map(([code, row]) => ({
      code,
      status: String(row.status),
      sentence: row.sentence,
    }));
    expect(listed).toEqual(table);
  });

  test('lists the variables of the configuration', () => {
    expect(sorted(firstCells('Configuration'))).toEqual(sorted(Object.keys(configNames)));
  });

  test('lists the indications with the day from which each holds', () => {
    const therapy: unknown = JSON.parse(readText('src/knowledge/therapies/enhertu.json'));
    const indications = child({ therapy }, 'therapy')?.indications;
    const known = Array.isArray(indications) ? indications.map((each) => child({ each }, 'each')) : [];
    expect(rows('Knowledge and its dates').map((cells) => [cells[0], cells[1]])).toEqual(
      known.map((each) => [each?.id, each?.since]),
    );
  });

  test('has exactly two set-up commands', () => {
    const blocks = [...readme.matchAll(/```sh\b.*\n([\s\S]*?)```/g)].map((found) => found[1] ?? '');
    const setUp = blocks.flatMap((block) => block.split('\n').filter((line) => line.startsWith('npm ci')));
    expect(setUp.map((line) => line.replace(/\s*#.*/, ''))).toEqual(['npm ci && npm start', 'npm ci && npm test']);
  });

  test('sets every variable that tenants mode needs in its container example', () => {
    const example = /```sh norun needs a container engine\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const set = [...(example.split('# Real data')[1] ?? '').matchAll(/-e (HERALD_\w+)=(\S+)/g)];
    const env = Object.fromEntries(set.map((found) => [found[1] ?? '', found[2] ?? '']));
    expect(readConfig({ ...env, HERALD_HOST: '0.0.0.0', HERALD_DATA: '/data' })).toMatchObject({ kind: 'config' });
    expect(env.HERALD_MODE).toBe('tenants');
  });

  test('names only npm scripts that exist', () => {
    const scripts = Object.keys(child({ manifest: JSON.parse(readText('package.json')) }, 'manifest')?.scripts ?? {});
    const named = documents.flatMap((file) =>
      [...readText(file).matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].map((found) => `${file}: ${found[1]}`),
    );
    expect(named.filter((name) => !scripts.includes(name.split(': ')[1] ?? ''))).toEqual([]);
    expect(scripts).toEqual(expect.arrayContaining(['start', 'test', 'check']));
  });
});

describe('documents point at what exists', () => {
  test('files named in code marks or commands, but for those that the page has its reader write', () => {
    const missing = documents.flatMap((file) => {
      const text = readText(file);
      const written = new Set([...text.matchAll(/^cat > (\S+) <</gm)].map((found) => found[1]));
      const named =
        text.match(/(?<![\w./-])(?:src|hooks|test|fixtures|docs|scripts|deploy|bench)\/[\w./-]*[\w-]/g) ?? [];
      return named
        .filter((name) => !written.has(name) && !files.some((each) => each === name || each.startsWith(`${name}/`)))
        .map((name) => `${file}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  /** Addresses of the headings of a page, as code hosts and Markdown viewers make them. */
  function anchorsOf(file: string): ReadonlySet<string> {
    const headings = readText(file)
      .replaceAll(/^ *```[\s\S]*?^ *```/gm, '')
      .matchAll(/^#+ (.+)$/gm);
    const slugs = [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );
    return new Set(
      slugs.map((slug, at) => {
        const before = slugs.slice(0, at).filter((each) => each === slug).length;
        return before === 0 ? slug : `${slug}-${before}`;
      }),
    );
  }

  test('links between documents, and the headings that they name', () => {
    const broken = documents.flatMap((file) => {
      const links = [...readText(file).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map((found) => found[1] ?? '');
      return links
        .filter((link) => {
          const [to = '', anchor] = link.split('#');
          const target = to === '' ? file : path.posix.join(path.posix.dirname(file), to);
          return !files.includes(target) || (anchor !== undefined && !anchorsOf(target).has(anchor));
        })
        .map((link) => `${file}: ${link}`);
    });
    expect(broken).toEqual([]);
  });

  test('every page of the folder stands in its index', () => {
    const index = readText('docs/README.md');
    const pages = files.filter((file) => /^docs\/[^/]+\.md$/.test(file) && file !== 'docs/README.md');
    expect(pages.filter((page) => !index.includes(`](${path.posix.basename(page)})`))).toEqual([]);
  });
});
