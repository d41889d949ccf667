import { describe, expect, it } from '@jest/globals';
import { conceptAt } from '../../../src/chart/fields.js';
import { readAnswer } from '../../../src/chart/her2/answer.js';
import { attachmentText } from '../../../src/chart/her2/attachments.js';
import { readShortWords } from '../../../src/chart/her2/short-words.js';
import { phraseLimit } from '../../../src/chart/phrase/read-phrase.js';
import { knowledge } from '../../support/her2-bundle.js';

const { codes } = knowledge();
const loinc = 'http://loinc.org';
const answer = (test: 'ihc' | 'ish' | 'overall', ...all: readonly string[]) => {
  const concept = conceptAt({ v: { coding: all.map((code) => ({ system: loinc, code })) } }, 'v');
  return concept === undefined ? undefined : readAnswer(concept, codes, test);
};

describe('an answer by code', () => {
  it.each([
    ['LA6111-4', { scores: ['0'] }],
    ['LA11841-6', { scores: ['1+'] }],
    ['LA11842-4', { scores: ['2+'] }],
    ['LA11843-2', { scores: ['3+'] }],
  ])('%s is a score of a stain and no answer of a gene test', (code, said) => {
    expect(answer('ihc', code)).toMatchObject(said);
    expect(answer('ish', code)).toBeUndefined();
  });
  it('two scores contradict each other in either order, the same twice does not', () => {
    expect(answer('ihc', 'LA11843-2', 'LA6111-4')?.scores).toEqual(['0', '3+']);
    expect(answer('ihc', 'LA6111-4', 'LA11843-2')?.scores).toEqual(['0', '3+']);
    expect(answer('ihc', 'LA11843-2', 'LA11843-2')?.scores).toEqual(['3+']);
  });
  it('positive and negative of a gene test together cannot be read', () => {
    expect(answer('ish', 'LA6576-8')?.ish).toEqual({ interpretation: 'amplified' });
    expect(answer('ish', 'LA6577-6')?.ish).toEqual({ interpretation: 'not-amplified' });
    expect(answer('ish', 'LA6576-8', 'LA6576-8')?.ish).toEqual({ interpretation: 'amplified' });
    expect(answer('ish', 'LA6576-8', 'LA6577-6')?.ish).toEqual({ unreadable: true });
    expect(answer('ihc', 'LA6577-6', 'LA6576-8')?.words).toEqual(['negative', 'positive']);
  });
  it('a code of nothing of HER2 says nothing', () => expect(answer('ihc', 'LA0000-0')).toBeUndefined());
});

describe('a text that is a score or a verdict and no more', () => {
  const open = { notes: ['AMBIGUOUS_TERM'] };
  it.each([
    ['1', { scores: ['1+'] }],
    ['2 +', { scores: ['2+'] }],
    ['HER2/neu IHC score: 3+.', { scores: ['3+'] }],
    ['Result = 0;', { scores: ['0'] }],
    ['0+', { scores: ['0'], zeroPlus: true, ...open }],
    ['++', { scores: ['2+'] }],
    ['+++', { scores: ['3+'] }],
    ['1/3', { scores: ['1+'], ...open }],
    ['1/3+', { scores: ['1+'], ...open }],
    ['3/3', { scores: ['3+'], ...open }],
    ['1+/3+', { scores: ['1+', '3+'], range: true, ...open }],
    ['0-1+', { scores: ['0', '1+'], range: true, notes: [] }],
    ['1 bis 2+', { scores: ['1+', '2+'], range: true, notes: [] }],
    ['1+ to 2+', { scores: ['1+', '2+'], range: true, notes: [] }],
    ['2+/1+', undefined],
    ['2-2', undefined],
    ['4', undefined],
    ['+', undefined],
    ['positive', { words: ['positive'] }],
    ['Negative (qualifier value)', { words: ['negative'] }],
    ['neg.', { words: ['negative'] }],
    ['absent', { words: ['negative'] }],
    ['Borderline', { words: ['equivocal'] }],
    ['cannot  be determined', { words: ['indeterminate'] }],
    ['present', { words: ['present'] }],
    ['HER2 positive', undefined],
    [`1${' '.repeat(60)}`, undefined],
  ])('"%s" of a stain', (text, said) => {
    const read = readShortWords(text, 'ihc');
    if (said === undefined) expect(read).toBeUndefined();
    else expect(read).toEqual({ scores: [], words: [], notes: [], ...said });
  });

  it.each([
    ...['amplified', 'amplifiziert', 'positive', 'positiv'].map((text) => [text, 'amplified']),
    ...['not amplified', 'Non-amplified', 'non amplified', 'nicht amplifiziert', 'negative', 'negativ', 'absent'].map(
      (text) => [text, 'not-amplified'],
    ),
    ['equivocal', 'equivocal'],
    ['borderline', 'equivocal'],
    ['indeterminate', 'indeterminate'],
    ['cannot be determined', 'indeterminate'],
    ['status: amplified', 'amplified'],
    ['1+', undefined],
    ['amplification', undefined],
  ])('"%s" of a gene test is %s', (text, interpretation) => {
    expect(readShortWords(text ?? '', 'ish')?.ish?.interpretation).toBe(interpretation);
  });
});

describe('the text of an attachment', () => {
  const data = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('base64');
  it.each([
    ['text/plain', data('für 1+ – gut'), 'für 1+ – gut'],
    ['TEXT/PLAIN; charset=x', data('1+'), '1+'],
    ['text/plain', data('für', 'latin1'), 'für'],
    ['text/plain', data('1+').replace(/=+$/, ''), '1+'],
    ['text/plain', ` ${data('abcdefghi').replace(/(.{4})/g, '$1\n')}`, 'abcdefghi'],
    ['text/plain', data('>>>???').replaceAll('+', '-').replaceAll('/', '_'), '>>>???'],
    ['text/html', data('<b>1+</b>'), '1+'],
    ['application/xhtml+xml', data('<b>1+</b>'), '1+'],
    ['text/plain', data('<b>'), '<b>'],
  ])('%s %j', (contentType, encoded, text) => {
    const read = attachmentText({ contentType, data: encoded });
    expect(read.kind === 'text' ? read.text.trim() : read).toBe(text);
  });

  it.each([
    { contentType: 'application/pdf', data: data('1+') },
    { contentType: 'text/plain' },
    { data: data('1+') },
    { contentType: 'text/plain', data: 'a*b=' },
    { contentType: 'text/plain', data: 'abcde' },
  ])('%j is not read', (attachment) => {
    expect(attachmentText(attachment)).toEqual({ kind: 'unread', problem: 'ATTACHMENT_NOT_READ' });
  });

  it('a longer one than can be read is not decoded', () => {
    const read = (length: number) => attachmentText({ contentType: 'text/plain', data: 'A'.repeat(length) });
    expect(read(phraseLimit * 4).kind).toBe('text');
    expect(read(phraseLimit * 4 + 4)).toEqual({ kind: 'unread', problem: 'TEXT_TOO_LONG' });
  });
});
