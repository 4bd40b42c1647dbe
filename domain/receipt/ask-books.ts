import { toEpochMs } from "../clock.ts";
import { TOO_MANY_REQUESTS, TRANSPORT_FAILURES } from "../distribution/answer-table.ts";
import { backOff } from "../distribution/back-off.ts";
import { type CallsRun, permitCall } from "../distribution/calls.ts";
import { type LedgerEntry, paymentOf } from "../distribution/ledger.ts";
import {
  type AskedPayment,
  type CallPermit,
  type ConfirmationAnswer,
  type LookupAnswer,
  type PointsApi,
  USER_ID_NOT_A_NUMBER,
} from "../distribution/points-api.ts";
import { optional } from "../optional.ts";
import type { BooksAnswer } from "./compare-row.ts";
import type { Receipt } from "./receipt.ts";

/** What asking the books needs of a round. */
export type BooksRun = Pick<
  CallsRun,
  "pointsApi" | "clock" | "limiter" | "control" | "settings" | "closed" | "lease" | "random"
>;

/** So often it is asked of a payment of which it tells nothing. */
const TRIES = 3;
/** After so many answers in a row that say it is down, it is down. */
const DOWN_AFTER = 5;

/** How the points API can be asked for its books. */
export function booksOf({ lookUp, confirm }: PointsApi): NonNullable<Receipt["books"]> {
  if (lookUp !== undefined) return "look_up";
  return confirm === undefined ? "none" : "confirm";
}

/** Whether its books can have this payment, and be asked for it. */
export function canBeAsked(
  { accountId, code, erasedAt, reference }: LedgerEntry,
  pointsApi: PointsApi,
): boolean {
  if (erasedAt !== undefined || code === USER_ID_NOT_A_NUMBER) return false;
  // Nobody is asked for under an account that was never found.
  if (pointsApi.findAccount !== undefined && accountId === undefined) return false;
  switch (booksOf(pointsApi)) {
    case "look_up":
      return true;
    case "confirm":
      return reference !== undefined;
    case "none":
      return false;
  }
}

/**
 * Asks the books of the points API what they have of a payment, each call in a slot of the rate. Ends
 * the round when the API is down, or lets nobody look.
 */
export function createBooks(run: BooksRun) {
  let downInARow = 0;

  const nextPermit = async (): Promise<CallPermit> => {
    await run.limiter.take();
    const permit = permitCall(run);
    permit.assertMaySend();
    return permit;
  };

  async function askOnce(entry: LedgerEntry): Promise<LookupAnswer | ConfirmationAnswer> {
    const { lookUp, confirm } = run.pointsApi;
    const claimedAtMs = toEpochMs(entry.firstClaimedAt ?? entry.claimedAt);
    const request = { payment: askedOf(entry), idempotencyKey: entry.idempotencyKey };
    const found = await lookUp?.({ ...request, claimedAtMs }, nextPermit);
    const reference = found === undefined ? entry.reference : referenceOf(found);
    if (confirm === undefined || reference === undefined) return found ?? NOTHING_TOLD;
    return await confirm.ask({ ...request, reference }, await nextPermit());
  }

  /** Notes how the API fares, and ends the round where that is over. */
  function note(answer: LookupAnswer | ConfirmationAnswer): void {
    if (answer.kind === "ours") {
      const { code, detail } = answer;
      run.control.end({ kind: "refused_credentials", code, ...optional("detail", detail) });
    }
    const down = downBy(answer);
    downInARow = down === undefined ? 0 : downInARow + 1;
    if (down !== undefined && downInARow >= DOWN_AFTER) {
      run.control.end({ kind: "unavailable", code: down });
    }
    const { retryAfterMs = 0 } = "retryAfterMs" in answer ? answer : {};
    run.limiter.closeFor(Math.min(retryAfterMs, run.settings.longestHoldMs));
  }

  return {
    /** @throws {RoundStoppedError} when the round ends first */
    async ask(entry: LedgerEntry): Promise<BooksAnswer> {
      for (let tries = 1; ; ) {
        const answer = await askOnce(entry);
        note(answer);
        const told = toldBy(answer);
        if (told.kind !== "not_told") return told;
        run.control.signal.throwIfAborted();
        if (tries >= TRIES) return told;
        // One that is down is waited for, and counts for none.
        if (downBy(answer) === undefined) tries += 1;
        await backOff(tries, 0, run);
      }
    },
  };
}

/** The code of an answer that says nothing of the payment, as the points API is down or too busy. */
function downBy(answer: LookupAnswer | ConfirmationAnswer): string | undefined {
  if (answer.kind !== "failed" && answer.kind !== "pending") return undefined;
  const { code } = answer;
  const isDown =
    answer.kind === "failed"
      ? answer.unavailable
      : // A reference that could not be asked about looks like one that is not decided yet.
        Object.hasOwn(TRANSPORT_FAILURES, code) || /^http_5\d\d$/.test(code);
  return isDown || code === TOO_MANY_REQUESTS ? code : undefined;
}

/** As the points API was asked for it. */
function askedOf(entry: LedgerEntry): AskedPayment {
  return { ...paymentOf(entry), ...optional("accountId", entry.accountId) };
}

const NOTHING_TOLD: LookupAnswer = { kind: "failed", code: "not_offered", unavailable: false };

function referenceOf(found: LookupAnswer): string | undefined {
  return found.kind === "accepted" ? found.reference : undefined;
}

function toldBy(answer: LookupAnswer | ConfirmationAnswer): BooksAnswer {
  switch (answer.kind) {
    case "found":
    case "paid":
      return { kind: "in_books", ...optional("transactionId", answer.transactionId) };
    case "not_found":
    case "rejected":
      return { kind: "not_in_books" };
    case "accepted":
      return { kind: "not_told", code: "accepted" };
    case "failed":
      return { kind: answer.isUnclear === true ? "unclear" : "not_told", code: answer.code };
    case "pending":
    case "ours":
      return { kind: "not_told", code: answer.code };
  }
}
