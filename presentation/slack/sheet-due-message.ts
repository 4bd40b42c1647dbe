import type { SheetDueFacts } from "../../domain/channel/message-facts.ts";
import type { Language } from "../../domain/language.ts";
import { readLocalTime } from "../formats.ts";
import type { SlackMessage } from "./message-blocks.ts";
import { layOutReply } from "./message-layout.ts";
import { mentionLine } from "./message-mention.ts";
import { cleanData, escapeData } from "./message-text.ts";
import { NAME_LENGTH } from "./status-parts.ts";
import { TOMORROW_WORDS } from "./tomorrow-words.ts";

const TITLE_LENGTH = 150;

interface SheetDueWords {
  headline(date: string): string;
  summary(by: string, dayOfMonth: number): string;
  readonly pointsApi: string;
  readonly open: string;
}

const WORDS: Readonly<Record<Language, SheetDueWords>> = {
  ko: {
    headline: (date) => `🗓️ ${date} 지급할 파일을 올릴 때입니다`,
    summary: (by, day) =>
      `${by} 님이 매월 ${day}일로 정해 둔 알림입니다. 이미 올렸다면 그대로 두면 됩니다. 이 알림만으로는 아무에게도 지급되지 않습니다.`,
    pointsApi: "포인트 시스템",
    open: "파일 올리기",
  },
  en: {
    headline: (date) => `🗓️ A sheet is due: ${date}`,
    summary: (by, day) =>
      `${by} set this reminder for day ${day} of every month. If the sheet is uploaded already, nothing is left to do. The reminder by itself pays nobody.`,
    pointsApi: "Points system",
    open: "Upload the sheet",
  },
};

/** That the sheet of a monthly event is due, with the way to where its payout is made. */
export function sheetDueMessage(facts: SheetDueFacts, language: Language): SlackMessage {
  const { day, dayOfMonth, title, by, pointsApi, link, called } = facts;
  const words = WORDS[language];
  const date = readLocalTime(`${day}T00:00`);
  return layOutReply({
    headline: words.headline(date === undefined ? day : TOMORROW_WORDS[language].date(date)),
    title: cleanData(title, TITLE_LENGTH),
    summary: words.summary(cleanData(by, NAME_LENGTH), dayOfMonth),
    call: mentionLine(called),
    ...(pointsApi !== undefined && {
      facts: [{ label: words.pointsApi, value: escapeData(pointsApi[language], NAME_LENGTH) }],
    }),
    buttons: [{ id: "open_payout", label: words.open, url: link }],
  });
}
