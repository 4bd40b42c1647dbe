import type { Clock } from "../../domain/clock.ts";
import type { Answer, IdempotencyMode, PointsApi } from "../../domain/distribution/points-api.ts";

/** What the API does with one call: whether it pays, and what comes back. */
export type CallFault =
  | { readonly kind: "answer"; readonly answer: Answer }
  /** It pays, and the answer is lost. */
  | { readonly kind: "pay_and_lose" };

export interface ScriptedPointsApi extends PointsApi {
  /** Grants by user, as the API's own books have them. */
  readonly grants: ReadonlyMap<string, number>;
  /** Every call in order. */
  readonly calls: readonly {
    readonly userId: string;
    readonly key: string;
    readonly atMs: number;
  }[];
  readonly mostInFlight: () => number;
}

/** A points API that keeps books and does as `fault` says; without a fault it pays. */
export function createScriptedPointsApi(options: {
  readonly clock: Clock;
  readonly idempotency?: IdempotencyMode;
  readonly latencyMs?: number;
  /** Called with the number of the call, from 1, and the user. */
  readonly fault?: (call: number, userId: string) => CallFault | undefined;
}): ScriptedPointsApi {
  const { clock, idempotency = "key", latencyMs = 20, fault = () => undefined } = options;
  const grants = new Map<string, number>();
  const keys = new Map<string, string>();
  const calls: { userId: string; key: string; atMs: number }[] = [];
  let inFlight = 0;
  let most = 0;

  function grant(userId: string, key: string): string {
    const known = keys.get(key);
    if (known !== undefined && idempotency === "key") return known;
    grants.set(userId, (grants.get(userId) ?? 0) + 1);
    const transactionId = `tx-${calls.length}`;
    keys.set(key, transactionId);
    return transactionId;
  }

  return {
    idempotency,
    grants,
    calls,
    mostInFlight: () => most,
    async pay(payment, key, permit) {
      permit.assertMaySend();
      calls.push({ userId: payment.userId, key, atMs: clock.nowMs() });
      const what = fault(calls.length, payment.userId);
      inFlight += 1;
      most = Math.max(most, inFlight);
      await clock.sleep(latencyMs);
      inFlight -= 1;
      if (what?.kind === "answer") return what.answer;
      const transactionId = grant(payment.userId, key);
      if (what?.kind === "pay_and_lose") {
        return { kind: "in_doubt", code: "connection_reset", unavailable: true };
      }
      return { kind: "paid", transactionId };
    },
    async lookUp(_, key, permit) {
      permit.assertMaySend();
      await clock.sleep(latencyMs);
      const transactionId = keys.get(key);
      return transactionId === undefined ? { kind: "not_found" } : { kind: "found", transactionId };
    },
  };
}
