import type { ExplainedFact } from '../../explain/explanation.js';
import type { Chosen } from './story.js';

interface FactsProps {
  readonly facts: readonly ExplainedFact[];
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen) => void;
}

/** Every fact that was read, each a button that shows its source. */
export function FactsList({ facts, chosen, onChoose }: FactsProps) {
  return (
    <ul class="facts">
      {facts.map((fact) => (
        <li key={`${fact.about} ${fact.says}`}>
          <button
            type="button"
            class="fact"
            aria-pressed={chosen?.evidence === fact.evidence && fact.evidence.length > 0}
            onClick={() => onChoose({ title: `${fact.about}: ${fact.says}`, evidence: fact.evidence })}
          >
            <span class="about">{fact.about}</span>
            <span>{fact.says}</span>
            {fact.notUsed === undefined ? null : <span class="unused small">not used: {fact.notUsed}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
