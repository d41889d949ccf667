import { describe, expect, test } from '@jest/globals';
import { prefetchKeys } from '../../src/cds/prefetch-keys.js';
import { prefetchTemplates } from '../../src/cds/prefetch-templates.js';
import { loadKnowledge } from '../../src/knowledge/load.js';

const knowledge = loadKnowledge();
const templates = Object.entries(prefetchTemplates(knowledge));

describe('prefetch templates', () => {
  test('carry the key names of the contract', () => {
    expect(templates.map(([key]) => key)).toEqual([...prefetchKeys]);
  });

  test.each(templates)('%s uses the 2.0 patient token only', (_key, template) => {
    expect(template.match(/\{\{[^}]*\}\}/g)).toEqual(['{{context.patientId}}']);
    expect(template.replace(/\{\{context\.patientId\}\}/g, '')).not.toMatch(/[{}%]/);
  });

  test.each(templates)('%s names no search parameter twice', (_key, template) => {
    const names = [...new URLSearchParams(template.split('?')[1] ?? '')].map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(['patient', 'code', 'category', 'status', '_count', '_sort']).toContain(name);
  });

  test.each(templates)('%s stays within 2,000 characters when encoded', (_key, template) => {
    expect(encodeURIComponent(template).length).toBeLessThanOrEqual(2_000);
  });

  test('her2 asks for every HER2 tissue test of the knowledge, without a date limit', () => {
    const her2 = Object.fromEntries(templates).her2 ?? '';
    for (const { system, code, role, match } of knowledge.codes.entries('her2-tests')) {
      const asked = match === 'exact' && role !== 'serum' && role !== 'excluded';
      expect([code, her2.includes(`${system}|${code}`)]).toEqual([code, asked]);
    }
    expect(her2).not.toContain('date=');
  });

  test('more codes than one search holds are split over further keys', () => {
    const many = Array.from({ length: 120 }, (_, index) => ({
      system: 'http://loinc.org',
      code: `1000${index}-0`,
      display: 'x',
      role: 'ihc',
      match: 'exact',
      source: 's',
      verified: true,
    }));
    const entries = ((list: string) => (list === 'her2-tests' ? many : [])) as typeof knowledge.codes.entries;
    const split = prefetchTemplates({ ...knowledge, codes: { ...knowledge.codes, entries } });
    const parts = Object.keys(split).filter((key) => key.startsWith('her2'));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flatMap((key) => split[key]?.match(/\|1000\d+-0/g) ?? [])).toHaveLength(120);
  });
});
