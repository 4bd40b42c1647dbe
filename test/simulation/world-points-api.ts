import type {
  CallPermit,
  LookupAnswer,
  PayRequest,
  PointsApi,
} from "../../domain/distribution/points-api.ts";
import { answerOf } from "./points-api-answers.ts";
import { drawCallFate, nameOf } from "./points-api-fates.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";
import { createWorldBulkApi } from "./world-bulk-calls.ts";
import { CREDENTIALS_LATE, createWorldCredentials } from "./world-credentials.ts";

/** One payment in the points API's own books. */
export interface Grant {
  readonly userId: string;
  readonly points: number;
  readonly key: string;
  /** What it pays, whatever payout asks for it. */
  readonly debt: string;
  readonly transactionId: string;
}

export interface WorldPointsApi {
  grantsUnder(key: string): readonly Grant[];
  portOf(process: SimProcess): PointsApi;
}

/** A points API with books, in the idempotency mode of the plan; in some with a bulk route. */
export function createWorldPointsApi(setup: Setup): WorldPointsApi {
  const { plan, random, faults, invariants } = setup;
  const byKey = new Map<string, readonly Grant[]>();
  const paidOf = new Map<string, number>();
  const credentials = createWorldCredentials(setup);
  let grants = 0;

  /** Pays, or replays what was paid under the same key. Place for keys that expire. */
  function pay({ payment, idempotencyKey: key }: PayRequest): Grant {
    const { userId, points, reason: debt = key } = payment;
    const known = byKey.get(key) ?? [];
    const [replayed] = known;
    if (plan.idempotency === "key" && replayed !== undefined) return replayed;
    grants += 1;
    const grant = { userId, points, key, debt, transactionId: `tx-${grants}` };
    byKey.set(key, [...known, grant]);
    paidOf.set(debt, (paidOf.get(debt) ?? 0) + 1);
    invariants.grants(grant, paidOf.get(debt) ?? 0);
    return grant;
  }

  async function payOnce(
    process: SimProcess,
    { payment, idempotencyKey: key }: PayRequest,
    permit: CallPermit,
  ) {
    const leftMs = await credentials.leftFor(process, permit);
    if (leftMs === undefined) return CREDENTIALS_LATE;
    permit.assertMaySend();
    invariants.callLeaves(process, payment, key);
    const fate = drawCallFate(setup);
    const there = random.between(1, 40);
    const answersAfterMs =
      fate.says === "timeout" ? leftMs : Math.min(leftMs, there + faults.latencyMs() / 4);
    invariants.paceOf(process, [key], answersAfterMs);
    // Place for a 4xx for a key that was paid.
    const isRefused = setup.isMissing(payment.userId);
    let grant: Grant | undefined;
    return await process.send({
      what: `points.pay ${key}`,
      landsAfterMs:
        fate.lands === "late"
          ? answersAfterMs + random.between(0, plan.lateLandingMs)
          : Math.min(there, answersAfterMs),
      land: () => {
        const said = nameOf(fate);
        if (fate.lands === "never") return said;
        if (isRefused) return `${said}: no such user`;
        grant = pay({ payment, idempotencyKey: key });
        return `${said}: ${grant.transactionId}`;
      },
      answersAfterMs,
      answer() {
        const answer = answerOf(fate.says, { isRefused, row: payment.row, grant });
        if (answer.kind === "paid") invariants.hears(process, payment, "paid");
        if (answer.kind === "rejected") invariants.hears(process, payment, "rejected");
        if (answer.kind === "not_done" && answer.retryAfterMs !== undefined) {
          invariants.isToWait(process, key, answer.retryAfterMs);
        }
        return answer;
      },
    });
  }

  function portOf(process: SimProcess): PointsApi {
    const { bulkMost: most } = plan;
    return {
      idempotency: plan.idempotency,
      ...(most === undefined
        ? {}
        : { bulk: createWorldBulkApi(setup, process, { most, pay, credentials }) }),
      pay: (payment, idempotencyKey, permit) =>
        payOnce(process, { payment, idempotencyKey }, permit),
      async lookUp(payment, key, permit) {
        permit.assertMaySend();
        invariants.looksUp(key);
        const isDown = faults.outage() !== undefined || faults.chance("lookUpFails");
        let answer: LookupAnswer = { kind: "failed", code: "timeout" };
        return await process.send({
          what: `points.lookUp ${key}`,
          landsAfterMs: faults.latencyMs(),
          land: () => {
            if (isDown) return "fails";
            const [grant] = byKey.get(key) ?? [];
            answer =
              grant === undefined
                ? { kind: "not_found" }
                : { kind: "found", transactionId: grant.transactionId };
            return answer.kind;
          },
          answersAfterMs: isDown ? plan.settings.callTimeoutMs : 40 + faults.latencyMs(),
          answer() {
            if (answer.kind === "found") invariants.hears(process, payment, "paid");
            return answer;
          },
        });
      },
      ...(plan.findsUsers
        ? {
            findUser: ({ userId }) =>
              process.send({
                what: `points.findUser ${userId}`,
                landsAfterMs: 5,
                land: () => "looked up",
                answersAfterMs: 5 + faults.latencyMs(),
                answer: () =>
                  setup.isMissing(userId)
                    ? { kind: "rejected", code: "http_404" }
                    : { kind: "found" },
              }),
          }
        : {}),
    };
  }

  return { grantsUnder: (key) => byKey.get(key) ?? [], portOf };
}
