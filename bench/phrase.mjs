import { performance } from 'node:perf_hooks';
import { plainText } from '../dist/src/chart/phrase/plain-text.js';
import { readPhrase } from '../dist/src/chart/phrase/read-phrase.js';
import { loadKnowledge } from '../dist/src/knowledge/load.js';

/**
 * Cost of the result grammar: microseconds per KB at 1, 16 and 256 KB, and the time of 64 KB of text built to be slow.
 * A linear grammar keeps the ratio near 1. Run with `node bench/phrase.mjs` after the build.
 */
const words = loadKnowledge().phrases;

const report = [
  'A. Left breast, core biopsy: invasive ductal carcinoma, grade 2. ER positive (90 %), PR 2+, Ki-67 20 %.',
  'HER2 (4B5): score 1+, faint incomplete membrane staining in 15 % of tumor cells; previously 2+.',
  'FISH: not amplified, HER2/CEP17 ratio 1.3, average HER2 copy number 2.6, CEP17 2.0, 20 cells counted.',
  'Links: HER2-Status negativ (Score 0), keine Membranfärbung. Reference: 0 = none, 1+ = faint, 2+ = weak.\n\n',
].join(' ');

const hostile = {
  pluses: '+',
  parentheses: '(',
  comparators: '<',
  'nested comments': '<!--',
  digits: '1',
  'ranges of ranges': '1+/',
  'half an entry': 'human epidermal growth factor ',
  'the same negation': 'no ',
  'zero pluses': 'HER2 0+. ',
  letters: 'é',
  labels: 'A. ',
};

const fill = (unit, size) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);

/** The fastest of some runs: what the work costs; the slower ones measure the neighbours. */
function fastest(runs, work) {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const from = performance.now();
    work();
    best = Math.min(best, performance.now() - from);
  }
  return best;
}

const read = (text) => {
  readPhrase(text, { test: 'report', words });
};

for (let warm = 0; warm < 40; warm += 1) read(fill(report, 16_384));
const perKb = [1, 16, 256].map((kb) => {
  const text = fill(report, kb * 1024);
  const micros = (fastest(kb > 100 ? 15 : 101, () => read(text)) * 1000) / kb;
  console.log(`${String(kb).padStart(4)} KB  ${micros.toFixed(1)} us/KB`);
  return micros;
});
const base = perKb[1] ?? 1;
console.log(`ratio to 16 KB: ${perKb.map((each) => (each / base).toFixed(2)).join('  ')}`);

for (const [name, unit] of Object.entries(hostile)) {
  const text = fill(unit, 65_536);
  const grammar = fastest(15, () => read(text));
  const markup = fastest(15, () => plainText(text));
  console.log(`64 KB ${name.padEnd(20)} grammar ${grammar.toFixed(1)} ms  plain text ${markup.toFixed(1)} ms`);
}
