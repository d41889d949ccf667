import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { ndjson, type Screened, screen, temporaryFolder, writeFiles } from '../support/screened-cohort.js';

jest.setTimeout(60_000);

const { folder, remove } = temporaryFolder();
const at = (...names: readonly string[]): string => path.join(folder, ...names);
afterAll(remove);

const patient = (id: string) => ({ resourceType: 'Patient', id, birthDate: '1960-01-01' });
const ihc = (id: string, reference: string, text: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '85319-2' }] },
  subject: { reference },
  effectiveDateTime: '2026-01-05',
  valueCodeableConcept: { text },
});
const record = (id: string, reference = `Patient/${id}`, score = '1+') => [
  patient(id),
  ihc(`o-${id}`, reference, score),
];
const categories = ({ rows }: Screened) => Object.fromEntries(rows.map((row) => [row.patient, row.category]));
const listed = ({ garbage }: Screened) => garbage.map(({ file, line, problem }) => `${file}:${line} ${problem}`).sort();

describe('files that were not written as they should be', () => {
  test('line ends of Windows, a byte order mark and a missing last line end cost nothing', async () => {
    writeFiles(at('ends'), {
      'crlf.ndjson': `\uFEFF${ndjson(...record('a')).replaceAll('\n', '\r\n')}`,
      'last.ndjson': ndjson(...record('b')).trimEnd(),
    });
    const found = await screen(at('ends'), at('ends-out'));
    expect(categories(found)).toEqual({ a: 'low', b: 'low' });
    expect(found.garbage).toEqual([]);
  });

  test('a line of another encoding is listed and read as far as it can be; NUL bytes and UTF-16 are listed', async () => {
    writeFiles(at('bytes'), { 'nul.ndjson': `${ndjson(patient('c'))}${'\0'.repeat(40)}\n${ndjson(patient('d'))}` });
    const latin = ndjson(...record('a', undefined, '1+ (schwache, unvollständige Färbung)'), patient('b'));
    writeFileSync(at('bytes', 'latin.ndjson'), Buffer.from(latin, 'latin1'));
    writeFileSync(at('bytes', 'wide.ndjson'), Buffer.from(ndjson(patient('e')), 'utf16le'));
    const found = await screen(at('bytes'), at('bytes-out'));
    expect(Object.keys(categories(found)).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(categories(found)).toMatchObject({ a: 'low' });
    expect(listed(found)).toEqual([
      'latin.ndjson:2 NOT_UTF8',
      'nul.ndjson:2 NOT_JSON',
      'wide.ndjson:1 NOT_JSON',
      'wide.ndjson:2 NOT_JSON',
    ]);
  });
});

describe('who a resource is of', () => {
  test('is read from an absolute URL, a version of the patient, and a urn', async () => {
    const urn = '0b0d3c9e-94f5-4c4a-8f5b-1d2c3b4a5f60';
    const resources = [
      ...record('a', 'https://fhir.example.org/r4/Patient/a'),
      ...record('b', 'Patient/b/_history/3'),
      ...record('c', 'https://fhir.example.org/r4/Patient/c/_history/1'),
      ...record(urn, `urn:uuid:${urn}`),
    ];
    writeFiles(at('refs'), { 'x.ndjson': ndjson(...resources) });
    const found = await screen(at('refs'), at('refs-out'));
    expect(categories(found)).toEqual({ a: 'low', b: 'low', c: 'low', [urn]: 'low' });
    expect(found.garbage).toEqual([]);
  });

  test('is told by nothing in a Patient without id, a logical or a contained reference: each is listed', async () => {
    const { id: _, ...nameless } = patient('x');
    const logical = { ...ihc('o1', '', '1+'), subject: { identifier: { value: '1' } } };
    writeFiles(at('nobody'), { 'x.ndjson': ndjson(nameless, logical, ihc('o2', '#p', '1+'), ...record('a')) });
    const found = await screen(at('nobody'), at('nobody-out'));
    expect(listed(found)).toEqual(['x.ndjson:1 NO_PATIENT', 'x.ndjson:2 NO_PATIENT', 'x.ndjson:3 NO_PATIENT']);
    expect(categories(found)).toEqual({ a: 'low' });
  });

  test('a Bundle as a line of NDJSON is read resource by resource', async () => {
    const entry = [...record('a'), ...record('b')].map((resource) => ({ resource }));
    const empty = { resourceType: 'Bundle', type: 'collection' };
    writeFiles(at('lines'), { 'x.ndjson': ndjson({ ...empty, entry: [...entry, {}] }, empty, patient('c')) });
    const found = await screen(at('lines'), at('lines-out'));
    expect(categories(found)).toEqual({ a: 'low', b: 'low', c: 'her2-none' });
    expect(listed(found)).toEqual(['x.ndjson:1 NOT_A_RESOURCE']);
  });
});

describe('ids that no file system or store takes', () => {
  test.each([true, false])('stop no run and mix no two patients (identified: %s)', async (identified) => {
    const long = 'n'.repeat(300);
    const bad = ['one\u0000a', 'one\u0000b', 'half\ud800', 'half\ud801'];
    const resources = [long, '..', 'a/b', '%41', ...bad, 'ok'].flatMap((id) => record(id));
    const source = at(`ids-${identified}`);
    writeFiles(source, { 'x.ndjson': ndjson(...resources) });
    const out = at(`ids-out-${identified}`);
    const found = await screen(source, out, { identified });
    // Two lines of each id that cannot be kept, and the Observation whose reference has one part too many.
    expect(listed(found)).toHaveLength(2 * bad.length + 1);
    expect(found.rows).toHaveLength(5);
    if (identified) expect(readdirSync(path.join(out, 'patients'))).toHaveLength(5);
  });

  test('a page is found under the address by which the report names it', async () => {
    writeFiles(at('linked'), { 'x.ndjson': ndjson(...record('a%2Fb', 'Patient/a%2Fb', '0')) });
    const found = await screen(at('linked'), at('linked-out'));
    const [, href = ''] = /href="(patients\/[^"]+)"/.exec(found.read('report')) ?? [];
    expect(readFileSync(at('linked-out', decodeURIComponent(href)), 'utf8')).toContain('a%2Fb');
  });
});
