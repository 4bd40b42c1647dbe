import type { Action } from "../block-kit/block-schemas.ts";
import type { Message } from "../message.ts";

/** An element that people can act on, and where it stands. */
export interface PlacedAction {
  readonly blockId: string;
  readonly action: Action;
}

/** The element of a message that bears this action id. */
export function findAction({ blocks }: Message, actionId: string): PlacedAction | undefined {
  for (const [index, block] of blocks.entries()) {
    // Slack names the blocks that the app left unnamed.
    const blockId = block.block_id ?? `b${index + 1}`;
    const action = actionsOf(block).find((candidate) => candidate.action_id === actionId);
    if (action !== undefined) return { blockId, action };
  }
  return undefined;
}

function actionsOf(block: Message["blocks"][number]): readonly Action[] {
  if (block.type === "actions") return block.elements;
  if (block.type !== "section" || block.accessory === undefined) return [];
  return block.accessory.type === "image" ? [] : [block.accessory];
}

/** What the app is told of the element, and of what was chosen where it offers a choice. */
export function presentAction(
  { blockId, action }: PlacedAction,
  {
    optionValue,
    actionTs,
  }: { readonly optionValue: string | undefined; readonly actionTs: string },
): Record<string, unknown> {
  const { type, action_id } = action;
  const common = { type, action_id, block_id: blockId, action_ts: actionTs };
  if (action.type === "button") {
    const { text, value, style, url } = action;
    return { ...common, text, ...defined({ value, style, url }) };
  }
  const chosen = action.options.find(({ value }) => value === optionValue);
  return { ...common, selected_option: chosen ?? null };
}

function defined(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
