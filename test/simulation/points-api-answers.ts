import { meaningOfStatus, TRANSPORT_FAILURES } from "../../domain/distribution/answer-table.ts";
import type { Answer, BulkAnswer } from "../../domain/distribution/points-api.ts";
import type { CallFate } from "./points-api-fates.ts";
import type { Grant } from "./world-points-api.ts";

const REFUSALS = [400, 404, 422] as const;

/** The answer as the HTTP client reads it, by the domain's own table. */
export function answerOf(
  says: CallFate["says"],
  asked: { readonly isRefused: boolean; readonly row: number; readonly grant: Grant | undefined },
): Answer {
  if (typeof says === "string") return { ...TRANSPORT_FAILURES[says], code: says };
  const { isRefused, row, grant } = asked;
  const isAnswered = says.status === 201 && isRefused;
  const status = isAnswered ? (REFUSALS[row % REFUSALS.length] ?? 404) : says.status;
  const code = `http_${status}`;
  const { kind, unavailable } = meaningOfStatus(status);
  switch (kind) {
    case "paid":
      return grant === undefined ? { kind } : { kind, transactionId: grant.transactionId };
    case "rejected":
    case "ours":
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
  const answer = answerOf(says, { isRefused: false, row: 0, grant: undefined });
  switch (answer.kind) {
    case "paid":
      return { kind: "in_doubt", unavailable: true, code: "unreadable_answer" };
    case "rejected":
      return { ...answer, kind: "refused" };
    default:
      return answer;
  }
}
