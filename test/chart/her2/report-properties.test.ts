import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { her2Of, ihc, ish, lineOf, type Resource, s1 } from '../../support/her2-bundle.js';

const settled: ReadonlySet<string> = new Set(['positive', 'low', 'ultralow', 'null']);
const code = { coding: [{ system: 'http://loinc.org', code: '60568-3' }] };
const report = (id: string, members: Resource): Resource => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  code,
  effectiveDateTime: '2026-06-01',
  ...members,
});
const attached = (text: string) => ({ contentType: 'text/plain', data: Buffer.from(text).toString('base64') });

const record: readonly Resource[] = [
  s1,
  ihc('2+'),
  ihc('3+', [], { id: 'first' }),
  ish({ ratio: 1.2, copies: 2.4, cep17: 2 }),
  report('r1', {
    identifier: [{ value: 'a' }],
    issued: '2026-06-02T00:00:00Z',
    result: [{ reference: 'Observation/first' }],
    conclusion: 'HER2 IHC 3+.',
  }),
  report('r2', {
    identifier: [{ value: 'a' }],
    status: 'amended',
    issued: '2026-06-05T00:00:00Z',
    specimen: [{ reference: 'Specimen/s1' }],
    conclusion: 'HER2 IHC 2+.',
    presentedForm: [attached('HER2 IHC: 2+ (equivocal)'), { contentType: 'application/pdf' }],
  }),
  report('r3', { effectiveDateTime: '2026-06-09', conclusion: 'HER2 negative.' }),
  report('r4', { text: { div: '<div>HER2 3+</div>' } }),
];

const words = fc.constantFrom(
  ...(
    'positive negative equivocal ER PR Ki-67 90% 3+ 2+ 1+ 0 Allred tumor cells margin node G3 pT2 patient control DCIS invasive strong ' +
    'complete membrane staining in of 10% is no not ( ) . , ; : left right breast liver p53 BRCA1 cm positiv negativ'
  ).split(' '),
);
const junk = fc.constantFrom<unknown>(
  null,
  0,
  -1,
  '',
  'x',
  true,
  [],
  {},
  [null],
  [{}],
  { reference: 5 },
  { coding: 'x' },
);

/** The resource with one of its members, or one inside it, replaced. */
function broken(value: unknown, steps: readonly number[], by: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  const entries = Object.entries(value);
  const target = entries[step % Math.max(entries.length, 1)]?.[0];
  const replaced = entries.map(([key, each]) => [key, key === target ? broken(each, rest, by) : each] as const);
  return Array.isArray(value) ? replaced.map(([, each]) => each) : Object.fromEntries(replaced);
}

describe('reports of any kind', () => {
  it('no text that does not name HER2 settles a category', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 14 }), (said) => {
        const text = said.join(' ');
        const answer = her2Of([report('r', { conclusion: text, presentedForm: [attached(text)] })]);
        expect({ text, settled: settled.has(answer.category) }).toEqual({ text, settled: false });
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('the order of the resources changes nothing', () => {
    const answer = lineOf(her2Of(record));
    expect(answer).toBe('low | negative | 5 | - | ELIGIBILITY_REVIEW |');
    fc.assert(
      fc.property(fc.shuffledSubarray([...record], { minLength: record.length }), (shuffled) => {
        expect(lineOf(her2Of(shuffled))).toBe(answer);
      }),
      { seed: 12, numRuns: 60 },
    );
  });

  it('a broken resource never throws', () => {
    const steps = fc.array(fc.nat(20), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(record.length - 1), steps, junk, (position, path, by) => {
        const resources = record.map((each, index) => (index === position ? broken(each, path, by) : each));
        const sent = resources.flatMap((each) => (typeof each === 'object' && each !== null ? [{ ...each }] : []));
        expect(her2Of(sent).category).toEqual(expect.any(String));
      }),
      { seed: 13, numRuns: 400 },
    );
  });
});
