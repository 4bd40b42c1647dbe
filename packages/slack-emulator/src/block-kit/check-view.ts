import { parseJson } from "@paysheet/emulator-server/read-body";
import * as z from "zod";
import { SlackRefusal } from "../slack-refusal.ts";
import { modalBlocksSchema } from "./block-schemas.ts";
import { problemsOfIds } from "./check-blocks.ts";
import { describeIssues } from "./describe-issues.ts";
import { plainTextSchema } from "./text-schemas.ts";

const MAX_VIEW_BYTES = 250_000;
/** Title and buttons of a modal are short. */
const label = plainTextSchema(24);

const modalSchema = z
  .strictObject({
    type: z.literal("modal"),
    title: label,
    blocks: modalBlocksSchema,
    submit: label.optional(),
    close: label.optional(),
    private_metadata: z.string().max(3000).optional(),
    callback_id: z.string().max(255).optional(),
  })
  .refine(({ blocks, submit }) => submit !== undefined || !blocks.some(isInput), {
    message: "submit is required when an input block is within the blocks array",
    path: ["submit"],
  });
export type ModalView = z.infer<typeof modalSchema>;

/**
 * A modal as an argument holds it: JSON text, or parsed.
 * @throws {SlackRefusal} as Slack refuses it, naming each place
 */
export function checkView(argument: unknown): ModalView {
  const raw = typeof argument === "string" ? parseJson(argument) : argument;
  const parsed = modalSchema.safeParse(raw, { reportInput: true });
  if (!parsed.success) throw invalid(describeIssues(parsed.error.issues, ["view"]));
  const problems = problemsOfIds(parsed.data.blocks, ["view", "blocks"]);
  if (problems.length > 0) throw invalid(problems);
  if (JSON.stringify(parsed.data).length > MAX_VIEW_BYTES) throw new SlackRefusal("view_too_large");
  return parsed.data;
}

function isInput({ type }: { readonly type: string }): boolean {
  return type === "input";
}

function invalid(problems: readonly string[]): SlackRefusal {
  return new SlackRefusal("invalid_arguments", { problems });
}
