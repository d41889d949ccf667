import { useState } from 'preact/hooks';

/** Long text that can be scrolled, searched and selected with the keyboard. */
export function ReadOnly({ text, label }: { readonly text: string; readonly label: string }) {
  const rows = Math.min(34, text.split('\n').length + 1);
  return <textarea class="code mono" readOnly rows={rows} spellcheck={false} aria-label={label} value={text} />;
}

/** Text as it is, with a button that copies it. */
export function CodePanel({ text, label }: { readonly text: string; readonly label: string }) {
  const [said, say] = useState('');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => say('Copied'),
      () => say('The browser refused to copy'),
    );
  };
  return (
    <div class="stack tight">
      <p class="row apart">
        <button type="button" class="button no-print" onClick={copy}>
          Copy {label}
        </button>
        <output class="small soft">{said}</output>
      </p>
      <ReadOnly text={text} label={label} />
    </div>
  );
}
