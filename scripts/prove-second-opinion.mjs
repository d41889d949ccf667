// Compares the core with its second opinion in CQL over many random records and prints how often each known difference occurred.
// node scripts/prove-second-opinion.mjs [specimens] [patients] [seed]   (5000 5000 20261124; about 10 ms each)
// Fails where a difference is not explained in docs/second-opinion.md, or the committed ELM is not the translation of its CQL.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [specimens = '5000', patients = '5000', seed = '20261124'] = process.argv.slice(2);
const jest = path.join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const flags = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'];
const { status } = spawnSync(process.execPath, [...flags, jest, 'test/second-opinion', '--silent=false'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, SECOND_OPINION: [specimens, patients, seed].join(',') },
});
process.exitCode = status ?? 1;
