import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository where the source runs, `dist` where what was built from it runs. */
const base = new URL('../../', import.meta.url);

/** Folder of the built pages: beside the compiled code, or in `dist` where the source runs. */
export function pagesFolder(): string {
  const beside = fileURLToPath(new URL('pages/', base));
  return existsSync(beside) ? beside : fileURLToPath(new URL('dist/pages/', base));
}

/** Folder of the synthetic patients. */
export const patientsFolder: string = fileURLToPath(new URL('fixtures/patients/', base));
