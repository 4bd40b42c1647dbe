import { type HttpAnswer, problem } from "@paysheet/emulator-server/problem";
import * as z from "zod";
import { type Clock, toInstant } from "../../domain/clock.ts";
import { type Books, isSamePayment, type PointsPayment } from "./books.ts";
import type { CallMeter } from "./call-meter.ts";
import type { Faults } from "./faults.ts";

export interface PaymentsDeps {
  readonly books: Books;
  readonly faults: Faults;
  readonly meter: Pick<CallMeter, "replayed">;
  readonly clock: Clock;
}

/** A payment as a call asks for it; without a key where none was sent. */
export interface AskedPayment {
  readonly payment: PointsPayment;
  readonly key: string | undefined;
}

/** Pays, each key once unless that is switched off; in what kind of call does not matter. */
export interface Payments {
  pay(asked: AskedPayment): Promise<HttpAnswer>;
}

export const paymentSchema = z
  .object({
    userId: z.string().min(1).max(500),
    points: z.int().positive(),
    reason: z.string().max(5000).nullish(),
    campaign: z.string().min(1).max(200).optional(),
    pointType: z.string().min(1).max(200).optional(),
    userNote: z.string().min(1).max(200).optional(),
    expiresOn: z.iso.date().optional(),
  })
  .transform(({ reason, ...payment }) => ({ ...payment, ...(reason == null ? {} : { reason }) }));

export const MAX_KEY_LENGTH = 255;

/** Every user exists but these. */
export function isMissingUser(userId: string): boolean {
  return userId.startsWith("missing-");
}

export function noSuchUser(userId: string): HttpAnswer {
  return problem(404, `There is no user ${userId}.`);
}

export function createPayments({ books, faults, meter, clock }: PaymentsDeps): Payments {
  const inFlight = new Set<string>();

  /** A timer of 0 ms would still cost one. */
  async function takeTime({ userId }: PointsPayment): Promise<void> {
    const latencyMs = faults.latencyMs(userId);
    if (latencyMs > 0) await clock.sleep(latencyMs);
  }

  async function payUnderKey(payment: PointsPayment, key: string): Promise<HttpAnswer> {
    if (inFlight.has(key)) {
      return problem(409, "A payment under this Idempotency-Key is still in flight.");
    }
    const first = books.firstUnder(key);
    if (first !== undefined) {
      if (first.kind === "reversal" || !isSamePayment(first, payment)) {
        return problem(422, "This Idempotency-Key was used before with another body.");
      }
      await takeTime(payment);
      meter.replayed();
      return first.kind === "grant" ? created(first.transactionId) : noSuchUser(payment.userId);
    }
    inFlight.add(key);
    try {
      await takeTime(payment);
      return await settle(payment, key);
    } finally {
      inFlight.delete(key);
    }
  }

  async function payAnyway(payment: PointsPayment, key: string | undefined): Promise<HttpAnswer> {
    await takeTime(payment);
    return await settle(payment, key);
  }

  async function settle(payment: PointsPayment, key: string | undefined): Promise<HttpAnswer> {
    const at = toInstant(clock.nowMs());
    if (isMissingUser(payment.userId)) {
      if (key !== undefined && faults.settings.idempotency) await books.refuse(payment, key, at);
      return noSuchUser(payment.userId);
    }
    // The key stays good: once there are funds, it is paid under it.
    if (!faults.spend(payment.points)) return problem(402, "The balance is too low.");
    const grant = await books.grant(payment, key, at);
    return created(grant.transactionId);
  }

  return {
    pay({ payment, key }) {
      const keyed = faults.settings.idempotency && key !== undefined;
      return keyed ? payUnderKey(payment, key) : payAnyway(payment, key);
    },
  };
}

function created(transactionId: string): HttpAnswer {
  return { status: 201, body: { transactionId } };
}
