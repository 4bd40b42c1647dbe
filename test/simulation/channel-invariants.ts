import type { Payout } from "../../domain/payout/payout.ts";
import { countStates, pointsPaid } from "./expected-transitions.ts";
import { type InvariantContext, isOvertaken, quietFromMs } from "./invariant-context.ts";
import type { SimProcess } from "./sim-process.ts";
import { readTold, type Told } from "./told.ts";

/** What the channel is told is true, and it comes. */
export interface ChannelInvariants {
  /** A payout changed; `before` is how it stood until now. */
  changesState(before: Payout, after: Payout): void;
  /** What its ledger says may have changed. */
  changesCounts(payoutId: string): void;
  /** The payout's message is on its way to say this. */
  says(process: SimProcess, payoutId: string, text: string): void;
  /** Whether somebody waits to hear how it stands, and the channel shows something else. */
  owesWord(payout: Payout): boolean;
  /** A reply is on its way. */
  replies(process: SimProcess, key: string): void;
}

/** Between a look at the payout and the message that tells of it. */
const TELLS_WITHIN_MS = 30_000;
/** Between the last look at the payout and a reply, which can't be mended. */
const REPLIES_WITHIN_MS = 250;
/** Two sweeps, somebody's lease that nobody gave back, and what may still arrive. */
const WORD_WITHIN_MS = 30 * 60_000;

/** In which states of the payout a reply is true, by the first word of its key. */
const TRUE_IN: Readonly<Record<string, readonly string[]>> = {
  approval: ["awaiting_approval"],
  approval_reminder: ["awaiting_approval"],
  expired: ["awaiting_approval"],
  approved: ["scheduled"],
  moved: ["scheduled"],
  scheduled: ["scheduled"],
  declined: ["ready"],
  held: ["ready"],
  reminder: ["scheduled"],
  overdue: ["scheduled"],
  outage: ["outage"],
  going_on: ["distributing"],
  paused: ["paused"],
  halted: ["halted"],
  report: ["distributing", "completed"],
  receipt: ["completed"],
};

/** In which somebody waits to hear of it. */
const WAITS: ReadonlySet<string> = new Set(["awaiting_approval", "outage", "paused", "halted"]);

interface Standing {
  /** Until when it stood so. */
  readonly untilMs: number;
  readonly counts: Readonly<Record<string, number | undefined>>;
  readonly points: number;
}

