import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { itemsOf } from '../../../src/chart/phrase/items.js';
import { lexiconOf } from '../../../src/chart/phrase/lexicon.js';
import type { PhraseTest } from '../../../src/chart/phrase/phrase.js';
import { plainText } from '../../../src/chart/phrase/plain-text.js';
import { phraseLimit, readPhrase } from '../../../src/chart/phrase/read-phrase.js';
import { tokenize } from '../../../src/chart/phrase/tokens.js';
import { her2Categories } from '../../../src/clinical/her2/vocabulary.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { phraseRoles } from '../../../src/knowledge/phrase-words.js';
import { coded } from '../../support/her2-bundle.js';
import { answerTo, concluded } from '../../support/her2-sentence.js';

const words = loadKnowledge().phrases;
const tests: readonly PhraseTest[] = ['ihc', 'ish', 'overall', 'report'];
const runs = 1500;
const seed = 20261124;

/** Entries of the word lists without any name of HER2. */
const entries = words.languages.flatMap(({ words: lists }) =>
  phraseRoles
    .filter((role) => role !== 'her2' && role !== 'her2-capitals')
    .flatMap((role) => lists[role] ?? [])
    .filter((word) => !/her|erb|表皮|tnbc|tripl|tripel|dreifach|三阴/i.test(word)),
);
const piece = fc.oneof(
  fc.constantFrom(...entries),
  fc.constantFrom(
    '0',
    '1+',
    '2+',
    '3+',
    '+',
    '-',
    '/',
    '(',
    ')',
    ',',
    '.',
    ';',
    ':',
    '\n',
    '%',
    '<',
    '≥',
    '1.3',
    '10',
    'A.',
    '=',
  ),
  fc.string({ maxLength: 6, unit: 'binary' }),
);
const nameless = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' '));
const named = fc.array(fc.oneof(piece, fc.constantFrom('HER2', 'HER2-', 'HER2/CEP17', 'C-erbB-2')), { maxLength: 40 });

describe('any text can be read', () => {
  test('no string makes the grammar or the markup reader throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 300, unit: 'binary' }),
          named.map((pieces) => pieces.join('')),
        ),
        fc.constantFrom(...tests),
        (text, asked) => {
          readPhrase(text, { test: asked, words });
          readPhrase(plainText(text), { test: asked, words });
        },
      ),
      { numRuns: runs, seed },
    );
  });

  test('a report that names no HER2 gives no finding of HER2', () => {
    fc.assert(
      fc.property(nameless, (text) => {
        fc.pre(!/her|erb|表皮|tnbc|tripl|tripel|dreifach|三阴/i.test(text.normalize('NFKD')));
        const { findings, ambiguous, namesHer2 } = readPhrase(text, { test: 'report', words });
        expect({ findings, ambiguous, namesHer2 }).toEqual({ findings: [], ambiguous: [], namesHer2: false });
      }),
      { numRuns: runs, seed },
    );
  });

  test('a report that names no HER2 settles no category', () => {
    fc.assert(
      fc.property(nameless, (text) => {
        fc.pre(!/her|erb|表皮|tnbc|tripl|tripel|dreifach|三阴/i.test(text.normalize('NFKD')));
        expect(concluded(text)).toMatchObject({ category: 'none', reason: 'NO_USABLE_RESULT' });
      }),
      { numRuns: 300, seed },
    );
  });

  test('no member of a HER2 record, whatever it holds, makes the core throw', () => {
    const members = [
      'valueString',
      'valueCodeableConcept',
      'component',
      'note',
      'status',
      'effectiveDateTime',
      'specimen',
    ];
    const damaged = fc.dictionary(fc.constantFrom(...members), fc.anything());
    fc.assert(
      fc.property(damaged, named, (record, pieces) => {
        const told = { ...record, resourceType: 'Observation', id: 'o', code: coded('85319-2') };
        const report = { ...record, resourceType: 'DiagnosticReport', id: 'r', conclusion: pieces.join(' ') };
        expect(her2Categories).toContain(answerTo([told, report]).category);
      }),
      { numRuns: 300, seed },
    );
  });

  test('each position of a text is read once: twice the text has twice the tokens and items', () => {
    const lexicon = lexiconOf(words);
    const unit = 'HER2 (4B5): 1+/2+, faint incomplete staining in <10 % of cells; human epidermal growth factor 9. ';
    const count = (times: number): readonly [number, number] => {
      const text = unit.repeat(times);
      const tokens = tokenize(text, phraseLimit);
      return [tokens.length, itemsOf(text, tokens, lexicon).length];
    };
    const [tokens, items] = count(50);
    expect(count(100)).toEqual([tokens * 2, items * 2]);
  });

  test('a long text is read in blocks and gives what its paragraphs give', () => {
    const paragraph = 'HER2 2+. FISH not amplified.\n\n';
    const read = readPhrase(paragraph.repeat(2_000), { test: 'report', words });
    const scores = read.findings.filter((finding) => finding.kind === 'score');
    expect(scores).toHaveLength(2_000);
    expect(scores.map(({ span }) => span.start)).toEqual(scores.map((_, index) => 5 + index * paragraph.length));
    expect(new Set(scores.map(({ verbatim }) => verbatim))).toEqual(new Set(['2+']));
  });

  test('a text above the limit is cut and says so', () => {
    const text = `HER2 1+. ${' '.repeat(phraseLimit)}HER2 3+.`;
    const read = readPhrase(text, { test: 'report', words });
    expect(read.truncated).toBe(true);
    expect(read.findings.map((finding) => finding.kind === 'score' && finding.score)).toEqual(['1+']);
  });
});
