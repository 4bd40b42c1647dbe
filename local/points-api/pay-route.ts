import { z } from "zod";
import { type Clock, toInstant } from "../../domain/clock.ts";
import { type HttpAnswer, problem } from "../stand-in/problem.ts";
import { retryAfterSeconds } from "../stand-in/token-bucket.ts";
import { type Books, isSamePayment, type PointsPayment } from "./books.ts";
import type { CallMeter } from "./call-meter.ts";
import type { Failure, Faults } from "./faults.ts";

/** How a payment call ends: with an answer, or in one of the ways a network fails. */
export type PayOutcome =
  | { readonly kind: "answer"; readonly answer: HttpAnswer }
  | { readonly kind: "silence" }
  | { readonly kind: "reset" };

export interface PayCall {
  /** The Idempotency-Key header as it came. */
  readonly keyHeader: string | undefined;
  /** The parsed JSON body; undefined when it was none. */
  readonly body: unknown;
}

export interface PayRouteDeps {
  readonly books: Books;
  readonly faults: Faults;
  readonly meter: Pick<CallMeter, "replayed">;
  readonly clock: Clock;
}

const bodySchema = z.object({
  userId: z.string().min(1).max(500),
  points: z.int().positive(),
  reason: z.string().max(5000).nullish(),
});

const MAX_KEY_LENGTH = 255;

/** Every user exists but these. */
export function isMissingUser(userId: string): boolean {
  return userId.startsWith("missing-");
}

/** `POST /v1/points`. */
export function createPayRoute(deps: PayRouteDeps): (call: PayCall) => Promise<PayOutcome> {
  const { books, faults, meter, clock } = deps;
  const inFlight = new Set<string>();

  /** A timer of 0 ms would still cost one. */
  async function takeTime(): Promise<void> {
    const { latencyMs } = faults.settings;
    if (latencyMs > 0) await clock.sleep(latencyMs);
  }

  async function payUnderKey(payment: PointsPayment, key: string): Promise<HttpAnswer> {
    if (inFlight.has(key)) {
      return problem(409, "A payment under this Idempotency-Key is still in flight.");
    }
    const first = books.firstUnder(key);
    if (first !== undefined) {
      if (!isSamePayment(first, payment)) {
        return problem(422, "This Idempotency-Key was used before with another body.");
      }
      await takeTime();
      meter.replayed();
      return first.kind === "grant" ? created(first.transactionId) : noSuchUser(payment.userId);
    }
    inFlight.add(key);
    try {
      await takeTime();
      return await settle(payment, key);
    } finally {
      inFlight.delete(key);
    }
  }

  async function payAnyway(payment: PointsPayment, key: string | undefined): Promise<HttpAnswer> {
    await takeTime();
    return await settle(payment, key);
  }

  async function settle(payment: PointsPayment, key: string | undefined): Promise<HttpAnswer> {
    const at = toInstant(clock.nowMs());
    if (isMissingUser(payment.userId)) {
      if (key !== undefined && faults.settings.idempotency) await books.refuse(payment, key, at);
      return noSuchUser(payment.userId);
    }
    const grant = await books.grant(payment, key, at);
    return created(grant.transactionId);
  }

  async function payOrFail({ payment, key }: ReadCall): Promise<PayOutcome> {
    const waitMs = faults.overRate(clock.nowMs());
    if (waitMs !== undefined) {
      const headers = { "retry-after": retryAfterSeconds(waitMs) };
      return answer(problem(429, "Too many payments a second.", headers));
    }
    const failure = faults.next();
    const early = failure === undefined ? undefined : failBeforePaying(failure);
    if (early !== undefined) return early;
    const keyed = faults.settings.idempotency && key !== undefined;
    const paid = await (keyed ? payUnderKey(payment, key) : payAnyway(payment, key));
    return failure === undefined ? answer(paid) : { kind: "reset" };
  }

  return async (call) => {
    const read = readCall(call, faults.settings.idempotency);
    return typeof read === "string" ? answer(problem(400, read)) : await payOrFail(read);
  };
}

function answer(value: HttpAnswer): PayOutcome {
  return { kind: "answer", answer: value };
}

function failBeforePaying(failure: Failure): PayOutcome | undefined {
  switch (failure.kind) {
    case "500":
      return answer(problem(500, "The points system failed."));
    case "503":
      return answer(problem(503, "The points system is down.", retryAfter(failure)));
    case "429":
      return answer(
        problem(
          429,
          "Too many payments a second.",
          retryAfter({ retryAfterSeconds: 1, ...failure }),
        ),
      );
    case "timeout":
      return { kind: "silence" };
    case "reset":
      return { kind: "reset" };
    case "garbage":
      return answer({
        status: 200,
        headers: { "content-type": "text/html" },
        body: "<html><body><h1>It works!</h1></body></html>",
      });
    case "reset-after-paying":
      return undefined;
  }
}

function retryAfter(failure: Pick<Failure, "retryAfterSeconds">): Record<string, string> {
  const { retryAfterSeconds: seconds } = failure;
  return seconds === undefined ? {} : { "retry-after": String(seconds) };
}

function created(transactionId: string): HttpAnswer {
  return { status: 201, body: { transactionId } };
}

export function noSuchUser(userId: string): HttpAnswer {
  return problem(404, `There is no user ${userId}.`);
}

interface ReadCall {
  readonly payment: PointsPayment;
  readonly key: string | undefined;
}

/** What is asked for, or what is wrong with the call. */
function readCall({ keyHeader, body }: PayCall, needsKey: boolean): ReadCall | string {
  if (body === undefined) return "The body is not JSON.";
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  if (keyHeader === undefined && needsKey) return "The header Idempotency-Key is missing.";
  // A quoted string as in the IETF draft, or bare as most clients send it.
  const key = keyHeader === undefined ? undefined : (/^"(.*)"$/.exec(keyHeader)?.[1] ?? keyHeader);
  if (key !== undefined && (key === "" || key.length > MAX_KEY_LENGTH)) {
    return `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} characters.`;
  }
  const { userId, points, reason } = parsed.data;
  return { payment: { userId, points, ...(reason == null ? {} : { reason }) }, key };
}
