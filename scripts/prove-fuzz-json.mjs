/** Mutations of JSON documents: of the tree, and of the text that it becomes. */

/** Stands for a person in every body; may be in no error answer and no log line. */
export const canary = 'CANARY-7f3a';

/** What no JSON writer would write, by the number that stands for it in the tree. */
const rawTexts = [
  ...['NaN', 'Infinity', '-Infinity', 'undefined', '01', '1.', '.5', '0x1F', "'a'", '+1', '-', 'nul', 'True', '`a`'],
  ...['1e999', '-1e999', '-0', '1e-400', '9007199254740993', '123456789012345678901234567890', '0.1e+1', '1E5'],
  ...[
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\u0000"',
    '"\\x41"',
    '"\t"',
    '"\\u00"',
    '"\u2028"',
    '"a',
    '/* c */ 1',
    '{"a":1,}',
  ],
  ...['{"a":1,"a":2}', '[1,]', '{,}', '[[[[[[', ']]]]'],
  ...[63, 64, 65, 500, 100_000].map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  ...[64, 20_000].map((depth) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
];
const rawMark = (at) => `@@raw${at}@@`;

const plainJunk = [
  ...[null, '', ' ', 0, -1, 1, 1e308, -1e-308, 0.1, true, false, 'true', '0'],
  ...[
    '2026-13-45',
    '2026-02-30',
    '0000-00-00',
    '9999-12-31T23:59:60+14:00',
    '2026',
    '2026-06',
    '2026-06-01T00:00:00Z',
    '+275760-09-13',
  ],
  ...[
    'Patient/other',
    'Patient/',
    '/',
    '#',
    '#x',
    'urn:uuid:',
    'http://[',
    'https://127.0.0.1:1/fhir',
    'http://169.254.169.254/',
    '../../etc/passwd',
  ],
  ...[
    'HER2 3+',
    'HER2 IHC 0',
    '1+',
    '2+',
    '<10 %',
    'FISH negative, ratio 1.2',
    'no HER2',
    '%s%n',
    '{{7*7}}',
    '<script>',
    '=cmd()',
    '[a](http://x)',
  ],
  ...['\u0000', '\uD800', '\u202E', 'é'.normalize('NFD'), '\u{1F9EC}', '\uFEFF', 'İ', 'ſ', '\r\nX-Injected: 1', canary],
  ...[
    'order-select',
    'patient-view',
    'final',
    'preliminary',
    'entered-in-error',
    'accepted',
    'overridden',
    'http://loinc.org',
    '85319-2',
    '85318-4',
  ],
];
const madeJunk = [
  () => [],
  () => ({}),
  () => [null],
  () => [[]],
  () => [{}],
  () => ({ coding: 'x' }),
  () => ({ coding: [null, 1, {}] }),
  () => ({ reference: 1 }),
  () => ({ reference: 'Patient/other' }),
  () => ({ resourceType: 'Bundle', entry: [{ resource: null }, null, 1] }),
  () => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'fatal' }] }),
  () => ({ resourceType: 'Patient', id: 'another' }),
  () => ({ value: '1', comparator: '<', unit: '%' }),
  () => ({ start: 'x', end: null }),
];
const protoKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  '',
  ' ',
  '\u0000',
  '@type',
  '0',
];

