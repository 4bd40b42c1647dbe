import { type PayRoundDeps, payRound } from "../../../domain/distribution/pay-round.ts";
import type {
  Answer,
  BulkAnswer,
  LookupAnswer,
  PayRequest,
  PointsApi,
} from "../../../domain/distribution/points-api.ts";
import type { PayingSettings } from "../../../domain/distribution/settings.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { type DoubtMode, KEPT_FOR_EVER } from "../../doubles/scripted-points-api.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const CHUNK_SIZE = 500;

/** What the bulk call of this number, from 1, comes to; `pay` pays one of its payments. */
export type AnswerBulk = (
  call: number,
  requests: readonly PayRequest[],
  pay: (request: PayRequest) => Answer,
) => BulkAnswer;

interface BulkWorldOptions {
  readonly payments: number;
  readonly most: number;
  readonly latencyMs?: number;
  readonly idempotency?: DoubtMode;
  readonly dryRun?: boolean;
  /** How long the ledger takes over a claim. */
  readonly claimMs?: number;
  /** How long our credentials take to be had, before each call. */
  readonly credentialsMs?: number;
  readonly settings?: Partial<PayingSettings>;
  readonly answer?: AnswerBulk;
  readonly ledger?: (ledger: PayRoundDeps["ledger"]) => Partial<PayRoundDeps["ledger"]>;
  readonly leases?: (leases: PayRoundDeps["leases"]) => Partial<PayRoundDeps["leases"]>;
}

/** As an API that pays whatever it is asked for. */
export const payAll: AnswerBulk = (_, requests, pay) =>
  answered(requests.map((request) => [request, pay(request)]));

/** One call as the points API got it: the rows, and when. */
interface Call {
  readonly rows: readonly number[];
  readonly atMs: number;
}

/** A payout of so many payments, from row 2 on, and a points API that takes many at once. */
export async function createBulkWorld(options: BulkWorldOptions) {
  const { payments, most, latencyMs = 20, idempotency = "key", answer = payAll } = options;
  const clock = createVirtualClock();
  const granted = new Map<string, string>();
  const asked = {
    bulk: [] as Call[],
    alone: [] as Call[],
    lookedUp: 0,
    inFlight: 0,
    most: 0,
    claims: 0,
  };
  const beganMs = clock.nowMs();

  const pay = ({ idempotencyKey, payment }: PayRequest): Answer => {
    const transactionId = granted.get(idempotencyKey) ?? `tx-${payment.row}`;
    if (granted.has(idempotencyKey) && idempotency !== "key") throw new Error("Paid twice.");
    granted.set(idempotencyKey, transactionId);
    return { kind: "paid", transactionId };
  };
  const note = (requests: readonly PayRequest[]): Call => ({
    rows: requests.map(({ payment }) => payment.row),
    atMs: clock.nowMs() - beganMs,
  });
  async function takeTime(): Promise<void> {
    asked.inFlight += 1;
    asked.most = Math.max(asked.most, asked.inFlight);
    await clock.sleep(latencyMs);
    asked.inFlight -= 1;
  }
  const pointsApi: PointsApi = {
    ...(idempotency === "key" ? { keys: KEPT_FOR_EVER } : {}),
    ...(idempotency === "lookup" ? { lookUp } : {}),
    async pay(payment, idempotencyKey, permit) {
      await clock.sleep(options.credentialsMs ?? 0);
      permit.assertMaySend();
      asked.alone.push(note([{ payment, idempotencyKey }]));
      await takeTime();
      return pay({ payment, idempotencyKey });
    },
    bulk: {
      most,
      async pay(requests, permit) {
        await clock.sleep(options.credentialsMs ?? 0);
        permit.assertMaySend();
        asked.bulk.push(note(requests));
        const call = asked.bulk.length;
        await takeTime();
        return answer(call, requests, pay);
      },
    },
  };
  async function lookUp(
    ...[{ idempotencyKey: key }, nextPermit]: Parameters<NonNullable<PointsApi["lookUp"]>>
  ): Promise<LookupAnswer> {
    (await nextPermit()).assertMaySend();
    asked.lookedUp += 1;
    const transactionId = granted.get(key);
    return transactionId === undefined ? { kind: "not_found" } : { kind: "found", transactionId };
  }

  const payouts = createMemoryPayoutStore();
  const { dryRun = false } = options;
  const payout = { ...payoutIn("distributing"), ...(dryRun ? { dryRun } : {}) };
  await payouts.create(payout, createdEvent(payout));
  const { payoutId } = payout;
  const { deps } = createMemoryDistribution({
    ...{ payouts, clock, pointsApi, scheduler: createMemorySchedules() },
    settings: { concurrency: 500, ...options.settings },
  });
  const leases = { ...deps.leases, ...options.leases?.(deps.leases) };
  const under = { ...deps.ledger, ...options.ledger?.(deps.ledger) };
  const ledger: PayRoundDeps["ledger"] = {
    ...under,
    async claim(request) {
      asked.claims += 1;
      const result = await under.claim(request);
      await clock.sleep(options.claimMs ?? 0);
      return result;
    },
  };
  const plan = { chunkSize: CHUNK_SIZE, chunkCount: Math.ceil(payments / CHUNK_SIZE), shards: 1 };
  for (let chunk = 0; chunk < plan.chunkCount; chunk += 1) {
    const left = Math.min(CHUNK_SIZE, payments - chunk * CHUNK_SIZE);
    const rows = Array.from({ length: left }, (_, index) => chunk * CHUNK_SIZE + index + 2);
    const chunkOf = rows.map((row) => ({ row, userId: `user-${row}`, points: 100 }));
    await deps.chunks.write(payoutId, chunk, chunkOf);
  }

  return {
    clock,
    asked,
    granted,
    /** Pays for a round, at most so long, and tells how it ended. */
    async payFor(ms = 900_000, owner = "me") {
      const { run } = payout.distribution;
      const yieldAtMs = clock.nowMs() + ms;
      const request = { payoutId, run, plan, shard: 0, owner, yieldAtMs };
      const startedMs = clock.nowMs();
      const end = await clock.run(payRound({ ...deps, ledger, leases }, request));
      return { end, tookMs: clock.nowMs() - startedMs };
    },
    /** What the ledger says of each payment it has, by row. */
    async ledger() {
      const entries = await deps.ledger.readChunk(payoutId, 0);
      return entries.map(({ row, state, transactionId, code }) => ({
        row,
        state,
        ...(transactionId === undefined ? {} : { transactionId }),
        ...(code === undefined ? {} : { code }),
      }));
    },
  };
}

/** Results as a points API gives them: in any order, here the last one first. */
export function answered(results: readonly (readonly [PayRequest, Answer])[]): BulkAnswer {
  const byKey = results.map(([{ idempotencyKey }, answer]) => [idempotencyKey, answer] as const);
  return { kind: "answered", answers: new Map(byKey.reverse()) };
}
