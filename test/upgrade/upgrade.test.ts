import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resolvePayment } from "../../domain/distribution/resolve-payment.ts";
import { reversePayout } from "../../domain/distribution/reverse-payout.ts";
import { approvePayout } from "../../domain/payout/decide-approval.ts";
import { ownerOf } from "../../domain/payout/owner.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { requestReceipt } from "../../domain/receipt/begin-receipt.ts";
import { type ListedPayment, listPayments } from "../../domain/report/list-payments.ts";
import { uploaded } from "../adapters/workbook/read-back.ts";
import { APPROVER, MARKETER } from "../domain/payout/payouts.ts";
import type { Execution } from "./durable-execution.ts";
import { goOn, runInFlight } from "./go-on.ts";
import { ERASED, eraseUser, SUCCESSOR } from "./people-scenes.ts";
import { createReleaseWorld, type Left, type ReleaseWorld } from "./release-world.ts";
import { playScene, SCENES } from "./scenes.ts";
import { RELEASES } from "./write-release.ts";

const FOLDER = join(import.meta.dirname, "../..", RELEASES);

/** What each payout of a scene comes to, whichever version began it. */
const ENDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "paying-key": { "half way": "8 paid, 1 rejected" },
  "paying-lookup": { "half way": "8 paid, 1 rejected" },
  "paying-none": { "half way": "5 paid, 1 rejected, 3 unknown" },
  "paying-accepts": { "half way": "8 paid, 1 rejected" },
  "halted-key": { "died half way": "8 paid, 1 rejected" },
  "halted-lookup": { "died half way": "8 paid, 1 rejected" },
  "halted-none": { "died half way": "5 paid, 1 rejected, 3 unknown" },
  "halted-accepts": { "died half way": "8 paid, 1 rejected" },
  "several-workers": { "in two": "15 paid" },
  drafts: {
    "its sheet never came": "2 paid",
    "being checked": "6 paid",
    "nobody can be paid nothing": "invalid",
    ready: "5 paid",
    "a dry run": "4 paid",
    cancelled: "cancelled",
  },
  "changed-drafts": { "another file": "2 paid" },
  scheduled: { scheduled: "5 paid", "a dry run": "4 paid", approved: "1 paid" },
  "awaiting-approval": { "asked for": "1 paid", declined: "1 paid" },
  outage: { down: "6 paid" },
  paused: { stopped: "8 paid", refused: "7 paid", "nobody is known": "48 rejected" },
  ending: { ended: "6 paid, 1 rejected, 2 withdrawn" },
  completed: {
    completed: "4 paid, 1 rejected, 2 unknown",
    "completed (retry)": "1 rejected",
    "a dry run": "3 paid",
  },
  reversed: { "paid by mistake": "6 paid", "paid by mistake (reversal)": "2 paid" },
  reported: { reported: "3 paid, 1 rejected, 1 unknown" },
  "handed-over": {
    "a draft": "5 paid",
    scheduled: "5 paid",
    "asked for": "1 paid",
    approved: "1 paid",
    "sent back": "5 paid",
    "its owner left": "5 paid",
  },
  erasing: { paid: "6 paid", "to be paid": "2 paid" },
};

/** What each release left, and what this version leaves, which the next release keeps. */
const LEFT: readonly (readonly [string, string, () => Promise<Left>])[] = [
  ...readdirSync(FOLDER).flatMap((version) =>
    readdirSync(join(FOLDER, version)).map((file) => {
      const read = async (): Promise<Left> =>
        JSON.parse(readFileSync(join(FOLDER, version, file), "utf8"));
      return [file.replace(".json", ""), version, read] as const;
    }),
  ),
  ...SCENES.map((scene) => [scene.name, "this version", () => playScene(scene)] as const),
];

/** Scenes in which something is being paid. */
const IN_FLIGHT = /^(paying-.*|several-workers|outage|ending)$/;

it.each(LEFT)("%s of %s goes on, pays nobody twice and is reported", async (scene, _, read) => {
  const world = createReleaseWorld(await read());
  world.pointsApi.behave();
  await runInFlight(world);
  await goOn(world);
  await expectToHaveEnded(world, scene);
});

