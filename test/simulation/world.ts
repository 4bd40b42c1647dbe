import type { DistributePayoutDeps } from "../../domain/distribute-payout.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import type { View } from "./court.ts";
import { createFaults } from "./faults.ts";
import { createJudge } from "./judge.ts";
import { judgeEnd } from "./judge-end.ts";
import { createPeople, type People } from "./people.ts";
import { drawPlan } from "./plan.ts";
import { createRandom } from "./random.ts";
import type { Scene } from "./scene.ts";
import { drawPayouts } from "./sheets-of-seed.ts";
import type { SimProcess } from "./sim-process.ts";
import { createTimeline, START_MS } from "./timeline.ts";
import { createTrace } from "./trace.ts";
import { createWatch, type Watch } from "./watch.ts";
import { createWorldHost } from "./world-host.ts";
import { createWorldLedger } from "./world-ledger.ts";
import { createWorldObjects } from "./world-objects.ts";
import { createWorldPayouts } from "./world-payouts.ts";
import { createWorldPointsApi } from "./world-points-api.ts";
import { createWorldScheduler } from "./world-scheduler.ts";
import { createWorldSlack } from "./world-slack.ts";
import { createWorldTable } from "./world-table.ts";

const POLICY = policySchema.parse({ minLeadTimeMs: 1_000, defaultTimeZone: "UTC" });
/** More than any sheet's total. */
const NO_APPROVAL_BELOW = 1_000_000_000;

export interface World {
  readonly scene: Scene;
  readonly view: View;
  readonly drawn: ReturnType<typeof drawPayouts>;
  readonly people: People;
  readonly watch: Watch;
  /** Another sheet than was approved is read from now on, or none. */
  changeSheet(payoutId: string, payments: readonly Payment[] | undefined): void;
  /** What is to be judged once nothing is left to happen. */
  judgeEnd(): void;
}

/** Everything there is in one run: the domain's own code, and a world around it that misbehaves. */
export async function createWorld(
  seed: number,
  options: { readonly keepsLines: boolean },
): Promise<World> {
  const random = createRandom(seed);
  const plan = drawPlan(random);
  const timeline = createTimeline();
  const trace = createTrace(START_MS, options.keepsLines);
  const faults = createFaults({ plan, random, timeline, startMs: START_MS });
  const drawn = drawPayouts(random, plan);
  const changedSheets = new Set<string>();
  // The judge looks at what is made below.
  const judge = createJudge({ plan, timeline, view: () => view });
  const isMissing = (userId: string): boolean => drawn.missing.has(userId);
  const scene: Scene = { plan, random, timeline, faults, trace, judge, isMissing };

  let ids = 0;
  function newId(): string {
    ids += 1;
    return `id${String(ids).padStart(8, "0")}`;
  }

  const table = createWorldTable(scene);
  const ledger = createWorldLedger(judge, table, newId);
  const payouts = createWorldPayouts(judge, table, newId);
  const objects = createWorldObjects();
  const pointsApi = createWorldPointsApi(scene);
  const slack = createWorldSlack(scene);
  const host = createWorldHost(scene, {
    depsOf: distributionDepsOf,
    onDeath: (execution) => watch.tellOfDeath(execution),
  });
  const scheduler = createWorldScheduler(scene, host);
  const watch = createWatch(scene, {
    depsOf: (process) => ({
      ...distributionDepsOf(process),
      executions: host.executionsOf(process),
    }),
  });
  const people = createPeople(scene, { depsOf: peopleDepsOf, payout: payouts.get });
  const view: View = {
    payouts: payouts.all,
    payout: payouts.get,
    entry: ledger.entry,
    entries: ledger.entries,
    tallies: ledger.tallies,
    grantsOf: pointsApi.grantsOf,
    schedules: scheduler.existing,
    lostSchedules: () => new Set([...scheduler.lost, ...host.deadSchedules]),
    clocksAgree: plan.rates.clockJump === 0,
    message(payoutId) {
      const told = payouts.telling(payoutId);
      return {
        shows: slack.textOf(payoutId),
        says: told?.message?.says,
        isSure: told?.message?.unsureSince === undefined && told?.behind === undefined,
      };
    },
    isMissing,
    approved: (userId) => drawn.approved.get(userId),
    sheetIsChanged: (payoutId) => changedSheets.has(payoutId),
  };

  function distributionDepsOf(process: SimProcess): DistributePayoutDeps {
    return {
      ...objects.portsOf(process),
      ...payouts.portsOf(process),
      ledger: ledger.portOf(process),
      pointsApi: pointsApi.portOf(process),
      scheduler: scheduler.portOf(process),
      channel: slack.portOf(process),
      progressChannel: slack.portOf(process),
      progressEveryMs: 5_000,
      reminderMs: 60_000,
      mentions: [],
      clock: process.clock,
      newId,
      random: () => random.next(),
      settings: plan.settings,
      chunkSize: plan.chunkSize,
      policy: POLICY,
      language: "en",
      payoutLink: (payoutId) => `https://page.invalid/${payoutId}`,
    };
  }

  function peopleDepsOf(process: SimProcess) {
    return {
      payouts: payouts.portsOf(process).payouts,
      scheduler: scheduler.portOf(process),
      starter: host.starterOf(process),
      clock: process.clock,
      newId,
      policy: { ...POLICY, approvalAbovePoints: plan.needsApproval ? 0 : NO_APPROVAL_BELOW },
    };
  }

  for (const { payout, event, payments } of drawn.payouts) {
    await payouts.add(payout, event);
    objects.setSheet(payout.payoutId, payments);
  }
  return {
    scene,
    view,
    drawn,
    people,
    watch,
    changeSheet(payoutId, payments) {
      trace.add(timeline.nowMs(), "somebody", `changes the sheet of ${payoutId}`, "");
      changedSheets.add(payoutId);
      objects.setSheet(payoutId, payments);
    },
    judgeEnd: () => judgeEnd(judge, view, drawn.payouts),
  };
}
