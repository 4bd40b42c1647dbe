/** One way to break the protocol: texts that are replaced, each of which stands exactly once. */
export interface Mutant {
  readonly name: string;
  /** The part of the code that it breaks, as the table of mutants is ordered. */
  readonly part: string;
  /** What is broken, in words. */
  readonly breaks: string;
  readonly patches: readonly Patch[];
}

export interface Patch {
  /** From the root of the repository. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Makes the mutants of one part. */
export function mutantIn(part: string) {
  return (name: string, breaks: string, ...patches: [string, string, string][]): Mutant => ({
    name,
    part,
    breaks,
    patches: patches.map(([file, find, replace]) => ({ file, find, replace })),
  });
}
