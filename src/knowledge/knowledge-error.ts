/** One fault of the knowledge: which file, where in it (`entries[3].source`), what is wrong. */
export interface KnowledgeProblem {
  readonly file: string;
  readonly path: string;
  readonly message: string;
}

/** The knowledge is unsound: the program must not start. The message names the file and path of every problem. */
export class KnowledgeError extends Error {
  override readonly name = 'KnowledgeError';
  readonly problems: readonly KnowledgeProblem[];

  constructor(problems: readonly KnowledgeProblem[]) {
    super(['The knowledge is unsound:', ...problems.map(describeProblem)].join('\n'));
    this.problems = problems;
  }
}

/** `codes/staging.json at entries[3].source: names no source: x`. */
export function describeProblem(problem: KnowledgeProblem): string {
  const at = problem.path === '' ? '' : ` at ${problem.path}`;
  return `${problem.file}${at}: ${problem.message}`;
}
