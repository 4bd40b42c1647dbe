import type { Description } from "../connectors/connector.ts";
import type { Clock } from "../domain/clock.ts";
import type { Answer, MadePayment, PayRequest } from "../domain/distribution/points-api.ts";
import type { Books } from "./books.ts";
import type { Notes } from "./check-report.ts";
import type { CheckedApi } from "./checked-api.ts";

/** Whom a check pays, and how much. */
export interface CheckSettings {
  readonly users: {
    readonly a: string;
    readonly b: string;
    /** One who does not exist. */
    readonly missing?: string | undefined;
  };
  /** Of each payment. */
  readonly points: number;
  readonly reason: string;
  /** Whether calls that read only are made as fast as the description allows. */
  readonly triesRate: boolean;
  /** Whether the users keep what they get, where it could be taken back. */
  readonly keeps: boolean;
  /** What is accepted is asked about for so long, or until its own deadline, in milliseconds. */
  readonly confirmWithinMs: number;
}

/** What the steps of a check share. */
export interface Check {
  readonly description: Description;
  readonly settings: CheckSettings;
  readonly api: CheckedApi;
  readonly books: Books;
  readonly notes: Notes;
  readonly clock: Clock;
  /** What is known to have been paid, by its key. */
  readonly made: Map<string, MadePayment>;
  /** A payment that was never asked for. */
  newRequest(userId: string): PayRequest;
}

/** What became of a payment in the end. */
export type Outcome =
  | {
      readonly kind: "paid";
      readonly transactionId?: string | undefined;
      /** Where it was accepted first, and how long it took to be confirmed. */
      readonly reference?: string | undefined;
      readonly tookMs?: number;
    }
  /** Accepted, and refused for good later. */
  | {
      readonly kind: "failed";
      readonly reference: string;
      readonly code: string;
      readonly detail?: string | undefined;
    }
  /** Accepted, and neither confirmed nor refused in the time that there was. */
  | { readonly kind: "unconfirmed"; readonly reference: string; readonly code: string }
  | Exclude<Answer, { readonly kind: "paid" | "accepted" }>;

const MOST_TRIES = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const POLL_MS = 5_000;
/** Nobody waits for what is given up after days. */
const LONGEST_POLL_MS = 60_000;

/** Asks until it is told more than to come again later. */
export async function askPatiently(
  { clock }: Pick<Check, "clock">,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  let waitMs = FIRST_WAIT_MS;
  for (let tries = 1; ; tries += 1) {
    const answer = await ask();
    if (answer.kind !== "not_done" || tries >= MOST_TRIES) return answer;
    await clock.sleep(Math.min(Math.max(answer.retryAfterMs ?? 0, waitMs), LONGEST_WAIT_MS));
    waitMs *= 2;
  }
}

/** What became of an answer to a payment, which is taken down once it is made. */
export async function settle(check: Check, request: PayRequest, answer: Answer): Promise<Outcome> {
  const outcome = await endOf(check, request, answer);
  const { idempotencyKey } = request;
  if (outcome.kind === "paid" && !check.made.has(idempotencyKey)) {
    const { transactionId, reference } = outcome;
    check.made.set(idempotencyKey, { ...request, transactionId, reference });
  }
  return outcome;
}

/** What an answer comes to in the end: one that only accepts, what the confirmation tells. */
export async function endOf(
  { api, clock, settings, description }: Check,
  request: PayRequest,
  answer: Answer,
): Promise<Outcome> {
  if (answer.kind !== "accepted" || api.confirm === undefined) {
    return answer.kind === "accepted"
      ? { kind: "unconfirmed", reference: answer.reference, code: "no_confirm" }
      : answer;
  }
  const { reference } = answer;
  const beganMs = clock.nowMs();
  const deadlineMs =
    beganMs + Math.min(settings.confirmWithinMs, description.confirm?.deadlineMs ?? 0);
  for (let waitMs = POLL_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_POLL_MS)) {
    const told = await api.confirm({ ...request, reference });
    const tookMs = clock.nowMs() - beganMs;
    if (told.kind === "paid") return { ...told, reference, tookMs };
    if (told.kind === "rejected") return { ...told, kind: "failed", reference };
    if (clock.nowMs() >= deadlineMs) return { kind: "unconfirmed", reference, code: told.code };
    await clock.sleep(Math.min(waitMs, deadlineMs - clock.nowMs()));
  }
}

/** Asks for a payment, and follows it to its end. */
export async function payToTheEnd(check: Check, request: PayRequest): Promise<Outcome> {
  const answer = await askPatiently(check, () => check.api.pay(request));
  return await settle(check, request, answer);
}

/** An answer in the words of the contract, with the API's own. */
export function saying(answer: {
  readonly kind: string;
  readonly transactionId?: string | undefined;
  readonly reference?: string | undefined;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
}): string {
  const { kind, transactionId, reference, code, detail } = answer;
  const more = [transactionId ?? reference ?? code, detail].filter((one) => one !== undefined);
  return more.length === 0 ? kind : `${kind} (${more.join(": ")})`;
}
