import type { Language } from "../domain/language.ts";
import type { AdminApiClient } from "./admin-api-client.ts";
import { type CliOptions, UsageError } from "./read-arguments.ts";

/** What a command works with. */
export interface CommandContext {
  readonly client: AdminApiClient;
  readonly operands: readonly string[];
  readonly options: CliOptions;
  readonly language: Language;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
  /** Where progress is drawn: standard error, so that the output stays clean. */
  readonly progress: NodeJS.WritableStream;
}

export interface Command {
  /** What follows the command's name, e.g. `<payoutId> --total <points>`. */
  readonly usage: string;
  readonly summary: string;
  /** Returns the exit code: 0 done, 1 it ended badly. */
  run(context: CommandContext): Promise<number>;
}

/** The one operand of a command. */
export function operand({ operands }: CommandContext, name: string): string {
  const [value, ...more] = operands;
  if (value === undefined) throw new UsageError(`The command needs a ${name}.`);
  if (more.length > 0) throw new UsageError(`Too many words: ${more.join(" ")}`);
  return value;
}

/** An option that a command can't do without. */
export function required<N extends keyof CliOptions>(
  { options }: CommandContext,
  name: N,
): NonNullable<CliOptions[N]> {
  const value = options[name];
  if (value === undefined) throw new UsageError(`The command needs --${name}.`);
  return value;
}
