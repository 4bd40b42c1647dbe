import type { ActingKind } from "../../domain/channel/delivery-state.ts";
import type { Decision } from "../../domain/channel/message-facts.ts";

/** What the thread says of what people decide, and of what nobody decided. */
export interface DecisionWords {
  /** Of the people whom it concerns; they need not do anything. */
  told(mentions: string): string;
  readonly decided: Readonly<Record<Decision, (what: string, who: string) => DecisionSaid>>;
  /** Heads a request for approval that was made before. */
  readonly askedAgain: string;
  /** Of a payout that takes two people to approve, and has one. */
  oneMore(who: string): string;
  /** Without `duration`: soon. */
  approvalReminder(duration: string | undefined): string;
  approvalReminderSummary(what: string, when: string, who: string): string;
  readonly expired: string;
  /** The same as the headline of the payout's message. */
  expiredOf(what: string): string;
  readonly expiredSummary: string;
  readonly expiredToDo: string;
  /** Heads what stands in place of a notification whose button is gone. */
  readonly over: Readonly<Record<ActingKind, string>>;
  readonly overSummary: string;
}

interface DecisionSaid {
  readonly headline: string;
  readonly summary: string;
}

/** What a payout does, and what a reversal does, as Korean sentences need it. */
interface KoreanNouns {
  readonly paying: "지급" | "회수";
  readonly nobody: string;
  /** Whoever made it, and whose it became: none of them decides on it. */
  readonly maker: string;
}

function koreanDecisions({ paying, nobody, maker }: KoreanNouns): DecisionWords {
  return {
    told: (mentions) => `${mentions} 알려 드립니다.`,
    decided: {
      approved: (what, who) => ({
        headline: `✅ 포인트 ${paying} 요청을 승인했습니다`,
        summary: `${who} 님이 ${what} ${paying} 건을 승인했습니다. 아래 시각에 ${paying}합니다.`,
      }),
      declined: (what, who) => ({
        headline: `↩️ 포인트 ${paying} 요청을 반려했습니다`,
        summary: `${who} 님이 ${what} ${paying} 건을 반려했습니다. ${nobody}`,
      }),
      held: (what, who) => ({
        headline: `✋ 포인트 ${paying} 예약을 보류했습니다`,
        summary: `${who} 님이 ${what} ${paying} 건을 보류해 예약을 풀었습니다. ${nobody}`,
      }),
      moved: (what, who) => ({
        headline: `🕘 포인트 ${paying} 시각을 옮겼습니다`,
        summary: `${who} 님이 ${what} ${paying} 건의 시각을 옮겼습니다. 아래 시각에 ${paying}합니다.`,
      }),
      scheduled: (what, who) => ({
        headline: `📅 포인트 ${paying} 건을 다시 예약했습니다`,
        summary: `${who} 님이 ${what} ${paying} 건을 다시 예약했습니다. 아래 시각에 ${paying}합니다.`,
      }),
    },
    askedAgain: `✋ 포인트 ${paying} 승인을 다시 요청했습니다`,
    oneMore: (who) => `${who} 님이 먼저 승인했으며, 다른 한 사람이 더 승인해야 합니다.`,
    approvalReminder: (duration) =>
      duration === undefined
        ? "⏰ 승인 요청이 곧 만료됩니다"
        : `⏰ 승인 요청이 ${duration} 뒤에 만료됩니다`,
    approvalReminderSummary: (what, when, who) =>
      `${who} 님이 요청한 ${what} ${paying} 건을 아직 아무도 승인하거나 반려하지 않았습니다. 예약 시각은 ${when}입니다.`,
    expired: `⌛ 승인 요청이 만료되어 ${paying}하지 않았습니다`,
    expiredOf: (what) => `⌛ 승인되지 않은 포인트 ${paying}: ${what}`,
    expiredSummary: `예약 시각까지 아무도 승인하지 않았습니다. ${nobody}`,
    expiredToDo:
      `${paying}하려면 ${maker}이 ${paying} 내역 화면에서 새 시각을 정해 승인을 다시 요청하고, 승인자가 그 시각 전에 승인해 ` +
      `주세요. ${maker}이 아닌 승인자나 관리자는 새 시각으로 직접 예약할 수 있습니다. ${paying}하지 않으려면 같은 화면에서 ` +
      "취소해 주세요.",
    over: {
      reminder: `⏰ ${paying} 전 알림`,
      overdue: `⏰ 제때 시작되지 않은 ${paying}`,
    },
    overSummary: "지난 알림이라 버튼을 없앴습니다. 지금 상태는 이 스레드의 첫 메시지에 있습니다.",
  };
}

