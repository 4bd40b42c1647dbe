import type { LookupAnswer, PayRequest, PointsApi } from "../../domain/distribution/points-api.ts";
import { answerOf } from "./points-api-answers.ts";
import { drawCallFate, nameOf } from "./points-api-fates.ts";
import type { Scene } from "./scene.ts";
import type { SimProcess } from "./sim-process.ts";
import { createWorldBulkApi } from "./world-bulk-calls.ts";

/** One payment in the points API's own books. */
export interface Grant {
  readonly userId: string;
  readonly points: number;
  readonly key: string;
  readonly transactionId: string;
}

export interface WorldPointsApi {
  readonly grants: readonly Grant[];
  grantsOf(userId: string): readonly Grant[];
  portOf(process: SimProcess): PointsApi;
}

/** A points API with books, in the idempotency mode of the plan; in some with a bulk route. */
export function createWorldPointsApi(scene: Scene): WorldPointsApi {
  const { plan, random, faults, judge } = scene;
  const grants: Grant[] = [];
  const byUser = new Map<string, Grant[]>();

  /** Pays, or replays what was paid under the same key. */
  function pay({ payment: { userId, points }, idempotencyKey: key }: PayRequest): Grant {
    const known = byUser.get(userId) ?? [];
    const replayed = known.find((grant) => grant.key === key);
    if (plan.idempotency === "key" && replayed !== undefined) return replayed;
    const grant = { userId, points, key, transactionId: `tx-${grants.length + 1}` };
    grants.push(grant);
    byUser.set(userId, [...known, grant]);
    judge.grants(grant, known.length + 1);
    return grant;
  }

  function portOf(process: SimProcess): PointsApi {
    const { bulkMost: most } = plan;
    return {
      idempotency: plan.idempotency,
      ...(most === undefined ? {} : { bulk: createWorldBulkApi(scene, process, { most, pay }) }),
      async pay(payment, key, permit) {
        permit.assertMaySend();
        judge.callLeaves(process, payment, key);
        const fate = drawCallFate(scene);
        const there = random.between(1, 40);
        const answersAfterMs =
          fate.says === "timeout" ? plan.settings.callTimeoutMs : there + faults.latencyMs() / 4;
        const isRefused = scene.isMissing(payment.userId);
        let grant: Grant | undefined;
        return await process.send({
          what: `points.pay row ${payment.row}`,
          landsAfterMs:
            fate.lands === "late" ? answersAfterMs + random.between(0, plan.lateLandingMs) : there,
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
            if (answer.kind === "paid") judge.hears(process, payment, "paid");
            if (answer.kind === "rejected") judge.hears(process, payment, "rejected");
            return answer;
          },
        });
      },
      async lookUp(payment, key, permit) {
        permit.assertMaySend();
        const isDown = faults.outage() !== undefined || faults.chance("lookUpFails");
        let answer: LookupAnswer = { kind: "failed", code: "timeout" };
        return await process.send({
          what: `points.lookUp row ${payment.row}`,
          landsAfterMs: faults.latencyMs(),
          land: () => {
            if (isDown) return "fails";
            const grant = byUser.get(payment.userId)?.find((one) => one.key === key);
            answer =
              grant === undefined
                ? { kind: "not_found" }
                : { kind: "found", transactionId: grant.transactionId };
            return answer.kind;
          },
          answersAfterMs: isDown ? plan.settings.callTimeoutMs : 40 + faults.latencyMs(),
          answer() {
            if (answer.kind === "found") judge.hears(process, payment, "paid");
            return answer;
          },
        });
      },
    };
  }

  return { grants, grantsOf: (userId) => byUser.get(userId) ?? [], portOf };
}
