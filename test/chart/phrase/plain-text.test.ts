import { describe, expect, test } from '@jest/globals';
import { plainText } from '../../../src/chart/phrase/plain-text.js';

describe('text of simple HTML', () => {
  test.each([
    ['<p>HER2 IHC: <b>1+</b></p>', 'HER2 IHC: 1+'],
    ['HER2 in &lt; 10 % &amp; &ge;1 %', 'HER2 in < 10 % & ≥1 %'],
    ['staining in < 10 % of cells', 'staining in < 10 % of cells'],
    ['a &unknown; b &#x2B; &#49;', 'a &unknown; b + 1'],
    ['&#xD800;&#0;', '&#xD800;&#0;'],
    ['F&auml;rbung', 'Färbung'],
    ['<script>HER2 3+</script>HER2 1+', 'HER2 1+'],
    ['<!-- HER2 3+ -->1+', '1+'],
    ['<p', ''],
    ['', ''],
  ])('%s', (html, text) => {
    expect(plainText(html)).toBe(text);
  });

  test('table rows and list items end a line', () => {
    expect(
      plainText('<ul><li>ER 90 %</li><li>HER2 1+</li></ul>')
        .split('\n')
        .filter((line) => line.trim() !== ''),
    ).toEqual(['ER 90 %', 'HER2 1+']);
  });
});
