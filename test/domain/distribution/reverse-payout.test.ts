import { describe, expect, it } from "vitest";
import { toInstant } from "../../../domain/clock.ts";
import { keyOfPayment, type Settlement } from "../../../domain/distribution/ledger.ts";
import { reversePayout } from "../../../domain/distribution/reverse-payout.ts";
import { approvalReasons } from "../../../domain/payout/approval-reasons.ts";
import { PAYOUT_STATES, type Payout } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { APPROVER, createdEvent, MARKETER, payoutIn } from "../payout/payouts.ts";
import { dyingPorts } from "./dying-ports.ts";
import { createRetryWorld, refusal, usersOf } from "./retry-world.ts";

const STATES = ["paid", "paid", "rejected", "paid", "unknown", "paid"] as const;
const PAID_ROWS = [2, 3, 5, 7];

const setup = (
  state?: Parameters<typeof createRetryWorld>[0],
  about?: Parameters<typeof createRetryWorld>[1],
) => createRetryWorld(state, about, STATES);
type World = Awaited<ReturnType<typeof setup>>;

/** A reversal is over, and its payments came to this. */
async function complete(
  { payouts, ledger, sheets, clock }: World,
  payoutId: string,
  settlement: Settlement,
): Promise<void> {
  const known = await payouts.get(payoutId);
  if (known === undefined) throw new Error(`There is no payout ${payoutId}.`);
  const at = toInstant(clock.nowMs());
  await ledger.openChunk(payoutId, 0);
  for (const payment of sheets.get(payoutId) ?? []) {
    const ref = { payoutId, chunk: 0, row: payment.row };
    const idempotencyKey = keyOfPayment(known, payment.row);
    await ledger.claim({ ref, payment, idempotencyKey, fence: 1, at });
    await ledger.settle({ ref, settlement, fence: 1, at });
  }
  await place(payouts, { ...payoutIn("completed"), ...known, state: "completed" } as Payout);
}

async function place(payouts: World["payouts"], payout: Payout): Promise<void> {
  const revision = ((await payouts.get(payout.payoutId))?.revision ?? 0) + 1;
  const event = { ...createdEvent(payout), eventId: `placed-${revision}`, revision };
  await payouts.change({ ...payout, revision }, event);
}

describe("taking back what was paid", () => {
  it("makes a payout of chosen rows, in those very rows, linked both ways", async () => {
    const { reverse, payoutId, sheets, entryOf, payouts, stored, actions } = await setup();

    const made = await reverse({ rows: [3, 7] });

    expect(made).toMatchObject({
      state: "uploading",
      title: "November event (회수)",
      fileName: "november-reversal.xlsx",
      reversalOf: payoutId,
      reversalReason: "두 번 지급됨",
      createdBy: MARKETER,
    });
    expect(sheets.get(made.payoutId)).toEqual([
      { row: 3, userId: "user-3", points: 200, reason: "이벤트" },
      { row: 7, userId: "user-7", points: 600, reason: "이벤트" },
    ]);
    expect(await entryOf(3)).toMatchObject({ state: "paid", reversedBy: made.payoutId });
    expect(await entryOf(2)).not.toHaveProperty("reversedBy");
    expect(await stored()).toMatchObject({ state: "completed", reversals: [made.payoutId] });
    expect(await actions()).toEqual(["created", "reversed"]);
    const [, told] = await payouts.events(payoutId);
    expect(told?.why).toContain("두 번 지급됨");
  });

  it("takes all that was paid, and of users every payment", async () => {
    const { reverse, toBePaid } = await setup();
    await reverse({ userIds: ["user-5"] });
    expect(await toBePaid()).toEqual(usersOf([5]));
    await reverse();
    expect(await toBePaid()).toEqual(usersOf(PAID_ROWS));
    expect(await refusal(reverse())).toEqual(["already_reversed", expect.any(String)]);
  });

  it("refuses the whole of what names anything that was not paid, by its name", async () => {
    const { reverse, toBePaid } = await setup();
    await expect(reverse({ rows: [2, 4], userIds: ["user-6", "user-3"] })).rejects.toMatchObject({
      code: "payment_not_paid",
      names: "4, user-6",
    });
    expect(await toBePaid()).toEqual([]);
  });

  it("always needs a second person, whatever it comes to, and keeps a brake", async () => {
    const { reverse, payouts, stored } = await setup();
    const at = toInstant(0);
    const brake = { by: APPROVER, at, kind: "stopped", reason: "wrong sheet" } as const;
    await place(payouts, { ...(await stored()), brake });
    const { payoutId } = await reverse({ rows: [2] });
    const made = await payouts.get(payoutId);
    if (made?.state !== "ready") throw new Error("It is not ready.");
    expect(made.brake).toEqual(brake);
    const nothing = () => Promise.reject(new Error("No limit of paying is looked at."));
    const deps = {
      ...{ policy: policySchema.parse({}), clock: { nowMs: () => 0 }, payouts },
      ...{ checks: { get: nothing }, ledger: { ofUser: nothing } },
      reservations: { reserve: nothing, list: nothing, settle: nothing },
    };
    const sending = { ...made, scheduledFor: at, people: [MARKETER] };
    const reasons = await approvalReasons(deps, sending, { warnings: [], hasHistory: true });
    expect(reasons).toEqual([{ code: "reversal" }, { code: "brake" }]);
  });

  it.each(["is_reversal", "is_dry_run", "cannot_take_back"])("refuses: %s", async (code) => {
    const about = code === "is_dry_run" ? { dryRun: true as const } : {};
    const world = await setup("completed", about);
    const { reverse, retry, depsOf, ports, payoutId, payouts, stored } = world;
    if (code === "is_reversal") {
      await place(payouts, { ...(await stored()), reversalOf: "another" });
      expect(await refusal(retry())).toEqual([code, undefined]);
    }
    const deps = { ...depsOf(ports), pointsTakenBack: code !== "cannot_take_back" };
    const asked = reversePayout(deps, payoutId, { reason: "x" }, MARKETER);
    expect((await refusal(asked))[0]).toBe(code);
    if (code === "cannot_take_back") await reverse();
  });

  it.each(PAYOUT_STATES.filter((state) => state !== "completed"))(
    "is not possible while the payout is %s",
    async (state) => {
      const { ports, payoutId, payouts, stored, reverse } = await setup();
      await place(payouts, { ...payoutIn(state), payoutId, revision: (await stored()).revision });
      await expect(reverse({}, ports)).rejects.toThrow("is not possible then");
    },
  );
});

