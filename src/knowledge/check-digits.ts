/** Check digits of code systems: a mistyped code is found without asking the terminology's owner. */

const dihedral = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
];
const permutations = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
];

/** SNOMED CT identifiers end in a Verhoeff digit (SNOMED CT release file specification, 5.5). */
function isSnomedCode(code: string): boolean {
  if (!/^[1-9]\d{5,17}$/.test(code)) return false;
  let check = 0;
  for (const [position, digit] of [...code].reverse().entries()) {
    const permuted = Number(permutations[position % 8]?.[Number(digit)]);
    check = Number(dihedral[check]?.[permuted]);
  }
  return check === 0;
}

/** LOINC terms end in a Luhn digit; answers (LA) and answer lists (LL) follow a scheme of their own and pass by shape. */
function isLoincCode(code: string): boolean {
  if (/^L[ALPG]\d+-\d$/.test(code)) return true;
  if (!/^\d{1,7}-\d$/.test(code)) return false;
  const sum = [...code.replace('-', '')].reverse().reduce((total, digit, position) => {
    const value = Number(digit) * (position % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

const checks: Readonly<Record<string, (code: string) => boolean>> = {
  'http://snomed.info/sct': isSnomedCode,
  'http://loinc.org': isLoincCode,
};

/** False where the code system has a check digit and the code fails it. */
export function hasValidCheckDigit(system: string, code: string): boolean {
  return checks[system]?.(code) ?? true;
}
