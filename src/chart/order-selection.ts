import { relativeReference } from './records.js';

/** Whether an order of `Type/id` is among the selections, which clients write as absolute, relative, `Type/id` or bare id. */
export function isSelected(reference: string, fullUrl: string | undefined, selections: readonly string[]): boolean {
  const id = reference.slice(reference.indexOf('/') + 1);
  return selections.some((selection) => {
    const named = selection.trim();
    return named === id || named === fullUrl || relativeReference(named) === reference;
  });
}
