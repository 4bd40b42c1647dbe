export type PageLanguage = "ko" | "en";

/** The page's own words, beside those of the messages. */
export interface PageWords {
  readonly title: string;
  readonly local: string;
  readonly channels: string;
  readonly apps: string;
  readonly app: string;
  readonly edited: string;
  readonly empty: string;
  readonly emptyHint: string;
  readonly write: string;
  readonly send: string;
  readonly cancel: string;
  readonly delete: string;
  readonly deleted: string;
  readonly alsoInThread: string;
  /** Shown with what one person alone sees. */
  readonly onlyYou: string;
  /** The app failed to answer a click in time. */
  readonly notResponding: string;
  readonly viewAs: string;
  readonly download: string;
  readonly reconnecting: string;
  readonly locale: string;
  replies(count: number): string;
  topic(messages: number): string;
}

export const PAGE_WORDS: Readonly<Record<PageLanguage, PageWords>> = {
  ko: {
    title: "로컬 Slack",
    local: "로컬 채널",
    channels: "채널",
    apps: "앱",
    app: "앱",
    edited: "(편집됨)",
    empty: "아직 메시지가 없습니다",
    emptyHint: "지급이 끝나면 결과가 여기에 올라옵니다.",
    write: "메시지 쓰기",
    send: "보내기",
    cancel: "취소",
    delete: "삭제",
    deleted: "삭제된 메시지입니다.",
    alsoInThread: "스레드에 남긴 댓글",
    onlyYou: "나에게만 보입니다",
    notResponding: "앱이 응답하지 않았습니다. 다시 눌러 주세요.",
    viewAs: "보는 사람",
    download: "내려받기",
    reconnecting: "연결이 끊겼습니다. 다시 연결하는 중…",
    locale: "ko-KR",
    replies: (count) => `댓글 ${count}개`,
    topic: (messages) => `메시지 ${messages}개`,
  },
  en: {
    title: "Local Slack",
    local: "local channel",
    channels: "Channels",
    apps: "Apps",
    app: "APP",
    edited: "(edited)",
    empty: "No messages yet",
    emptyHint: "When a payout is done, its report appears here.",
    write: "Write a message",
    send: "Send",
    cancel: "Cancel",
    delete: "Delete",
    deleted: "This message was deleted.",
    alsoInThread: "replied to a thread",
    onlyYou: "Only visible to you",
    notResponding: "This app is not responding. Try again.",
    viewAs: "Viewing as",
    download: "Download",
    reconnecting: "Connection lost. Trying again…",
    locale: "en-GB",
    replies: (count) => (count === 1 ? "1 reply" : `${count} replies`),
    topic: (messages) => (messages === 1 ? "1 message" : `${messages} messages`),
  },
};

/** Korean unless the reader asks for English first. */
export function languageOf(asked: string | null, acceptLanguage: string | undefined): PageLanguage {
  if (asked === "ko" || asked === "en") return asked;
  return /^\s*en\b/i.test(acceptLanguage ?? "") ? "en" : "ko";
}
