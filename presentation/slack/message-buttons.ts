import { isUsableLink, type Link, type MessageBlock } from "./message-blocks.ts";
import { cleanData } from "./message-text.ts";
import type { ActId, ActWords } from "./vocabulary.ts";

/** A button that asks for confirmation, and then acts through the app. */
export interface ActButton {
  readonly id: ActId;
  readonly style: "primary" | "danger";
  readonly words: ActWords;
  /** How many payments and points it is about. */
  readonly what: string;
  /** What Slack sends back with the click. */
  readonly value: Readonly<Record<string, string | number>>;
  /** What the dialog asks about; people's data, as it is. */
  readonly title: string;
}

export type Button = ActButton | Link;

/** Ids and revisions are far shorter. */
const MAX_VALUE_LENGTH = 300;
const TITLE_LENGTH = 60;

/** All buttons in one row; undefined when none of them is usable. */
export function buttonRow(buttons: readonly Button[]): MessageBlock | undefined {
  const elements = buttons.flatMap((button) => ("url" in button ? open(button) : act(button)));
  return elements.length === 0 ? undefined : { type: "actions", elements };
}

type Element = Extract<MessageBlock, { type: "actions" }>["elements"][number];

function open({ id, label, url }: Link): Element[] {
  if (!isUsableLink(url)) return [];
  return [{ type: "button", action_id: id, text: ours(label), url }];
}

function act({ id, style, words, what, value, title }: ActButton): Element[] {
  const json = JSON.stringify(value);
  if (json.length > MAX_VALUE_LENGTH) return [];
  const { label, question, goBack } = words;
  const text = `${cleanData(title, TITLE_LENGTH)}\n${words.consequence(what)}`;
  const confirm = {
    title: ours(question),
    text: { type: "plain_text", text, emoji: false },
    confirm: ours(label),
    deny: ours(goBack),
    style,
  } as const;
  return [{ type: "button", action_id: id, text: ours(label), value: json, style, confirm }];
}

function ours(text: string) {
  return { type: "plain_text", text, emoji: true } as const;
}
