import { wordings } from '../../cards/wording/languages.js';
import type { CriterionAnswer } from '../../clinical/assessment.js';
import type { IndicationResult, Truth } from '../../clinical/eligibility/vocabulary.js';
import { newestFirst } from '../../clinical/facts/evidence.js';
import type { Chosen, ToldIndication } from './story.js';

const resultWords: Readonly<Record<IndicationResult, readonly [words: string, tone: string]>> = {
  met: ['every condition documented', 'good'],
  'not-met': ['not met', ''],
  'missing-data': ['data missing', 'warn'],
};

const truthWords: Readonly<Record<Truth, readonly [words: string, tone: string]>> = {
  met: ['documented', 'good'],
  'not-met': ['documented as not met', 'bad'],
  unknown: ['not documented', 'warn'],
};

const criterionWords: Readonly<Record<string, string>> = wordings.en.criterion;

interface TableProps {
  readonly told: ToldIndication;
  /** Of the region that this instance speaks for; others stay off the printed page. */
  readonly isOfRegion: boolean;
  readonly onChoose: (chosen: Chosen) => void;
}

function Row({ answer, onChoose }: { readonly answer: CriterionAnswer; readonly onChoose: TableProps['onChoose'] }) {
  const [truth, tone] = truthWords[answer.truth];
  const name = criterionWords[answer.criterion] ?? answer.criterion;
  const because = newestFirst(answer.because);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <span class={`chip ${tone}`}>{truth}</span>
      </td>
      <td>
        {because.length === 0 ? null : (
          <button type="button" class="button small" onClick={() => onChoose({ title: name, evidence: because })}>
            {because[0]?.verbatim.slice(0, 40)}
            {because.length > 1 ? ` +${because.length - 1}` : ''}
            <span class="hidden-text"> source of {name}</span>
          </button>
        )}
        {answer.missing.length === 0 ? null : <span class="small soft"> missing: {answer.missing.join(', ')}</span>}
      </td>
    </tr>
  );
}

/** One labelled indication, condition by condition, each with its source. */
export function CriteriaTable({ told: { title, appraisal, text, source }, isOfRegion, onChoose }: TableProps) {
  const [result, tone] = resultWords[appraisal.result];
  return (
    <details class={`indication ${isOfRegion ? '' : 'no-print'}`} open={appraisal.result !== 'not-met'}>
      <summary>
        <strong>{title}</strong> <span class={`chip ${tone}`}>{result}</span>{' '}
        <span class="small soft">
          {appraisal.region}, in force since {appraisal.since}
        </span>
      </summary>
      <table>
        <caption class="hidden-text">Conditions of: {title}</caption>
        <thead>
          <tr>
            <th scope="col">Condition</th>
            <th scope="col">Record</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {appraisal.criteria.map((answer) => (
            <Row key={answer.criterion} answer={answer} onChoose={onChoose} />
          ))}
        </tbody>
      </table>
      <p class="small soft no-print">
        {text}{' '}
        {source?.url?.startsWith('https://') ? (
          <a href={source.url} target="_blank" rel="noopener noreferrer">
            {source.title} ({source.date})
          </a>
        ) : (
          source?.title
        )}
      </p>
    </details>
  );
}
