import type { Counts } from "../payout/payout.ts";
import type { ChannelMessage } from "./channel.ts";
import { formatAmount } from "./format-amount.ts";
import { readLocalTime } from "./format-local-time.ts";
import {
  bold,
  context,
  type Fact,
  fields,
  header,
  isUsableLink,
  linkButtons,
  plain,
  richTextLine,
  section,
} from "./message-blocks.ts";
import { cleanData, escapeData } from "./message-text.ts";
import type { MessageLanguage, MessageWords } from "./message-words.ts";
import { englishWords } from "./message-words-en.ts";
import { koreanWords } from "./message-words-ko.ts";

/** What an alert says; people's data as it is, neither cut nor escaped. */
export type AlertFacts = {
  readonly payoutId: string;
  readonly title: string;
  readonly uploadedBy: string;
  readonly scheduledFor: { readonly localTime: string; readonly timeZone: string };
  readonly totalPoints: number;
  /** The payout's page. */
  readonly link: string;
} & (
  | { readonly kind: "died"; readonly counts: Counts }
  | { readonly kind: "overdue"; readonly payments: number }
);

interface AlertWords {
  readonly headline: string;
  /** What happened. */
  readonly story: string;
  readonly whatToDo: string;
  /** What to do; plain sentences. */
  readonly advice: string;
}

const ALERTS: Readonly<Record<MessageLanguage, Readonly<Record<AlertFacts["kind"], AlertWords>>>> =
  {
    ko: {
      died: {
        headline: "🛑 포인트 지급이 멈췄습니다",
        story: "지급 작업이 예기치 않게 끝나 남은 건이 지급되지 않고 있습니다.",
        whatToDo: "이렇게 해 주세요",
        advice:
          "지급 내역 화면에서 ‘이어서 지급’(resume)을 눌러 주세요. 이미 지급된 회원은 건너뛰므로 두 번 지급되지 않습니다. 같은 시트를 새로 올려 예약하지는 마세요.",
      },
      overdue: {
        headline: "⏰ 예약한 포인트 지급이 시작되지 않았습니다",
        story: "예약 시각이 지났지만 지급이 시작되지 않았고, 아직 아무에게도 지급되지 않았습니다.",
        whatToDo: "이렇게 해 주세요",
        advice:
          "지급 내역 화면에서 새 시각으로 예약을 옮기거나 취소해 주세요. 원래 예약이 늦게 실행되더라도 한 번만 지급됩니다. 다시 일어나면 관리자에게 알려 주세요.",
      },
    },
    en: {
      died: {
        headline: "🛑 A payout stopped",
        story: "Paying ended unexpectedly, and the payments that are left are not being paid.",
        whatToDo: "What to do",
        advice:
          "Choose “Resume” on the payout’s page. Users who were paid already are passed over, so nobody is paid twice. Don’t upload and schedule the same sheet anew.",
      },
      overdue: {
        headline: "⏰ A scheduled payout did not start",
        story: "Its time has passed without a start, and nobody has been paid yet.",
        whatToDo: "What to do",
        advice:
          "Move it to a new time on the payout’s page, or cancel it. Should the old schedule still fire, it is paid once all the same. Tell an admin if this happens again.",
      },
    },
  };

const WORDS: Readonly<Record<MessageLanguage, MessageWords>> = {
  ko: koreanWords,
  en: englishWords,
};

const LABELS: Readonly<
  Record<MessageLanguage, { readonly soFar: string; readonly total: string }>
> = {
  ko: { soFar: "지급 현황", total: "총 포인트" },
  en: { soFar: "So far", total: "Points in all" },
};

const TITLE_LENGTH = 150;
const NAME_LENGTH = 80;
const TIME_LENGTH = 80;
/** A longer link stands on its button only. */
const MAX_LINK_IN_TEXT = 300;

/** Tells that a payout stopped short or never began, and what to do about it. */
export function alertMessage(facts: AlertFacts, language: MessageLanguage): ChannelMessage {
  const words = WORDS[language];
  const { headline, story, whatToDo, advice } = ALERTS[language][facts.kind];
  const shown = factsOf(facts, language);
  const buttons = linkButtons([{ id: "open_payout", label: words.openPayout, url: facts.link }]);
  const footer = words.payoutId(escapeData(facts.payoutId, NAME_LENGTH));
  return {
    blocks: [
      header(headline),
      richTextLine(bold(cleanData(facts.title, TITLE_LENGTH)), plain(`\n${story}`)),
      fields(shown),
      section(`*${whatToDo}*\n${advice}`),
      ...(buttons === undefined ? [] : [buttons]),
      context(footer),
    ],
    text: [
      `${headline} — ${escapeData(facts.title, TITLE_LENGTH)}`,
      story,
      ...shown.map(({ label, value }) => `${label}: ${value}`),
      `${whatToDo}: ${advice}`,
      ...linkLine(facts.link, words),
      footer,
    ].join("\n"),
  };
}

function factsOf(facts: AlertFacts, language: MessageLanguage): Fact[] {
  const words = WORDS[language];
  const { soFar, total } = LABELS[language];
  const { localTime, timeZone } = facts.scheduledFor;
  const time = readLocalTime(localTime);
  const local = time === undefined ? localTime : words.localTime(time);
  const counts =
    facts.kind === "died"
      ? facts.counts
      : { payments: facts.payments, paid: 0, rejected: 0, unknown: 0, pending: facts.payments };
  return [
    { label: soFar, value: words.counts(counts) },
    { label: total, value: words.points(formatAmount(facts.totalPoints)) },
    { label: words.scheduledFor, value: escapeData(`${local} (${timeZone})`, TIME_LENGTH) },
    { label: words.uploadedBy, value: escapeData(facts.uploadedBy, NAME_LENGTH) },
  ];
}

function linkLine(link: string, words: MessageWords): string[] {
  if (!isUsableLink(link) || link.length > MAX_LINK_IN_TEXT) return [];
  return [`${words.openPayout}: ${link.replaceAll("&", "&amp;")}`];
}
