import { UnknownRequestError } from "./unknown-request-error.ts";

/** An attribute's way into an item: names (`#name` or spelt out), and places in lists. */
export type Path = readonly (string | number)[];

const TOKEN = /\s*(?:([#:]?[A-Za-z_][\w]*|\d+)|(<>|<=|>=|[=<>(),.[\]]))/y;

/** Reads an expression word by word, and notes which `#names` and `:values` it uses. */
export function createExpressionReader(expression: string) {
  const words = wordsOf(expression);
  const used = new Set<string>();
  let at = 0;

  function fail(): never {
    const place = words[at] ?? "its end";
    throw new UnknownRequestError(`The emulator does not know "${expression}" from ${place} on.`);
  }

  function next(): string {
    const word = words[at] ?? fail();
    at += 1;
    if (/^[#:]/.test(word)) used.add(word);
    return word;
  }

  const peek = (): string | undefined => words[at];

  /** Takes the word, in capitals or not, if it comes next. */
  function accept(word: string): boolean {
    if (words[at]?.toUpperCase() !== word) return false;
    at += 1;
    return true;
  }

  function expect(word: string): void {
    if (!accept(word)) fail();
  }

  function path(): Path {
    if (!/^#?[A-Za-z_]/.test(peek() ?? "")) fail();
    const steps: (string | number)[] = [next()];
    for (;;) {
      if (accept(".")) steps.push(next());
      else if (accept("[")) {
        steps.push(Number(next()));
        expect("]");
      } else return steps;
    }
  }

  function value(): string {
    if (!peek()?.startsWith(":")) fail();
    return next();
  }

  return { used, next, peek, accept, expect, path, value, fail, isAtEnd: () => at >= words.length };
}

export type ExpressionReader = ReturnType<typeof createExpressionReader>;

function wordsOf(expression: string): string[] {
  const words: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const [, name, sign] = TOKEN.exec(expression) ?? [];
    const word = name ?? sign;
    if (word === undefined) {
      throw new UnknownRequestError(
        `The emulator can't read "${expression}" from character ${from} on.`,
      );
    }
    words.push(word);
  }
  return words;
}
