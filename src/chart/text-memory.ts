/** Laboratories and diagnoses use some hundred phrases again and again; a record of made-up ones must not fill the memory. */
const mostTexts = 1000;
/** A report of pages is not seen twice. In UTF-16 units. */
const longestText = 300;

/**
 * A memory for a reading that depends on a text alone.
 * @returns a function that gives what `read` made of the same text before, else asks it; what is given is shared and must not be changed
 */
export function textMemory<T>(): (text: string, read: () => T) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text, read) => {
    const before = known.get(text);
    if (before !== undefined) return before.value;
    const value = read();
    if (text.length > longestText) return value;
    if (known.size >= mostTexts) known.clear();
    known.set(text, { value });
    return value;
  };
}
