import type { ChannelMessage } from "./channel.ts";
import {
  bold,
  code,
  context,
  divider,
  fields,
  header,
  italic,
  linkButtons,
  type MessageBlock,
  plain,
  richTextLine,
  richTextList,
  section,
} from "./message-blocks.ts";
import { contentOf, type ReportContent, type ReportFacts } from "./message-content.ts";
import { plainTextOf } from "./message-fallback.ts";
import type { MessageLanguage, MessageWords } from "./message-words.ts";
import { englishWords } from "./message-words-en.ts";
import { koreanWords } from "./message-words-ko.ts";

export type { ReportFacts } from "./message-content.ts";

const WORDS: Readonly<Record<MessageLanguage, MessageWords>> = {
  ko: koreanWords,
  en: englishWords,
};

/**
 * What a payout came to, as one message: counts first, then points, time and people, what needs a
 * person, and the first failures. Within Slack's limits for any facts.
 */
export function reportMessage(facts: ReportFacts, language: MessageLanguage): ChannelMessage {
  const content = contentOf(facts, WORDS[language]);
  return { blocks: blocksOf(content), text: plainTextOf(content) };
}

function blocksOf(content: ReportContent): MessageBlock[] {
  const { headline, title, summary, facts, advices, more, links, footer } = content;
  const buttons = linkButtons(links);
  return [
    header(headline),
    richTextLine(bold(title), plain(`\n${summary}`)),
    fields(facts),
    ...advices.map(({ icon, heading, text }) => section(`${icon} *${heading}*\n${text}`)),
    ...failureBlocks(content),
    ...(more === undefined ? [] : [context(more)]),
    ...(buttons === undefined ? [] : [buttons]),
    context(footer),
  ];
}

function failureBlocks({ failures, failuresHeading }: ReportContent): MessageBlock[] {
  if (failures.length === 0) return [];
  const items = failures.map(({ row, userId, points, reason, detail }) => [
    plain(`${row} · `),
    code(userId),
    plain(` · ${points} — ${reason}`),
    ...(detail === undefined ? [] : [italic(` “${detail}”`)]),
  ]);
  return [divider(), richTextLine(bold(failuresHeading)), richTextList(items)];
}
