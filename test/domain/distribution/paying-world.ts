import type * as z from "zod";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import { endPayout } from "../../../domain/distribution/end-payout.ts";
import type { PayingSettings } from "../../../domain/distribution/settings.ts";
import { resumePayout, stopPayout } from "../../../domain/distribution/stop-and-resume.ts";
import { optional } from "../../../domain/optional.ts";
import { payPayout, payShard } from "../../../domain/pay-payout.ts";
import { payRequestSchema, shardRequestSchema } from "../../../domain/pay-requests.ts";
import type { PayoutSchedule } from "../../../domain/payout/payout.ts";
import type { policySchema } from "../../../domain/payout/policy.ts";
import type { Firing } from "../../../domain/payout/scheduler.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, MARKETER, payoutIn } from "../payout/payouts.ts";

type ApiOptions = Omit<Parameters<typeof createScriptedPointsApi>[0], "clock">;

/** A scheduled payout of so many users, 100 points each, and a points API that does as it is told. */
export async function createPayingWorld({
  users = 7,
  settings = {},
  policy = {},
  latest,
  yieldAfterMs = 600_000,
  ...api
}: ApiOptions & {
  readonly users?: number;
  readonly settings?: Partial<PayingSettings>;
  readonly policy?: z.input<typeof policySchema>;
  /** After which nobody is paid any more. */
  readonly latest?: PayoutSchedule["latest"];
  readonly yieldAfterMs?: number;
}) {
  const virtual = createVirtualClock();
  // As a system's clock, it tells whole milliseconds.
  const clock = { ...virtual, nowMs: () => Math.floor(virtual.nowMs()) };
  const payments: Payment[] = Array.from({ length: users }, (_, index) => ({
    row: index + 2,
    userId: `user-${index}`,
    points: 100,
  }));
  const payouts = createMemoryPayoutStore();
  const example = payoutIn("scheduled");
  const scheduled = {
    ...example,
    schedule: { ...example.schedule, ...optional("latest", latest) },
  };
  const { totalPoints, digest, ...checked } = checkOf(payments);
  const check = { ...scheduled.check, payments: checked.payments, totalPoints, digest };
  await payouts.create({ ...scheduled, check }, createdEvent(scheduled));
  const pointsApi = createScriptedPointsApi({ clock, ...api });
  const { deps, slack } = createMemoryDistribution(
    { ...{ payouts, clock, pointsApi, scheduler: createMemorySchedules() }, settings, policy },
    payments,
  );
  const { payoutId, schedule } = scheduled;
  const { name: scheduleName, generation } = schedule;
  let next: readonly [Firing, string] = [
    { payoutId, generation, scheduleName, run: 1 },
    "execution-1",
  ];
  const starter = {
    start: async (firing: Firing, execution: string) => {
      next = [firing, execution];
    },
  };
  const engines = new Map<string, ReturnType<typeof createMemoryEngine>>();
  /** The same for the same execution, so that one that crashed is replayed. */
  const engineOf = (executionName: string) => {
    const known = engines.get(executionName);
    if (known !== undefined) return known;
    const made = createMemoryEngine({
      ...{ clock, executionName, yieldAfterMs },
      runOne: async (input, child) => {
        const carried: unknown = JSON.parse(JSON.stringify(input));
        const shard = shardRequestSchema.safeParse(carried);
        return shard.success
          ? await payShard(deps, shard.data, child)
          : await payPayout(deps, payRequestSchema.parse(carried), child);
      },
    });
    engines.set(executionName, made);
    return made;
  };
  const stored = async () => {
    const payout = await payouts.get(payoutId);
    if (payout === undefined) throw new Error("The payout is gone.");
    return payout;
  };
  const chunkCount = Math.ceil(users / deps.chunkSize);
  const entries = async () => {
    const chunks = Array.from({ length: chunkCount }, (_, chunk) => chunk);
    return (await Promise.all(chunks.map((one) => deps.ledger.readChunk(payoutId, one)))).flat();
  };
  return {
    clock,
    deps,
    pointsApi,
    slack,
    stored,
    entries,
    /**
     * Pays until the execution ends, which the first firing or a person asked for, while other
     * things happen.
     */
    async pay(...meanwhile: readonly Promise<unknown>[]) {
      const [firing, executionName] = next;
      const { engine, names } = engineOf(executionName);
      const beganMs = clock.nowMs();
      const [end] = await clock.run(
        Promise.all([distributePayout(deps, firing, engine), ...meanwhile]),
      );
      return { end, names, tookMs: clock.nowMs() - beganMs };
    },
    sleep: (ms: number) => clock.run(clock.sleep(ms)),
    stop: () => stopPayout(deps, payoutId, {}, MARKETER),
    resume: () => resumePayout({ ...deps, starter }, payoutId, {}, MARKETER),
    end: () => endPayout({ ...deps, starter }, payoutId, { reason: "The wrong sheet." }, MARKETER),
    async endedBy() {
      const payout = await stored();
      return { endedBy: "endedBy" in payout ? payout.endedBy : undefined };
    },
    /** What became of each user, by state and code. */
    async outcomes() {
      const all = await entries();
      return Object.fromEntries(
        all.map(({ userId, state, code }) => [
          userId,
          code === undefined ? state : `${state} ${code}`,
        ]),
      );
    },
    actions: async () => (await payouts.events(payoutId)).map(({ action }) => action),
  };
}
