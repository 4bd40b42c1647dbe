import type { MessageBlock, SlackMessage } from "../../../presentation/slack/message-blocks.ts";

type Buttons = Extract<MessageBlock, { type: "actions" }>["elements"];

export function buttonsOf({ blocks }: Pick<SlackMessage, "blocks">): Buttons {
  return blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
}

/** Every line that the blocks show, buttons aside, without the signs of bold type. */
export function linesOf({ blocks }: Pick<SlackMessage, "blocks">): string[] {
  return blocks
    .flatMap(textsOf)
    .flatMap((text) => text.split("\n"))
    .map((line) => line.replace(/^(.{0,3})\*(.+)\*$/u, "$1$2"));
}

function textsOf(block: MessageBlock): string[] {
  switch (block.type) {
    case "header":
      return [block.text.text];
    case "section":
      return "fields" in block ? block.fields.map(({ text }) => text) : [block.text.text];
    case "context":
      return block.elements.map(({ text }) => text);
    case "rich_text":
      return block.elements.flatMap((element) =>
        element.type === "rich_text_list"
          ? element.elements.map(({ elements }) => `• ${joined(elements)}`)
          : [joined(element.elements)],
      );
    case "actions":
    case "divider":
      return [];
  }
}

function joined(elements: readonly { readonly text: string }[]): string {
  return elements.map(({ text }) => text).join("");
}