it.each(LEFT.filter(([scene]) => scene === "completed"))(
  "%s of %s is compared with the books, settled and reported again, and taken back",
  async (_, __, read) => {
    const world = createReleaseWorld(await read());
    const { deps, pointsApi } = world;
    world.pointsApi.behave();
    await goOn(world);
    const [{ payoutId } = { payoutId: "" }] = await world.all();
    await requestReceipt(deps, payoutId, MARKETER);
    await runInFlight(world);
    expect(await deps.receipts.get(payoutId)).toMatchObject({ state: "done", findingCount: 0 });

    const settled = { row: 7, as: "not_paid", note: "nor does anybody else find it" } as const;
    await resolvePayment(deps, payoutId, settled, APPROVER);
    await world.rewriteResult(payoutId);
    const resettled = await deps.payouts.get(payoutId);
    expect(resettled).toMatchObject({ report: { counts: { paid: 4, rejected: 2, unknown: 1 } } });
    const report = resettled?.state === "completed" ? resettled.report : undefined;
    expect(world.workbooks.get(report?.resultKey ?? "")).toHaveLength(7);

    const asked = { rows: [2], reason: "the wrong list" };
    const reversal = await world.clock.run(reversePayout(deps, payoutId, asked, MARKETER));
    await goOn(world);
    expect(await deps.payouts.get(reversal.payoutId)).toMatchObject({
      state: "completed",
      report: { counts: { paid: 1 } },
    });
    const ofUser = pointsApi.grants.filter(({ userId }) => userId === "user-1");
    expect(ofUser.map(({ points }) => points)).toEqual([100, -100]);
  },
);

it.each(LEFT.filter(([scene]) => scene === "reported"))(
  "the result workbook of %s of %s reaches the channel as it was written, and as a sheet it pays whom it names as failed alone",
  async (_, __, read) => {
    const world = createReleaseWorld(await read());
    await goOn(world);
    const [payout] = await world.all();
    if (payout?.state !== "completed") throw new Error("It was reported.");
    const workbook = await world.deps.resultFiles.read(payout.report.resultKey, 1e6);
    const [attached, ...others] = world.slack.files;
    expect(others).toEqual([]);
    expect(attached && Buffer.from(attached.bytes)).toEqual(workbook && Buffer.from(workbook));
    const { check, payments } = await uploaded(attached?.bytes ?? new Uint8Array());
    expect(payments).toEqual([{ row: 2, userId: "missing-1", points: 100 }]);
    expect(check.problems).toEqual([]);
  },
);

it.each(LEFT.filter(([scene]) => scene === "handed-over"))(
  "%s of %s stays its new owner's, who decides on none of it",
  async (_, __, read) => {
    const world = createReleaseWorld(await read());
    const { deps } = world;
    const [successor] = await deps.people.withEmail(SUCCESSOR.email);
    const asked = (await world.all()).find(({ state }) => state === "awaiting_approval");
    if (successor === undefined || asked === undefined) throw new Error("It was asked for.");
    const { payoutId, revision } = asked;
    const approving = approvePayout(
      deps,
      payoutId,
      { revision },
      { ...successor, mayDecide: true },
    );
    await expect(approving).rejects.toMatchObject({ code: "own_payout" });
    expect(await deps.people.seenAs("U0APPROVER")).toMatchObject([APPROVER]);

    await goOn(world);
    for (const payout of await world.all()) {
      expect([payout.title, ownerOf(payout)]).toEqual([payout.title, SUCCESSOR]);
    }
    const reasons = world.slack.messages.map(({ message }) => message.text);
    expect(reasons.filter((text) => text.includes("Leaver"))).not.toEqual([]);
  },
);

