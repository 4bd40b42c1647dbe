import { meaningOfStatus, TRANSPORT_FAILURES } from "../../domain/distribution/answer-table.ts";
import type { Answer, LookupAnswer, PointsApi } from "../../domain/distribution/points-api.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { type CallFate, drawCallFate, nameOf } from "./points-api-fates.ts";
import type { Scene } from "./scene.ts";
import type { SimProcess } from "./sim-process.ts";

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

const REFUSALS = [400, 404, 422] as const;

/** A points API with books, in the idempotency mode of the plan. */
export function createWorldPointsApi(scene: Scene): WorldPointsApi {
  const { plan, random, faults, judge } = scene;
  const grants: Grant[] = [];
  const byUser = new Map<string, Grant[]>();

  /** Pays, or replays what was paid under the same key. */
  function pay({ userId, points }: Payment, key: string): Grant {
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
    return {
      idempotency: plan.idempotency,
      pay(payment, key) {
        judge.callLeaves(process, payment, key);
        const fate = drawCallFate(scene);
        const there = random.between(1, 40);
        const answersAfterMs =
          fate.says === "timeout" ? plan.settings.callTimeoutMs : there + faults.latencyMs() / 4;
        const refused = scene.isMissing(payment.userId);
        let grant: Grant | undefined;
        return process.send({
          what: `points.pay row ${payment.row}`,
          landsAfterMs:
            fate.lands === "late" ? answersAfterMs + random.between(0, plan.lateLandingMs) : there,
          land: () => {
            const said = nameOf(fate);
            if (fate.lands === "never") return said;
            if (refused) return `${said}: no such user`;
            grant = pay(payment, key);
            return `${said}: ${grant.transactionId}`;
          },
          answersAfterMs,
          answer() {
            const answer = answerOf(fate, refused, payment.row, grant);
            if (answer.kind === "paid") judge.hears(process, payment, "paid");
            if (answer.kind === "rejected") judge.hears(process, payment, "rejected");
            return answer;
          },
        });
      },
      lookUp(payment, key) {
        const isDown = faults.outage() !== undefined || faults.chance("lookUpFails");
        let answer: LookupAnswer = { kind: "failed", code: "timeout" };
        return process.send({
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

/** The answer as the HTTP client reads it, by the domain's own table. */
function answerOf(
  { says }: CallFate,
  refused: boolean,
  row: number,
  grant: Grant | undefined,
): Answer {
  if (typeof says === "string") return { ...TRANSPORT_FAILURES[says], code: says };
  const isAnswered = says.status === 201 && refused;
  const status = isAnswered ? (REFUSALS[row % REFUSALS.length] ?? 404) : says.status;
  const code = `http_${status}`;
  const { kind, unavailable } = meaningOfStatus(status);
  switch (kind) {
    case "paid":
      return grant === undefined ? { kind } : { kind, transactionId: grant.transactionId };
    case "rejected":
    case "refused_credentials":
      return { kind, code };
    case "not_done": {
      const { retryAfterMs } = says;
      return { kind, unavailable, code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    }
    case "in_doubt":
      return { kind, unavailable, code };
  }
}
