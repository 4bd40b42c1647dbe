import type { Button } from "../block-kit/block-schemas.ts";
import type { Message } from "../message.ts";

/** A button, and where it stands. */
export interface PlacedButton {
  readonly blockId: string;
  readonly button: Button;
}

/** The button of a message that bears this action id. */
export function findButton({ blocks }: Message, actionId: string): PlacedButton | undefined {
  for (const [index, block] of blocks.entries()) {
    const elements = block.type === "actions" ? block.elements : [];
    // Slack names the blocks that the app left unnamed.
    const blockId = block.block_id ?? `b${index + 1}`;
    const button = elements.find((candidate) => candidate.action_id === actionId);
    if (button !== undefined) return { blockId, button };
  }
  return undefined;
}

/** What the app is told of the button. */
export function presentButton(
  { blockId, button }: PlacedButton,
  actionTs: string,
): Record<string, unknown> {
  const { type, action_id, text, value, style, url } = button;
  const optional = Object.entries({ value, style, url }).filter(([, given]) => given !== undefined);
  return {
    type,
    action_id,
    block_id: blockId,
    action_ts: actionTs,
    text,
    ...Object.fromEntries(optional),
  };
}