describe("a payment that a reversal has", () => {
  it("is not given to another one while that may take it back, or has", async () => {
    const world = await setup();
    const { reverse } = world;
    const first = await reverse({ rows: [2] });
    expect(await refusal(reverse({ rows: [2] }))).toEqual(["already_reversed", first.payoutId]);
    await complete(world, first.payoutId, { state: "paid" });
    expect(await refusal(reverse({ rows: [2] }))).toEqual(["already_reversed", first.payoutId]);
  });

  it.each(["accepted", "unknown"] as const)("stays with it while it is %s there", async (state) => {
    const world = await setup();
    const first = await world.reverse({ rows: [2] });
    const settlement = { state, code: "in_doubt", reference: "r" };
    await complete(world, first.payoutId, settlement);
    expect((await refusal(world.reverse({ rows: [2] })))[0]).toBe("already_reversed");
  });

  it("goes to another one where it was surely not taken back, which knows of the first", async () => {
    const world = await setup();
    const first = await world.reverse({ rows: [2, 3] });
    await complete(world, first.payoutId, { state: "rejected", code: "balance_too_low" });
    const second = await world.reverse({ rows: [3] });
    expect(second).toMatchObject({ afterReversals: [first.payoutId] });
    expect(await world.entryOf(3)).toMatchObject({ reversedBy: second.payoutId });
    await complete(world, second.payoutId, { state: "withdrawn" });
    const third = await world.reverse({ rows: [3] });
    expect(third).toMatchObject({ afterReversals: [second.payoutId, first.payoutId] });
  });

  it("goes to another one once its own is cancelled", async () => {
    const { reverse, change, toBePaid } = await setup();
    const first = await reverse();
    await change(first.payoutId, "cancelled");
    await reverse({ rows: [5] });
    expect(await toBePaid()).toEqual(usersOf([5]));
  });

  it("goes on to be known where the one in between was cancelled", async () => {
    const world = await setup();
    const first = await world.reverse({ rows: [3] });
    await complete(world, first.payoutId, { state: "rejected", code: "balance_too_low" });
    const second = await world.reverse({ rows: [3] });
    await world.change(second.payoutId, "cancelled");
    expect(await world.reverse({ rows: [3] })).toMatchObject({ afterReversals: [first.payoutId] });
  });

  it("can't be approved by who said that it was not taken back before", async () => {
    const world = await setup();
    const { reverse, ledger } = world;
    const first = await reverse({ rows: [2] });
    await complete(world, first.payoutId, { state: "unknown", code: "in_doubt" });
    const ref = { payoutId: first.payoutId, chunk: 0, row: 2 };
    for (const by of [MARKETER, APPROVER]) {
      const word = { as: "not_paid", note: "still there", by, at: toInstant(1) } as const;
      await ledger.resolve({ ref, word });
    }
    expect(await reverse({ rows: [2] })).toMatchObject({ settledBy: [MARKETER, APPROVER] });
  });
});

describe("a reversal that dies on its way", () => {
  const crashes = Array.from({ length: 12 }, (_, index) => index + 1).flatMap((atCall) =>
    [false, true].map((happens) => ({ atCall, happens })),
  );

  it.each(crashes)(
    "at call $atCall, done: $happens, is finished by asking again",
    async (crash) => {
      const { reverse, ports, toBePaid, wait } = await setup();
      await expect(reverse({}, dyingPorts(ports, crash.atCall, crash.happens))).rejects.toThrow(
        "dead",
      );
      wait(61_000);
      await refusal(reverse());
      expect(await toBePaid()).toEqual(usersOf(PAID_ROWS));
    },
  );

  it("takes each back once where several are asked for at once", async () => {
    const { reverse, toBePaid, wait } = await setup();
    await Promise.allSettled([reverse(), reverse({ rows: [2, 7] }), reverse({ rows: [3] })]);
    wait(61_000);
    await refusal(reverse());
    expect(await toBePaid()).toEqual(usersOf(PAID_ROWS));
  });
});
