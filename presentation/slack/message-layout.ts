import {
  bold,
  context,
  divider,
  type Fact,
  fields,
  header,
  isUsableLink,
  type MessageBlock,
  plain,
  richTextLine,
  type SlackMessage,
  section,
} from "./message-blocks.ts";
import { type Button, buttonRow } from "./message-buttons.ts";
import { failureLine, failureList, type NamedFailure } from "./message-failures.ts";
import { cleanData, escapeLine } from "./message-text.ts";
import type { AdviceWords } from "./vocabulary.ts";

/** A message in words, before it is laid out. What is markup here is escaped already. */
export interface MessageContent {
  /** Our own words and numbers. */
  readonly headline: string;
  /** People's data, cut but not escaped. */
  readonly title?: string;
  /** Plain sentences; people's names in them are cut but not escaped. */
  readonly summary: string;
  /** Markup: mentions of the people who are to act. */
  readonly call?: string | undefined;
  /** Our own signs: how far it has come. */
  readonly bar?: string | undefined;
  /** Markup. */
  readonly facts?: readonly Fact[];
  readonly advices?: readonly Advice[];
  readonly list?: MessageList | undefined;
  readonly bounded?: BoundedList | undefined;
  readonly names?: NameList | undefined;
  readonly buttons?: readonly Button[];
  /** Markup, shown small. */
  readonly footer?: string | undefined;
}

export type TitledContent = MessageContent & { readonly title: string };

/** What a person must know and do; our own words. */
export interface Advice extends AdviceWords {
  readonly icon: string;
}

