import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { runFolder } from '../../src/screen/run-folder.js';
import { taskRunner } from '../../src/screen/run-task.js';
import { finishRun, runTasks } from '../../src/screen/screen-source.js';
import { ownThread } from '../../src/screen/thread-pool.js';
import { writeCohort } from '../../src/synthesize/write-cohort.js';
import {
  knowledge,
  ndjson,
  prepare,
  readScreened,
  type Screened,
  screen,
  temporaryFolder,
  unwatched,
  writeFiles,
} from '../support/screened-cohort.js';

jest.setTimeout(60_000);

const { folder, remove } = temporaryFolder();
const at = (...names: readonly string[]): string => path.join(folder, ...names);
afterAll(remove);

const subject = { reference: 'Patient/a' };
const patient = (id: string) => ({ resourceType: 'Patient', id, birthDate: '1960-01-01' });
const cancer = (id: string, of: string) => ({
  resourceType: 'Condition',
  id,
  code: { coding: [{ system: 'http://snomed.info/sct', code: '254837009' }] },
  subject: { reference: `Patient/${of}` },
});
const ihc = (id: string, of: string, score: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '85319-2' }] },
  subject: { reference: `Patient/${of}` },
  effectiveDateTime: '2026-01-05',
  valueCodeableConcept: { text: score },
});

