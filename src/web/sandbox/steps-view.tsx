import { ReadOnly } from '../parts/code-panel.js';
import { milliseconds } from '../parts/words.js';
import type { Step } from './load-steps.js';

const meaning: Readonly<Record<string, string>> = {
  parse: 'the request, strictly; the FHIR in it, tolerantly',
  focus: 'what of it concerns us',
  gather: 'prefetch first, the FHIR server for the rest',
  read: 'records become facts with their sources',
  categorize: 'IHC and ISH give category and status',
  appraise: 'each indication, condition by condition',
  advise: 'what deserves to be said',
  render: 'advice becomes cards',
};

const longest = 40_000;

function shown(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2) ?? '';
  return text.length > longest ? `${text.slice(0, longest)}\n… ${text.length - longest} more characters` : text;
}

/** The eight steps of the last request, each with what it gave and its time. */
export function StepsView({ steps }: { readonly steps: readonly Step[] }) {
  if (steps.length === 0) return <p class="empty">The steps are being run.</p>;
  const total = steps.reduce((sum, step) => sum + step.milliseconds, 0);
  return (
    <div class="stack tight">
      <p class="small soft">
        The same request, run once more step by step on the service: {milliseconds(total)} in all.
      </p>
      <ol class="steps">
        {steps.map((step) => (
          <li key={step.name}>
            <details>
              <summary>
                <strong>{step.name}</strong> <span class="soft small">{milliseconds(step.milliseconds)}</span>
                <span class="small says">{step.says}</span>
                <span class="small soft says">{meaning[step.name]}</span>
              </summary>
              <ReadOnly label={`What ${step.name} gave`} text={shown(step.gave)} />
            </details>
          </li>
        ))}
      </ol>
    </div>
  );
}
