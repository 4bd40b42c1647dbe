import type { MessageWriter } from "../../domain/channel/message-facts.ts";
import type { Language } from "../../domain/language.ts";
import { notificationMessage, notificationOver } from "./notification-message.ts";
import { reasonsMessage } from "./reasons-message.ts";
import { sheetDueMessage } from "./sheet-due-message.ts";
import { statusMessage } from "./status-message.ts";
import { tomorrowMessage } from "./tomorrow-message.ts";

/** Writes messages for Slack in a language; `mentions` are those who are to act, see `isMention`. */
export function createSlackMessages({
  language,
  mentions,
}: {
  readonly language: Language;
  readonly mentions: readonly string[];
}): MessageWriter {
  return {
    status: (facts) => statusMessage(facts, language),
    notification: (notification) => notificationMessage(notification, language, mentions),
    over: (kind, facts) => notificationOver(kind, facts, language),
    tomorrow: (facts) => tomorrowMessage(facts, language),
    sheetDue: (facts) => sheetDueMessage(facts, language),
    reasons: (facts) => reasonsMessage(facts, language),
  };
}
