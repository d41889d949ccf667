// Runs generated texts and mutated records through the reader of results and the core, and prints what came of it.
// node scripts/prove-phrases.mjs [texts] [records] [seed]   (after the build; 200000 10000 20261124)
// Fails where anything throws, where 64 KB take longer than 50 ms, or where a text that names no HER2 test settles a category.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const load = (file) => import(path.join(root, 'dist', 'src', file));
const { readPhrase } = await load('chart/phrase/read-phrase.js');
const { plainText } = await load('chart/phrase/plain-text.js');
const { read } = await load('chart/read.js');
const { indexRecords } = await load('chart/records.js');
const { categorize } = await load('clinical/her2/categorize.js');
const { loadKnowledge } = await load('knowledge/load.js');
const { seededNumbers } = await load('synthesize/chance.js');

const [texts = 200_000, bundles = 10_000, seed = 20_261_124] = process.argv.slice(2).map(Number);
const knowledge = loadKnowledge();
const words = knowledge.phrases;
const today = '2026-11-24';
const tests = ['ihc', 'ish', 'overall', 'report'];
const settled = new Set(['positive', 'low', 'ultralow', 'null']);
const limit = { size: 65_536, milliseconds: 50 };

const random = seededNumbers(seed);
const below = (count) => Math.floor(random() * count);
const pick = (list) => list[below(list.length)];

const names = /her|erb|epidermal|表皮|tnbc|tripl|tripel|dreifach|三阴/i;
const entries = words.languages.flatMap((language) => Object.values(language.words).flat());
const nameless = entries.filter((word) => !names.test(word));
const named = ['HER2', 'HER2:', 'HER2-', 'HER2/neu', 'HER2/CEP17', 'c-erbB-2', 'HER2 IHC', 'HER2-low'];
const values = '0|1+|2+|3+|+|-|0+|1+/2+|0/3+|10 %|<10 %|>= 2.0|1.3|2.4|2019|05/2024|01.06.2026|20|A.|B:|4'.split('|');
const signs = ['.', ',', ';', ':', '(', ')', '/', '=', '?', '|', '\n', '\n\n', '<', '</p>', '<!--', '&lt;', '%', '…'];

const anyText = () => Array.from({ length: below(40) }, () => String.fromCharCode(below(0x10000))).join('');
function sentence(lists) {
  const parts = Array.from({ length: 1 + below(24) }, () => pick(pick(lists)));
  return parts.join(random() < 0.8 ? ' ' : '');
}
const kinds = [
  () => sentence([nameless, nameless, values, signs]),
  () => sentence([entries, entries, values, signs, named]),
  () => sentence([named, values, values, signs, entries]),
  anyText,
];

const breastCancer = {
  resourceType: 'Condition',
  id: 'c',
  code: { coding: [{ system: 'http://snomed.info/sct', code: '254837009' }] },
};
const loinc = (code) => ({ coding: [{ system: 'http://loinc.org', code }] });
const final = { status: 'final', effectiveDateTime: '2026-06-01' };
const reported = (text) => ({
  ...final,
  resourceType: 'DiagnosticReport',
  id: 'r',
  code: loinc('22637-3'),
  conclusion: text,
  presentedForm: [{ contentType: 'text/plain', data: Buffer.from(text).toString('base64') }],
});
const observed = (text) => ({
  ...final,
  resourceType: 'Observation',
  id: 'o',
  code: loinc('85319-2'),
  valueString: text,
  note: [{ text }],
});

function answer(resources) {
  const received = resources.map((resource) => ({ resource }));
  return categorize(read(indexRecords(received), knowledge, today), today);
}

const counts = { texts: 0, namingNoHer2: 0, settledWithoutName: 0, findingsWithoutName: 0, thrown: 0, bundles: 0 };
const categories = {};
const faults = [];
function guarded(what, work) {
  try {
    return work();
  } catch (error) {
    counts.thrown += 1;
    faults.push({ what, error: String(error) });
    return undefined;
  }
}

