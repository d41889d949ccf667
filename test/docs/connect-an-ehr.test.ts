import { describe, expect, test } from '@jest/globals';
import { sectionOf, tableRows } from '../support/markdown-tables.js';
import { readText } from '../support/source-files.js';

const text = readText('docs/connect-an-ehr.md');
const words = (heading: string): readonly string[] =>
  tableRows(sectionOf(text, heading)).flatMap(([first = '']) => first.split(/[`, ]+/).filter((word) => word !== ''));

describe('the guide for connecting an EHR explains', () => {
  test('each member of a tenant, and no other', () => {
    const schema =
      /const tenantSchema = z\.strictObject\(\{\n([\s\S]*?)^\}\);/m.exec(readText('src/tenants.ts'))?.[1] ?? '';
    const members = [...schema.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
    expect(members.length).toBeGreaterThan(10);
    expect(words('Members of a tenant')).toEqual(members);
  });

  test('each reason of a refusal, and no other', () => {
    const declared = /type ClientRefusal =([^;]*);/.exec(readText('src/http/token-claims.ts'))?.[1] ?? '';
    const reasons = [...declared.matchAll(/'([\w-]+)'/g)].map(([, word = '']) => word);
    expect(words('Reasons of a refusal').toSorted()).toEqual(reasons.toSorted());
  });
});
