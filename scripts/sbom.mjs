// Writes the bill of materials of what is shipped (CycloneDX 1.5, from the lock file alone, no network): node scripts/sbom.mjs [file]
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.argv[2] ?? 'sbom.cdx.json';
// Not `--omit dev`: that also leaves out what a development package needs as well (zod, pg, commander).
const made = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
if (made.status !== 0) {
  process.stderr.write(made.stderr);
  process.exit(made.status ?? 1);
}

/** Name and version of every package that is not there for development alone. */
const shipped = new Set(
  Object.entries(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages)
    .filter(([folder, { dev, devOptional }]) => folder !== '' && dev !== true && devOptional !== true)
    .map(
      ([folder, { version }]) =>
        `${folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
    ),
);
const bill = JSON.parse(made.stdout);
const components = bill.components.filter(({ name, version }) => shipped.has(`${name}@${version}`));
const kept = new Set([bill.metadata.component['bom-ref'], ...components.map((each) => each['bom-ref'])]);
const dependencies = bill.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => kept.has(each)) }));
writeFileSync(file, `${JSON.stringify({ ...bill, components, dependencies }, undefined, 2)}\n`);
process.stdout.write(`${file}: ${components.length} packages\n`);
