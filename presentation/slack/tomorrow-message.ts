import type { TomorrowFacts } from "../../domain/channel/message-facts.ts";
import type { Language } from "../../domain/language.ts";
import { formatAmount, readLocalTime } from "../formats.ts";
import { isUsableLink, type SlackMessage } from "./message-blocks.ts";
import type { ActButton } from "./message-buttons.ts";
import { layOutReply } from "./message-layout.ts";
import { escapeData } from "./message-text.ts";
import { actButton, markedIfDryRun, NAME_LENGTH, whatOf } from "./status-parts.ts";
import { TOMORROW_WORDS } from "./tomorrow-words.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";

/** Escapes included. */
const TITLE_LENGTH = 80;
const MAX_LINK_LENGTH = 250;

/** What is to be paid on the next day, by its time. */
export function tomorrowMessage(facts: TomorrowFacts, language: Language): SlackMessage {
  const { day, payouts, more } = facts;
  const words = TOMORROW_WORDS[language];
  const date = readLocalTime(`${day}T00:00`);
  const count = payouts.length + more;
  const isAsked = payouts.some((payout) => payout.isAsked);
  return layOutReply({
    headline: words.headline(date === undefined ? day : words.date(date), count),
    summary:
      count === 0 ? words.none : [words.summary, ...(isAsked ? [words.asked] : [])].join(" "),
    ...(count > 0 && {
      bounded: {
        heading: words.heading,
        lines: payouts.map((payout) => lineOf(payout, vocabularyOf(language))),
        hidden: more,
        more: (hidden) => words.more(formatAmount(hidden)),
        buttonOf: holdButtons(payouts, language),
      },
    }),
  });
}

/** So many have a button: with more, Slack would take no message of a long day. */
const MOST_BUTTONS = 10;

/** *Hold* for the first that are scheduled; who approves the others has their messages. */
function holdButtons(payouts: TomorrowFacts["payouts"], language: Language) {
  const scheduled = [...payouts.keys()].filter((index) => payouts[index]?.isAsked === false);
  const held = scheduled.slice(0, MOST_BUTTONS);
  return (index: number): ActButton | undefined => {
    const payout = payouts[index];
    if (payout === undefined || !held.includes(index)) return undefined;
    const vocabulary = vocabularyOf(language, payout.reversalOf !== undefined);
    return actButton(payout, { id: "hold_payout", style: "danger" }, vocabulary);
  };
}

function lineOf(payout: TomorrowFacts["payouts"][number], vocabulary: Vocabulary): string {
  const { language } = vocabulary.words;
  const words = TOMORROW_WORDS[language];
  const { scheduledFor, link, pointsApi, reversalOf, uploadedBy, isAsked } = payout;
  const title = escapeData(markedIfDryRun(payout.title, payout, vocabulary), TITLE_LENGTH);
  const isLinked = isUsableLink(link) && link.length <= MAX_LINK_LENGTH;
  const parts = [
    readLocalTime(scheduledFor.localTime)?.time ?? escapeData(scheduledFor.localTime, NAME_LENGTH),
    isLinked ? `<${link.replaceAll("&", "&amp;")}|${title}>` : title,
    whatOf(payout, vocabulary),
    ...(reversalOf === undefined ? [] : [words.reversal]),
    ...(pointsApi === undefined ? [] : [escapeData(pointsApi[language], NAME_LENGTH)]),
    escapeData(uploadedBy, NAME_LENGTH),
    ...(isAsked ? [words.awaitsApproval] : []),
  ];
  return `• ${parts.join(" · ")}`;
}
