/**
 * Is package-lock.json one that `npm ci` accepts anywhere? Complete: each package named in an `optionalDependencies` or `dependencies`
 * member has an entry (an incomplete one fails only on the platform whose package is missing). Without addresses: no entry
 * records where it was downloaded. With integrity: each installed entry carries its hash.
 *
 * Usage: node scripts/check-lock.mjs [package-lock.json]. Prints each problem; exit status 1 where there is one.
 */
import { readFileSync } from 'node:fs';

/** An entry for `name` as seen from the package at `path`: in its own node_modules, or in one of a folder above. */
function isLocked(packages, path, name) {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf('node_modules/')).replace(/\/$/, '')) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}

function problemsOf(lock) {
  const packages = lock.packages ?? {};
  const problems = [];
  for (const [path, entry] of Object.entries(packages)) {
    const where = path === '' ? 'the project' : path;
    for (const member of ['dependencies', 'optionalDependencies', 'devDependencies']) {
      // devDependencies of an installed package are not installed.
      if (member === 'devDependencies' && path !== '') continue;
      for (const name of Object.keys(entry[member] ?? {})) {
        if (!isLocked(packages, path, name)) problems.push(`${where}: ${member} names ${name}, which has no entry`);
      }
    }
    if (entry.resolved !== undefined) problems.push(`${where}: records a download address`);
    if (path !== '' && !entry.link && !entry.inBundle && entry.integrity === undefined)
      problems.push(`${where}: has no integrity`);
  }
  return problems;
}

const file = process.argv[2] ?? new URL('../package-lock.json', import.meta.url);
const problems = problemsOf(JSON.parse(readFileSync(file, 'utf8')));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
