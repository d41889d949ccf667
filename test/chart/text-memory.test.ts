import { describe, expect, test } from '@jest/globals';
import { textMemory } from '../../src/chart/text-memory.js';

describe('a memory of readings by text', () => {
  test('reads a phrase once, also one of which nothing can be said', () => {
    const memory = textMemory<string | undefined>();
    let reads = 0;
    const read = (): undefined => {
      reads += 1;
    };
    expect([memory('IHC 1+', read), memory('IHC 1+', read)]).toEqual([undefined, undefined]);
    expect(reads).toBe(1);
  });

  test('keeps texts apart that differ in one character', () => {
    const memory = textMemory<string>();
    expect(memory('IHC 1+', () => 'low')).toBe('low');
    expect(memory('IHC 2+', () => 'equivocal')).toBe('equivocal');
    expect(memory('IHC 1+', () => 'not asked')).toBe('low');
  });

  test('a record of made-up phrases does not fill the memory, and a report of pages is not kept', () => {
    const memory = textMemory<number>();
    for (let at = 0; at < 1001; at += 1) memory(`phrase ${at}`, () => at);
    expect(memory('phrase 0', () => -1)).toBe(-1);
    const pages = 'x'.repeat(301);
    memory(pages, () => 1);
    expect(memory(pages, () => 2)).toBe(2);
  });
});
