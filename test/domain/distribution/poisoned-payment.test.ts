import { expect, it } from "vitest";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import type { Answer } from "../../../domain/distribution/points-api.ts";
import type { PayingSettings } from "../../../domain/distribution/settings.ts";
import { createMemoryDistribution, SEVEN_PAYMENTS } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createScriptedPointsApi, type DoubtMode } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const POISONED = "user-0";
/** As an API that keeps its own failure under the payment's key, and replays it for ever. */
const KEPT_FAILURE: Answer = { kind: "in_doubt", code: "http_500", unavailable: true };
const DOWN: Answer = { kind: "not_done", code: "http_503", unavailable: true };

/** Seven payments, three to a chunk, of which the first can't be paid; the API is down for a while. */
async function payPoisoned(options: {
  readonly idempotency: DoubtMode;
  readonly isDown: (call: number, sinceMs: number) => boolean;
  readonly settings?: Partial<PayingSettings>;
}) {
  const clock = createVirtualClock();
  const beganMs = clock.nowMs();
  const payouts = createMemoryPayoutStore();
  const scheduled = payoutIn("scheduled");
  const { payments, totalPoints, digest } = checkOf(SEVEN_PAYMENTS);
  const payout = { ...scheduled, check: { ...scheduled.check, payments, totalPoints, digest } };
  await payouts.create(payout, createdEvent(payout));
  const pointsApi = createScriptedPointsApi({
    clock,
    idempotency: options.idempotency,
    fault(call, userId) {
      if (options.isDown(call, clock.nowMs() - beganMs)) return { kind: "answer", answer: DOWN };
      return userId === POISONED ? { kind: "answer", answer: KEPT_FAILURE } : undefined;
    },
  });
  const { deps } = createMemoryDistribution({
    ...{ payouts, clock, pointsApi, scheduler: createMemorySchedules() },
    settings: { unavailableAfterAnswers: 3, triesPerPayment: 2, ...options.settings },
  });
  const { engine } = createMemoryEngine({ clock });
  const { name: scheduleName, generation } = payout.schedule;
  const firing = { payoutId: payout.payoutId, generation, scheduleName, run: 1 };
  const end = await clock.run(distributePayout(deps, firing, engine));
  const actions = (await payouts.events(payout.payoutId)).map(({ action }) => action);
  return { end, actions, grants: pointsApi.grants };
}

const ALL_BUT_THE_POISONED = new Map(
  SEVEN_PAYMENTS.filter(({ userId }) => userId !== POISONED).map(({ userId }) => [userId, 1]),
);

it.each(["key", "lookup"] as const)(
  "ends an outage although the first payment that is left fails for ever (mode %s)",
  async (idempotency) => {
    const { end, actions, grants } = await payPoisoned({
      idempotency,
      // After the others of the first chunk are paid.
      isDown: (call, sinceMs) => call > 3 && sinceMs < 60_000,
    });

    expect(grants).toEqual(ALL_BUT_THE_POISONED);
    expect(actions).toEqual(["created", "started", "outage_began", "outage_ended", "completed"]);
    expect(end).toEqual({ kind: "completed" });
  },
);
