import { useId, useState } from 'preact/hooks';
import { type HookName, hookNames } from '../../clinical/advice/focus.js';
import { findOrderables, type Orderable } from './draft-order.js';

const hookLabels: Readonly<Record<HookName, string>> = {
  'patient-view': 'Open chart',
  'order-select': 'Select order',
  'order-sign': 'Sign order',
};

/** The moment at which the EHR asks. */
export function HookPicker(props: { readonly chosen: HookName; readonly onChoose: (hook: HookName) => void }) {
  return (
    <fieldset class="stack tight">
      <legend class="legend">Moment (hook)</legend>
      <div class="row">
        {hookNames.map((hook) => (
          <button
            key={hook}
            type="button"
            class="button"
            aria-pressed={hook === props.chosen}
            onClick={() => props.onChoose(hook)}
          >
            {hookLabels[hook]}
            <code>{hook}</code>
          </button>
        ))}
      </div>
    </fieldset>
  );
}

interface OrderProps {
  readonly all: readonly Orderable[];
  readonly chosen: Orderable | undefined;
  readonly onChoose: (order: Orderable | undefined) => void;
}

const shown = 8;

/** A draft order, found by typing: ingredient, brand or alias. */
export function OrderPicker({ all, chosen, onChoose }: OrderProps) {
  const id = useId();
  const [typed, type] = useState('');
  const found = findOrderables(all, typed).slice(0, shown);
  return (
    <fieldset class="stack tight">
      <legend class="legend">Draft order</legend>
      {chosen === undefined ? (
        <p class="small soft">None yet: choose one.</p>
      ) : (
        <p class="row">
          <span class="chip accent">{chosen.label}</span>
          <button type="button" class="button" onClick={() => onChoose(undefined)}>
            Remove <span class="hidden-text">{chosen.label}</span>
          </button>
        </p>
      )}
      <label class="field" for={id}>
        <span class="hidden-text">Find a drug or test</span>
        <input
          id={id}
          type="search"
          placeholder="Drug, brand or test"
          value={typed}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <div class="row">
        {found.map((each) => (
          <button key={each.id} type="button" class="button small" onClick={() => onChoose(each)}>
            {each.label} <span class="soft">{each.kind}</span>
          </button>
        ))}
        {found.length === 0 ? <p class="small soft">Not in the drug list.</p> : null}
      </div>
    </fieldset>
  );
}
