import { useEffect, useState } from 'preact/hooks';
import { asFields, objectAt, textAt } from '../../chart/fields.js';
import { bodyFields, postJson } from '../json-request.js';
import { Busy } from '../parts/busy.js';
import { type CardAnswer, CardView } from '../parts/card-view.js';
import { Problem } from '../parts/problem.js';
import { cardsOf } from '../parts/shown-card.js';
import { milliseconds, silenceSentence } from '../parts/words.js';
import { siteUrl } from '../site-root.js';
import type { Exchange } from './use-sandbox.js';

function feedbackOf(card: string, answer: CardAnswer): object {
  const common = { card, outcome: answer.outcome, outcomeTimestamp: new Date().toISOString() };
  if (answer.outcome === 'accepted') return { ...common, acceptedSuggestions: [{ id: answer.suggestion }] };
  return { ...common, ...(answer.reason === undefined ? {} : { overrideReason: { reason: answer.reason } }) };
}

function Assessment({ extension }: { readonly extension: unknown }) {
  const assessment = objectAt(asFields(extension), 'org.herald-cds.assessment');
  const category = textAt(assessment, 'category');
  if (category === undefined) return null;
  return (
    <p class="row small">
      <span class="chip accent">category: {category}</span>
      <span class="chip">ASCO/CAP: {textAt(assessment, 'ascoCapStatus')}</span>
      <span class="chip">next: {textAt(assessment, 'nextStep')}</span>
    </p>
  );
}

function Silence({ extension }: { readonly extension: unknown }) {
  const silence = textAt(objectAt(asFields(extension), 'org.herald-cds.assessment'), 'silence');
  return (
    <div class="empty">
      <p>
        <strong>No card.</strong> {silence === undefined ? '' : silenceSentence(silence)}
      </p>
      {silence === undefined ? null : (
        <p class="small">
          <code>{silence}</code>
        </p>
      )}
    </div>
  );
}

/** The answer as an EHR shows it. Accepting and overriding sends real feedback. */
export function AnswerView({ exchange, onSmart }: { readonly exchange: Exchange; readonly onSmart: () => void }) {
  const [answered, setAnswered] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => setAnswered({}), [exchange]);
  const { answer, service } = exchange;
  if (answer === undefined) return <Busy label="The service is being asked" />;
  if (answer.kind === 'failed') {
    return <Problem sentence={answer.sentence} />;
  }
  const response = bodyFields(answer);
  const cards = cardsOf(response);
  const send = (card: string, given: CardAnswer): void => {
    const note = (words: string): void => setAnswered((before) => ({ ...before, [card]: words }));
    note('Sending …');
    void postJson(siteUrl(`cds-services/${service.id}/feedback`), { feedback: [feedbackOf(card, given)] }).then(
      (sent) => note(sent.kind === 'failed' ? sent.sentence : `Feedback kept: ${given.outcome}`),
    );
  };
  return (
    <div class="cards" aria-live="polite">
      <p class="small soft">
        Answered in {milliseconds(answer.milliseconds)}, {cards.length === 1 ? '1 card' : `${cards.length} cards`}
      </p>
      <Assessment extension={response.extension} />
      {cards.length === 0 ? <Silence extension={response.extension} /> : null}
      {cards.map((card) => {
        const said = answered[card.uuid];
        return (
          <CardView
            key={card.uuid}
            card={card}
            onAnswer={(given) => send(card.uuid, given)}
            onSmart={onSmart}
            {...(said === undefined ? {} : { answered: said })}
          />
        );
      })}
    </div>
  );
}
