import type { Ask, Found, LookUp } from "../../connectors/connector.ts";
import type { LookupAnswer } from "../../domain/distribution/points-api.ts";
import { optional } from "../../domain/optional.ts";
import type { HttpReply } from "./http-reply.ts";
import type { OpenCall } from "./open-call.ts";
import {
  answerOfFailure,
  attempt,
  type Reading,
  readByTable,
  toldBy,
  type Unpaid,
} from "./read-meaning.ts";

/** A list that is longer is hardly one of a user's payments since then. */
const MOST_PAGES = 100;

export interface ToLookUp {
  readonly lookUp: LookUp;
  readonly ask: Ask;
  readonly claimedAtMs: number;
}

/**
 * Reads page after page until one tells. Nothing is found only where every page was read: one that
 * fails, is cut off or is no answer of the points API ends the look-up without a result.
 */
export async function lookUpPages(
  { lookUp, ask, claimedAtMs }: ToLookUp,
  nextCall: () => Promise<OpenCall>,
  reading: Reading,
): Promise<LookupAnswer> {
  let cursor: string | undefined;
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const asked = cursor;
    const call = await nextCall();
    const reply = await call.send(() => lookUp.call(ask, claimedAtMs, asked));
    if ("failure" in reply) return asFailed(answerOfFailure(reply));
    const found = foundIn(reply, () => lookUp.read(reply, ask, asked));
    if (found === undefined) return untold(reply, reading);
    if (found.found !== "more") return asLookupAnswer(found, reply, reading);
    if (found.cursor === cursor) break;
    cursor = found.cursor;
  }
  const detail = `The list does not end within ${MOST_PAGES} pages.`;
  return { kind: "failed", code: "too_many_pages", detail, unavailable: false };
}

function foundIn(reply: HttpReply, read: () => Found | undefined): Found | undefined {
  if (reply.problem !== undefined) return undefined;
  const found = attempt(read);
  return "value" in found ? found.value : undefined;
}

function asLookupAnswer(
  found: Exclude<Found, { found: "more" }>,
  reply: HttpReply,
  reading: Reading,
): LookupAnswer {
  switch (found.found) {
    case "paid":
      return { kind: "found", ...optional("transactionId", found.transactionId) };
    case "accepted":
      return reading.confirm === undefined || found.reference === ""
        ? { kind: "failed", unavailable: false, ...toldBy(reply, {}, reading) }
        : { kind: "accepted", reference: found.reference };
    case "nothing":
      return { kind: "not_found" };
    case "unclear":
      return {
        ...{ kind: "failed", unavailable: false, isUnclear: true },
        ...toldBy(reply, found, reading),
      };
  }
}

/** What does not tell is no look-up; what can't tell anybody is ours to mend. */
function untold(reply: HttpReply, reading: Reading): LookupAnswer {
  return asFailed(readByTable(reply, reading));
}

function asFailed(answer: Unpaid): LookupAnswer {
  const { code, detail } = answer;
  const said = { code, ...optional("detail", detail) };
  switch (answer.kind) {
    case "ours":
    case "forbidden":
      return { kind: "ours", ...said };
    case "rejected":
      return { kind: "failed", unavailable: false, ...said };
    default: {
      const { unavailable, retryAfterMs } = answer;
      return { kind: "failed", unavailable, ...said, ...optional("retryAfterMs", retryAfterMs) };
    }
  }
}
