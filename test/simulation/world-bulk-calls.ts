import type {
  Answer,
  BulkAnswer,
  BulkApi,
  PayRequest,
} from "../../domain/distribution/points-api.ts";
import { answerOf, wholeAnswerOf } from "./points-api-answers.ts";
import { type CallFate, drawBulkFate } from "./points-api-fates.ts";
import type { Random } from "./random.ts";
import type { Scene } from "./scene.ts";
import type { SimProcess } from "./sim-process.ts";
import type { Grant } from "./world-points-api.ts";

/** The bulk route of the points API, as one process calls it; `pay` pays into the API's books. */
export function createWorldBulkApi(
  scene: Scene,
  process: SimProcess,
  { most, pay }: { readonly most: number; readonly pay: (request: PayRequest) => Grant },
): BulkApi {
  const { plan, random, faults, judge } = scene;

  function hear(request: PayRequest, says: CallFate["says"], grant: Grant | undefined): Answer {
    const { payment } = request;
    const isRefused = scene.isMissing(payment.userId);
    const answer = answerOf(says, { isRefused, row: payment.row, grant });
    if (answer.kind === "paid" || answer.kind === "rejected") {
      judge.hears(process, payment, answer.kind);
    }
    return answer;
  }

  return {
    most,
    async pay(requests, permit) {
      permit.assertMaySend();
      if (requests.length < 2 || requests.length > most) {
        judge.violate("a bulk call holds what it may", `${requests.length} payments`);
      }
      for (const { payment, idempotencyKey } of requests) {
        judge.callLeaves(process, payment, idempotencyKey);
      }
      const fate = drawBulkFate(scene);
      const parts = requests.map((request) => ({ request, ...fate.drawPayment() }));
      const there = random.between(1, 40);
      const answersAfterMs =
        fate.says === "timeout" ? plan.settings.callTimeoutMs : there + faults.latencyMs() / 4;
      const grants = new Map<PayRequest, Grant>();
      const land = (request: PayRequest): void => {
        if (!scene.isMissing(request.payment.userId)) grants.set(request, pay(request));
      };
      return await process.send({
        what: `points.bulk rows ${requests.map(({ payment }) => payment.row).join(", ")}`,
        landsAfterMs: there,
        land() {
          for (const { request, lands } of parts) {
            if (lands === "before its answer") land(request);
            if (lands === "late") landLate(scene, answersAfterMs - there, () => land(request));
          }
          return parts.map(({ says, lands }) => `${nameOf(says)}, lands ${lands}`).join("; ");
        },
        answersAfterMs,
        answer(): BulkAnswer {
          if (fate.says !== "results") return wholeAnswerOf(fate.says);
          const answers = parts.flatMap(({ request, says }): [string, Answer][] =>
            says === "nothing"
              ? []
              : [[request.idempotencyKey, hear(request, says, grants.get(request))]],
          );
          return { kind: "answered", answers: new Map(turned(answers, random)) };
        },
      });
    },
  };
}

function landLate({ timeline, random, plan }: Scene, afterMs: number, land: () => void): void {
  timeline.after(afterMs + random.between(0, plan.lateLandingMs), land);
}

function nameOf(says: CallFate["says"] | "nothing"): string {
  return typeof says === "string" ? says : String(says.status);
}

/** Results come in any order. */
function turned<T>(list: readonly T[], random: Random): readonly T[] {
  const by = random.between(0, Math.max(0, list.length - 1));
  return [...list.slice(by), ...list.slice(0, by)];
}
