import { describe, expect, test } from '@jest/globals';
import { isAllowedHost } from '../../src/http/allowed-callers.js';
import { isDeeperThan } from '../../src/json-depth.js';

const deeper = (text: string, limit: number): boolean => isDeeperThan(Buffer.from(text), limit);

describe('depth of JSON text', () => {
  test.each([
    ['7', 0, false],
    ['[]', 0, true],
    ['[]', 1, false],
    ['{"a":[{}]}', 2, true],
    ['{"a":[{}]}', 3, false],
    ['[[],[],[]]', 2, false],
    ['"[[[["', 0, false],
    ['["\\"[[[["]', 1, false],
    ['["\\\\",[[]]]', 2, true],
    ['["ü[[[", "\\u005b["]', 1, false],
  ])('%s nests deeper than %i: %s', (text, limit, expected) => {
    expect(deeper(text, limit)).toBe(expected);
  });
});

describe('beyond loopback, where synthetic data were acknowledged', () => {
  test.each([
    ['herald:3000', true],
    ['10.0.0.7:3000', true],
    ['[fd00::1]:3000', true],
    ['localhost', true],
    ['evil.example', false],
    ['', false],
    [undefined, false],
  ])('Host %s is answered: %s', (host, expected) => {
    expect(isAllowedHost(host, true)).toBe(expected);
  });
});
