import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { advise } from '../../../src/clinical/advice/advise.js';
import { adviseInput, order } from '../../support/build-chart.js';

/** Values are words of the fixture; a word that the builders do not know fails to build. */
interface Row {
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly cards?: readonly string[];
  readonly silence?: string;
  readonly why: string;
}

const matrix = JSON.parse(readFileSync('fixtures/matrix/advice.json', 'utf8'));
const rows: readonly Row[] = matrix.rows;

function combinations(): Record<string, string>[] {
  let all: Record<string, string>[] = [{}];
  for (const [name, values] of Object.entries<string[]>(matrix.dimensions)) {
    all = all.flatMap((each) =>
      name === 'order' && each.hook === 'patient-view' ? [each] : values.map((value) => ({ ...each, [name]: value })),
    );
  }
  return all;
}

const all = combinations();

function rowOf(combination: Record<string, string>): Row | undefined {
  return rows.find((row) =>
    Object.entries(row.when).every(([name, values]) => values.includes(combination[name] ?? '(no order)')),
  );
}

function outcome(combination: Record<string, string>, more: Parameters<typeof adviseInput>[0] = {}) {
  const { hook, order: kind, category, extent, hr, history } = combination;
  const input = adviseInput({
    ...more,
    hook: hook as never,
    combination: { category, extent, hr, history } as never,
    orders: kind === undefined ? [] : [order(kind)],
  });
  return { input, advised: advise(input) };
}

describe('advice for every category, hook, draft, extent, receptor status and history', () => {
  test('the matrix has at least 600 combinations and every row of it decides some', () => {
    expect(all.length).toBeGreaterThanOrEqual(600);
    const used = new Set(all.map(rowOf));
    expect(rows.filter((row) => !used.has(row)).map((row) => row.why)).toEqual([]);
  });

  test('each combination gives exactly the cards or the silence of its row', () => {
    const wrong = all.flatMap((combination) => {
      const row = rowOf(combination);
      const { advised } = outcome(combination);
      const got = { cards: advised.advice.map((each) => each.topic), silence: advised.silence };
      const want = { cards: row?.cards ?? [], silence: row?.silence };
      return JSON.stringify(got) === JSON.stringify(want) ? [] : [{ combination, want, got, why: row?.why }];
    });
    expect(wrong).toEqual([]);
  });

  test('never more than two cards, never one without a topic of its own, warnings first', () => {
    for (const combination of all) {
      const { advice } = outcome(combination).advised;
      expect(advice.length).toBeLessThanOrEqual(2);
      expect(new Set(advice.map((each) => each.topic)).size).toBe(advice.length);
      const indicators = advice.map((each) => each.indicator);
      expect(indicators).toEqual([...indicators].sort().reverse());
    }
  });

  test('never a discuss where every indication of the region has a condition documented as false', () => {
    for (const combination of all) {
      for (const region of ['US', 'EU'] as const) {
        const { input, advised } = outcome(combination, { policy: { region, discussAtOrderSign: true } });
        const open = input.appraisals.filter((each) => each.region === region && each.result !== 'not-met');
        if (open.length === 0) expect(advised.advice.map((each) => each.kind)).not.toContain('discuss');
      }
    }
  });
});
