import { describe, expect, test } from '@jest/globals';
import { valued } from '../../support/her2-sentence.js';

describe('a text with hundreds of statements is no result', () => {
  test('"HER2 1+" three hundred and one times settles nothing', () => {
    expect(valued('HER2 1+. '.repeat(301)).category).toBe('indeterminate');
  });

  test('"HER2 1+" said twice is HER2-low', () => {
    expect(valued('HER2 1+. '.repeat(2)).category).toBe('low');
  });
});
