import { meaningOfStatus, TRANSPORT_FAILURES } from "../../domain/distribution/answer-table.ts";
import type { Answer, BulkAnswer } from "../../domain/distribution/points-api.ts";
import type { CallFate } from "./points-api-fates.ts";
import type { Taken } from "./world-points-api.ts";

const REFUSALS = [400, 404, 422] as const;

/** What was asked for, and what the points API did with it. */
export interface Asked {
  /** There is no such user. */
  readonly isRefused: boolean;
  /** It refuses the key, whatever it did before. */
  readonly isBurnt: boolean;
  readonly taken: Taken | undefined;
}

/** The answer as the HTTP client reads it, by the domain's own table. */
export function answerOf(says: CallFate["says"], asked: Asked & { readonly row: number }): Answer {
  if (typeof says === "string") return { ...TRANSPORT_FAILURES[says], code: says };
  const { isRefused, isBurnt, row, taken } = asked;
  const isAnswered = says.status === 201 && (isRefused || isBurnt);
  const status = isAnswered ? (REFUSALS[row % REFUSALS.length] ?? 404) : says.status;
  const code = `http_${status}`;
  const { kind, unavailable } = meaningOfStatus(status);
  switch (kind) {
    case "paid":
      if (taken?.kind === "accepted") return taken;
      return taken === undefined ? { kind } : { kind, transactionId: taken.grant.transactionId };
    case "rejected":
    case "ours":
    case "forbidden":
      return { kind, code };
    case "not_done": {
      const { retryAfterMs } = says;
      return { kind, unavailable, code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    }
    case "in_doubt":
      return { kind, unavailable, code };
  }
}

/** The answer of a bulk call that has no results, read in the same way. */
export function wholeAnswerOf(says: CallFate["says"]): BulkAnswer {
  const nobody = { isRefused: false, isBurnt: false, row: 0, taken: undefined };
  const answer = answerOf(says, nobody);
  switch (answer.kind) {
    case "paid":
      return { kind: "in_doubt", unavailable: true, code: "unreadable_answer" };
    case "accepted":
      return { kind: "in_doubt", unavailable: true, code: "unreadable_answer" };
    case "rejected":
    case "forbidden":
      return { ...answer, kind: "refused" };
    default:
      return answer;
  }
}
