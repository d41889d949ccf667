import { useEffect, useState } from 'preact/hooks';
import { textAt } from '../../chart/fields.js';
import { type Instance, loadInstance } from '../instance.js';
import { bodyFields, type JsonAnswer, requestJson } from '../json-request.js';
import { Busy } from '../parts/busy.js';
import { PageFrame } from '../parts/page-frame.js';
import { siteUrl } from '../site-root.js';

interface Status {
  readonly instance: Instance | string;
  readonly ready: JsonAnswer;
}

async function load(): Promise<Status> {
  const [instance, ready] = await Promise.all([loadInstance(), requestJson(siteUrl('readyz'))]);
  return { instance, ready };
}

function Table({ status: { instance, ready } }: { readonly status: Status }) {
  const isReady = ready.kind === 'answer';
  return (
    <table>
      <caption class="hidden-text">State of this instance</caption>
      <tbody>
        <tr>
          <th scope="row">State</th>
          <td>
            <span class={`chip ${isReady ? 'good' : 'bad'}`}>{isReady ? 'ready' : 'not ready'}</span>{' '}
            {isReady ? null : ready.sentence}
          </td>
        </tr>
        <tr>
          <th scope="row">Knowledge</th>
          <td class="mono">{textAt(bodyFields(ready), 'knowledge') ?? 'unknown'}</td>
        </tr>
        {typeof instance === 'string' ? null : (
          <tr>
            <th scope="row">Region, language</th>
            <td>
              {instance.region}, {instance.language}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** The page at `/` where real data are served: what this is and whether it lives; nothing of a patient or a tenant. */
export function StatusPage() {
  const [status, setStatus] = useState<Status>();
  useEffect(() => {
    void load().then(setStatus);
  }, []);
  const instance = typeof status?.instance === 'object' ? { instance: status.instance } : {};
  return (
    <PageFrame page="status" title="Herald" {...instance}>
      <section class="panel stack status">
        <h2>CDS Hooks service for HER2-low and HER2-ultralow breast cancer</h2>
        {status === undefined ? <Busy label="Loading" /> : <Table status={status} />}
        <p class="soft">Clients of the EHR call this service; there is nothing to do here.</p>
      </section>
    </PageFrame>
  );
}
