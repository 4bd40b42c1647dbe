import type { Language } from "../domain/language.ts";
import { acknowledgementsOf } from "../domain/payout/must-acknowledge.ts";
import { ApiProblemError, createAdminApiClient } from "./admin-api-client.ts";
import type { Command } from "./command.ts";
import {
  approveCommand,
  cancelCommand,
  declineCommand,
  deleteCommand,
  handOverCommand,
  holdCommand,
  renameCommand,
  scheduleCommand,
  showCommand,
} from "./commands/change.ts";
import { createCommand, replaceCommand } from "./commands/create.ts";
import { problemsCommand, reportCommand, sheetCommand, templateCommand } from "./commands/files.ts";
import { eventsCommand, listCommand, paymentsCommand, userCommand } from "./commands/lists.ts";
import { auditCommand, eraseCommand } from "./commands/personal-data.ts";
import { receiptCommand, signCommand } from "./commands/receipt.ts";
import {
  endCommand,
  resolveCommand,
  restoredCommand,
  resumeCommand,
  retryCommand,
  reverseCommand,
  stopCommand,
} from "./commands/recovery.ts";
import { remindCommand, remindersCommand, unremindCommand } from "./commands/reminders.ts";
import { watchCommand } from "./commands/watch.ts";
import { findToken } from "./find-token.ts";
import { readArguments, UsageError } from "./read-arguments.ts";

const DEFAULT_API = "http://localhost:8080";

const COMMANDS: Readonly<Record<string, Command>> = {
  create: createCommand,
  rename: renameCommand,
  replace: replaceCommand,
  delete: deleteCommand,
  schedule: scheduleCommand,
  approve: approveCommand,
  decline: declineCommand,
  hold: holdCommand,
  "hand-over": handOverCommand,
  cancel: cancelCommand,
  stop: stopCommand,
  resume: resumeCommand,
  end: endCommand,
  retry: retryCommand,
  reverse: reverseCommand,
  resolve: resolveCommand,
  restored: restoredCommand,
  reminders: remindersCommand,
  remind: remindCommand,
  unremind: unremindCommand,
  watch: watchCommand,
  show: showCommand,
  list: listCommand,
  payments: paymentsCommand,
  user: userCommand,
  events: eventsCommand,
  erase: eraseCommand,
  audit: auditCommand,
  report: reportCommand,
  receipt: receiptCommand,
  sign: signCommand,
  sheet: sheetCommand,
  problems: problemsCommand,
  template: templateCommand,
};

export interface CliHost {
  readonly args: readonly string[];
  /** What was typed before them, for the explanations; the script of this repository by default. */
  readonly calledAs?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WritableStream;
}

/** Runs one command. Returns the exit code: 0 done, 1 refused or failed, 2 wrongly written. */
export async function runCli(host: CliHost): Promise<number> {
  const { calledAs = "npm run payout --" } = host;
  const language = terminalLanguage(host.env);
  try {
    const { command: name, operands, options } = readArguments(host.args);
    if (options.help || name === undefined) {
      host.output.write(usage(calledAs));
      return options.help ? 0 : 2;
    }
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined) throw new UsageError(`There is no command "${name}".`);
    const baseUrl = options.api ?? DEFAULT_API;
    const token = await findToken(host.env, options.user, baseUrl);
    return await command.run({
      client: createAdminApiClient({ baseUrl, token }),
      operands,
      options,
      language,
      print: (line) => host.output.write(`${line}\n`),
      progress: host.errors,
    });
  } catch (error) {
    host.errors.write(`${errorText(error, language)}\n`);
    if (!(error instanceof UsageError)) return 1;
    host.errors.write(`${calledAs} --help\n`);
    return 2;
  }
}

function errorText(error: unknown, language: Language): string {
  if (error instanceof ApiProblemError) {
    const { message, detail, status, code, errors = [], warnings = [] } = error.problem;
    const fields = errors.map((field) => `  ${field.path}: ${field.message}`);
    const named = acknowledgementsOf(warnings);
    const option = named.length === 0 ? [] : [`  --acknowledge ${named.join(",")}`];
    return [message[language], `(${status} ${code}: ${detail})`, ...fields, ...option].join("\n");
  }
  if (!(error instanceof Error)) return String(error);
  // fetch says why it failed in the cause only.
  const cause = error.cause instanceof Error ? `: ${error.cause.message || error.cause.name}` : "";
  return `${error.message}${cause}`;
}

function usage(calledAs: string): string {
  const commands = Object.entries(COMMANDS).map(
    ([name, command]) => `  ${name} ${command.usage}\n      ${command.summary}`,
  );
  return `${calledAs} <command>

${commands.join("\n")}

Options of every command
  --api <url>      where the API is; ${DEFAULT_API} when absent
  --user <user>    on the local stack: act as viewer, marketer, approver or admin
  --json           print the API's answer as JSON
  -h, --help       print this

Environment
  PAYSHEET_TOKEN   bearer token, where no --user is given

Exit codes: 0 done, 1 refused or failed, 2 wrongly written
`;
}

/** The terminal's language, from the environment as POSIX orders it; English unless Korean. */
function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "";
  return locale.startsWith("ko") ? "ko" : "en";
}
