import { describe, expect, it } from "vitest";
import { resolvePayment } from "../../../domain/distribution/resolve-payment.ts";
import { changePayout } from "../../../domain/payout/change-payout.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { type Actor, personActor } from "../../../domain/payout/person.ts";
import { updatePayout } from "../../../domain/payout/update-payout.ts";
import { signReceipt } from "../../../domain/receipt/sign-receipt.ts";
import { isCurrent, viewReceipt } from "../../../domain/receipt/view-receipt.ts";
import { APPROVER, createdEvent, MARKETER, payoutIn } from "../payout/payouts.ts";
import { createReceiptWorld } from "./receipt-world.ts";

const AUDITOR = { id: "auditor", name: "Auditor" };
const NOTE = "Compared with the bank";

async function comparedWorld(options: Parameters<typeof createReceiptWorld>[0] = {}) {
  const world = await createReceiptWorld(options);
  await world.request();
  await world.compare();
  const { deps, payoutId, stored, receipt } = world;
  const seen = async () => ({
    revision: (await stored()).revision,
    run: (await receipt()).run,
    note: NOTE,
  });
  return {
    ...world,
    seen,
    sign: async (by = APPROVER, as?: Awaited<ReturnType<typeof seen>>) =>
      await signReceipt(deps, payoutId, as ?? (await seen()), by),
    view: () => viewReceipt(deps, payoutId),
    /** What happens to the payout otherwise. */
    happen: (name: "recounted" | "retried", by: Actor) =>
      updatePayout(deps, payoutId, (payout) => {
        const cause = { by, nowMs: world.clock.nowMs(), eventId: deps.newId() };
        if (payout.state !== "completed") throw new Error("It is not completed.");
        const { report } = payout;
        return changePayout(name, payout, { report }, cause);
      }),
    reversal: async (state: "scheduled" | "cancelled") => {
      const reversal: Payout = { ...payoutIn(state), payoutId: `01KREVERSAL${state}` };
      await deps.payouts.create(reversal, createdEvent(reversal));
      await updatePayout(deps, payoutId, (payout) => {
        const cause = { by: personActor(MARKETER), nowMs: world.clock.nowMs(), eventId: state };
        return changePayout("reversed", payout, { reversals: [reversal.payoutId] }, cause);
      });
    },
  };
}

/** Nobody answers what became of the third one, and nobody can tell. */
const UNKNOWN = {
  idempotency: "none",
  fault: (call: number) => (call === 3 ? ({ kind: "pay_and_lose" } as const) : undefined),
} as const;

describe("signing a receipt", () => {
  it("keeps who signed what, in the trail as well, and is no change of what was signed", async () => {
    const world = await comparedWorld();
    const { revision } = await world.stored();
    await world.sign();
    // The workbook is written again, to tell of it.
    await world.happen("recounted", { kind: "system", name: "distribute" });

    expect(await world.stored()).toMatchObject({
      state: "completed",
      signOff: {
        ...{ by: APPROVER, note: NOTE, revision },
        comparison: { run: 1, scope: "all", findingCount: 0 },
      },
    });
    const events = await world.deps.payouts.events(world.payoutId);
    expect(events).toContainEqual(
      expect.objectContaining({ action: "receipt_signed", why: NOTE, by: personActor(APPROVER) }),
    );
    const { signed, isBehind } = await world.view();
    expect(signed && isCurrent(signed)).toBe(true);
    expect(isBehind).toBe(false);
  });

  it("shows what became of the payout since, and can be signed again once it was compared again", async () => {
    const world = await comparedWorld();
    await world.sign();
    await world.happen("retried", personActor(MARKETER));

    const changed = await world.view();
    expect(changed.signed).toMatchObject({ changes: [{ action: "retried" }] });
    expect(changed.isBehind).toBe(true);
    await expect(world.sign()).rejects.toMatchObject({ code: "compare_first" });

    await world.request();
    await world.compare();
    expect((await world.view()).signed).toMatchObject({ isComparedAgain: true });
    await world.sign(AUDITOR);
    const { signed } = await world.view();
    expect(signed).toMatchObject({ signOff: { by: AUDITOR, comparison: { run: 2 } }, changes: [] });
    expect(signed && isCurrent(signed)).toBe(true);
  });

  it("changes nothing when the same person signs the same again, and refuses another one", async () => {
    const world = await comparedWorld();
    const seen = await world.seen();
    const { revision } = await world.sign(APPROVER, seen);
    expect((await world.sign(APPROVER, seen)).revision).toBe(revision);
    await expect(world.sign(AUDITOR, seen)).rejects.toMatchObject({ code: "already_signed" });
  });

  it("is for another person than the uploader, under whatever account", async () => {
    const world = await comparedWorld();
    const other = { id: "m-2", name: "Marketer", alsoKnownAs: [MARKETER] };
    for (const person of [MARKETER, other]) {
      await expect(world.sign(person)).rejects.toMatchObject({ code: "own_receipt" });
    }
  });

  it("is for nobody to whom the payout was handed over, either", async () => {
    const { deps, payoutId, seen, stored } = await comparedWorld();
    const handedOver = { to: AUDITOR, by: MARKETER, at: "2026-11-20T00:00:00.000Z" };
    const payout = { ...(await stored()), handedOver };
    const payouts = { ...deps.payouts, get: async () => payout };
    await expect(
      signReceipt({ ...deps, payouts }, payoutId, await seen(), AUDITOR),
    ).rejects.toMatchObject({ code: "own_receipt" });
  });

  it("takes what was looked at", async () => {
    const world = await comparedWorld();
    const seen = await world.seen();
    const changed = { code: "receipt_changed" };
    await expect(world.sign(APPROVER, { ...seen, run: 2 })).rejects.toMatchObject(changed);
    await world.happen("retried", personActor(MARKETER));
    await expect(world.sign(APPROVER, seen)).rejects.toMatchObject({
      ...changed,
      changes: [{ action: "retried" }],
    });
  });

  it("takes a comparison of the payout as it is, one that is done", async () => {
    const first = { code: "compare_first" };
    const world = await createReceiptWorld();
    const { revision } = await world.stored();
    const sign = () =>
      signReceipt(world.deps, world.payoutId, { revision, run: 1, note: NOTE }, APPROVER);
    await expect(sign()).rejects.toMatchObject(first);
    await world.request();
    await expect(sign()).rejects.toMatchObject(first);
    await world.compare();
    expect(await sign()).toMatchObject({ signOff: { by: APPROVER } });
  });

  it("waits until nothing is unknown", async () => {
    const world = await comparedWorld(UNKNOWN);
    expect(await world.stored()).toMatchObject({ report: { counts: { unknown: 1 } } });
    await expect(world.sign()).rejects.toMatchObject({ code: "unknown_left", names: "1" });

    const { deps, payoutId } = world;
    const row = (await world.entries()).find(({ state }) => state === "unknown")?.row ?? 0;
    await resolvePayment(deps, payoutId, { row, as: "paid", note: "It is there." }, MARKETER);
    await world.request();
    await world.compare();
    expect(await world.sign()).toMatchObject({ signOff: { by: APPROVER } });
  });

  it("waits for a reversal until that is over", async () => {
    const world = await comparedWorld();
    await world.reversal("scheduled");
    await world.request();
    await world.compare();
    await expect(world.sign()).rejects.toMatchObject({
      ...{ code: "reversal_open", otherPayoutId: "01KREVERSALscheduled" },
    });

    const ended = await comparedWorld();
    await ended.reversal("cancelled");
    await ended.request();
    await ended.compare();
    expect(await ended.sign()).toMatchObject({ signOff: { by: APPROVER } });
  });
});
