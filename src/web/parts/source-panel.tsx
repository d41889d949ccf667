import type { Records } from '../../chart/records.js';
import type { Evidence } from '../../clinical/facts/evidence.js';
import { ReadOnly } from './code-panel.js';
import { sourceText } from './source-text.js';
import type { Chosen } from './story.js';

function Quote({ evidence, records }: { readonly evidence: Evidence; readonly records: Records }) {
  const record = records.byReference.get(evidence.reference.split('#')[0] ?? evidence.reference);
  const { before, quoted, after } = sourceText(record?.resource, evidence);
  return (
    <li class="stack tight">
      <p class="row small">
        <code class="break">{evidence.reference}</code>
        <code class="soft break">{evidence.path}</code>
        {evidence.date === undefined ? null : <span class="chip">{evidence.date}</span>}
        {evidence.status === undefined ? null : <span class="chip">{evidence.status}</span>}
        {evidence.verified === false ? <span class="chip warn">code not verified</span> : null}
      </p>
      <p class="code quote">
        {before}
        <mark>{quoted}</mark>
        {after}
      </p>
      {record === undefined ? null : (
        <details class="no-print">
          <summary class="small">The whole resource</summary>
          <ReadOnly label={evidence.reference} text={JSON.stringify(record.resource, undefined, 2)} />
        </details>
      )}
    </li>
  );
}

/** Where a fact stands in the record: each place, verbatim, with the quoted words marked. */
export function SourcePanel({ chosen, records }: { readonly chosen: Chosen | undefined; readonly records: Records }) {
  if (chosen === undefined) {
    return <p class="empty">Choose a fact, a point or a bar to see the words of the record it was read from.</p>;
  }
  return (
    <div class="stack" aria-live="polite">
      <h3 class="break">{chosen.title}</h3>
      {chosen.evidence.length === 0 ? <p class="soft">Nothing in the data received.</p> : null}
      <ul class="facts">
        {chosen.evidence.map((evidence) => (
          <Quote
            key={`${evidence.reference} ${evidence.path} ${evidence.verbatim}`}
            evidence={evidence}
            records={records}
          />
        ))}
      </ul>
    </div>
  );
}