/** The same as English sentences need it. */
interface EnglishNouns {
  readonly payout: "payout" | "reversal";
  /** “pay …” and “… is paid”. */
  readonly pay: string;
  readonly paid: string;
  readonly nobody: string;
  readonly maker: string;
}

function englishDecisions({ payout, pay, paid, nobody, maker }: EnglishNouns): DecisionWords {
  return {
    told: (mentions) => `For ${mentions} to know.`,
    decided: {
      approved: (what, who) => ({
        headline: `✅ A ${payout} was approved`,
        summary: `${who} approved it: ${what}. It is ${paid} at the time below.`,
      }),
      declined: (what, who) => ({
        headline: `↩️ A ${payout} was declined`,
        summary: `${who} declined it: ${what}. ${nobody}`,
      }),
      held: (what, who) => ({
        headline: `✋ A ${payout} was put on hold`,
        summary: `${who} took it out of its schedule: ${what}. ${nobody}`,
      }),
      moved: (what, who) => ({
        headline: `🕘 A ${payout} was moved to another time`,
        summary: `${who} moved it: ${what}. It is ${paid} at the time below.`,
      }),
      scheduled: (what, who) => ({
        headline: `📅 A ${payout} was scheduled again`,
        summary: `${who} scheduled it again: ${what}. It is ${paid} at the time below.`,
      }),
    },
    askedAgain: `✋ Approval of a ${payout} is asked for again`,
    oneMore: (who) => `${who} has approved it; it takes one more person.`,
    approvalReminder: (duration) =>
      duration === undefined
        ? "⏰ A request for approval expires soon"
        : `⏰ A request for approval expires in ${duration}`,
    approvalReminderSummary: (what, when, who) =>
      `${who} asked for approval to ${pay} ${what}, and nobody has approved or declined it. Its time is ${when}.`,
    expired: `⌛ A request expired: the ${payout} was not approved`,
    expiredOf: (what) => `⌛ Not approved in time: ${what}`,
    expiredSummary: `Nobody approved it before its time. ${nobody}`,
    expiredToDo:
      `To have it ${paid} after all, ${maker} chooses a new time on its page and so asks for approval again, ` +
      "and an approver approves it before then. An approver or admin other than those can schedule it " +
      "for a new time directly. If it is not to be, cancel it there.",
    over: {
      reminder: `⏰ Reminder of a ${payout}`,
      overdue: `⏰ A ${payout} had not started in time`,
    },
    overSummary:
      "This is over, so its button is gone. How it stands now is in the first message of this thread.",
  };
}

export const DECISIONS_KO = koreanDecisions({
  paying: "지급",
  nobody: "아직 아무에게도 지급되지 않았습니다.",
  maker: "올리거나 담당한 사람",
});
export const DECISIONS_KO_OF_REVERSALS = koreanDecisions({
  paying: "회수",
  nobody: "아직 아무 포인트도 회수하지 않았습니다.",
  maker: "회수를 요청하거나 담당한 사람",
});
export const DECISIONS_EN = englishDecisions({
  payout: "payout",
  pay: "pay",
  paid: "paid",
  nobody: "Nobody has been paid.",
  maker: "whoever uploaded or owns it",
});
export const DECISIONS_EN_OF_REVERSALS = englishDecisions({
  payout: "reversal",
  pay: "take back",
  paid: "taken back",
  nobody: "Nothing has been taken back.",
  maker: "whoever asked for it or owns it",
});
