/** What is wrong with a text that is to be JSON, with its place where the runtime tells one; undefined where it is JSON. Nothing of the text is in it. */
export function jsonFault(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const end = /Unexpected end/.test(message) ? text.length : undefined;
    const at = end ?? /at position (\d+)/.exec(message)?.[1];
    if (at === undefined) return 'is not JSON';
    const lines = text.slice(0, Number(at)).split('\n');
    return `is not JSON: line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
  }
}
