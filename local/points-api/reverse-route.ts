import { problem } from "@paysheet/emulator-server/problem";
import { toInstant } from "../../domain/clock.ts";
import type { Books, Grant } from "./books.ts";
import { answer, failBeforePaying, type PayOutcome, tooManyPayments } from "./call-outcome.ts";
import { keyIn, type RouteDeps } from "./pay-route.ts";

export interface ReverseCall {
  /** Under which it was paid. */
  readonly originalKey: string;
  /** The Idempotency-Key header as it came. */
  readonly keyHeader: string | undefined;
}

/** `POST /v1/points/{key}/reversal`: takes back what was paid under that key, all of it, once a key. */
export function createReverseRoute({
  books,
  faults,
  clock,
}: Omit<RouteDeps, "payments"> & {
  readonly books: Books;
}): (call: ReverseCall) => Promise<PayOutcome> {
  async function takeBack(grant: Grant, key: string | undefined) {
    const first = key === undefined ? undefined : books.firstUnder(key);
    if (first !== undefined && faults.settings.idempotency) {
      return first.kind === "reversal" && first.of === grant.transactionId
        ? taken(first.transactionId)
        : problem(422, "This Idempotency-Key was used before for something else.");
    }
    const latencyMs = faults.latencyMs(grant.userId);
    if (latencyMs > 0) await clock.sleep(latencyMs);
    if (books.account(grant.userId).balance < grant.points) {
      return problem(422, "The balance is too low: the points were used.");
    }
    const reversal = await books.reverse(grant, key, toInstant(clock.nowMs()));
    return taken(reversal.transactionId);
  }

  return async ({ originalKey, keyHeader }) => {
    const key = keyIn(keyHeader, faults.settings.idempotency);
    if ("wrong" in key) return answer(problem(400, key.wrong));
    const grant = books.firstUnder(originalKey);
    if (grant?.kind !== "grant") {
      return answer(problem(404, "Nothing was paid under this key."));
    }
    const waitMs = faults.overRate(grant.userId, clock.nowMs());
    if (waitMs !== undefined) return answer(tooManyPayments(waitMs));
    const failure = faults.next([grant.userId]);
    const early = failure === undefined ? undefined : failBeforePaying(failure);
    if (early !== undefined) return early;
    const answered = await takeBack(grant, key.value);
    return failure === undefined ? answer(answered) : { kind: "reset" };
  };
}

function taken(transactionId: string) {
  return { status: 201, body: { transactionId } };
}
