import { payingSettingsOf } from "../../../adapters/points-api/settings-of-description.ts";
import { pointsApiSchema } from "../../../connectors/registry.ts";
import { distributePayout } from "../../../domain/distribute-payout.ts";
import type { LedgerEntry } from "../../../domain/distribution/ledger.ts";
import type { LedgerStore } from "../../../domain/distribution/ledger-store.ts";
import { resumePayout } from "../../../domain/distribution/stop-and-resume.ts";
import type { Firing } from "../../../domain/payout/scheduler.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { createdEvent, MARKETER, payoutIn } from "../../domain/payout/payouts.ts";
import { createMemoryDistribution } from "../../doubles/memory-distribution.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import { checkOf } from "../../doubles/memory-objects.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createVirtualClock, type VirtualClock } from "../../doubles/virtual-clock.ts";
import { createRandom } from "../../simulation/random.ts";
import { createNetwork, shareSecret } from "./points-api-of-trial.ts";
import type { Trial, TrialApi } from "./trial.ts";
import { createWorkerLife } from "./worker-life.ts";

/** What a payout goes through beside its API. */
export interface Hardships {
  readonly users: number;
  /** So many workers die; the one after them lives as long as it takes. */
  readonly deaths: number;
  /** Whether the API is down for a while. */
  readonly isDownOnce: boolean;
  /** Whether a person goes on with it whenever it pauses. */
  readonly isResumed: boolean;
  /** Decides when workers die, and how long answers take. */
  readonly seed: number;
}

const CHUNK_SIZE = 100;
/** The worker that dies then is missed for so long that keys may have expired. */
const LONG_AWAY = 3;
const LONG_AWAY_MS = 2 * 3_600_000;
const OUTAGE_AFTER_MS = 45_000;
const OUTAGE_MS = 60_000;

/**
 * Pays users over real HTTP, by the workflow that is deployed and as its connector says, in virtual
 * time.
 */
export async function payUsers(open: Trial["open"], hardships: Hardships) {
  const { users, seed } = hardships;
  const { schedule, ...scheduled } = payoutIn("scheduled");
  const random = createRandom(seed);
  let silences = () => 0;
  const network = createNetwork(() => silences());
  const virtual = createVirtualClock(Date.parse(schedule.at), network.isBusy);
  // Whole milliseconds, as clocks tell them.
  const clock: VirtualClock = {
    ...virtual,
    sleep: (ms, signal) => virtual.sleep(Math.ceil(ms), signal),
  };
  const api = await open(clock);
  silences = api.silences;
  const { description } = pointsApiSchema.parse(api.pointsApi);
  const openPointsApi = shareSecret({ description, secret: api.secret, clock, random, network });

  const payments = Array.from({ length: users }, (_, index): Payment => {
    const reason = index % 3 === 0 ? {} : { reason: "출석 이벤트" };
    return { row: index + 2, userId: api.userIdOf(index), points: 100 + index, ...reason };
  });
  const { totalPoints, digest } = checkOf(payments);
  const check = { ...scheduled.check, payments: users, totalPoints, digest };
  const payout = { ...scheduled, schedule, check };
  const { payoutId } = payout;
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const { deps } = createMemoryDistribution(
    {
      ...{ payouts, clock, scheduler: createMemorySchedules() },
      pointsApi: openPointsApi(createWorkerLife(0)),
      settings: payingSettingsOf(description),
    },
    payments,
  );
  let deaths = 0;

  function bear() {
    const uses = deaths < hardships.deaths ? random.between(100, 350) : Number.POSITIVE_INFINITY;
    const life = createWorkerLife(uses);
    const { ledger, leases } = deps;
    return {
      life,
      deps: {
        ...deps,
        chunkSize: CHUNK_SIZE,
        random: () => random.next(),
        pointsApi: openPointsApi(life),
        ledger: {
          ...ledger,
          claim: life.use(ledger.claim),
          settle: life.use(ledger.settle),
          release: life.use(ledger.release),
          noteTries: life.use(ledger.noteTries),
          closeChunk: life.use(ledger.closeChunk),
        },
        leases: {
          ...leases,
          renew: life.use(leases.renew),
          release: life.use(leases.release),
        },
      },
    };
  }

  /** One execution, whose invocations die and are made again. */
  async function execute(firing: Firing, executionName: string): Promise<void> {
    const { engine } = createMemoryEngine({ clock, executionName });
    for (;;) {
      const worker = bear();
      try {
        await clock.run(distributePayout(worker.deps, firing, engine));
        return;
      } catch (error) {
        if (!worker.life.isOver()) throw error;
        deaths += 1;
        if (deaths === LONG_AWAY) await stayAway();
      }
    }
  }

  async function stayAway(): Promise<void> {
    await clock.run(clock.sleep(LONG_AWAY_MS));
    api.whileAway?.();
  }

  async function resume(): Promise<void> {
    const started: [Firing, string][] = [];
    const starter = {
      start: async (...start: [Firing, string]) => {
        started.push(start);
      },
    };
    await resumePayout({ ...deps, starter }, payoutId, {}, MARKETER);
    for (const start of started) await execute(...start);
  }

  await api.setFaults("some");
  if (hardships.isDownOnce) beDownOnce(api, clock);
  api.meanwhile?.(clock);
  const { name: scheduleName, generation } = schedule;
  await execute({ payoutId, generation, scheduleName, run: 1 }, scheduleName);
  while (hardships.isResumed && (await payouts.get(payoutId))?.state === "paused") {
    api.mend?.();
    await resume();
  }
  return {
    deaths,
    /** How long it took, in virtual milliseconds. */
    tookMs: clock.nowMs() - Date.parse(schedule.at),
    payout: await payouts.get(payoutId),
    actions: (await payouts.events(payoutId)).map(({ action }) => action),
    /** What people are shown of each payment, in the result workbook. */
    shown: [...deps.results.workbooks.values()].at(-1) ?? [],
    /** The same while it is not complete, as the ledger has it. */
    entries: await entriesOf(deps.ledger, payoutId, Math.ceil(users / CHUNK_SIZE)),
    grants: await api.grants(),
  };
}

export type PaidUsers = Awaited<ReturnType<typeof payUsers>>;

async function entriesOf(
  ledger: Pick<LedgerStore, "readChunk">,
  payoutId: string,
  chunks: number,
): Promise<readonly LedgerEntry[]> {
  const read = Array.from({ length: chunks }, (_, chunk) => ledger.readChunk(payoutId, chunk));
  return (await Promise.all(read)).flat();
}

/** Nobody waits for it: the API is down for a while, and then as before. */
async function beDownOnce(
  { setFaults }: Pick<TrialApi, "setFaults">,
  clock: { sleep(ms: number): Promise<void> },
): Promise<void> {
  await clock.sleep(OUTAGE_AFTER_MS);
  await setFaults("down");
  await clock.sleep(OUTAGE_MS);
  await setFaults("some");
}

/** Users of whom people are shown something else than the API's books say. */
export function disagreements({ shown, grants }: Pick<PaidUsers, "shown" | "grants">) {
  const strangers = new Map(grants);
  const wrong: object[] = [];
  for (const { payment, entry } of shown) {
    const { userId, points } = payment;
    const state = entry?.state ?? "pending";
    const granted = grants.get(userId);
    strangers.delete(userId);
    const isOnce = granted?.times === 1 && granted.points === points;
    // What is unknown may have been paid, but never twice.
    const agrees = state === "paid" ? isOnce : granted === undefined;
    if (!agrees && !(state === "unknown" && isOnce)) wrong.push({ userId, state, granted });
  }
  return [...wrong, ...strangers];
}
