import type { ChannelMessage } from "../../domain/channel/channel.ts";
import type { Language } from "../../domain/language.ts";
import {
  context,
  header,
  isUsableLink,
  type MessageBlock,
  plain,
  richTextLine,
} from "../../presentation/slack/message-blocks.ts";
import { buttonRow } from "../../presentation/slack/message-buttons.ts";
import { cleanData, escapeData, escapeOurs } from "../../presentation/slack/message-text.ts";
import { vocabularyOf } from "../../presentation/slack/vocabulary.ts";

/** An alarm of CloudWatch that began or ended. */
export interface AlarmChange {
  readonly name: string;
  readonly state: "ALARM" | "OK";
  /** What it means for people, and on its last line where the runbook says what to do. */
  readonly description: string;
}

const IMPACT_LENGTH = 900;
const FOOTER_LENGTH = 500;

/** Says in plain words what an alarm means, and where to read what to do. */
export function alarmMessage(
  { name, state, description }: AlarmChange,
  language: Language,
): ChannelMessage {
  const words = vocabularyOf(language).alarms;
  const { impact, runbook } = readDescription(description, name);
  const button = buttonTo(state === "ALARM" ? runbook : undefined, words.runbook);
  // A runbook without an address of its own is a file of the repository: it is named, not linked.
  const place = state === "ALARM" && runbook !== undefined ? ` · ${runbook}` : "";
  const footer = escapeOurs(`${words.alarm}: ${name}${place}`, FOOTER_LENGTH);
  return {
    blocks: [
      header(words[state]),
      richTextLine(plain(cleanData(impact, IMPACT_LENGTH))),
      ...button,
      context(footer),
    ],
    text: [words[state], escapeData(impact, IMPACT_LENGTH), footer].join("\n"),
  };
}

function readDescription(description: string, name: string) {
  const lines = description.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2) return { impact: lines[0] ?? name, runbook: undefined };
  return { impact: lines.slice(0, -1).join(" "), runbook: lines.at(-1) };
}

function buttonTo(url: string | undefined, label: string): readonly MessageBlock[] {
  if (url === undefined || !isUsableLink(url)) return [];
  const row = buttonRow([{ id: "open_runbook", label, url }]);
  return row === undefined ? [] : [row];
}
