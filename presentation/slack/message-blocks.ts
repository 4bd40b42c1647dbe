import type { ChannelMessage } from "../../domain/channel/channel.ts";

/** A message as Slack takes it. */
export interface SlackMessage extends ChannelMessage {
  readonly blocks: readonly MessageBlock[];
}

/** The parts of Slack's Block Kit that our messages are made of. */
export type MessageBlock =
  | { readonly type: "header"; readonly text: PlainText }
  | { readonly type: "section"; readonly text: Mrkdwn }
  | { readonly type: "section"; readonly fields: readonly Mrkdwn[] }
  | { readonly type: "rich_text"; readonly elements: readonly RichTextElement[] }
  | { readonly type: "context"; readonly elements: readonly Mrkdwn[] }
  | { readonly type: "actions"; readonly elements: readonly ButtonElement[] }
  | { readonly type: "divider" };

interface PlainText {
  readonly type: "plain_text";
  readonly text: string;
  readonly emoji: boolean;
}

interface Mrkdwn {
  readonly type: "mrkdwn";
  readonly text: string;
  /** Slack makes no links and mentions of what is not written as one. */
  readonly verbatim: true;
}

function mrkdwn(text: string): Mrkdwn {
  return { type: "mrkdwn", text, verbatim: true };
}

interface ButtonElement {
  readonly type: "button";
  readonly action_id: string;
  readonly text: PlainText;
  readonly url?: string;
  readonly value?: string;
  readonly style?: "primary" | "danger";
  readonly confirm?: ConfirmDialog;
}

interface ConfirmDialog {
  readonly title: PlainText;
  readonly text: PlainText;
  readonly confirm: PlainText;
  readonly deny: PlainText;
  readonly style?: "primary" | "danger";
}

type RichTextElement =
  | { readonly type: "rich_text_section"; readonly elements: readonly RichText[] }
  | {
      readonly type: "rich_text_list";
      readonly style: "bullet";
      readonly elements: readonly {
        readonly type: "rich_text_section";
        readonly elements: readonly RichText[];
      }[];
    };

/** Text that Slack shows as it is: no markup, no mention, no escape means anything in it. */
export interface RichText {
  readonly type: "text";
  readonly text: string;
  readonly style?: {
    readonly bold?: true;
    readonly italic?: true;
    readonly code?: true;
  };
}

/** Slack takes 3,000, but all blocks together have a limit too. */
const MAX_URL_LENGTH = 2000;

export function header(text: string): MessageBlock {
  return { type: "header", text: { type: "plain_text", text, emoji: true } };
}

/** Slack's markup; what stands in it of people's data must be escaped. */
export function section(markup: string): MessageBlock {
  return { type: "section", text: mrkdwn(markup) };
}

/** Slack takes no more of them in one block. */
const MOST_FIELDS = 10;

/** Short facts in two columns. */
export function fields(facts: readonly Fact[]): readonly MessageBlock[] {
  if (facts.length === 0) return [];
  const shown = facts
    .slice(0, MOST_FIELDS)
    .map(({ label, value }) => mrkdwn(`*${label}*\n${value}`));
  return [{ type: "section", fields: shown }, ...fields(facts.slice(MOST_FIELDS))];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export function context(markup: string): MessageBlock {
  return { type: "context", elements: [mrkdwn(markup)] };
}

export function divider(): MessageBlock {
  return { type: "divider" };
}

export function richTextLine(...elements: readonly RichText[]): MessageBlock {
  return { type: "rich_text", elements: [{ type: "rich_text_section", elements }] };
}

export function richTextList(items: readonly (readonly RichText[])[]): MessageBlock {
  return {
    type: "rich_text",
    elements: [
      {
        type: "rich_text_list",
        style: "bullet",
        elements: items.map((elements) => ({ type: "rich_text_section", elements })),
      },
    ],
  };
}

export function plain(text: string): RichText {
  return { type: "text", text };
}

export function bold(text: string): RichText {
  return { type: "text", text, style: { bold: true } };
}

export function italic(text: string): RichText {
  return { type: "text", text, style: { italic: true } };
}

export function code(text: string): RichText {
  return { type: "text", text, style: { code: true } };
}

export interface Link {
  readonly id: string;
  readonly label: string;
  readonly url: string;
}

/** Slack refuses the whole message for one bad address. */
export function isUsableLink(url: string): boolean {
  return url.length <= MAX_URL_LENGTH && /^https?:\/\/[^\s<>|"]+$/.test(url);
}
