import { describe, expect, test } from '@jest/globals';
import { codeRoles, codeValues } from '../src/knowledge/roles.js';
import { siteFileSchema } from '../src/knowledge/site-schema.js';
import { sectionOf, tableRows } from './support/markdown-tables.js';
import { runCli } from './support/run-cli.js';
import { readText } from './support/source-files.js';

const guide = readText('docs/map-your-laboratory.md');
const blocks = (language: string): readonly string[] =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\b.*\\n([\\s\\S]*?)\`\`\``, 'g'))].map((found) => found[1] ?? '');
const commands = blocks('sh').flatMap((block) => block.trim().split('\n'));
const run = (command: string) => runCli(command.replace(/^npx herald /, '').split(' '), { isTerminal: true });
const words = (heading: string): readonly string[] =>
  tableRows(sectionOf(guide, heading))
    .flatMap((cells) => (cells[0] ?? '').split(/[`, ]+/))
    .filter((word) => word !== '');

describe('the guide for mapping a laboratory', () => {
  test('names five commands or more', () => {
    expect(commands.length).toBeGreaterThanOrEqual(5);
    expect(commands.filter((command) => !command.startsWith('npx herald '))).toEqual([]);
  });

  test.each(commands)('%s does what the guide says', async (command) => {
    const { code, output } = await run(command);
    expect(code).toBe(command.includes('first-draft') ? 1 : 0);
    expect(output).not.toBe('');
  });

  test('the lines printed in the guide are the lines that come', async () => {
    const outputs = await Promise.all(commands.map(run));
    const all = outputs.map((ran) => ran.output).join('');
    const printed = blocks('text').flatMap((block) => block.trimEnd().split('\n'));
    expect(printed.length).toBeGreaterThan(5);
    expect(printed.filter((line) => !all.includes(line))).toEqual([]);
  });

  test('the example is a sound site file, its expression too', () => {
    const [site, expression] = blocks('json').map((block) => JSON.parse(block));
    expect(siteFileSchema.safeParse({ ...site, expressions: [expression] }).error).toBeUndefined();
  });

  test('explains every key, role and value, and no other', () => {
    expect(words('Keys of a site file').toSorted()).toEqual(Object.keys(siteFileSchema.shape).toSorted());
    expect(words('Roles of tests').toSorted()).toEqual([...codeRoles['her2-tests']].sort());
    expect(words('Values of answers').toSorted()).toEqual([...codeValues['her2-answers']].sort());
  });
});
