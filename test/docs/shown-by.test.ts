import { describe, expect, test } from '@jest/globals';
import { listFiles, readText } from '../support/source-files.js';

/** Tables whose last column names the tests that show a row, as `file` › words of the test; rows without such a column are left out. */
const documents = ['docs/conformance.md', 'docs/security.md'];
const files = new Set(listFiles());

interface Row {
  readonly number: string;
  readonly claims: readonly string[];
}

function rowsOf(document: string): readonly Row[] {
  return readText(document)
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line))
    .map((line) => {
      const cells = line.split(' | ');
      return { number: (cells[0] ?? '').slice(2), claims: (cells.at(-1) ?? '').replace(/ \|$/, '').split('<br>') };
    });
}

/** What is wrong with a claim; undefined where its file exists and says what it is said to say. */
function problemOf(claim: string): string | undefined {
  const found = /^`(test\/[\w./-]+)`(?: › (.+))?$/.exec(claim);
  const [, file = '', words = ''] = found ?? [];
  if (!files.has(file)) return `${claim}: no such file`;
  const text = readText(file);
  return text.includes(words) || text.includes(words.replaceAll("'", "\\'")) ? undefined : `${claim}: no such test`;
}

describe.each(documents)('%s', (document) => {
  const rows = rowsOf(document);

  test('names tests that exist', () => {
    expect(rows.flatMap(({ claims }) => claims.flatMap((claim) => problemOf(claim) ?? []))).toEqual([]);
  });

  test('numbers its rows without a gap', () => {
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, at) => String(at + 1)));
  });
});

test('every item of the checklist has its row, every hostile request too', () => {
  expect(rowsOf('docs/conformance.md')).toHaveLength(47);
  expect(rowsOf('docs/security.md').length).toBeGreaterThanOrEqual(60);
});

test('the threats of SECURITY.md point at rows of the table of attacks, and every attack answers a threat', () => {
  const threats = readText('SECURITY.md')
    .split('\n')
    .flatMap((line) => /^\| .* \| ([\d, -]+) \|$/.exec(line)?.[1] ?? []);
  const numbers = threats.flatMap((cell) =>
    cell.split(', ').flatMap((range) => {
      const [from = 0, to = from] = range.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, at) => from + at);
    }),
  );
  const rows = rowsOf('docs/security.md').map(({ number }) => Number(number));
  expect([...new Set(numbers)].filter((number) => !rows.includes(number))).toEqual([]);
  expect(rows.filter((row) => !numbers.includes(row))).toEqual([]);
});