describe('a synthetic cohort', () => {
  let found: Screened;
  const truth = () =>
    readFileSync(at('cohort', 'truth.ndjson'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  beforeAll(async () => {
    writeCohort(at('cohort'), 150, { seed: 3, breastShare: 0.6 });
    found = await screen(at('cohort'), at('cohort-out'), { taskBytes: 1 << 20 });
  });

  test('every patient has one row with the category that their record supports', () => {
    const wrong = truth().filter(({ patient: id, category }) => found.rowOf(id)?.category !== category);
    expect(wrong).toEqual([]);
    expect(found.rows).toHaveLength(150);
    expect(new Set(found.rows.map((row) => row.patient)).size).toBe(150);
  });

  test('breast cancer and advanced disease are found where they are', () => {
    const wrong = truth().filter(({ patient: id, breastCancer, advanced }) => {
      const row = found.rowOf(id);
      return row?.breastCancer !== breastCancer || (row?.extent === 'metastatic') !== advanced;
    });
    expect(wrong).toEqual([]);
  });

  test('the same seed gives the same cohort, and a larger cohort begins with the smaller one', () => {
    writeCohort(at('again'), 40, { seed: 3, breastShare: 0.6 });
    const again = readFileSync(at('again', 'Observation.ndjson'), 'utf8');
    expect(readFileSync(at('cohort', 'Observation.ndjson'), 'utf8').startsWith(again)).toBe(true);
    writeCohort(at('other'), 40, { seed: 4, breastShare: 0.6 });
    expect(readFileSync(at('other', 'Observation.ndjson'), 'utf8')).not.toBe(again);
  });

  test('the number of parts, the order of files and gzip change nothing', async () => {
    const files = readdirSync(at('cohort')).filter((name) => name.endsWith('.ndjson') && name !== 'truth.ndjson');
    // Names that sort the other way round, each second one compressed, lines backwards.
    const turned = files.toReversed().map((name, n) => {
      const text = readFileSync(at('cohort', name), 'utf8').trim().split('\n').toReversed().join('\n');
      return [`${n}-${name}${n % 2 === 0 ? '.gz' : ''}`, text] as const;
    });
    mkdirSync(at('turned'));
    writeFiles(at('turned'), Object.fromEntries(turned));
    const other = await screen(at('turned'), at('turned-out'), { taskBytes: 100_000 });
    const sorted = ({ rows }: Screened) => [...rows].sort((a, b) => (a.patient < b.patient ? -1 : 1));
    expect(sorted(other)).toEqual(sorted(found));
  });

  const countOpen = (): number => (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0);

  test('a run of many parts opens each scratch file once', async () => {
    const before = countOpen();
    await screen(at('cohort'), at('many-out'), { taskBytes: 60_000 });
    // Some 30 units and as many shards: one handle a unit, not one for each look-up.
    expect(countOpen() - before).toBeLessThan(120);
  });

  test('only the owner can read the output, and no working copy is left', () => {
    const files = readdirSync(at('cohort-out'), { recursive: true, encoding: 'utf8' });
    const open = files.filter((name) => (statSync(at('cohort-out', name)).mode & 0o077) !== 0);
    expect(open).toEqual([]);
    expect(statSync(at('cohort-out')).mode & 0o777).toBe(0o700);
    expect(files).not.toContain('work');
  });

  test('identified: a page of evidence per patient, and the folder says that it holds patient data', () => {
    expect(found.read('notice')).toContain('patient data');
    expect(readdirSync(at('cohort-out', 'patients'))).toHaveLength(150);
    expect(existsSync(at('cohort-out', 'hash-key.txt'))).toBe(false);
  });

  test('hashed: no id of the source is in any output, and the same folder gives the same hashes again', async () => {
    const first = await screen(at('cohort'), at('hashed'), { identified: false });
    for (const name of readdirSync(at('hashed')))
      expect(readFileSync(at('hashed', name), 'utf8')).not.toMatch(/syn-3-/);
    const again = await screen(at('cohort'), at('hashed'), { identified: false });
    expect(again.rows).toEqual(first.rows);
    const elsewhere = await screen(at('cohort'), at('hashed-2'), { identified: false });
    expect(elsewhere.rows.map((row) => row.patient)).not.toContain(first.rows[0]?.patient);
  });

  test('pages with ids do not outlive the run that wrote them', async () => {
    await screen(at('again'), at('reused'), { identified: true });
    await screen(at('again'), at('reused'), { identified: false });
    expect(readdirSync(at('reused'))).not.toContain('patients');
    expect(readdirSync(at('reused'))).not.toContain('CONTAINS-PATIENT-DATA.txt');
  });

  test('the table writes her2-null and her2-none, which no loader takes for a missing value', () => {
    const cells = found
      .read('table')
      .split('\n')
      .map((line) => line.split(',')[1]);
    expect(cells).toContain('her2-null');
    expect(cells).toContain('her2-none');
    expect(cells).not.toContain('null');
    expect(cells).not.toContain('none');
  });
});

describe('an interrupted run', () => {
  test('goes on where it stopped, and gives what an undisturbed run gives', async () => {
    writeCohort(at('long'), 60, { seed: 5, breastShare: 0.8 });
    const options = { taskBytes: 100_000, identified: false, key: 'k'.repeat(64) };
    const whole = await screen(at('long'), at('long-whole'), options);
    const prepared = prepare(at('long'), at('long-cut'), options);
    if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
    const run = runFolder(at('long-cut'));
    const runner = taskRunner(prepared.plan, run, knowledge);
    let left = 5;
    const stopping = {
      run: async (task: Parameters<typeof runner.run>[0]) => {
        left -= 1;
        if (left < 0) throw new Error('stopped');
        await runner.run(task);
      },
    };
    await expect(runTasks(prepared.plan, run, { pool: ownThread(stopping), progress: unwatched })).rejects.toThrow(
      'stopped',
    );
    const again = prepare(at('long'), at('long-cut'), options);
    expect(again).toMatchObject({ kind: 'prepared', resumed: true });
    const done: number[] = [];
    const progress = { ...unwatched, stage: (_: unknown, before: number) => done.push(before) };
    await runTasks(prepared.plan, run, { pool: ownThread(runner), progress });
    finishRun(run);
    expect(done[0]).toBe(5);
    const { rows, read } = readScreened(at('long-cut'));
    expect(rows).toEqual(whole.rows);
    expect(read('report')).toBe(whole.read('report'));
  });

  test('of another day or source is not taken up', () => {
    writeFiles(at('day'), { 'Patient.ndjson': ndjson(patient('a')) });
    expect(prepare(at('day'), at('day-out')).kind).toBe('prepared');
    expect(prepare(at('day'), at('day-out'), { asOf: '2026-07-02' }).kind).toBe('other-run');
    writeFileSync(at('day', 'Observation.ndjson'), ndjson(ihc('o', 'a', '1+')));
    expect(prepare(at('day'), at('day-out')).kind).toBe('other-run');
  });
});

describe('garbage in the files', () => {
  let found: Screened;
  const good = JSON.stringify(ihc('o2', 'b', '1+'));

  beforeAll(async () => {
    const observations = [
      JSON.stringify(ihc('o1', 'a', '1+')),
      good.slice(0, 80),
      '',
      '[1, 2]',
      JSON.stringify({ ...ihc('o3', 'a', '3+'), subject: undefined }),
      good,
      good,
      JSON.stringify(ihc('o4', 'nobody', '3+')),
      JSON.stringify({ resourceType: 'Observation', id: 'weight', subject: { reference: 'Patient/nobody' } }),
      JSON.stringify({ ...ihc('o5', 'b', '3+'), status: 7, component: 'x', valueCodeableConcept: [] }),
    ];
    writeFiles(at('bad'), {
      'Patient.ndjson': ndjson(patient('a'), patient('b')),
      'Condition.ndjson': ndjson(cancer('c1', 'a'), cancer('c2', 'b')),
      'Observation.ndjson': `${observations.join('\n')}\n`,
      'notes.txt': 'not data',
    });
    found = await screen(at('bad'), at('bad-out'), { taskBytes: 300 });
  });

  test('is listed with its file and line, whatever part of the file it was read in', () => {
    const listed = found.garbage.map(({ file, line, problem }) => `${file}:${line} ${problem}`).sort();
    expect(listed).toEqual([
      'Observation.ndjson:2 NOT_JSON',
      'Observation.ndjson:4 NOT_A_RESOURCE',
      'Observation.ndjson:5 NO_PATIENT',
      'Observation.ndjson:7 DUPLICATE_ID',
      'Observation.ndjson:8 UNKNOWN_PATIENT',
      'Observation.ndjson:9 UNKNOWN_PATIENT',
    ]);
  });

  test('costs nobody else their result', () => {
    expect(found.rows.map(({ patient: id, category }) => [id, category])).toEqual(
      expect.arrayContaining([
        ['a', 'low'],
        ['b', 'low'],
      ]),
    );
    expect(found.rows).toHaveLength(2);
  });

  test('is counted in the report', () => {
    expect(found.read('report')).toContain('UNKNOWN_PATIENT');
  });

  test('a damaged gzip file gives what came before the damage', async () => {
    writeFiles(at('gz'), { 'Patient.ndjson': ndjson(patient('a')), 'Observation.ndjson.gz': `${good}\n`.repeat(3000) });
    const file = at('gz', 'Observation.ndjson.gz');
    writeFileSync(file, readFileSync(file).subarray(0, -200));
    const broken = await screen(at('gz'), at('gz-out'));
    expect(broken.garbage.map(({ problem }) => problem)).toContain('FILE_BROKEN');
    expect(broken.rows).toHaveLength(1);
  });

  test('a resource nested deeper than FHIR is left out, the rest of the patient is not', async () => {
    const nested = `{"resourceType":"Observation","id":"o1","status":"final","subject":{"reference":"Patient/a"},"code":{"text":"HER2"},"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    writeFiles(at('deep'), {
      'Patient.ndjson': ndjson(patient('a')),
      'Condition.ndjson': ndjson(cancer('c', 'a')),
      'Observation.ndjson': `${nested}\n${nested}\n${JSON.stringify(ihc('o2', 'a', '1+'))}\n`,
    });
    const deep = await screen(at('deep'), at('deep-out'));
    expect(deep.rowOf('a')?.category).toBe('low');
  });
});

describe('sources', () => {
  test('a folder of Bundles: urn references, several files of one patient, a Bundle that names nobody', async () => {
    const urn = 'urn:uuid:3f1d0c1e-8f0f-4d43-9a2c-111111111111';
    const entries = (...resources: readonly object[]) => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: resources.map((resource) => ({ resource })),
    });
    writeFiles(at('bundles'), {
      'a.json': JSON.stringify({
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [
          { fullUrl: urn, resource: patient('a') },
          { resource: { ...cancer('c', 'a'), subject: { reference: urn } } },
        ],
      }),
      'deeper/a2.json': JSON.stringify(entries(ihc('o', 'a', '1+')), null, 2),
      'unnamed.json': JSON.stringify(
        entries({ ...cancer('c', 'x'), subject: undefined }, { ...ihc('o', 'x', '3+'), subject: undefined }),
      ),
    });
    const found = await screen(at('bundles'), at('bundles-out'));
    expect(found.rowOf('a')).toMatchObject({ category: 'low', breastCancer: true });
    expect(found.garbage.map(({ problem }) => problem)).toEqual(['UNKNOWN_PATIENT', 'UNKNOWN_PATIENT']);
  });

  test('without any Patient resource everybody named is a patient', async () => {
    writeFiles(at('bare'), { 'x.ndjson': ndjson(cancer('c', 'a'), ihc('o', 'a', '2+')) });
    const found = await screen(at('bare'), at('bare-out'));
    expect(found.rowOf('a')).toMatchObject({ category: 'equivocal', worklists: ['IHC2_WITHOUT_ISH'] });
  });

  test('two records linked as one person stay two rows, and both are listed as linked', async () => {
    const link = [{ other: { reference: 'Patient/b' }, type: 'seealso' }];
    const back = [{ other: { reference: 'Patient/a' }, type: 'replaces' }];
    writeFiles(at('linked'), {
      'Patient.ndjson': ndjson({ ...patient('a'), link }, { ...patient('b'), link: back }, patient('c'), patient('d')),
      'rest.ndjson': ndjson(cancer('c', 'a'), ihc('o', 'a', '1+')),
    });
    for (const identified of [true, false]) {
      const out = at(`linked-out-${identified}`);
      const { rows } = await screen(at('linked'), out, { identified });
      const listed = rows.filter(({ worklists }) => worklists.includes('LINKED_RECORDS'));
      expect([rows.length, listed.length]).toEqual([4, 2]);
    }
  });

  test('a Medication that is of no patient is found by reference', async () => {
    const text = 'letrozole 2.5 mg';
    const statement = {
      resourceType: 'MedicationStatement',
      id: 'm',
      status: 'stopped',
      subject,
      medicationReference: { reference: 'Medication/x' },
      statusReason: [{ coding: [{ system: 'http://snomed.info/sct', code: '271299001' }] }],
      category: { text: 'palliative' },
      effectivePeriod: { start: '2026-02-01', end: '2026-06-01' },
    };
    const spread = {
      ...cancer('c2', 'a'),
      code: { coding: [{ system: 'http://snomed.info/sct', code: '94381002' }] },
      onsetDateTime: '2026-01-20',
    };
    writeFiles(at('shared'), {
      'Medication.ndjson': ndjson({ resourceType: 'Medication', id: 'x', code: { text } }),
      'MedicationStatement.ndjson': ndjson(statement),
      'rest.ndjson': ndjson(patient('a'), cancer('c', 'a'), spread, ihc('o', 'a', '1+')),
    });
    const found = await screen(at('shared'), at('shared-out'));
    expect(found.rowOf('a')?.worklists).toContain('LOW_PROGRESSED_ON_ENDOCRINE');
  });

  test('a record that begins a formula or a tag stays text in the table and the pages', async () => {
    const id = '=1+1';
    const named = { reference: `https://fhir.example.org/Patient/${id}` };
    const evil = '2+ <script>alert(1)</script><img src=x onerror=alert(1)>';
    writeFiles(at('evil'), {
      'x.ndjson': ndjson({ ...cancer('c', 'a'), subject: named }, { ...ihc('<b>', 'a', evil), subject: named }),
    });
    const found = await screen(at('evil'), at('evil-out'));
    const [, line = ''] = found.read('table').split('\n');
    expect(line).not.toMatch(/^=/);
    const pages = readdirSync(at('evil-out', 'patients')).map((name) =>
      readFileSync(at('evil-out', 'patients', name), 'utf8'),
    );
    expect(pages).toHaveLength(1);
    for (const page of [...pages, found.read('report')])
      expect(page).not.toMatch(/<script|<img|<b>|https?:\/\/(?!www\.w3)/);
  });

  test('an output folder that was open to others is closed', async () => {
    mkdirSync(at('open'));
    chmodSync(at('open'), 0o777);
    writeFiles(at('one'), { 'x.ndjson': ndjson(patient('a')) });
    await screen(at('one'), at('open'));
    expect(statSync(at('open')).mode & 0o777).toBe(0o700);
  });
});
