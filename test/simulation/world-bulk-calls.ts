import type {
  Answer,
  BulkAnswer,
  BulkApi,
  PayRequest,
} from "../../domain/distribution/points-api.ts";
import { type Asked, wholeAnswerOf } from "./points-api-answers.ts";
import { type CallFate, drawBulkFate, STUCK } from "./points-api-fates.ts";
import type { Random } from "./random.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";
import { CREDENTIALS_LATE, type WorldCredentials } from "./world-credentials.ts";
import type { Taken } from "./world-points-api.ts";

/** One payment of a bulk call; whether its user is known shows when the call leaves. */
interface Part {
  readonly request: PayRequest;
  readonly isRefused: boolean;
}

type Hear = (
  process: SimProcess,
  request: PayRequest,
  says: CallFate["says"],
  asked: Asked,
) => Answer;

/** The bulk route of the points API, as one process calls it; `pay` pays into the API's books. */
export function createWorldBulkApi(
  setup: Setup,
  process: SimProcess,
  {
    most,
    take,
    heard,
    credentials,
  }: {
    readonly most: number;
    readonly take: (process: SimProcess, request: PayRequest) => Taken;
    readonly heard: Hear;
    readonly credentials: WorldCredentials;
  },
): BulkApi {
  const { random, faults, invariants } = setup;

  function heedRetryAfter(requests: readonly PayRequest[], answer: BulkAnswer | Answer): void {
    if (answer.kind !== "not_done" || answer.retryAfterMs === undefined) return;
    for (const { idempotencyKey } of requests) {
      invariants.isToWait(process, idempotencyKey, answer.retryAfterMs);
    }
  }

  return {
    most,
    async pay(requests, permit) {
      const leftMs = await credentials.leftFor(process, permit);
      if (leftMs === undefined) return CREDENTIALS_LATE;
      permit.assertMaySend();
      if (requests.length < 2 || requests.length > most) {
        invariants.violate("a bulk call holds what it may", `${requests.length} payments`);
      }
      for (const { payment, idempotencyKey } of requests) {
        invariants.callLeaves(process, payment, idempotencyKey);
      }
      invariants.asks(process);
      const fate = drawBulkFate(setup);
      const parts = requests.map((request) => {
        const { userId } = request.payment;
        const ofUser = setup.isStuck(userId) ? STUCK : fate.drawPayment();
        if (ofUser.lands !== "never") invariants.mayLand(request.idempotencyKey, request.payment);
        return { request, isRefused: setup.isMissing(userId), ...ofUser };
      });
      const there = random.between(1, 40);
      const answersAfterMs =
        fate.says === "timeout" ? leftMs : Math.min(leftMs, there + faults.latencyMs() / 4);
      invariants.paceOf(
        process,
        requests.map(({ idempotencyKey }) => idempotencyKey),
        answersAfterMs,
      );
      const taken = new Map<PayRequest, Taken>();
      const land = ({ request, isRefused }: Part): void => {
        if (!isRefused) taken.set(request, take(process, request));
      };
      return await process.send({
        what: `points.bulk rows ${requests.map(({ payment }) => payment.row).join(", ")}`,
        landsAfterMs: Math.min(there, answersAfterMs),
        land() {
          for (const part of parts) {
            if (part.lands === "before its answer") land(part);
            if (part.lands === "late") landLate(setup, answersAfterMs - there, () => land(part));
          }
          return parts.map(({ says, lands }) => `${nameOf(says)}, lands ${lands}`).join("; ");
        },
        answersAfterMs,
        answer(): BulkAnswer {
          if (fate.says !== "results") {
            const answer = wholeAnswerOf(fate.says);
            for (const { idempotencyKey: key } of requests) invariants.tellsNothing(key);
            heedRetryAfter(requests, answer);
            return answer;
          }
          const answers = parts.flatMap((part): [string, Answer][] => {
            const { request, isRefused, says } = part;
            if (says === "nothing") return [];
            const asked = { isRefused, isBurnt: false, taken: taken.get(request) };
            return [[request.idempotencyKey, heard(process, request, says, asked)]];
          });
          return { kind: "answered", answers: new Map(turned(answers, random)) };
        },
      });
    },
  };
}

function landLate({ timeline, random, plan }: Setup, afterMs: number, land: () => void): void {
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
