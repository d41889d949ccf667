import { useState } from 'preact/hooks';
import type { Fields } from '../../chart/fields.js';
import { BundleEditor } from '../parts/bundle-editor.js';
import { CodePanel } from '../parts/code-panel.js';
import { Tabs } from '../parts/tabs.js';
import { siteUrl } from '../site-root.js';
import { asCurl } from './hook-request.js';
import type { Step } from './load-steps.js';
import { StepsView } from './steps-view.js';
import type { Exchange } from './use-sandbox.js';

const tabs = [
  { id: 'steps', label: 'Steps' },
  { id: 'request', label: 'Request' },
  { id: 'response', label: 'Response' },
  { id: 'curl', label: 'curl' },
  { id: 'record', label: 'Record' },
] as const;

interface ExchangeProps {
  readonly exchange: Exchange;
  readonly steps: readonly Step[];
  readonly bundle: Fields | undefined;
  readonly onBundle: (bundle: Fields) => void;
}

function Panel({ id, exchange, steps, bundle, onBundle }: ExchangeProps & { readonly id: string }) {
  const { request, answer, service } = exchange;
  if (id === 'steps') return <StepsView steps={steps} />;
  if (id === 'record') return <BundleEditor bundle={bundle} onBundle={onBundle} />;
  if (id === 'request') return <CodePanel label="request" text={JSON.stringify(request, undefined, 2)} />;
  if (id === 'curl') {
    return <CodePanel label="command" text={asCurl(siteUrl(`cds-services/${service.id}`), request)} />;
  }
  const body = answer?.body ?? (answer?.kind === 'failed' ? answer.sentence : 'No answer yet.');
  return <CodePanel label="response" text={JSON.stringify(body, undefined, 2)} />;
}

/** What went over the wire, the steps behind it, and the record as JSON. */
export function ExchangeView(props: ExchangeProps) {
  const [chosen, choose] = useState<string>('steps');
  return (
    <Tabs label="Exchange" tabs={tabs} chosen={chosen} onChoose={choose}>
      <Panel id={chosen} {...props} />
    </Tabs>
  );
}
