import { type HttpAnswer, problem } from "@paysheet/emulator-server/problem";
import * as z from "zod";
import type { CallMeter } from "./call-meter.ts";
import { answer, failBeforePaying, type PayOutcome, tooManyPayments } from "./call-outcome.ts";
import type { RouteDeps } from "./pay-route.ts";
import { type AskedPayment, MAX_KEY_LENGTH, paymentSchema } from "./payments.ts";

const MOST_PAYMENTS = 100;

const keyedSchema = z.object({ idempotencyKey: z.string().min(1).max(MAX_KEY_LENGTH) });
const bodySchema = z.object({
  payments: z.array(z.intersection(paymentSchema, keyedSchema)).min(1),
});

/**
 * `POST /v1/points/bulk`: each payment under its own key and with a result of its own, as a call of
 * its own would have been answered. Faults befall the call as a whole, but the rate counts payments.
 */
export function createBulkRoute({
  payments,
  faults,
  clock,
  meter,
}: RouteDeps & { readonly meter: Pick<CallMeter, "bulk"> }): (
  body: unknown,
) => Promise<PayOutcome> {
  async function payOne(asked: AskedPayment): Promise<HttpAnswer> {
    const waitMs = faults.overRate(asked.payment.userId, clock.nowMs());
    return waitMs === undefined ? await payments.pay(asked) : tooManyPayments(waitMs);
  }

  async function payOrFail(asked: readonly AskedPayment[]): Promise<PayOutcome> {
    const failure = faults.next(asked.map(({ payment }) => payment.userId));
    const early = failure === undefined ? undefined : failBeforePaying(failure);
    if (early !== undefined) return early;
    // Cut off in the middle of its work.
    const reached = failure === undefined ? asked : asked.slice(0, Math.ceil(asked.length / 2));
    const answers = await Promise.all(reached.map(payOne));
    if (failure !== undefined) return { kind: "reset" };
    const retryAfter = answers.find(({ status }) => status === 429)?.headers?.["retry-after"];
    return answer({
      status: 200,
      headers: {
        "content-type": "application/json",
        ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
      },
      body: { results: answers.map((one, index) => resultOf(one, asked[index]?.key)) },
    });
  }

  return async (body) => {
    if (body === undefined) return answer(problem(400, "The body is not JSON."));
    const parsed = bodySchema.safeParse(body);
    if (!parsed.success) return answer(problem(400, z.prettifyError(parsed.error)));
    const asked = parsed.data.payments.map(({ idempotencyKey: key, ...payment }) => ({
      payment,
      key,
    }));
    meter.bulk(asked.length);
    if (asked.length > MOST_PAYMENTS) {
      return answer(problem(413, `A call takes at most ${MOST_PAYMENTS} payments.`));
    }
    return await payOrFail(asked);
  };
}

const resultSchema = z.object({
  transactionId: z.string().optional(),
  detail: z.string().optional(),
});

function resultOf({ status, body }: HttpAnswer, idempotencyKey: string | undefined) {
  return { idempotencyKey, status, ...resultSchema.parse(body) };
}
