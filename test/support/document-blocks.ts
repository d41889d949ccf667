/** What a fenced block of a document asks of the person who reads it. */
export type BlockKind =
  /** A command to its end; left out where a program that it needs beside this one is not installed. */
  | { readonly kind: 'run'; readonly exit: number; readonly needs?: string }
  /** A server, which goes on until the next one or the end of the page. */
  | { readonly kind: 'start' }
  /** A command that this machine cannot run; the reason stands in the fence. */
  | { readonly kind: 'norun'; readonly reason: string }
  /** Lines that the command before it prints; a line of an ellipsis stands for any number of others. */
  | { readonly kind: 'output' }
  /** Members of the JSON that the command before it prints. */
  | { readonly kind: 'json-output' }
  /** Lines to take out of a file and to put in. */
  | { readonly kind: 'change'; readonly file: string };

export type Block = BlockKind & { readonly text: string; readonly line: number };

function kindOf(info: string): BlockKind | undefined {
  const [language = '', word = '', ...rest] = info.trim().split(' ');
  if (language === 'diff' && word !== '') return { kind: 'change', file: word };
  if (word === 'output') return language === 'json' ? { kind: 'json-output' } : { kind: 'output' };
  if (language !== 'sh') return undefined;
  if (word === 'start') return { kind: 'start' };
  if (word === 'norun') return { kind: 'norun', reason: rest.join(' ') };
  const needs = /^needs=([\w-]+)$/.exec(word)?.[1];
  if (needs !== undefined) return { kind: 'run', exit: 0, needs };
  const exit = /^exit=(\d+)$/.exec(word)?.[1];
  return exit !== undefined || word === '' ? { kind: 'run', exit: Number(exit ?? 0) } : undefined;
}

/** Fenced blocks of a document in order: commands, what they print, changes of files. Blocks that only show something are left out. */
export function blocksOf(markdown: string): readonly Block[] {
  const fences = markdown.matchAll(/^( *)```(\S.*)\n([\s\S]*?)^ *```$/gm);
  return [...fences].flatMap((found) => {
    const [, indent = '', info = '', inside = ''] = found;
    const kind = kindOf(info);
    const text = inside.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    const line = markdown.slice(0, found.index).split('\n').length;
    return kind === undefined ? [] : [{ ...kind, text, line }];
  });
}
