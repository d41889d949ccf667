import { useState } from 'preact/hooks';
import { Markdown } from './markdown.js';
import type { ShownCard, ShownLink, ShownReason } from './shown-card.js';

/** What a clinician does with a card. */
export type CardAnswer =
  | { readonly outcome: 'accepted'; readonly suggestion: string }
  | { readonly outcome: 'overridden'; readonly reason?: ShownReason };

export interface CardProps {
  readonly card: ShownCard;
  /** What was sent for this card, once it was. */
  readonly answered?: string;
  readonly onAnswer: (answer: CardAnswer) => void;
  readonly onSmart: (link: ShownLink) => void;
}

function Suggestions({ card, answered, onAnswer }: Omit<CardProps, 'onSmart'>) {
  if (card.suggestions.length === 0) return null;
  return (
    <div class="row">
      {card.suggestions.map(({ uuid, label }) => (
        <button
          key={uuid}
          type="button"
          class="button"
          disabled={answered !== undefined}
          onClick={() => onAnswer({ outcome: 'accepted', suggestion: uuid })}
        >
          <span aria-hidden="true">+</span> {label}
        </button>
      ))}
    </div>
  );
}

function Override({ card, answered, onAnswer }: Omit<CardProps, 'onSmart'>) {
  const [code, choose] = useState('');
  const id = `reason-${card.uuid}`;
  const reason = card.reasons.find((each) => each.code === code);
  return (
    <div class="row no-print">
      <label class="small soft" for={id}>
        Override because
      </label>
      <select
        id={id}
        class="plain"
        style={{ width: 'auto', maxWidth: '100%', flex: '1 1 9rem' }}
        value={code}
        disabled={answered !== undefined}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="">no reason given</option>
        {card.reasons.map((each) => (
          <option key={each.code} value={each.code}>
            {each.display}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="button"
        disabled={answered !== undefined}
        onClick={() => onAnswer({ outcome: 'overridden', ...(reason === undefined ? {} : { reason }) })}
      >
        Override
      </button>
    </div>
  );
}

function Links({ links, onSmart }: { readonly links: readonly ShownLink[]; readonly onSmart: CardProps['onSmart'] }) {
  if (links.length === 0) return null;
  return (
    <ul class="row" style={{ listStyle: 'none', padding: 0 }}>
      {links.map((link) => (
        <li key={link.url}>
          {link.type === 'smart' ? (
            <button type="button" class="button" onClick={() => onSmart(link)}>
              {link.label}
            </button>
          ) : link.url.startsWith('https://') ? (
            <a href={link.url} target="_blank" rel="noopener noreferrer">
              {link.label}
            </a>
          ) : (
            link.label
          )}
        </li>
      ))}
    </ul>
  );
}

/** One card as an EHR shows it: summary, detail, suggestions, links, and the reasons to override it. */
export function CardView({ card, answered, onAnswer, onSmart }: CardProps) {
  const answering = { card, onAnswer, ...(answered === undefined ? {} : { answered }) };
  return (
    <article class={`card ${card.indicator === 'warning' ? 'warning' : ''}`} aria-label={card.summary}>
      <div class="stack">
        <p class="row small soft">
          <span class={`chip ${card.indicator === 'warning' ? 'warn' : 'accent'}`}>{card.indicator}</span>
          <span>{card.topic}</span>
        </p>
        <h3 class="summary">{card.summary}</h3>
        <Suggestions {...answering} />
        <details open>
          <summary class="small">Details</summary>
          <Markdown text={card.detail} />
        </details>
        <Links links={card.links} onSmart={onSmart} />
        <Override {...answering} />
        <p class="small soft row apart">
          <span>Source: {card.source}</span>
          <output>{answered ?? ''}</output>
        </p>
      </div>
    </article>
  );
}
