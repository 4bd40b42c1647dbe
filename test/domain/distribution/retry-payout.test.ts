import { describe, expect, it } from "vitest";
import { resolvePayment } from "../../../domain/distribution/resolve-payment.ts";
import { PAYOUT_STATES, type Payout } from "../../../domain/payout/payout.ts";
import type { PayoutStore } from "../../../domain/payout/payout-store.ts";
import { APPROVER, createdEvent, MARKETER, payoutIn } from "../payout/payouts.ts";
import { REJECTED_ROWS, refusal, createRetryWorld as setup, usersOf } from "./retry-world.ts";

/** Puts a payout in the place of what is stored of it, in whatever state. */
async function place(payouts: PayoutStore, payout: Payout): Promise<void> {
  const known = await payouts.get(payout.payoutId);
  const revision = (known?.revision ?? 0) + 1;
  await payouts.change(
    { ...payout, revision },
    { ...createdEvent(payout), eventId: "placed", revision },
  );
}

describe("retrying what was rejected", () => {
  it("makes a payout of all of it, linked to the first", async () => {
    const { retry, payoutId, payouts, sheets, entryOf, actions, stored } = await setup();

    const made = await retry();

    expect(made).toMatchObject({
      state: "uploading",
      title: "November event (재지급)",
      fileName: "november-retry.xlsx",
      retryOf: payoutId,
      createdBy: MARKETER,
    });
    expect(await payouts.get(made.payoutId)).toMatchObject({ state: "ready", retryOf: payoutId });
    expect(sheets.get(made.payoutId)).toEqual([
      { row: 2, userId: "user-3", points: 200, reason: "이벤트" },
      { row: 3, userId: "user-4", points: 300, reason: "이벤트" },
      { row: 4, userId: "user-6", points: 500, reason: "이벤트" },
    ]);
    for (const row of REJECTED_ROWS) {
      expect(await entryOf(row)).toMatchObject({ state: "rejected", retriedBy: made.payoutId });
    }
    expect((await stored()).state).toBe("completed");
    expect(await actions()).toEqual(["created", "retried"]);
  });

  it.each([
    ["november-retry.xlsx", "november-retry.xlsx"],
    [`${"가".repeat(251)}.csv`, `${"가".repeat(244)}-retry.xlsx`],
  ])(
    "names a file no longer than a name may be, however often it is retried: %s",
    async (...names) => {
      const { retry, payouts, stored } = await setup();
      await place(payouts, { ...(await stored()), fileName: names[0] });
      expect(await retry()).toMatchObject({ fileName: names[1] });
    },
  );

  it("makes a dry run of what a dry run rejected, and a payout of what a payout did", async () => {
    const real = await setup();
    expect(await real.retry()).not.toHaveProperty("dryRun");
    const { retry, payouts, payoutId } = await setup("completed", { dryRun: true });

    const made = await retry();

    expect(made).toMatchObject({ dryRun: true, retryOf: payoutId });
    const [created] = await payouts.events(made.payoutId);
    expect(created?.why).toContain("nobody is paid");
  });

  it("is paid by the points API of the original, whatever the default is now", async () => {
    const { retry } = await setup("completed", { pointsApi: "store-credit" });
    expect(await retry()).toMatchObject({ pointsApi: "store-credit" });
  });

  it("takes chosen rows only, and the others later", async () => {
    const { retry, toBePaid, sheets } = await setup("halted");
    await retry([4]);
    expect(await toBePaid()).toEqual(usersOf([4]));
    const rest = await retry();
    expect(sheets.get(rest.payoutId)?.map(({ userId }) => userId)).toEqual(usersOf([3, 6]));
  });

  it("takes what people resolved as not paid, and not what one alone proposed", async () => {
    const { retry, toBePaid, ...world } = await setup();
    const request = { row: 5, as: "not_paid", note: "no trace of it" } as const;
    await resolvePayment(world, world.payoutId, request, MARKETER);
    expect(await refusal(retry([5]))).toEqual(["payment_not_rejected", undefined]);
    await resolvePayment(world, world.payoutId, request, APPROVER);
    await retry([5]);
    expect(await toBePaid()).toEqual(usersOf([5]));
  });

  it("needs approval where the original did, and of others than who settled its payments", async () => {
    const { retry, payouts, ...world } = await setup();
    const { payoutId, stored } = world;
    expect(await retry([3])).not.toHaveProperty("originalApproved");
    const original = await stored();
    if (original.state !== "completed") throw new Error(`It is ${original.state}.`);
    const { digest, totalPoints } = original.check;
    const { at: scheduledFor } = original.schedule;
    const approval = {
      ...{ by: APPROVER, at: original.createdAt, revision: 3 },
      ...{ digest, totalPoints, scheduledFor },
    };
    await place(payouts, { ...original, schedule: { ...original.schedule, approval } });
    const approved = await retry([4]);
    expect(approved).toMatchObject({ originalApproved: true });
    expect(approved).not.toHaveProperty("settledBy");

    const word = { row: 5, as: "not_paid", note: "no trace of it" } as const;
    const third = { id: "third", name: "Third" };
    await resolvePayment({ ...world, payouts }, payoutId, word, MARKETER);
    await resolvePayment({ ...world, payouts }, payoutId, word, third);
    expect(await retry()).toMatchObject({ originalApproved: true, settledBy: [MARKETER, third] });
  });

  it.each([
    ["an earlier version wrote down who approved it", { approvedBy: APPROVER }, {}],
    ["it was scheduled anew by who decides on it", {}, { needsApproval: true } as const],
  ])("needs approval as well where %s", async (_, scheduled, about) => {
    const { retry, payouts, stored } = await setup();
    const original = await stored();
    if (original.state !== "completed") throw new Error(`It is ${original.state}.`);
    const schedule = { ...original.schedule, ...scheduled };
    await place(payouts, { ...original, ...about, schedule });
    expect(await retry()).toMatchObject({ originalApproved: true });
  });

  it("takes what few people settled: each of them must not approve it", async () => {
    const { retry, ledger } = await setup();
    const at = "2026-11-23T02:00:00.000Z";
    const people = (kind: string) =>
      Array.from({ length: 11 }, (_, index) => ({ id: `${kind}-${index}`, name: kind }));
    const read = ledger.readChunk;
    ledger.readChunk = async (...asked) =>
      (await read(...asked)).flatMap((entry) =>
        entry.row === 3
          ? people("first").map((by, index) => ({
              ...entry,
              code: "resolved_not_paid",
              proposed: { as: "not_paid" as const, note: "n", by, at },
              resolution: {
                ...{ as: "not_paid" as const, note: "n", at },
                by: people("second")[index] ?? by,
              },
            }))
          : [entry],
      );
    expect(await refusal(retry())).toEqual(["settled_by_too_many", undefined]);
  });

  it("refuses what another payout pays again, naming it, until that is cancelled", async () => {
    const { retry, change, toBePaid, sheets } = await setup();
    const first = await retry([3]);
    expect(await refusal(retry([3, 4]))).toEqual(["already_retried", first.payoutId]);
    await retry();
    expect(await refusal(retry())).toEqual(["already_retried", first.payoutId]);
    await change(first.payoutId, "cancelled");
    const second = await retry();
    expect(sheets.get(second.payoutId)?.map(({ userId }) => userId)).toEqual(usersOf([3]));
    expect(await toBePaid()).toEqual(usersOf(REJECTED_ROWS));
  });

  // One without its sheet is given up after a minute.
  const MAY_STILL_PAY = PAYOUT_STATES.filter(
    (state) => state !== "uploading" && state !== "cancelled" && state !== "invalid",
  );

  it.each(MAY_STILL_PAY)(
    "frees no payment of a retry that is %s, however long that lasts: it may still pay, or did",
    async (state) => {
      const { retry, payouts, wait } = await setup();
      const { payoutId } = await retry([3]);
      await place(payouts, { ...payoutIn(state), payoutId });
      wait(365 * 24 * 3_600_000);

      expect(await refusal(retry([3]))).toEqual(["already_retried", payoutId]);
      expect(await refusal(retry([3, 4]))).toEqual(["already_retried", payoutId]);
    },
  );

  it.each(["cancelled", "invalid"] as const)(
    "frees the payments of a retry that is %s: it can never pay",
    async (state) => {
      const { retry, payouts, sheets } = await setup();
      const { payoutId } = await retry([3]);
      await place(payouts, { ...payoutIn(state), payoutId });
      const again = await retry([3]);
      expect(sheets.get(again.payoutId)?.map(({ userId }) => userId)).toEqual(usersOf([3]));
    },
  );

  it("refuses rows that were not rejected, and makes nothing", async () => {
    const { retry, payouts } = await setup();
    expect(await refusal(retry([2, 3]))).toEqual(["payment_not_rejected", undefined]);
    expect(await refusal(retry([5]))).toEqual(["payment_not_rejected", undefined]);
    expect(await refusal(retry([99]))).toEqual(["payment_not_rejected", undefined]);
    expect((await payouts.list({ limit: 9 })).items).toHaveLength(1);
  });

  it("refuses when nothing was rejected", async () => {
    const { ledger, payoutId, retry } = await setup();
    for (const row of REJECTED_ROWS) {
      const ref = { payoutId, chunk: Math.floor((row - 2) / 2), row };
      await ledger.settle({
        ref,
        settlement: { state: "paid" },
        fence: 1,
        at: "2026-11-23T02:00:00Z",
      });
    }
    expect(await refusal(retry())).toEqual(["nothing_to_retry", undefined]);
  });

  it.each(["distributing", "paused"] as const)("is no way to pay a %s payout", async (state) => {
    const { retry } = await setup(state);
    await expect(retry()).rejects.toMatchObject({ name: "WrongStateError", state });
  });
});