export function createChannelInvariants(context: InvariantContext): ChannelInvariants {
  const { timeline, violate } = context;
  /** How payouts stood, each until when. */
  const states = new Map<string, { readonly state: string; readonly untilMs: number }[]>();
  const standings = new Map<string, Standing[]>();
  const last = new Map<string, Omit<Standing, "untilMs">>();

  function standingOf(payoutId: string): Omit<Standing, "untilMs"> {
    const entries = context.view().entries(payoutId);
    return { counts: countStates(entries), points: pointsPaid(entries) };
  }

  function statesWithin(payoutId: string, ms: number): readonly string[] {
    const sinceMs = timeline.nowMs() - ms;
    const past = (states.get(payoutId) ?? []).filter(({ untilMs }) => untilMs >= sinceMs);
    return [...past.map(({ state }) => state), stageOf(context.view().payout(payoutId))];
  }

  function standingsWithin(payoutId: string, ms: number): readonly Omit<Standing, "untilMs">[] {
    const sinceMs = timeline.nowMs() - ms;
    const past = (standings.get(payoutId) ?? []).filter(({ untilMs }) => untilMs >= sinceMs);
    return [...past, standingOf(payoutId)];
  }

  /** One who slept, or whose view of the table was undone, may tell of what was. */
  function couldKnow(process: SimProcess, ms: number): boolean {
    const isUntroubled = process.troubledAtMs() < timeline.nowMs() - ms;
    return isUntroubled && !isOvertaken(context, process);
  }

  /** Counts and points as they stood at some recent moment, or as the report has them. */
  function checkFigures(payoutId: string, { stage, counts, points }: Told): void {
    const payout = context.view().payout(payoutId);
    const known = [...standingsWithin(payoutId, TELLS_WITHIN_MS)];
    if (payout.state === "completed" && stage === "completed") {
      const { report } = payout;
      known.push({ counts: report.counts, points: report.points.paid });
    }
    const check = (what: string, told: number, figures: readonly number[]): void => {
      if (told >= Math.min(...figures) && told <= Math.max(...figures)) return;
      const detail = `${payoutId}: ${told} ${what}, where there were ${figures.join()}`;
      violate("what the channel is told is true", detail);
    };
    for (const state of counts === undefined ? [] : (["paid", "rejected", "unknown"] as const)) {
      check(
        state,
        counts?.[state] ?? 0,
        known.map((one) => one.counts[state] ?? 0),
      );
    }
    if (points === undefined) return;
    check(
      "points",
      points.paid,
      known.map((one) => one.points),
    );
  }

  /** Whether it stands still, or has come to its end. */
  function wantsWord(payout: Payout): boolean {
    const { payoutId } = payout;
    const stage = stageOf(payout);
    if (WAITS.has(stage)) return true;
    return stage === "completed" && context.view().approvedPayments(payoutId).length > 0;
  }

  function shownOf(payoutId: string): string {
    const { shows, says } = context.view().message(payoutId);
    // Where clocks are minutes apart two may speak at once, and the older one be heard last.
    const text = context.view().clocksAgree ? shows : says;
    return text === undefined ? "nothing" : readTold(text).stage;
  }

  const owesWord = (payout: Payout): boolean =>
    wantsWord(payout) && shownOf(payout.payoutId) !== stageOf(payout);

  return {
    owesWord,
    changesState(before, after) {
      const { payoutId, revision } = after;
      const past = states.get(payoutId) ?? [];
      past.push({ state: stageOf(before), untilMs: timeline.nowMs() });
      states.set(payoutId, past);
      if (!wantsWord(after)) return;
      const waitMs = Math.max(0, quietFromMs(context) - timeline.nowMs()) + WORD_WITHIN_MS;
      timeline.after(waitMs, () => {
        const now = context.view().payout(payoutId);
        if (now.revision !== revision) return;
        if (!owesWord(now)) return;
        const detail = `${payoutId} is ${stageOf(now)}, and the channel shows ${shownOf(payoutId)}`;
        violate("nobody waits without a word", detail);
      });
    },

    changesCounts(payoutId) {
      const past = standings.get(payoutId) ?? [];
      const standing = last.get(payoutId) ?? { counts: countStates([]), points: 0 };
      past.push({ ...standing, untilMs: timeline.nowMs() });
      standings.set(payoutId, past);
      last.set(payoutId, standingOf(payoutId));
    },

    says(process, payoutId, text) {
      if (!couldKnow(process, TELLS_WITHIN_MS)) return;
      const told = readTold(text);
      const stage = told.stage === "overdue" ? "scheduled" : told.stage;
      const were = statesWithin(payoutId, TELLS_WITHIN_MS);
      // The run that has just paid tells of its end before the payout says so.
      const isEnding = stage === "completed" && were.includes("distributing");
      if (!were.includes(stage) && !isEnding) {
        const detail = `${payoutId} is said to be ${stage}, and was ${were.join()}`;
        violate("what the channel is told is true", detail);
      }
      checkFigures(payoutId, told);
    },

    replies(process, key) {
      const [payoutId = "", what = ""] = key.split(":");
      const trueIn = TRUE_IN[what];
      if (trueIn === undefined || !couldKnow(process, REPLIES_WITHIN_MS)) return;
      const were = statesWithin(payoutId, REPLIES_WITHIN_MS);
      if (were.some((state) => trueIn.includes(state))) return;
      violate("what the channel is told is true", `${key}, and the payout was ${were.join()}`);
    },
  };
}

/** The state, and an outage as one of its own. */
function stageOf(payout: Payout): string {
  const isGone = payout.state === "distributing" && payout.outage !== undefined;
  return isGone ? "outage" : payout.state;
}
