import { parseArgs } from "node:util";
import * as z from "zod";
import { PAYMENT_STATES, SAID_AS } from "../domain/distribution/ledger.ts";
import { LANGUAGES } from "../domain/language.ts";
import { PAYOUT_ORDERS } from "../domain/payout/find-payouts.ts";
import { PAYOUT_STATES } from "../domain/payout/payout.ts";

const OPTIONS = {
  api: { type: "string" },
  user: { type: "string" },
  title: { type: "string" },
  like: { type: "string" },
  deleted: { type: "boolean" },
  to: { type: "string" },
  "dry-run": { type: "boolean" },
  "points-api": { type: "string" },
  extra: { type: "string", multiple: true },
  at: { type: "string" },
  "time-zone": { type: "string" },
  latest: { type: "string" },
  total: { type: "string" },
  acknowledge: { type: "string" },
  revision: { type: "string" },
  search: { type: "string" },
  reason: { type: "string" },
  rows: { type: "string" },
  as: { type: "string" },
  note: { type: "string" },
  state: { type: "string" },
  proposed: { type: "boolean" },
  from: { type: "string" },
  until: { type: "string" },
  order: { type: "string" },
  attention: { type: "boolean" },
  mine: { type: "boolean" },
  csv: { type: "boolean" },
  all: { type: "boolean" },
  day: { type: "string" },
  "day-of-month": { type: "string" },
  payout: { type: "string" },
  cursor: { type: "string" },
  limit: { type: "string" },
  output: { type: "string", short: "o" },
  language: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** `5,000,000` is as good as `5000000`. */
const wholeNumber = z
  .string()
  .regex(/^\d{1,3}(,\d{3})+$|^\d+$/, "a whole number")
  .transform((text) => Number(text.replaceAll(",", "")))
  .pipe(z.int().nonnegative());

/** `campaign=fall` */
const nameAndValue = z
  .string()
  .regex(/^[A-Za-z0-9]+=./, "a name and a value, such as campaign=fall")
  .transform((text): [string, string] => {
    const at = text.indexOf("=");
    return [text.slice(0, at), text.slice(at + 1)];
  });

/** `12,31-33` */
const rowList = z
  .string()
  .regex(/^\d{1,7}(-\d{1,7})?(,\d{1,7}(-\d{1,7})?)*$/, "rows, such as 12,31-33")
  .transform((text) => text.split(",").flatMap(rowsIn));

/** `paid_lately_same:01KA…,far_above_lately` */
const codeList = z
  .string()
  .regex(
    /^[a-z_0-9]+(:[\w-]+)?(,[a-z_0-9]+(:[\w-]+)?)*$/,
    "codes of warnings, such as user_id_twice",
  )
  .transform((text) => text.split(","));

/** More than the API takes at once; what is beyond need not be spelt out to be refused. */
const MANY_ROWS = 2001;

function rowsIn(part: string): number[] {
  const [from = 0, to = from] = part.split("-").map(Number);
  const length = Math.min(MANY_ROWS, Math.max(0, to - from + 1));
  return Array.from({ length }, (_, index) => from + index);
}

const optionsSchema = z.object({
  api: z.url({ protocol: /^https?$/ }).optional(),
  user: z.string().min(1).optional(),
  title: z.string().min(1).optional(),
  like: z.string().min(1).optional(),
  deleted: z.boolean().default(false),
  to: z.string().includes("@").optional(),
  "dry-run": z.boolean().default(false),
  "points-api": z.string().min(1).optional(),
  extra: z.array(nameAndValue).optional(),
  at: z.string().min(1).optional(),
  "time-zone": z.string().min(1).optional(),
  latest: z.string().min(1).optional(),
  total: wholeNumber.optional(),
  acknowledge: codeList.optional(),
  revision: wholeNumber.optional(),
  search: z.string().min(1).optional(),
  reason: z.string().min(1).optional(),
  rows: rowList.optional(),
  as: z.enum(SAID_AS).optional(),
  note: z.string().min(1).optional(),
  state: z.enum([...PAYOUT_STATES, ...PAYMENT_STATES]).optional(),
  proposed: z.boolean().default(false),
  from: z.iso.date("a day, such as 2026-11-01").optional(),
  until: z.iso.date("a day, such as 2026-11-30").optional(),
  order: z.enum(PAYOUT_ORDERS).optional(),
  attention: z.boolean().default(false),
  mine: z.boolean().default(false),
  csv: z.boolean().default(false),
  all: z.boolean().default(false),
  day: z.iso.date("a day, such as 2026-11-30").optional(),
  "day-of-month": wholeNumber.optional(),
  payout: z.string().min(1).optional(),
  cursor: z.string().min(1).optional(),
  limit: wholeNumber.optional(),
  output: z.string().min(1).optional(),
  language: z.enum(LANGUAGES).optional(),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

export type CliOptions = z.output<typeof optionsSchema>;

export interface CliArguments {
  readonly command: string | undefined;
  /** What follows the command: a file, a payout's id, a user's id. */
  readonly operands: readonly string[];
  readonly options: CliOptions;
}

/** @throws {UsageError} when an option is unknown, lacks its value, or has one that won't do. */
export function readArguments(args: readonly string[]): CliArguments {
  const { values, positionals } = parse(args);
  const options = optionsSchema.safeParse(values);
  if (!options.success) {
    const [issue] = options.error.issues;
    throw new UsageError(`--${issue?.path.join(".")}: ${issue?.message}`);
  }
  const [command, ...operands] = positionals;
  return { command, operands, options: options.data };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The command was not written as it should be; nothing was asked of the API. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