/** Lines of markup under a heading. */
export interface MessageList {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Lines of markup of which the message holds as many as it can, from the first on. */
export interface BoundedList extends MessageList {
  /** How many there are besides the lines. */
  readonly hidden: number;
  /** Says how many are not shown, and where they are. */
  more(hidden: number): string;
  /** What may be done about the line at that place, from 0; nothing when absent. */
  buttonOf?(index: number): Button | undefined;
}

/** Payments that were not paid, by name. */
export interface NameList {
  readonly heading: string;
  readonly failures: readonly NamedFailure[];
  /** How many are not named. */
  readonly more: string | undefined;
}

/** A longer link stands on its button only: the text as a whole has its limit too. */
const MAX_LINK_LENGTH = 250;
/** Slack updates no message whose text is longer. */
const MAX_TEXT_LENGTH = 4000;
/** Slack takes 3,000. */
const MAX_SECTION_LENGTH = 2900;
/** Slack takes no longer header; only counts beyond all sheets need it. */
const HEADLINE_LENGTH = 150;
/** Escapes included. */
const TITLE_LENGTH = 160;
const SUMMARY_LENGTH = 400;

/** A message of its own: the headline large, the footer beneath. */
export function layOutMessage(whole: TitledContent): SlackMessage {
  const content = { ...whole, bounded: fitting(whole) };
  const { headline, title, summary } = content;
  const opening = richTextLine(bold(title), plain(`\n${summary}`));
  return {
    blocks: [header(cleanData(headline, HEADLINE_LENGTH)), opening, ...bodyOf(content)],
    text: plainTextOf(content),
  };
}

/** A reply, as short as a message of the thread ought to be. */
export function layOutReply(whole: MessageContent): SlackMessage {
  const content = { ...whole, bounded: fitting(whole) };
  const { headline, title, summary } = content;
  const first = title === undefined ? headline : `${headline} — ${title}`;
  const opening = richTextLine(bold(first), plain(`\n${summary}`));
  return { blocks: [opening, ...bodyOf(content)], text: plainTextOf(content) };
}

/** The list cut to what there is room for beside everything else. */
function fitting(content: MessageContent): BoundedList | undefined {
  const { bounded, ...others } = content;
  if (bounded === undefined) return undefined;
  const lengthOf = (list: BoundedList) => plainTextOf({ ...others, bounded: list }).length;
  if (lengthOf(bounded) <= MAX_TEXT_LENGTH) return bounded;
  const { lines, hidden } = bounded;
  let left = MAX_TEXT_LENGTH - lengthOf({ ...bounded, lines: [], hidden: hidden + lines.length });
  const tooLong = lines.findIndex((line) => {
    left -= line.length + 1;
    return left < 0;
  });
  return { ...bounded, lines: lines.slice(0, tooLong), hidden: hidden + lines.length - tooLong };
}

function boundedBlocks(list: BoundedList): MessageBlock[] {
  const { heading, lines, hidden, more } = list;
  const blocks: MessageBlock[] = [];
  let text = `*${heading}*`;
  const end = () => {
    if (text !== "") blocks.push(section(text));
    text = "";
  };
  for (const [index, line] of lines.entries()) {
    if (text.length + line.length >= MAX_SECTION_LENGTH) end();
    text = text === "" ? line : `${text}\n${line}`;
    const button = list.buttonOf?.(index);
    const row = button === undefined ? undefined : buttonRow([button]);
    if (row === undefined) continue;
    // Beneath its line, and in a block of its own: Slack tells buttons of one block by their ids.
    end();
    blocks.push(row);
  }
  end();
  return [...blocks, ...(hidden === 0 ? [] : [context(more(hidden))])];
}

function bodyOf({
  call,
  bar,
  facts = [],
  advices = [],
  list,
  bounded,
  names,
  buttons = [],
  footer,
}: MessageContent): MessageBlock[] {
  const row = buttonRow(buttons);
  return [
    ...(call === undefined ? [] : [section(call)]),
    ...(bar === undefined ? [] : [section(bar)]),
    ...fields(facts),
    ...advices.map(({ icon, heading, text }) => section(`${icon} *${heading}*\n${text}`)),
    ...(list === undefined ? [] : [section([`*${list.heading}*`, ...list.lines].join("\n"))]),
    ...(bounded === undefined ? [] : boundedBlocks(bounded)),
    ...(names === undefined ? [] : nameBlocks(names)),
    ...(row === undefined ? [] : [row]),
    ...(footer === undefined ? [] : [context(footer)]),
  ];
}

function nameBlocks({ heading, failures, more }: NameList): MessageBlock[] {
  return [
    divider(),
    richTextLine(bold(heading)),
    failureList(failures),
    ...(more === undefined ? [] : [context(more)]),
  ];
}

/** The whole message as text, without what rows say besides and the API's own words where they make it too long. */
function plainTextOf(content: MessageContent): string {
  const text = linesOf(content).join("\n");
  if (text.length <= MAX_TEXT_LENGTH || content.names === undefined) return text;
  const failures = content.names.failures.map(({ detail: _, values: __, ...failure }) => failure);
  return linesOf({ ...content, names: { ...content.names, failures } }).join("\n");
}

/** Escaped as Slack wants it. */
function linesOf(content: MessageContent): string[] {
  const { headline, title, summary, facts = [], advices = [], list, bounded, names } = content;
  const lines = [
    title === undefined ? headline : `${headline} — ${escapeLine(title, TITLE_LENGTH)}`,
    escapeLine(summary, SUMMARY_LENGTH),
    content.call,
    content.bar,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...advices.map(({ icon, heading, text }) => `${icon} ${heading}: ${text}`),
    ...(list === undefined ? [] : [`${list.heading}:`, ...list.lines]),
    ...(bounded === undefined ? [] : boundedLines(bounded)),
    ...(names === undefined ? [] : nameLines(names)),
    ...linkLines(content.buttons ?? []),
    content.footer,
  ];
  return lines.filter((line) => line !== undefined);
}

function boundedLines({ heading, lines, hidden, more }: BoundedList): string[] {
  return [`${heading}:`, ...lines, ...(hidden === 0 ? [] : [more(hidden)])];
}

function nameLines({ heading, failures, more }: NameList): string[] {
  return [`${heading}:`, ...failures.map(failureLine), ...(more === undefined ? [] : [more])];
}

function linkLines(buttons: readonly Button[]): string[] {
  return buttons.flatMap((button) => {
    if (!("url" in button) || !isUsableLink(button.url)) return [];
    if (button.url.length > MAX_LINK_LENGTH) return [];
    return [`${button.label}: ${button.url.replaceAll("&", "&amp;")}`];
  });
}
