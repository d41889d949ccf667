// Writes the bill of materials of what is shipped (CycloneDX 1.5, from the lock file alone, no network): node scripts/sbom.mjs [file]
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'sbom.cdx.json';
const made = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
if (made.status !== 0) {
  process.stderr.write(made.stderr);
  process.exit(made.status ?? 1);
}
writeFileSync(file, made.stdout);
process.stdout.write(`${file}: ${JSON.parse(made.stdout).components.length} packages\n`);
