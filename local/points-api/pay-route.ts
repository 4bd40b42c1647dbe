import { problem } from "@paysheet/emulator-server/problem";
import * as z from "zod";
import type { Clock } from "../../domain/clock.ts";
import { answer, failBeforePaying, type PayOutcome, tooManyPayments } from "./call-outcome.ts";
import type { Faults } from "./faults.ts";
import { type AskedPayment, MAX_KEY_LENGTH, type Payments, paymentSchema } from "./payments.ts";

export interface PayCall {
  /** The Idempotency-Key header as it came. */
  readonly keyHeader: string | undefined;
  /** The parsed JSON body; undefined when it was none. */
  readonly body: unknown;
}

export interface RouteDeps {
  readonly payments: Payments;
  readonly faults: Faults;
  readonly clock: Clock;
}

/** `POST /v1/points`. */
export function createPayRoute(deps: RouteDeps): (call: PayCall) => Promise<PayOutcome> {
  const { payments, faults, clock } = deps;

  async function payOrFail(asked: AskedPayment): Promise<PayOutcome> {
    const { userId } = asked.payment;
    const waitMs = faults.overRate(userId, clock.nowMs());
    if (waitMs !== undefined) return answer(tooManyPayments(waitMs));
    const failure = faults.next([userId]);
    const early = failure === undefined ? undefined : failBeforePaying(failure);
    if (early !== undefined) return early;
    const paid = await payments.pay(asked);
    return failure === undefined ? answer(paid) : { kind: "reset" };
  }

  return async (call) => {
    const read = readCall(call, faults.settings.idempotency);
    return typeof read === "string" ? answer(problem(400, read)) : await payOrFail(read);
  };
}

/** What is asked for, or what is wrong with the call. */
function readCall({ keyHeader, body }: PayCall, needsKey: boolean): AskedPayment | string {
  if (body === undefined) return "The body is not JSON.";
  const parsed = paymentSchema.safeParse(body);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const key = keyIn(keyHeader, needsKey);
  return "wrong" in key ? key.wrong : { payment: parsed.data, key: key.value };
}

/** The key of a call, if it has one, or what is wrong with it. */
export function keyIn(
  keyHeader: string | undefined,
  needsKey: boolean,
): { readonly value: string | undefined } | { readonly wrong: string } {
  if (keyHeader === undefined) {
    return needsKey ? { wrong: "The header Idempotency-Key is missing." } : { value: undefined };
  }
  // A quoted string as in the IETF draft, or bare as most clients send it.
  const value = /^"(.*)"$/.exec(keyHeader)?.[1] ?? keyHeader;
  if (value === "" || value.length > MAX_KEY_LENGTH) {
    return { wrong: `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} characters.` };
  }
  return { value };
}
