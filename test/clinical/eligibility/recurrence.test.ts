import { describe, expect, it } from '@jest/globals';
import { recurredWithin } from '../../../src/clinical/eligibility/recurrence.js';
import { chart, disease, therapy } from '../../support/clinical-facts.js';

describe('recurrence during adjuvant treatment', () => {
  it.each([
    ['2024-05-31', '2024-06', 'not-met'],
    ['2024-06-01', '2024-06', 'unknown'],
    ['2024-06', '2024-06-15', 'unknown'],
    ['2024-06-30', '2024-06', 'met'],
    ['2024-07-01', '2024-06', 'met'],
  ])('recurrence of %s, treatment begun in %s: %s', (recurrence, start, expected) => {
    const { since: _since, ...spread } = disease({ recurrence });
    const given = therapy('paclitaxel', 'chemotherapy', { setting: 'adjuvant', start, end: '2025-01-31' });
    expect(recurredWithin(given, chart({ disease: spread }), 6)).toBe(expected);
  });
});

describe('treatment without an end on record', () => {
  it('begun after the recurrence does not precede it', () => {
    const { since: _since, ...spread } = disease({ recurrence: '2024-05-31' });
    const given = therapy('paclitaxel', 'chemotherapy', { setting: 'adjuvant', start: '2024-06-01' });
    expect(recurredWithin(given, chart({ disease: spread }), 6)).toBe('not-met');
  });
});
