import { useMemo } from 'preact/hooks';
import { handOver } from '../hand-over.js';
import { Busy } from '../parts/busy.js';
import { PageFrame } from '../parts/page-frame.js';
import { Problem } from '../parts/problem.js';
import { AnswerView } from './answer-view.js';
import { editableResults } from './edit-record.js';
import { ExchangeView } from './exchange-view.js';
import { HookPicker, OrderPicker } from './order-picker.js';
import { PatientPicker } from './patient-picker.js';
import { ResultEditor } from './record-editor.js';
import { type Sandbox, useSandbox } from './use-sandbox.js';

function Orders({ sandbox: { asked, orderables, ask } }: { readonly sandbox: Sandbox }) {
  if (asked.hook === 'patient-view') return null;
  return <OrderPicker all={orderables} chosen={asked.order} onChoose={(order) => ask({ order })} />;
}

function Results({ sandbox: { asked, start, ask } }: { readonly sandbox: Sandbox }) {
  const { bundle } = asked;
  const templates = start?.services[0]?.templates;
  const results = useMemo(
    () => (templates === undefined || bundle === undefined ? [] : editableResults(bundle, templates)),
    [templates, bundle],
  );
  if (bundle === undefined) return null;
  return <ResultEditor bundle={bundle} results={results} onEdit={(edited) => ask({ bundle: edited, edited: true })} />;
}

function Question({ sandbox }: { readonly sandbox: Sandbox }) {
  const { start, asked, ask, choosePatient } = sandbox;
  return (
    <section class="panel stack" aria-labelledby="question">
      <h2 id="question">Ask</h2>
      <HookPicker chosen={asked.hook} onChoose={(hook) => ask({ hook })} />
      <Orders sandbox={sandbox} />
      <PatientPicker patients={start?.patients ?? []} chosen={asked.patient} onChoose={choosePatient} />
      <Results sandbox={sandbox} />
      <label class="field">
        <span>As of</span>
        <input
          type="date"
          value={asked.asOf}
          onInput={(event) => {
            if (event.currentTarget.value !== '') ask({ asOf: event.currentTarget.value });
          }}
        />
      </label>
    </section>
  );
}

function Answer({ sandbox: { asked, exchange } }: { readonly sandbox: Sandbox }) {
  const showEvidence = (): void => {
    if (asked.bundle !== undefined) handOver(asked.bundle, asked.asOf);
  };
  return (
    <section class="panel stack" aria-labelledby="answer">
      <div class="row apart">
        <h2 id="answer">What the EHR shows</h2>
        <button type="button" class="button" onClick={showEvidence} disabled={asked.bundle === undefined}>
          Open the evidence
        </button>
      </div>
      {asked.edited ? <p class="chip warn">edited record</p> : null}
      {exchange === undefined ? <Busy label="Loading" /> : <AnswerView exchange={exchange} onSmart={showEvidence} />}
    </section>
  );
}

/** The sandbox: ask the service as an EHR would, and see everything behind the answer. */
export function SandboxPage() {
  const sandbox = useSandbox();
  const { start, exchange, problem, asked, steps, ask } = sandbox;
  return (
    <PageFrame page="sandbox" title="Herald" {...(start === undefined ? {} : { instance: start.instance })}>
      {problem === undefined ? null : <Problem sentence={problem} />}
      <div class="sandbox">
        <Question sandbox={sandbox} />
        <Answer sandbox={sandbox} />
        <section class="panel stack" aria-labelledby="behind">
          <h2 id="behind">Behind it</h2>
          {exchange === undefined ? (
            <Busy label="Loading" />
          ) : (
            <ExchangeView
              exchange={exchange}
              steps={steps}
              bundle={asked.bundle}
              onBundle={(bundle) => ask({ bundle, edited: true, patient: undefined })}
            />
          )}
        </section>
      </div>
    </PageFrame>
  );
}
