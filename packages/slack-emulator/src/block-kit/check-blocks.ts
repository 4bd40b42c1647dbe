import { parseJson } from "@paysheet/emulator-server/read-body";
import { SlackRefusal } from "../slack-refusal.ts";
import { type Block, blocksSchema } from "./block-schemas.ts";
import { at, describeIssues } from "./describe-issues.ts";

/** All blocks of a message together, as JSON; Slack documents no figure, this one is measured. */
const MAX_BLOCKS_LENGTH = 13_200;

/**
 * Blocks as an argument holds them: JSON text, or parsed.
 * @throws {SlackRefusal} as Slack refuses them, naming each place
 */
export function checkBlocks(argument: unknown): Block[] {
  const raw = typeof argument === "string" ? parseJson(argument) : argument;
  if (!Array.isArray(raw)) throw new SlackRefusal("invalid_blocks_format");
  const parsed = blocksSchema.safeParse(raw, { reportInput: true });
  if (!parsed.success) {
    throw new SlackRefusal("invalid_blocks", {
      problems: describeIssues(parsed.error.issues, ["blocks"]),
    });
  }
  const problems = problemsOfIds(parsed.data, ["blocks"]);
  if (problems.length > 0) throw new SlackRefusal("invalid_blocks", { problems });
  if (JSON.stringify(parsed.data).length > MAX_BLOCKS_LENGTH) {
    throw new SlackRefusal("msg_blocks_too_long");
  }
  return parsed.data;
}

/** Ids that are used twice: of blocks anywhere, of elements within their block. */
export function problemsOfIds(
  blocks: readonly { readonly block_id?: string | undefined }[],
  base: readonly PropertyKey[],
): string[] {
  return [
    ...repeated(blocks, "block_id", base),
    ...blocks.flatMap((block, index) => {
      const elements = "elements" in block && Array.isArray(block.elements) ? block.elements : [];
      return repeated(elements, "action_id", [...base, index, "elements"]);
    }),
  ];
}

function repeated(items: readonly object[], member: string, path: readonly PropertyKey[]) {
  const ids: unknown[] = items.map(
    (item) => Object.entries(item).find(([key]) => key === member)?.[1],
  );
  return ids.flatMap((id, index) =>
    id === undefined || ids.indexOf(id) === index
      ? []
      : [at([...path, index, member], `\`${member}\` ${id} already exists`)],
  );
}
