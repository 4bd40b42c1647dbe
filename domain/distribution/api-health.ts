import { type Clock, toInstant } from "../clock.ts";
import { optional } from "../optional.ts";
import { type Answer, saysUnavailable } from "./points-api.ts";
import { createRefusalBreaker } from "./refusal-breaker.ts";
import type { RoundControl } from "./round-control.ts";
import type { PayingSettings } from "./settings.ts";

/** What the answers of a round, taken together, say of the points API. */
export interface ApiHealth {
  /** Told of every answer and whose payment it was; ends the round when it says that nothing goes on. */
  note(answer: Answer, row: number): void;
  /** It acted on a payment then, in epoch milliseconds, as the ledger has it. */
  acted(atMs: number): void;
  /**
   * When it last acted on a payment, in epoch milliseconds: what fails since before then, fails for
   * a reason of its own.
   */
  lastActedAtMs(): number;
  /**
   * Whose fault a 403 is, by what others are told: this payment's, all of ours, or not to be told
   * yet.
   */
  blameFor403(row: number): "payment" | "ours" | "unclear";
  /**
   * For how long nobody calls after the API asked one payment to wait: for little at first, and for
   * longer when the next one is told the same. A wait of minutes for all is an outage.
   */
  holdForAllMs(askedMs: number, code: string): number;
}

export interface ApiHealthDeps {
  readonly clock: Pick<Clock, "nowMs">;
  readonly settings: PayingSettings;
  readonly control: RoundControl;
  /** The round probes an API that was down: it ends with the first payment that is acted on. */
  readonly isProbe: boolean;
  /** Refusals by code that a person has seen; undefined where no number of them is too many. */
  readonly toleratedCodes: readonly string[] | undefined;
}

/** So many payments that are told the same, with none that is acted on, speak for all of them. */
const SPEAK_FOR_ALL = 3;
/** The first hold for all; it doubles while nobody's payment is acted on. */
const FIRST_HOLD_MS = 5_000;

type UnactedAnswer = Exclude<Answer, { kind: "paid" | "accepted" | "rejected" }>;

export function createApiHealth(deps: ApiHealthDeps): ApiHealth {
  const { clock, settings, control, isProbe, toleratedCodes } = deps;
  const breaker = toleratedCodes && createRefusalBreaker(settings, toleratedCodes);
  let actedAtMs = Number.NEGATIVE_INFINITY;
  let hasActedNow = false;
  let unavailableInARow = 0;
  let holds = 0;
  let heldUntilMs = Number.NEGATIVE_INFINITY;
  /** Whose payments were not acted on since one last was, since when, and which of them by a 403. */
  let stalled = { rows: new Set<number>(), sinceMs: clock.nowMs() };
  const forbidden = new Map<number, number>();

  function acted(): void {
    actedAtMs = clock.nowMs();
    hasActedNow = true;
    unavailableInARow = 0;
    holds = 0;
    stalled = { rows: new Set(), sinceMs: actedAtMs };
    forbidden.clear();
    if (isProbe) control.end({ kind: "answered" });
  }

  function notActed(answer: UnactedAnswer, row: number): void {
    unavailableInARow = saysUnavailable(answer) ? unavailableInARow + 1 : 0;
    if (unavailableInARow >= settings.unavailableAfterAnswers) endAsUnavailable(answer);
    if (stalled.rows.size === 0) stalled.sinceMs = clock.nowMs();
    stalled.rows.add(row);
    const isStalled = clock.nowMs() - stalled.sinceMs >= settings.stalledAfterMs;
    if (!isStalled || stalled.rows.size < SPEAK_FOR_ALL) return;
    // It answers, and nobody understands it: that is no outage.
    if (answer.kind === "in_doubt" && !answer.unavailable) pauseForAPerson(answer, row);
    else endAsUnavailable(answer);
  }

  function endAsUnavailable(answer: UnactedAnswer): void {
    const askedMs = "retryAfterMs" in answer ? answer.retryAfterMs : undefined;
    const until = askedMs === undefined ? undefined : toInstant(clock.nowMs() + askedMs);
    control.end({ kind: "unavailable", code: answer.code, ...optional("until", until) });
  }

  function pauseForAPerson({ code, detail }: UnactedAnswer, row: number): void {
    if (toleratedCodes?.includes(code) === false) {
      control.end({ kind: "many_refused", code, detail, row });
    }
  }

  return {
    note(answer, row) {
      const refused = breaker?.(answer, row);
      if (refused !== undefined) control.end({ kind: "many_refused", ...refused });
      switch (answer.kind) {
        case "ours": {
          const { code, detail } = answer;
          control.end({ kind: "refused_credentials", code, ...optional("detail", detail) });
          return;
        }
        case "paid":
        case "accepted":
        case "rejected":
          acted();
          return;
        case "forbidden":
          forbidden.set(row, (forbidden.get(row) ?? 0) + 1);
          notActed(answer, row);
          return;
        default:
          notActed(answer, row);
      }
    },
    acted(atMs) {
      actedAtMs = Math.max(actedAtMs, atMs);
    },
    lastActedAtMs: () => actedAtMs,
    blameFor403(row) {
      if (forbidden.size >= SPEAK_FOR_ALL) return "ours";
      if (hasActedNow) return "payment";
      // Alone in its payout, or the only one left: nobody else will tell.
      return (forbidden.get(row) ?? 0) >= SPEAK_FOR_ALL ? "ours" : "unclear";
    },
    holdForAllMs(askedMs, code) {
      const nowMs = clock.nowMs();
      if (nowMs >= heldUntilMs) holds += 1;
      const holdMs = Math.min(askedMs, FIRST_HOLD_MS * 2 ** (holds - 1));
      if (holdMs > settings.longestHoldMs) {
        control.end({ kind: "unavailable", code, until: toInstant(nowMs + askedMs) });
      }
      heldUntilMs = Math.max(heldUntilMs, nowMs + holdMs);
      return holdMs;
    },
  };
}
