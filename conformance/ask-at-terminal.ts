import { createInterface } from "node:readline/promises";

/** Asks the person at the terminal; undefined where there is none. */
export const askAtTerminal = process.stdin.isTTY ? ask : undefined;

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
