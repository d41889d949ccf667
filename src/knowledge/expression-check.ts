import { regexDanger } from './regex-safety.js';

/**
 * Functions that an expression of a site may use, with the least and most arguments. Left out on purpose: what waits for a server
 * (resolve, memberOf), reads the clock (now, today), writes to the log (trace), repeats itself (repeat, aggregate) or walks everything
 * (descendants).
 */
const functions: ReadonlyMap<string, readonly [number, number]> = new Map<string, readonly [number, number]>([
  ...['empty', 'not', 'count', 'distinct', 'isDistinct', 'allTrue', 'anyTrue', 'allFalse', 'anyFalse'].map(zero),
  ...['single', 'first', 'last', 'tail', 'hasValue', 'getValue', 'children'].map(zero),
  ...['toInteger', 'toDecimal', 'toString', 'toBoolean', 'upper', 'lower', 'trim', 'length', 'toChars'].map(zero),
  ...['convertsToInteger', 'convertsToDecimal', 'convertsToString', 'convertsToBoolean'].map(zero),
  ...['abs', 'ceiling', 'floor', 'truncate', 'sum', 'min', 'max'].map(zero),
  ...['where', 'select', 'all', 'ofType', 'is', 'as', 'skip', 'take', 'extension', 'indexOf', 'lastIndexOf'].map(one),
  ...['startsWith', 'endsWith', 'contains', 'split', 'matches', 'matchesFull'].map(one),
  ...['union', 'combine', 'intersect', 'exclude', 'subsetOf', 'supersetOf'].map(one),
  ['exists', [0, 1]],
  ['round', [0, 1]],
  ['join', [0, 1]],
  ['toQuantity', [0, 1]],
  ['substring', [1, 2]],
  ['iif', [2, 3]],
  ['replace', [2, 2]],
  ['replaceMatches', [2, 2]],
]);

const regexFunctions: ReadonlySet<string> = new Set(['matches', 'matchesFull', 'replaceMatches']);

function zero(name: string): readonly [string, readonly [number, number]] {
  return [name, [0, 0]];
}

function one(name: string): readonly [string, readonly [number, number]] {
  return [name, [1, 1]];
}

/** A node of a parsed expression. */
interface SyntaxNode {
  readonly type: string;
  readonly text: string;
  readonly children: readonly SyntaxNode[];
}

function member(value: object, name: string): unknown {
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function nodeOf(value: unknown): SyntaxNode {
  if (typeof value !== 'object' || value === null) return { type: '', text: '', children: [] };
  const [type, text, children] = [member(value, 'type'), member(value, 'text'), member(value, 'children')];
  return {
    type: typeof type === 'string' ? type : '',
    text: typeof text === 'string' ? text : '',
    children: Array.isArray(children) ? children.map(nodeOf) : [],
  };
}

function nodesOf(node: SyntaxNode): readonly SyntaxNode[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

/** The text of a string literal that is a whole argument; undefined for anything computed. */
function literal(argument: SyntaxNode | undefined): string | undefined {
  const strings = argument === undefined ? [] : nodesOf(argument).filter((node) => node.type === 'StringLiteral');
  const only = strings.length === 1 && argument?.text === strings[0]?.text ? strings[0] : undefined;
  return only?.text.slice(1, -1).replace(/\\(.)/g, '$1');
}

function checkFunction(node: SyntaxNode): string | undefined {
  const args = node.children.find((child) => child.type === 'ParamList')?.children ?? [];
  const [least, most] = functions.get(node.text) ?? [-1, -1];
  if (least < 0) return `uses ${node.text}(), which expressions of a site may not use`;
  if (args.length < least || args.length > most) return `gives ${node.text}() ${args.length} arguments`;
  if (!regexFunctions.has(node.text)) return undefined;
  const pattern = literal(args[0]);
  if (pattern === undefined) return `gives ${node.text}() a pattern that is not a plain string in quotes`;
  const danger = regexDanger(pattern);
  return danger === undefined ? undefined : `the pattern '${pattern}' of ${node.text}() ${danger}`;
}

/** What is known of a parsed expression before it runs. */
export type Checked =
  | { readonly kind: 'sound'; readonly usesRegex: boolean }
  | { readonly kind: 'refused'; readonly problem: string };

/** Checks a parsed FHIRPath expression: only functions that end at once, give the same for the same resource and ask no server. */
export function checkExpression(tree: unknown): Checked {
  const nodes = nodesOf(nodeOf(tree));
  const calls = nodes.filter((node) => node.type === 'Functn');
  if (nodes.some((node) => node.type === 'ExternalConstantTerm')) {
    return { kind: 'refused', problem: 'uses a variable (%name); none is offered' };
  }
  const problem = calls.map(checkFunction).find((each) => each !== undefined);
  if (problem !== undefined) return { kind: 'refused', problem };
  return { kind: 'sound', usesRegex: calls.some((call) => regexFunctions.has(call.text)) };
}
