import { useMemo, useState } from 'preact/hooks';
import { wordings } from '../../cards/wording/languages.js';
import { type Fields, objectsAt, textAt, textsAt } from '../../chart/fields.js';
import type { Records } from '../../chart/records.js';
import { eligibilityFlags } from '../../clinical/eligibility/vocabulary.js';
import { stepWords } from '../../explain/step-words.js';
import { CriteriaTable } from '../parts/criteria-table.js';
import { FactsList } from '../parts/facts-list.js';
import { howToGet } from '../parts/missing-words.js';
import { SourcePanel } from '../parts/source-panel.js';
import { type Chosen, type Story, tellStory } from '../parts/story.js';
import { TimelineChart } from '../parts/timeline-chart.js';
import { Verdict } from '../parts/verdict.js';
import type { Surroundings } from './use-evidence.js';

function nameOf(patient: Fields | undefined): string {
  const [name] = objectsAt(patient, 'name');
  return textAt(name, 'text') ?? [...textsAt(name, 'given'), textAt(name, 'family') ?? ''].join(' ').trim();
}

function PatientLine({ records }: { readonly records: Records }) {
  const patient = records.patient === undefined ? undefined : records.byReference.get(records.patient)?.resource;
  const parts = [nameOf(patient), textAt(patient, 'birthDate'), textAt(patient, 'gender'), records.patient];
  return (
    <p class="row apart">
      <strong class="break">{parts.filter((each) => each !== undefined && each !== '').join(' · ')}</strong>
      <button type="button" class="button no-print" onClick={() => window.print()}>
        Print one page
      </button>
    </p>
  );
}

function Rules({ story }: { readonly story: Story }) {
  const rules = story.rules.filter(({ nextStep, flag }) => nextStep === undefined && flag === undefined);
  return (
    <section class="panel stack" aria-labelledby="rules">
      <h2 id="rules">The rule that applied</h2>
      <ul class="stack tight plain">
        {rules.map((rule) => (
          <li key={`${rule.to} ${rule.says}`}>
            <code class="soft break">{rule.to}</code> {rule.says}
          </li>
        ))}
      </ul>
      <p class="small soft">
        HER2-low, HER2-ultralow and HER2-null are no official diagnoses: ASCO/CAP 2018, affirmed in 2023, calls such
        results HER2-negative, and keeps the semi-quantitative score in the report because treatment asks for it. HER2
        staining is heterogeneous: another block, another site or another reader may give another score, above all
        between 0 and 1+.
      </p>
    </section>
  );
}

function Missing({ story }: { readonly story: Story }) {
  const region = story.indications[0]?.appraisal.region;
  const wanted = story.indications.filter(({ appraisal }) => appraisal.region === region);
  const missing = [...new Set(wanted.flatMap(({ appraisal }) => appraisal.missing))];
  const { unavailable, partial = [] } = story.chart;
  return (
    <section class="panel stack" aria-labelledby="missing">
      <h2 id="missing">What is missing, and how to get it</h2>
      <p>Next: {stepWords[story.assessment.her2.nextStep]}.</p>
      {missing.length === 0 ? <p class="soft">Nothing that an indication of the region asks for.</p> : null}
      <dl class="missing">
        {missing.map((item) => (
          <div key={item}>
            <dt>{wordings.en.missing[item]}</dt>
            <dd class="soft">{howToGet[item]}</dd>
          </div>
        ))}
      </dl>
      {unavailable.length + partial.length === 0 ? null : (
        <p class="problem">
          Not received: {[...unavailable, ...partial.map((each) => `${each} (in part)`)].join(', ')}. What they would
          say is unknown here.
        </p>
      )}
      {story.gaps.length === 0 ? null : (
        <details class="no-print">
          <summary>Not read or not used ({story.gaps.length})</summary>
          <ul class="stack tight plain">
            {story.gaps.map((gap) => (
              <li key={`${gap.reference} ${gap.problem} ${gap.path ?? ''}`} class="small">
                <code class="break">{gap.reference}</code> {gap.why}. <span class="soft">To do: {gap.toDo}.</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Criteria({ story, onChoose }: Omit<Telling, 'chosen'>) {
  const region = story.indications[0]?.appraisal.region;
  const open = story.indications.filter(({ appraisal }) => appraisal.result !== 'not-met');
  const closed = story.indications.filter(({ appraisal }) => appraisal.result === 'not-met');
  return (
    <section class="panel stack" aria-labelledby="criteria">
      <h2 id="criteria">Labelled indications, condition by condition</h2>
      {open.map((told) => (
        <CriteriaTable
          key={told.appraisal.id}
          told={told}
          isOfRegion={told.appraisal.region === region}
          onChoose={onChoose}
        />
      ))}
      {open.length === 0 ? <p class="soft">None is documented, and none is open for want of data.</p> : null}
      {closed.length === 0 ? null : (
        <details class="no-print">
          <summary>Not met ({closed.length})</summary>
          <div class="stack tight closed">
            {closed.map((told) => (
              <CriteriaTable
                key={told.appraisal.id}
                told={told}
                isOfRegion={told.appraisal.region === region}
                onChoose={onChoose}
              />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

interface Telling {
  readonly story: Story;
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen) => void;
}

function Main({ story, chosen, onChoose }: Telling) {
  const { assessment } = story;
  const flags = assessment.flags.filter((each) => eligibilityFlags.includes(each));
  return (
    <div class="stack">
      <section class="panel stack" aria-labelledby="finding">
        <h2 id="finding" class="hidden-text">
          Finding
        </h2>
        <PatientLine records={story.records} />
        <Verdict her2={assessment.her2} flags={flags} asOf={assessment.asOf} />
      </section>
      <section class="panel stack" aria-labelledby="timeline">
        <h2 id="timeline">Over time</h2>
        <TimelineChart chart={story.chart} asOf={assessment.asOf} chosen={chosen} onChoose={onChoose} />
      </section>
      <Rules story={story} />
      <Criteria story={story} onChoose={onChoose} />
      <Missing story={story} />
      <section class="panel stack no-print" aria-labelledby="facts">
        <h2 id="facts">Every fact that was read</h2>
        <FactsList facts={story.facts} chosen={chosen} onChoose={onChoose} />
      </section>
      <p class="small soft">
        Knowledge {assessment.knowledge}. For oncology clinicians, to be reviewed with its basis; it decides nothing.
        These data were read in this page and went nowhere else.
      </p>
    </div>
  );
}

interface StoryProps extends Surroundings {
  readonly records: Records;
  readonly asOf: string;
}

/** The whole story behind a category, every fact with its source. */
export function StoryView({ records, asOf, instance, knowledge }: StoryProps) {
  const { region } = instance;
  const story = useMemo(() => tellStory(records, knowledge, { asOf, region }), [records, knowledge, asOf, region]);
  const [chosen, setChosen] = useState<Chosen>();
  const choose = (next: Chosen): void => {
    setChosen(next);
    document.getElementById('source')?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div class="evidence">
      <Main story={story} chosen={chosen} onChoose={choose} />
      <aside class="panel stack source no-print" id="source" aria-labelledby="source-title">
        <h2 id="source-title">Source</h2>
        <SourcePanel chosen={chosen} records={records} />
      </aside>
    </div>
  );
}
