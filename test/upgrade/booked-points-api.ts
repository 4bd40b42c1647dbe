import type { Clock } from "../../domain/clock.ts";
import type { Answer, PointsApi } from "../../domain/distribution/points-api.ts";

/** By an idempotency key, a look-up, nothing, or by taking what it pays later. */
export const MODES = ["key", "lookup", "none", "accepts"] as const;
export type Mode = (typeof MODES)[number];

/** What was paid under a key; `pending` where it is only accepted. */
export interface Grant {
  readonly key: string;
  readonly userId: string;
  readonly points: number;
  readonly pending?: true;
}

/** What becomes of users whose names begin so. */
export const USERS = {
  /** Nobody has that id. */
  missing: "missing-",
  /** The call is made, the answer never comes, and nobody is there to wait for it. */
  hangsPaid: "hangs-paid-",
  /** The same, and nothing was done. */
  hangs: "hangs-",
  /** The answer is lost once: paid all the same. */
  lost: "lost-",
} as const;

export interface BookedPointsApi extends PointsApi {
  readonly grants: readonly Grant[];
  /** Answers so, whoever is to be paid; undefined: as it should. */
  answer(as: Answer | undefined): void;
  /** Nobody's call hangs any more, and no answer is lost: what a version left is over. */
  behave(): void;
}

const LATENCY_MS = 20;
const FOR_EVER_MS = 1e12;

/** A points API with books that outlive those who call it. */
export function createBookedPointsApi({
  clock,
  mode,
  grants: before,
}: {
  readonly clock: Clock;
  readonly mode: Mode;
  readonly grants: readonly Grant[];
}): BookedPointsApi {
  const grants = [...before];
  let isMoody = true;
  let always: Answer | undefined;
  const granted = (key: string) => grants.find((grant) => grant.key === key);

  function give(userId: string, points: number, key: string): void {
    const heedsKeys = mode === "key" || mode === "accepts";
    if (heedsKeys && granted(key) !== undefined) return;
    grants.push({ key, userId, points, ...(mode === "accepts" && { pending: true as const }) });
  }

  const pay: PointsApi["pay"] = async ({ userId, points }, key, permit) => {
    permit.assertMaySend();
    await clock.sleep(LATENCY_MS);
    if (always !== undefined) return always;
    const is = (prefix: string) => userId.startsWith(prefix);
    if (is(USERS.missing)) return { kind: "rejected", code: "http_404" };
    const hangs = isMoody && is(USERS.hangs);
    if (hangs && !is(USERS.hangsPaid)) await clock.sleep(FOR_EVER_MS);
    const isFirst = granted(key) === undefined;
    give(userId, points, key);
    if (hangs) await clock.sleep(FOR_EVER_MS);
    if (isMoody && isFirst && is(USERS.lost)) {
      return { kind: "in_doubt", code: "connection_reset", unavailable: false };
    }
    if (mode === "accepts") return { kind: "accepted", reference: `ref-${key}` };
    return { kind: "paid", transactionId: `tx-${key}` };
  };

  const reverse: NonNullable<PointsApi["reverse"]> = async (made, permit) => {
    permit.assertMaySend();
    await clock.sleep(LATENCY_MS);
    const key = `${made.idempotencyKey}-r1`;
    give(made.payment.userId, -made.payment.points, key);
    return { kind: "paid", transactionId: `tx-${key}` };
  };

  return {
    grants,
    pay,
    reverse,
    ...(mode === "key" && {
      keys: { lifetimeMs: Number.POSITIVE_INFINITY, refusalProvesUnpaid: true },
    }),
    ...(mode === "lookup" && {
      async lookUp({ idempotencyKey: key }, nextPermit) {
        (await nextPermit()).assertMaySend();
        await clock.sleep(LATENCY_MS);
        return granted(key) === undefined
          ? { kind: "not_found" }
          : { kind: "found", transactionId: `tx-${key}` };
      },
    }),
    ...(mode === "accepts" && {
      keys: { lifetimeMs: Number.POSITIVE_INFINITY, refusalProvesUnpaid: true },
      confirm: {
        deadlineMs: 86_400_000,
        async ask({ idempotencyKey: key }, permit) {
          permit.assertMaySend();
          await clock.sleep(LATENCY_MS);
          // It pays once somebody else goes on: what was accepted is still so when a version is left.
          return isMoody
            ? { kind: "pending", code: "queued" }
            : { kind: "paid", transactionId: `tx-${key}` };
        },
      },
    }),
    answer(as) {
      always = as;
    },
    behave() {
      isMoody = false;
    },
  };
}
