import { explain } from '../explain/explain.js';
import { recordsOfText } from './assess-file.js';
import { printExplanation } from './print-explanation.js';
import type { RecordCommand } from './record-command.js';

/** `herald explain`: one record from raw text to category, fact by fact and rule by rule. */
export const explainCommand: RecordCommand = {
  name: 'explain',
  description: 'show how one record leads to its category: each fact with its source, each rule, each gap',
  done: 'explained',
  answer: (text, { knowledge, asOf, region }) => {
    const assessable = recordsOfText(text);
    if (assessable.kind === 'problem') return assessable;
    const explanation = explain(assessable.records, knowledge, asOf);
    return { kind: 'answer', data: explanation, text: () => printExplanation(explanation, region) };
  },
};
