import type { ComponentChildren } from 'preact';
import type { Instance } from '../instance.js';
import { siteUrl } from '../site-root.js';

const mark = new URL('../favicon.svg', import.meta.url).href;

type PageId = 'sandbox' | 'evidence' | 'insights' | 'status';

interface Place {
  readonly id: PageId | 'discovery';
  readonly label: string;
  readonly href: string;
}

const open: readonly Place[] = [
  { id: 'sandbox', label: 'Sandbox', href: '' },
  { id: 'evidence', label: 'Evidence', href: 'evidence' },
  { id: 'insights', label: 'Insights', href: 'insights' },
  { id: 'discovery', label: 'Discovery', href: 'cds-services' },
];

const tenants: readonly Place[] = [
  { id: 'status', label: 'Status', href: '' },
  { id: 'insights', label: 'Insights', href: 'insights' },
];

function Places({ places, page }: { readonly places: readonly Place[]; readonly page: PageId }) {
  return (
    <nav aria-label="Pages" class="no-print">
      {places.map(({ id, label, href }) => (
        <a key={id} href={siteUrl(href)} {...(id === page ? { 'aria-current': 'page' as const } : {})}>
          {label}
        </a>
      ))}
    </nav>
  );
}

interface FrameProps {
  readonly page: PageId;
  readonly title: string;
  readonly instance?: Instance;
  readonly children: ComponentChildren;
}

/** Header, notice and main part of every page. */
export function PageFrame({ page, title, instance, children }: FrameProps) {
  return (
    <>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <header>
        <div class="bar">
          <div class="brand">
            <img src={mark} alt="" width="26" height="26" />
            <h1>{title}</h1>
          </div>
          {instance === undefined ? null : <Places places={instance.mode === 'open' ? open : tenants} page={page} />}
        </div>
        {instance?.mode === 'open' ? (
          <p class="notice">Open mode: synthetic data only. Do not send or paste the data of a person.</p>
        ) : null}
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
