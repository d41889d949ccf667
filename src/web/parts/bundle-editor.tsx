import { useState } from 'preact/hooks';
import type { Fields } from '../../chart/fields.js';
import { parseBundle } from './parse-bundle.js';
import { Problem } from './problem.js';

interface BundleProps {
  readonly bundle: Fields | undefined;
  readonly onBundle: (bundle: Fields) => void;
}

/** The whole record as JSON: edit it, paste another one, or drop a file on it. */
export function BundleEditor({ bundle, onBundle }: BundleProps) {
  const [typed, type] = useState<string>();
  const [problem, setProblem] = useState('');
  const take = (text: string): void => {
    type(text);
    const parsed = parseBundle(text);
    if (typeof parsed === 'string') {
      setProblem(parsed);
      return;
    }
    setProblem('');
    onBundle(parsed);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    void file?.text().then(take);
  };
  return (
    <div class="stack tight">
      <label class="field">
        <span>FHIR R4 bundle: edit, paste or drop a file. Synthetic data only.</span>
        <textarea
          class="mono"
          rows={16}
          spellcheck={false}
          value={typed ?? JSON.stringify(bundle ?? {}, undefined, 2)}
          onInput={(event) => take(event.currentTarget.value)}
          onDrop={onDrop}
          onDragOver={(event) => event.preventDefault()}
        />
      </label>
      <label class="field">
        <span>Or choose a file</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => void event.currentTarget.files?.[0]?.text().then(take)}
        />
      </label>
      {problem === '' ? null : <Problem sentence={problem} />}
    </div>
  );
}