function fillTo(text, size) {
  return text === '' ? '' : text.repeat(Math.ceil(size / text.length)).slice(0, size);
}
const slowest = { milliseconds: 0, text: '' };
/** Processor time, and the fastest of several runs: what the work costs; the rest measures the neighbours. */
function timed(text) {
  const long = fillTo(text, limit.size);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 9 && best > slowest.milliseconds; run += 1) {
    const from = process.cpuUsage();
    readPhrase(long, { test: 'report', words });
    const { user, system } = process.cpuUsage(from);
    best = Math.min(best, (user + system) / 1000);
  }
  if (best > slowest.milliseconds) Object.assign(slowest, { milliseconds: best, text: text.slice(0, 400) });
}

function proveText(text, index) {
  counts.texts += 1;
  const asked = tests[index % tests.length];
  guarded(text, () => readPhrase(text, { test: asked, words }));
  guarded(text, () => readPhrase(plainText(text), { test: asked, words }));
  if (names.test(text.normalize('NFKD'))) {
    if (index % 4 === 0) guarded(text, () => answer([breastCancer, reported(text), observed(text)]));
  } else {
    counts.namingNoHer2 += 1;
    const phrase = guarded(text, () => readPhrase(text, { test: 'report', words }));
    if (phrase !== undefined && phrase.findings.length + phrase.ambiguous.length > 0) {
      counts.findingsWithoutName += 1;
      faults.push({ what: text, error: 'finding without HER2' });
    }
    const told = guarded(text, () => answer([breastCancer, reported(text)]));
    if (told !== undefined && settled.has(told.category)) {
      counts.settledWithoutName += 1;
      faults.push({ what: text, error: `settled ${told.category}` });
    }
  }
  if (index % 250 === 0) timed(text);
}

/** Places in a value where something can be changed. */
function placesOf(value, found = []) {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push([value, key]);
    placesOf(value[key], found);
  }
  return found;
}
const junk = [null, '', 0, -1, true, [], {}, [null], 'HER2 3+', '2026-13-45', 1e308, { coding: 'x' }, [[]], '\u0000'];
const changes = [
  (holder, key) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  (holder, key) => {
    holder[key] = pick(junk);
  },
  (holder, key) => {
    holder[key] = [holder[key], holder[key]];
  },
  (holder, key) => {
    if (typeof holder[key] === 'string') holder[key] = pick(kinds)();
  },
];

function recordsOnFile() {
  const patients = path.join(root, 'fixtures', 'patients');
  const files = readdirSync(patients).filter((name) => name.endsWith('.json') && name !== 'expected.json');
  const lines = readFileSync(path.join(root, 'fixtures', 'cases', 'her2.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const given = [
    ...files.map((name) => JSON.parse(readFileSync(path.join(patients, name), 'utf8'))),
    ...lines.map((line) => JSON.parse(line).given),
  ];
  return given.map((bundle) => JSON.stringify((bundle.entry ?? []).map(({ resource }) => resource)));
}

function proveBundle(sources) {
  const resources = JSON.parse(pick(sources));
  const times = 1 + below(6);
  for (let time = 0; time < times; time += 1) {
    const places = placesOf(resources);
    if (places.length > 0) pick(changes)(...pick(places));
  }
  counts.bundles += 1;
  const told = guarded(JSON.stringify(resources).slice(0, 300), () => answer(resources));
  if (told !== undefined) categories[told.category] = (categories[told.category] ?? 0) + 1;
}

const from = performance.now();
for (let index = 0; index < texts; index += 1) proveText(kinds[index % kinds.length](), index);
const hostile = [
  '+',
  '(',
  '<',
  '<!--',
  '1+/',
  'HER2 0+. ',
  'A. ',
  '(((1+',
  '中',
  '1+ ',
  'FISH+',
  'HER2 (1+ (',
  'ﬁ',
  'no ',
];
for (const unit of hostile) timed(unit);
const sources = recordsOnFile();
for (let index = 0; index < bundles; index += 1) proveBundle(sources);

console.log(JSON.stringify({ seed, ...counts, categories, seconds: Math.round((performance.now() - from) / 1000) }));
console.log(`slowest 64 KB: ${slowest.milliseconds.toFixed(1)} ms, of ${JSON.stringify(slowest.text)} repeated`);
for (const fault of faults.slice(0, 20)) console.log(JSON.stringify(fault));
if (faults.length > 0 || slowest.milliseconds > limit.milliseconds) process.exitCode = 1;
