import { parseArgs } from "node:util";
import * as z from "zod";
import { UsageError } from "../read-arguments.ts";
import { SMOKE_PAYMENTS } from "./smoke-sheet.ts";

const OPTIONS = {
  stage: { type: "string" },
  url: { type: "string" },
  "outputs-file": { type: "string" },
  user: { type: "string" },
  users: { type: "string" },
  "lead-seconds": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/** As many as the sheet has rows. */
const userList = z
  .string()
  .transform((text) => text.split(",").map((user) => user.trim()))
  .refine((users) => users.length === SMOKE_PAYMENTS && !users.includes(""), {
    error: "three user ids, such as a,b,c",
  });

const optionsSchema = z.object({
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, "the name of a stage, such as dev")
    .optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  "outputs-file": z.string().min(1).default("cdk-outputs.json"),
  user: z.string().min(1).optional(),
  users: userList.default(["paysheet-smoke-1", "paysheet-smoke-2", "paysheet-smoke-3"]),
  "lead-seconds": z
    .string()
    .regex(/^\d{1,5}$/, "whole seconds")
    .transform(Number)
    .optional(),
  help: z.boolean().default(false),
});

export type SmokeOptions = z.output<typeof optionsSchema>;

/** @throws {UsageError} when an option is unknown, lacks its value, or has one that won't do. */
export function readSmokeArguments(args: readonly string[]): SmokeOptions {
  const options = optionsSchema.safeParse(parse(args));
  if (options.success) return options.data;
  const [issue] = options.error.issues;
  throw new UsageError(`--${String(issue?.path[0])}: ${issue?.message}`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

export function smokeUsage(calledAs: string): string {
  return `${calledAs} --stage <stage> | --url <url>

Uploads a sheet of three rows to a dry run and watches it to its report. Nobody is paid.

  --stage <stage>         finds the address in the outputs of the deploy
  --outputs-file <file>   what the deploy wrote with this option; cdk-outputs.json when absent
  --url <url>             the page's address, instead of a stage's outputs
  --user <user>           on the local stack: act as marketer or admin
  --users <a,b,c>         user ids for the three rows; where the points API is asked for users,
                          those it does not know are counted as "would fail"
  --lead-seconds <n>      how far ahead to schedule it; the deployment's shortest when absent
  -h, --help              print this

Environment
  PAYSHEET_TOKEN          bearer token of a marketer, where no --user is given

Exit codes: 0 all is well, 1 a step failed, 2 wrongly written
`;
}