const isHolder = (value) => typeof value === 'object' && value !== null;
/** Assignment would change the prototype for one of the keys. */
function put(holder, key, value) {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
const copy = (value) => (isHolder(value) ? structuredClone(value) : value);

/** A random place: down from the root, stopping at each level with a chance of one in eight. */
function placeIn(root, random) {
  let at;
  let value = root;
  while (isHolder(value)) {
    const keys = Object.keys(value);
    if (keys.length === 0) break;
    at = { holder: value, key: random.pick(keys) };
    value = value[at.key];
    if (random.chance(0.125)) break;
  }
  return at;
}

function junk(random) {
  if (random.chance(0.15)) return rawMark(random.below(rawTexts.length));
  return random.chance(0.3) ? random.pick(madeJunk)() : random.pick(plainJunk);
}

function longText(random) {
  const unit = random.pick(['a', canary, '1+ ', 'HER2 ', '(', '<!--', '\u{1F9EC}', '中', ' ', '\n', 'Patient/']);
  return unit.repeat(Math.ceil(random.pick([100, 1_000, 1_000, 10_000, 10_000, 65_536, 400_000]) / unit.length));
}

function changedText(text, random) {
  const at = random.below(text.length + 1);
  const insert = random.pick([
    '+',
    '0',
    ' ',
    '\u0000',
    '/',
    '(',
    '\n',
    '"',
    '\\',
    canary,
    '\uDFFF',
    '%',
    '.',
    '-',
    'not ',
  ]);
  return random.pick([
    () => text.slice(0, at),
    () => text.slice(0, at) + insert + text.slice(at),
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.toUpperCase(),
    () => text + text,
    () => [...text].reverse().join(''),
    () => `${text} ${canary}`,
  ])();
}

function retyped(value, random) {
  const told = typeof value === 'string' ? value : (JSON.stringify(value) ?? '').slice(0, 10_000);
  return random.pick([
    told,
    Number(told.slice(0, 20)) || 0,
    [value],
    { value },
    { [told.slice(0, 40)]: value },
    value === null,
    null,
  ]);
}

function nested(value, random) {
  const asList = random.chance(0.5);
  let around = value;
  for (let depth = random.pick([1, 2, 10, 50, 62, 70, 1_000]); depth > 0; depth -= 1)
    around = asList ? [around] : { a: around };
  return around;
}

function repeated(value, random) {
  const size = Math.max(8, (JSON.stringify(value) ?? '').length);
  const times = Math.min(random.pick([2, 2, 3, 20, 500, 5_000]), Math.ceil(600_000 / size));
  return Array.from({ length: times }, () => value);
}

function repeat({ holder, key }, { random }) {
  put(holder, key, repeated(holder[key], random));
}

function addMembers({ holder }, { random }) {
  if (Array.isArray(holder)) return;
  const many = random.pick([10, 1_000, 10_000]);
  for (let at = 0; at < many; at += 1) put(holder, `k${at}`, at);
}

/** One change of a tree at a random place; `others` are documents to cross over with. */
const changes = [
  ({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key];
  },
  ({ holder, key }, { random }) => put(holder, key, junk(random)),
  ({ holder, key }, { random }) => put(holder, key, retyped(holder[key], random)),
  ({ holder, key }, { random }) => put(holder, key, nested(holder[key], random)),
  repeat,
  ({ holder, key }, { random }) => {
    if (Array.isArray(holder[key]))
      put(
        holder,
        key,
        holder[key].flatMap((each) => [each, copy(each)]),
      );
    else put(holder, key, longText(random));
  },
  ({ holder, key }, { random }) => {
    if (typeof holder[key] === 'string') put(holder, key, changedText(holder[key], random));
    else put(holder, key, junk(random));
  },
  ({ holder, key }, { random }) => {
    const into = isHolder(holder[key]) && !Array.isArray(holder[key]) ? holder[key] : holder;
    if (!Array.isArray(into)) put(into, random.pick(protoKeys), junk(random));
  },
  addMembers,
  ({ holder, key }, { random, root }) => {
    const from = placeIn(root, random);
    if (from === undefined) return;
    const other = copy(from.holder[from.key]);
    put(from.holder, from.key, copy(holder[key]));
    put(holder, key, other);
  },
  ({ holder, key }, { random, others }) => {
    const from = placeIn(random.pick(others), random);
    if (from !== undefined) put(holder, key, copy(from.holder[from.key]));
  },
];

/** @returns the tree of a JSON text after one to six changes; a repetition comes last, or what is changed in it would multiply */
export function mutatedTree(text, { random, others }) {
  const root = JSON.parse(text);
  const chosen = Array.from({ length: 1 + random.below(6) }, () => random.pick(changes));
  const once = chosen.filter((each) => each !== repeat && each !== addMembers);
  const last = [addMembers, repeat].filter((each) => chosen.includes(each));
  for (const change of [...once, ...last]) {
    const place = placeIn(root, random);
    if (place !== undefined) change(place, { random, root, others });
  }
  return random.chance(0.01) ? junk(random) : root;
}

/** The text of a tree, with what no writer would write in the places that stand for it; sometimes with a member twice. */
export function textOf(tree, random) {
  const text = (JSON.stringify(tree) ?? '').replaceAll(/"@@raw(\d+)@@"/g, (_mark, at) => rawTexts[Number(at)]);
  if (!random.chance(0.05) || text.length > 200_000) return text;
  const members = [...text.matchAll(/\{("[^"\\]{1,40}"):/g)];
  const chosen = members.length === 0 ? undefined : random.pick(members);
  if (chosen === undefined) return text;
  return `${text.slice(0, chosen.index + 1)}${chosen[1]}:null,${text.slice(chosen.index + 1)}`;
}

/** The bytes of a text, some of them changed. */
export function mutatedBytes(text, random) {
  const bytes = Buffer.from(text);
  const at = random.below(bytes.length + 1);
  const noise = Buffer.from(Array.from({ length: 1 + random.below(8) }, () => random.below(256)));
  return random.pick([
    () => bytes.subarray(0, at),
    () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at)]),
    () => Buffer.concat([bytes.subarray(0, at), noise, bytes.subarray(at + noise.length)]),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.concat([bytes, bytes]),
    () => Buffer.concat([bytes, noise]),
    () => Buffer.from(text.replaceAll(':', '=')),
    () => Buffer.from(` \n\t${text}\r\n `),
    () => Buffer.alloc(0),
  ])();
}
