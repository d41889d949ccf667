import { describe, expect, test } from '@jest/globals';
import { codeOfError } from '../../src/http/unexpected-error.js';

const uriError = (more: object): URIError => Object.assign(new URIError('malformed'), more);

describe('an error that reaches the last handler', () => {
  test('is an unknown address where the router could not decode it', () => {
    expect(codeOfError(uriError({ status: 400 }))).toBe('ROUTE_UNKNOWN');
  });

  test('is a failure of ours where the same class comes from elsewhere', () => {
    expect(codeOfError(uriError({}))).toBeUndefined();
    expect(codeOfError(new TypeError('x'))).toBeUndefined();
  });
});