describe("retrying what was for others than the sheet said", () => {
  const CORRECTIONS = [{ row: 4, userId: " kim-4 " }];

  it("pays the corrected rows, and those named beside them, and writes down whom they were for", async () => {
    const { correct, sheets, entryOf, payoutId, payouts } = await setup();

    const made = await correct({ rows: [3], corrections: CORRECTIONS });

    expect(sheets.get(made.payoutId)?.map(({ userId }) => userId)).toEqual(["user-3", "kim-4"]);
    expect(await entryOf(4)).toMatchObject({
      ...{ userId: "user-4", state: "rejected" },
      ...{ retriedBy: made.payoutId, retriedAs: "kim-4" },
    });
    expect(await entryOf(3)).not.toHaveProperty("retriedAs");
    const events = await payouts.events(payoutId);
    expect(events.at(-1)?.why).toBe(
      `Rejected payments: 2. New payout: ${made.payoutId}. Ids corrected in rows: 4.`,
    );
  });

  it("leaves nobody to another retry of the row, under whatever id", async () => {
    const { correct, retry, toBePaid } = await setup();
    const made = await correct({ corrections: CORRECTIONS });

    const twice = ["already_retried", made.payoutId];
    expect(await refusal(retry([4]))).toEqual(twice);
    expect(await refusal(correct({ corrections: [{ row: 4, userId: "lee-4" }] }))).toEqual(twice);
    await retry();
    expect(await toBePaid()).toEqual(["kim-4", "user-3", "user-6"]);
  });

  it("gives the row back as it was once the retry is cancelled", async () => {
    const { correct, retry, change, entryOf, toBePaid } = await setup();
    const made = await correct({ corrections: CORRECTIONS });
    await change(made.payoutId, "cancelled");

    await retry([4]);

    expect(await entryOf(4)).not.toHaveProperty("retriedAs");
    expect(await toBePaid()).toEqual(["user-4"]);
  });

  it("refuses ids that no sheet may have, and users whom the payout has paid, unless that is meant", async () => {
    const { correct, toBePaid } = await setup();
    const corrections = [
      { row: 3, userId: "1.23E+10" },
      { row: 4, userId: "kim-4" },
    ];
    await expect(correct({ corrections })).rejects.toMatchObject({
      code: "correction_refused",
      names: "3",
    });
    const paid = { corrections: [{ row: 3, userId: "user-2" }] };
    await expect(correct(paid)).rejects.toMatchObject({
      code: "corrected_id_was_paid",
      names: "3",
    });
    expect(await toBePaid()).toEqual([]);

    await correct({ ...paid, evenIfPaid: true });
    expect(await toBePaid()).toEqual(["user-2"]);
  });

  it("corrects nothing but what was not paid", async () => {
    const { correct } = await setup();
    const asked = correct({ corrections: [{ row: 2, userId: "kim-2" }] });
    expect(await refusal(asked)).toEqual(["payment_not_rejected", undefined]);
  });
});
