import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { asFields, objectsAt, textAt } from '../src/chart/fields.js';
import { readText, repoRoot } from './support/source-files.js';

const packages = Object.entries(asFields(asFields(JSON.parse(readText('package-lock.json')))?.packages) ?? {});
/** What `npm ci --omit=dev` installs on this platform. */
const shipped = packages
  .filter(([folder, entry]) => folder !== '' && asFields(entry)?.dev !== true && asFields(entry)?.devOptional !== true)
  .map(([folder]) => path.join(repoRoot, folder))
  .filter(existsSync);

function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.name !== 'node_modules')
    .reduce((sum, each) => {
      const file = path.join(folder, each.name);
      return sum + (each.isDirectory() ? bytesOf(file) : each.isFile() ? statSync(file).size : 0);
    }, 0);
}

describe('what is shipped', () => {
  test('is at most 140 packages and 70 MB', () => {
    expect(shipped.length).toBeGreaterThan(50);
    expect(shipped.length).toBeLessThanOrEqual(140);
    expect(shipped.reduce((sum, folder) => sum + bytesOf(folder), 0)).toBeLessThan(70_000_000);
  });

  test('has a bill of materials in CycloneDX, written without the network', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'herald-sbom-'));
    const file = path.join(folder, 'sbom.cdx.json');
    const made = spawnSync(process.execPath, ['scripts/sbom.mjs', file], { cwd: repoRoot, encoding: 'utf8' });
    expect(made.stderr).toBe('');
    const bill = asFields(JSON.parse(readFileSync(file, 'utf8')));
    rmSync(folder, { recursive: true });
    expect([textAt(bill, 'bomFormat'), textAt(bill, 'specVersion')]).toEqual(['CycloneDX', '1.5']);
    const names = new Set(objectsAt(bill, 'components').map((each) => textAt(each, 'name')));
    const installed = shipped.map((each) => each.slice(each.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(installed.filter((name) => !names.has(name))).toEqual([]);
    expect(names).not.toContain('jest');
  });
});
