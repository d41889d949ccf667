import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { patientResource } from '../support/hook-requests.js';
import { runCli } from '../support/run-cli.js';

jest.unstable_mockModule('pg-boss', () => {
  throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
});

test('a shared run without the optional package for it ends with what to install', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'herald-screen-'));
  writeFileSync(path.join(folder, 'Patient.ndjson'), `${JSON.stringify(patientResource)}\n`);
  const database = ['--database-url', 'postgres://nobody@127.0.0.1:1/none'];
  const ran = await runCli(['screen', folder, '--out', path.join(folder, 'out'), ...database]);
  rmSync(folder, { recursive: true, force: true });
  expect(ran).toMatchObject({ code: 2, complaints: expect.stringContaining('npm install pg-boss@') });
});
