import { describe, expect, it } from "vitest";
import { toInstant } from "../../../domain/clock.ts";
import { changePayout } from "../../../domain/payout/change-payout.ts";
import { deleteDraft } from "../../../domain/payout/delete-draft.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { isOfNewestFile, replaceSheet } from "../../../domain/payout/replace-sheet.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { APPROVER, createdEvent, MARKETER, payoutIn } from "./payouts.ts";

const { payoutId } = payoutIn("ready");
const FILE = { fileName: "other.csv", sizeBytes: 12 };

async function setup(payout: Payout = payoutIn("ready")) {
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const forms: string[] = [];
  let made = 0;
  const deps = {
    payouts,
    clock: createVirtualClock(),
    policy: policySchema.parse({}),
    newId: () => {
      made += 1;
      return `event-${made}`;
    },
    sheets: {
      async uploadForm({ key }: { readonly key: string }) {
        forms.push(key);
        return { url: "https://store.example", fields: { key } };
      },
    },
  };
  return {
    ...deps,
    deps,
    forms,
    replace: (person = MARKETER) => replaceSheet(deps, payoutId, FILE, person),
    events: () => payouts.events(payoutId),
  };
}

describe("giving a draft another file", () => {
  it("voids what was checked, and keeps the file before in the trail", async () => {
    const ready = payoutIn("ready");
    const { replace, forms, payouts, events } = await setup(ready);

    const { upload } = await replace();

    expect(upload.fields).toEqual({ key: `sheets/${payoutId}/2/sheet.csv` });
    expect(forms).toEqual([`sheets/${payoutId}/2/sheet.csv`]);
    const now = await payouts.get(payoutId);
    expect(now).toMatchObject({ state: "uploading", ...FILE, sheetNumber: 2 });
    expect(now).not.toHaveProperty("check");
    expect(now).not.toHaveProperty("sheet");
    expect((await events()).at(-1)).toMatchObject({
      action: "sheet_replaced",
      file: {
        before: {
          fileName: ready.fileName,
          key: ready.sheet.key,
          versionId: ready.sheet.versionId,
          payments: ready.check.payments,
          totalPoints: ready.check.totalPoints,
        },
        after: { fileName: "other.csv" },
      },
    });
  });

  it("takes no upload by an earlier form, whenever its event comes", async () => {
    const { replace, payouts } = await setup();
    const first = { key: `sheets/${payoutId}/sheet.xlsx` };
    const stored = async () => (await payouts.get(payoutId)) ?? payoutIn("ready");
    expect(isOfNewestFile(await stored(), first)).toBe(true);

    await replace();
    expect(isOfNewestFile(await stored(), first)).toBe(false);
    expect(isOfNewestFile(await stored(), { key: `sheets/${payoutId}/2/sheet.csv` })).toBe(true);

    await replace();
    expect(isOfNewestFile(await stored(), { key: `sheets/${payoutId}/2/sheet.csv` })).toBe(false);
    expect(isOfNewestFile(await stored(), { key: `sheets/${payoutId}/3/sheet.csv` })).toBe(true);
  });

  it("leaves a brake on: another file takes nobody's word away", async () => {
    const brake = { by: APPROVER, at: "2026-11-23T01:02:03.004Z", kind: "declined" } as const;
    const { replace, payouts } = await setup({
      ...payoutIn("ready"),
      brake,
      needsApproval: true,
    });

    await replace();

    expect(await payouts.get(payoutId)).toMatchObject({ brake, needsApproval: true });
  });

  it.each([
    ["its owner alone", payoutIn("ready"), APPROVER, "sheet_not_owner"],
    [
      "nobody who made a retry",
      { ...payoutIn("invalid"), retryOf: "original" },
      MARKETER,
      "sheet_is_made",
    ],
    [
      "nobody who takes points back",
      { ...payoutIn("ready"), reversalOf: "original" },
      MARKETER,
      "sheet_is_made",
    ],
    ["only so many files", { ...payoutIn("ready"), sheetNumber: 100 }, MARKETER, "too_many_sheets"],
  ])("is for %s", async (_, payout, person, code) => {
    const { replace, payouts } = await setup(payout);

    await expect(replace(person)).rejects.toMatchObject({ code });
    expect(await payouts.get(payoutId)).toEqual(payout);
  });

  it.each(["awaiting_approval", "scheduled", "distributing", "completed"] as const)(
    "is refused of one that is %s",
    async (state) => {
      const { replace } = await setup(payoutIn(state));

      await expect(replace()).rejects.toMatchObject({ name: "WrongStateError" });
    },
  );
});

describe("deleting a draft", () => {
  it("cancels it under the name of who did, once", async () => {
    const { deps, events } = await setup(payoutIn("invalid"));

    const deleted = await deleteDraft(deps, payoutId, MARKETER);
    expect(deleted).toMatchObject({
      state: "cancelled",
      deletedBy: { by: MARKETER, at: toInstant(deps.clock.nowMs()) },
    });
    expect(await deleteDraft(deps, payoutId, APPROVER)).toEqual(deleted);
    expect((await events()).map(({ action }) => action)).toEqual(["created", "deleted"]);
  });

  it("takes out what was cancelled as a draft as well", async () => {
    const { deps } = await setup(payoutIn("cancelled"));

    expect(await deleteDraft(deps, payoutId, MARKETER)).toHaveProperty("deletedBy");
  });

  it.each([
    ["was scheduled", { ...payoutIn("cancelled"), generation: 1 }],
    ["was sent for approval", { ...payoutIn("ready"), needsApproval: true as const }],
    [
      "was held",
      { ...payoutIn("ready"), heldBy: { by: MARKETER, at: "2026-11-23T01:02:03.004Z" } },
    ],
    [
      "was held by an approver",
      {
        ...payoutIn("ready"),
        brake: { by: APPROVER, at: "2026-11-23T01:02:03.004Z", kind: "held" as const },
      },
    ],
  ])("leaves in the lists what %s", async (_, payout) => {
    const { deps } = await setup(payout);

    await expect(deleteDraft(deps, payoutId, MARKETER)).rejects.toMatchObject({
      code: "not_deletable",
    });
  });

  it("is too late for one that is scheduled", () => {
    const change = () =>
      changePayout(
        "deleted",
        payoutIn("scheduled"),
        { deletedBy: { by: MARKETER, at: "2026-11-23T01:02:03.004Z" } },
        { by: { kind: "person", ...MARKETER }, nowMs: 0, eventId: "event" },
      );
    expect(change).toThrow("scheduled");
  });
});
