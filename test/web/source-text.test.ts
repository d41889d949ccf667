import { describe, expect, test } from '@jest/globals';
import { elementAt, sourceText } from '../../src/web/parts/source-text.js';

const resource = {
  resourceType: 'DiagnosticReport',
  conclusion: 'HER2 2+ in the core. HER2 2+ in the excision.',
  presentedForm: [
    { contentType: 'text/plain', data: Buffer.from('Befund: HER2 1+ (schwach), Größe 3 cm').toString('base64') },
  ],
  component: [{ valueQuantity: { value: 2.1, unit: '{ratio}' } }],
};
const evidence = { reference: 'DiagnosticReport/r', path: 'conclusion', verbatim: 'HER2 2+' };

describe('the words of a fact in their text', () => {
  test('are marked at the span that was noted while reading, not where the same words come first', () => {
    expect(sourceText(resource, { ...evidence, span: { start: 21, end: 28 } })).toEqual({
      ...{ before: 'HER2 2+ in the core. ', quoted: 'HER2 2+', after: ' in the excision.' },
    });
  });

  test('are found where no span was noted', () => {
    expect(sourceText(resource, evidence)).toMatchObject({
      before: '',
      after: ' in the core. HER2 2+ in the excision.',
    });
  });

  test('are found in an attached text', () => {
    const place = { ...evidence, path: 'presentedForm[0].data', verbatim: 'HER2 1+' };
    expect(sourceText(resource, place)).toEqual({
      before: 'Befund: ',
      quoted: 'HER2 1+',
      after: ' (schwach), Größe 3 cm',
    });
  });

  test('of a number are shown in its element', () => {
    const place = { ...evidence, path: 'component[0].valueQuantity', verbatim: '2.1' };
    expect(sourceText(resource, place)).toEqual({
      before: '{\n  "value": ',
      quoted: '2.1',
      after: ',\n  "unit": "{ratio}"\n}',
    });
  });

  test('stand alone where their text is not to be found', () => {
    const alone = { before: '', quoted: 'HER2 2+', after: '' };
    expect(sourceText(undefined, evidence)).toEqual(alone);
    expect(sourceText(resource, { ...evidence, path: 'note[3].text' })).toEqual(alone);
  });

  test('a path leads through members and positions, and to nothing where there is nothing', () => {
    expect(elementAt(resource, 'component[0].valueQuantity.unit')).toBe('{ratio}');
    expect(elementAt(resource, 'component[4].valueQuantity')).toBeUndefined();
    expect(elementAt(resource, '__proto__.constructor.name')).toBeUndefined();
  });
});
