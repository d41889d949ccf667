// Answers every case of fixtures, writes docs/answers.md and prints it. What differs from the committed page is shown by git diff.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const settings = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];

const answered = spawnSync(process.execPath, [...settings, jest, '--silent', 'test/cases.test.ts'], {
  cwd: root,
  env: { ...process.env, UPDATE_DOCS: '1' },
  encoding: 'utf8',
});
if (answered.status !== 0) {
  process.stderr.write(answered.stderr || `cases: ${answered.error?.message ?? 'failed'}\n`);
  process.exit(1);
}
process.stdout.write(readFileSync(path.join(root, 'docs', 'answers.md'), 'utf8'));