it.each(LEFT.filter(([scene]) => scene === "erasing"))(
  "%s of %s goes on, and in the end nothing names who was to be forgotten",
  async (_, __, read) => {
    const world = createReleaseWorld(await read());
    const { deps } = world;
    const outcomeOf = async (userId: string) => {
      const erasure = await deps.erasures.get(await deps.hashUserId(userId));
      return erasure?.result?.outcomes.map(({ stays }) => stays);
    };
    expect(await outcomeOf(ERASED.before)).toEqual([undefined]);
    await runInFlight(world);
    expect(await outcomeOf(ERASED.begun)).toEqual([undefined]);
    expect(await outcomeOf(ERASED.looked)).toEqual([undefined]);
    // It is still to be paid by another payout.
    expect(await outcomeOf(ERASED.asked)).toEqual(["can_still_pay", undefined]);

    await goOn(world);
    await eraseUser(world, ERASED.asked);
    expect(await outcomeOf(ERASED.asked)).toEqual([undefined, undefined]);
    const { items, objects, messages } = world.leave();
    expect(JSON.stringify([items, objects, messages])).not.toMatch(/forget-\d/);
  },
);

describe("an execution that this version can't go on with", () => {
  it.each(LEFT.filter(([scene]) => IN_FLIGHT.test(scene)))(
    "%s of %s halts its payout, which is told, and a person goes on",
    async (scene, _, read) => {
      const world = createReleaseWorld(await read());
      world.pointsApi.behave();
      for (const execution of world.inFlight()) {
        differ(execution);
        await expect(world.run(execution)).rejects.toThrow("and asks for");
        await world.fail(execution);
      }
      const [payout] = await world.all();
      expect(payout).toMatchObject({ state: "halted", halt: { reason: "execution_died" } });
      const told = world.slack.messages.map(({ message }) => message.text);
      expect(told.at(-1)).toContain("Paying ended unexpectedly");

      await goOn(world);
      await expectToHaveEnded(world, scene);
    },
  );
});

/** As if this version had other operations than the one that began it. */
function differ({ operations }: Execution): void {
  const [first] = operations;
  if (first === undefined) throw new Error("Nothing of it is kept.");
  operations[0] = { ...first, name: `${first.name}-of-another-version` };
}

async function expectToHaveEnded(world: ReleaseWorld, scene: string): Promise<void> {
  const keys = world.pointsApi.grants.map(({ key }) => key);
  expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
  const ends: Record<string, string> = {};
  for (const payout of await world.all()) {
    ends[payout.title] = payout.state === "completed" ? await endOf(world, payout) : payout.state;
    const trail = await world.deps.payouts.events(payout.payoutId);
    expect(trail.map(({ revision }) => revision)).toEqual(trail.map((__, index) => index + 1));
  }
  expect(ends).toEqual(ENDS[scene]);
}

/** The counts of its report, which ledger, workbook, channel and the API's books agree with. */
async function endOf(
  world: ReleaseWorld,
  payout: Extract<Payout, { state: "completed" }>,
): Promise<string> {
  const { pointsApi, slack, workbooks } = world;
  const { payoutId, report } = payout;
  const { payments, pending, proposed: _, ...counts } = report.counts;
  const listed = await paymentsOf(world, payout);
  const granted = new Set(pointsApi.grants.map(({ key }) => key));
  for (const { state, payment, entry } of listed) {
    if (state === "unknown" || payout.dryRun === true) continue;
    const isGranted = entry !== undefined && granted.has(entry.idempotencyKey);
    expect([payment, isGranted]).toEqual([payment, state === "paid"]);
  }
  expect([listed.length, pending]).toEqual([payments, 0]);
  for (const [state, count] of Object.entries(counts)) {
    expect([state, listed.filter((each) => each.state === state).length]).toEqual([state, count]);
  }
  // None of this version's where the report was written before.
  expect(workbooks.get(report.resultKey)?.length ?? payments).toBe(payments);

  const messages = slack.messages.filter(({ key }) => key === `${payoutId}:message`);
  expect(messages).toHaveLength(1);
  const inThread = messages[0]?.messageId;
  expect(slack.files.filter((file) => file.inThread === inThread)).toHaveLength(1);
  return Object.entries(counts)
    .filter(([, count]) => count !== 0)
    .map(([state, count]) => `${count} ${state}`)
    .join(", ");
}

async function paymentsOf({ deps }: ReleaseWorld, payout: Payout) {
  const found: ListedPayment[] = [];
  let cursor: string | undefined;
  do {
    const page = await listPayments(deps, payout, { limit: 100, cursor });
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
