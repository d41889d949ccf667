import { createHash } from 'node:crypto';

/** Names of files end at 255 bytes nearly everywhere; ids of FHIR at 64. */
const longestName = 200;
/** Half of a pair of code units: has no place in an address. */
const loneSurrogate = /\p{Cs}/gu;

/**
 * The file of a patient's page of evidence, whatever the id is: no separator of paths, never too long for a file system.
 * @param patient id as the rows have it
 */
export function pageName(patient: string): string {
  const plain = encodeURIComponent(patient.replace(loneSurrogate, '\uFFFD'));
  const name = plain.length <= longestName ? plain : createHash('sha256').update(patient).digest('hex');
  return `${name}.html`;
}
