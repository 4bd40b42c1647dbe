import { parseArgs } from "node:util";
import * as z from "zod";
import { UsageError } from "../cli/read-arguments.ts";
import { LANGUAGES } from "../domain/language.ts";

const OPTIONS = {
  stage: { type: "string" },
  config: { type: "string" },
  user: { type: "string", multiple: true },
  missing: { type: "string" },
  points: { type: "string" },
  reason: { type: "string" },
  rate: { type: "boolean" },
  keep: { type: "boolean" },
  "confirm-within": { type: "string" },
  "secret-file": { type: "string" },
  table: { type: "string" },
  language: { type: "string" },
  yes: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

const optionsSchema = z.object({
  stage: z.string().min(1).default("dev"),
  config: z.string().min(1).optional(),
  user: z.array(z.string().min(1)).default([]),
  missing: z.string().min(1).optional(),
  points: z
    .string()
    .regex(/^[1-9]\d{0,6}$/, "a whole number")
    .transform(Number)
    .default(1),
  reason: z.string().min(1).default("Paysheet check"),
  rate: z.boolean().default(false),
  keep: z.boolean().default(false),
  "confirm-within": z
    .string()
    .regex(/^[1-9]\d{0,3}$/, "whole minutes")
    .transform(Number)
    .default(10),
  "secret-file": z.string().min(1).optional(),
  table: z.string().min(1).optional(),
  language: z.enum(LANGUAGES).default("en"),
  yes: z.boolean().default(false),
  help: z.boolean().default(false),
});

export interface ConnectorArguments {
  readonly options: z.output<typeof optionsSchema>;
  /** Of the points API to check; undefined where help is asked for. */
  readonly name: string | undefined;
}

/** @throws {UsageError} when an option is unknown, lacks its value, or has one that won't do */
export function readConnectorArguments(args: readonly string[]): ConnectorArguments {
  const { values, positionals } = parse(args);
  const { data: options, error } = optionsSchema.safeParse(values);
  if (options === undefined) {
    const [issue] = error.issues;
    throw new UsageError(`--${String(issue?.path[0])}: ${issue?.message}`);
  }
  if (options.help) return { options, name: undefined };
  const [command, name, ...more] = positionals;
  if (command !== "check" || name === undefined || more.length > 0) {
    throw new UsageError("Write: check <name>");
  }
  if (options.user.length !== 2) {
    throw new UsageError("Name two test users who may be paid: --user A --user B");
  }
  return { options, name };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

export function connectorUsage(calledAs: string): string {
  return `${calledAs} check <name> --stage <stage> --user <A> --user <B>

Asks the points API that a stage names for what its connector says of it, and tells in words what it
guarantees with Paysheet, what it does not, and which line of the connector is wrong. It pays a few
points to two test users, and takes them back where the connector can: what it asks is shown first, and
nothing is asked without --yes.

  <name>                    the connector, or the points API of a stage that has several
  --stage <stage>           whose config/<stage>.ts describes it; dev when absent
  --config <module>         describes it in its place: exports by default what \`new Paysheet\` takes
  --user <id>               twice: test users who may be paid
  --missing <id>            a user id of the right form of whom there is nobody
  --points <n>              of each payment; 1 when absent
  --reason <text>           what users may see of it; "Paysheet check" when absent
  --rate                    also makes calls that read only as fast as the connector allows
  --keep                    leaves the two users what they got
  --confirm-within <min>    how long to wait for what is only accepted; 10 when absent
  --secret-file <file>      the secret as JSON, in place of the stage's in Secrets Manager; a refresh
                            token that is replaced is written back to it
  --table <name>            of the stage, for a refresh token in Secrets Manager
  --language <ko|en>        of what is told; en when absent
  --yes                     asks without asking you
  -h, --help                print this

Environment
  PAYSHEET_POINTS_API_SECRET    the secret as JSON, where no file is named

Exit codes: 0 as described, 1 not so, or not asked, 2 wrongly written
`;
}
