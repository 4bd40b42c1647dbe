import { describe, expect, it } from "vitest";
import { toInstant } from "../../../domain/clock.ts";
import { markLedgerRestored } from "../../../domain/distribution/mark-ledger-restored.ts";
import { changePayout } from "../../../domain/payout/change-payout.ts";
import type { Payout, SheetObject } from "../../../domain/payout/payout.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import type { ProblemWorkbookStore } from "../../../domain/payout/problem-workbook-store.ts";
import { CHECK_IS_DEAD_AFTER_MS, receiveSheet } from "../../../domain/payout/receive-sheet.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import type { SheetCheck, SheetReader } from "../../../domain/sheet/sheet-check.ts";
import { checkOf, createMemorySheet } from "../../doubles/memory-objects.ts";
import { createMemorySheetContents } from "../../doubles/memory-sheet-contents.ts";
import { createMemoryPayoutStore } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, MARKETER, payoutIn } from "./payouts.ts";

const PAYMENTS = [{ row: 2, userId: "a", points: 100 }];
const { payoutId } = payoutIn("uploading");
const FIRST: SheetObject = { key: `sheets/${payoutId}/sheet.xlsx`, versionId: "1", sizeBytes: 9 };
const SECOND: SheetObject = { ...FIRST, versionId: "2" };

const WORKBOOK_KEY = "problems/sheet.xlsx";

async function setup(payout: Payout = payoutIn("uploading"), check = checkOf(PAYMENTS)) {
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const saved = new Map<string, SheetCheck>();
  const { sheets } = createMemorySheet(PAYMENTS);
  let made = 0;
  const deps = {
    payouts,
    clock: createVirtualClock(),
    sheets: { ...sheets, uploadForm: async () => ({ url: "", fields: {} }) },
    reader: {
      read: async (_file?: Partial<Parameters<SheetReader["read"]>[0]>) => check,
    },
    policy: policySchema.parse({}),
    checks: {
      save: async (sheet: SheetObject, result: SheetCheck) => {
        saved.set(sheet.versionId, result);
      },
      get: async (sheet: SheetObject) => saved.get(sheet.versionId),
    },
    contents: createMemorySheetContents().store,
    problemWorkbooks: {
      write: async (
        ..._written: Parameters<ProblemWorkbookStore["write"]>
      ): Promise<string | undefined> => WORKBOOK_KEY,
    },
    newId: () => {
      made += 1;
      return `event-${made}`;
    },
  };
  return {
    ...deps,
    saved,
    receive: (sheet = FIRST) => receiveSheet(deps, sheet),
    stored: () => payouts.get(payoutId),
    actions: async () => (await payouts.events(payoutId)).map(({ action }) => action),
  };
}

const PROBLEM = { code: "points_not_whole", message: { ko: "정수가 아닙니다.", en: "Not whole." } };

describe("receiving an uploaded sheet", () => {
  it("brings a good sheet to ready, bound to its version and digest", async () => {
    const { receive, stored, saved, actions } = await setup();

    expect(await receive()).toMatchObject({ kind: "checked" });

    const { digest } = checkOf(PAYMENTS);
    expect(await stored()).toMatchObject({
      state: "ready",
      sheet: FIRST,
      check: { payments: 1, totalPoints: 100, digest, problemCount: 0 },
    });
    expect(saved.get("1")).toEqual(checkOf(PAYMENTS));
    expect(await actions()).toEqual(["created", "sheet_received", "sheet_accepted"]);
  });

  it("brings a sheet with one problem to invalid", async () => {
    const check = { ...checkOf(PAYMENTS), problems: [PROBLEM], problemCount: 1 };
    const { receive, stored } = await setup(payoutIn("uploading"), check);

    await receive();

    expect(await stored()).toMatchObject({
      state: "invalid",
      check: { problemCount: 1 },
      problemWorkbookKey: WORKBOOK_KEY,
    });
  });

  it("makes no problem workbook of a sheet without problems, warnings or not", async () => {
    const check = { ...checkOf(PAYMENTS), warnings: [PROBLEM], warningCount: 1 };
    const { receive, problemWorkbooks, stored } = await setup(payoutIn("uploading"), check);
    problemWorkbooks.write = async () => {
      throw new Error("It was made.");
    };

    expect(await receive()).toEqual({ kind: "checked", payout: await stored() });
    expect(await stored()).toMatchObject({ state: "ready" });
  });

  it("ends the check when the problem workbook can't be made, and says why there is none", async () => {
    const check = { ...checkOf(PAYMENTS), problems: [PROBLEM], problemCount: 1 };
    const { receive, problemWorkbooks, stored } = await setup(payoutIn("uploading"), check);
    const workbookFailure = new Error("the disk is full");
    problemWorkbooks.write = async () => {
      throw workbookFailure;
    };

    expect(await receive()).toEqual({ kind: "checked", payout: await stored(), workbookFailure });
    expect(await stored()).not.toHaveProperty("problemWorkbookKey");
  });

  it("keeps no key of a problem workbook where the sheet can't be opened", async () => {
    const check = { ...checkOf([]), problems: [PROBLEM], problemCount: 1 };
    const { receive, problemWorkbooks, stored } = await setup(payoutIn("uploading"), check);
    problemWorkbooks.write = async () => undefined;

    expect(await receive()).toEqual({ kind: "checked", payout: await stored() });
    expect(await stored()).not.toHaveProperty("problemWorkbookKey");
  });

  /** A reader that dies once, and then reads. */
  function dieOnce({ reader }: Pick<Awaited<ReturnType<typeof setup>>, "reader">) {
    const { read } = reader;
    reader.read = async () => {
      reader.read = read;
      throw new Error("the process died");
    };
  }

  it("ends in the same place when a crashed check is run again", async () => {
    const { receive, clock, stored, actions, ...world } = await setup();
    dieOnce(world);
    await expect(receive()).rejects.toThrow("died");
    clock.jumpTo(clock.nowMs() + CHECK_IS_DEAD_AFTER_MS);

    await receive();
    await receive();

    expect(await stored()).toMatchObject({ state: "ready" });
    expect(await actions()).toEqual([
      "created",
      "sheet_received",
      "sheet_received",
      "sheet_accepted",
    ]);
  });

  it("starts no other check for a burst of uploads by the same form, and checks the newest next", async () => {
    const { receive, reader, stored, saved, actions } = await setup();
    const { read } = reader;
    let reads = 0;
    reader.read = async () => {
      reads += 1;
      if (reads > 1) return await read();
      for (const nr of [2, 5, 3, 5, 4]) {
        const upload = { ...FIRST, versionId: String(nr), sequencer: `0${nr}` };
        expect(await receive(upload)).toMatchObject({ kind: "ignored" });
      }
      return await read();
    };

    const first = { ...FIRST, sequencer: "01" };
    expect(await receive(first)).toMatchObject({ kind: "checked" });
    expect(await stored()).toMatchObject({ state: "ready", sheet: { versionId: "5" } });
    expect(reads).toBe(2);
    expect([...saved.keys()]).toEqual(["1", "5"]);
    expect((await actions()).filter((action) => action === "sheet_accepted")).toHaveLength(1);
  });

  it("starts no other check for its own event while it runs", async () => {
    const { receive, reader } = await setup();
    const { read } = reader;
    let reads = 0;
    reader.read = async () => {
      reads += 1;
      expect(await receive(FIRST)).toMatchObject({ kind: "ignored" });
      return await read();
    };
    expect(await receive(FIRST)).toMatchObject({ kind: "checked" });
    expect(reads).toBe(1);
  });

  it.each(["the first", "the second", "a third"])(
    "checks the newest upload by the event of %s once a check died",
    async (which) => {
      const { receive, clock, stored, reader, ...world } = await setup();
      const first = { ...FIRST, sequencer: "01" };
      const second = { ...SECOND, sequencer: "02" };
      const third = { ...FIRST, versionId: "3", sequencer: "03" };
      dieOnce({ reader });
      await expect(receive(first)).rejects.toThrow("died");
      clock.jumpTo(clock.nowMs() + CHECK_IS_DEAD_AFTER_MS - 1);
      // That it is noted makes the dead check no younger.
      expect(await receive(second)).toMatchObject({ kind: "ignored" });
      expect(await stored()).toMatchObject({ state: "checking", sheet: second });
      clock.jumpTo(clock.nowMs() + 1);

      const events = { "the first": first, "the second": second, "a third": third };
      const event = Object.entries(events).find(([name]) => name === which)?.[1];
      expect(await receive(event)).toMatchObject({ kind: "checked" });

      const newest = which === "a third" ? third : second;
      expect(await stored()).toMatchObject({ state: "ready", sheet: newest });
      expect([...world.saved.keys()]).toEqual([newest.versionId]);
    },
  );

  it("leaves the payout to a check that took over from one that was not dead after all", async () => {
    const { receive, clock, stored, reader, actions } = await setup();
    const { read } = reader;
    reader.read = async () => {
      clock.jumpTo(clock.nowMs() + CHECK_IS_DEAD_AFTER_MS);
      // The newer one is being read when the slow one goes on.
      const newer = await new Promise<{ readonly end: () => void }>((resolve) => {
        reader.read = async () => {
          await new Promise<void>((end) => resolve({ end }));
          return await read();
        };
        taken = receive(SECOND);
      });
      endNewer = newer.end;
      return await read();
    };
    let taken: ReturnType<typeof receive> | undefined;
    let endNewer = () => {};

    expect(await receive(FIRST)).toMatchObject({ kind: "ignored" });
    expect(await stored()).toMatchObject({ state: "checking", sheet: SECOND });
    endNewer();
    expect(await taken).toMatchObject({ kind: "checked" });

    expect(await stored()).toMatchObject({ state: "ready", sheet: SECOND });
    expect((await actions()).filter((action) => action === "sheet_accepted")).toHaveLength(1);
  });

  describe("of which two were uploaded", () => {
    /** In the order of their versions; S3 writes the number of a place shorter at times. */
    const ORDERS = [
      ["0055AED6DCD90281E5", "0055AED6DCD90281E6"],
      ["0055AED6DCD90281E5", "0055AED6DCD90281E501"],
      ["0055AED6DCD9", "0055AED6DCD90281E5"],
      ["0055AED6DCD90281E5", "0055AED6DD"],
    ] as const;

    it.each(ORDERS)(
      "checks the newer one (%s < %s), in whichever order their events come",
      async (older, newer) => {
        const first = { ...FIRST, sequencer: older };
        const second = { ...SECOND, sequencer: newer };
        for (const [sooner, later] of [
          [first, second],
          [second, first],
        ] as const) {
          const { receive, reader, stored, actions } = await setup();
          const { read } = reader;
          reader.read = async () => {
            // The other event comes while the first one's sheet is being read, and then once more.
            reader.read = read;
            await receive(later);
            return await read();
          };
          await receive(sooner);
          await receive(later);
          await receive(sooner);
          expect(await stored()).toMatchObject({ state: "ready", sheet: second });
          expect((await actions()).filter((action) => action === "sheet_accepted")).toHaveLength(1);
        }
      },
    );

    it("notes the newer one when both events come at the same time", async () => {
      const second = { ...SECOND, sequencer: "02" };
      const { receive, payouts, clock, stored } = await setup();
      const { get } = payouts;
      payouts.get = async (id) => {
        const found = await get(id);
        payouts.get = get;
        // Between this look and the write, the check of the older one begins.
        const nowMs = clock.nowMs();
        const change = changePayout(
          "sheet_received",
          payoutIn("uploading"),
          { sheet: { ...FIRST, sequencer: "01" }, checkBeganAt: toInstant(nowMs) },
          { by: { kind: "system", name: "check-sheet" }, nowMs, eventId: "older" },
        );
        await payouts.change(change.payout, change.event);
        return found;
      };

      expect(await receive(second)).toMatchObject({ kind: "ignored" });
      expect(await stored()).toMatchObject({ state: "checking", sheet: second });
    });

    it("begins anew when its own event comes again to a check that ended in the middle", async () => {
      const sheet = { ...FIRST, sequencer: "01" };
      const { receive, stored } = await setup({ ...payoutIn("checking"), sheet });
      expect(await receive(sheet)).toMatchObject({ kind: "checked" });
      expect(await stored()).toMatchObject({ state: "ready", sheet });
    });
  });

  it("ends the check of a payout of which something else was noted meanwhile", async () => {
    const { receive, reader, stored, ...deps } = await setup();
    const { read } = reader;
    reader.read = async () => {
      await markLedgerRestored(deps, { note: "restored" }, MARKETER);
      return await read();
    };
    expect(await receive()).toMatchObject({ kind: "checked" });
    expect(await stored()).toMatchObject({ state: "ready", ledgerRestoredAt: expect.any(String) });
  });

  it.each(["ready", "scheduled", "distributing", "completed", "cancelled"] as const)(
    "never changes a payout that is %s already",
    async (state) => {
      const { receive, stored } = await setup(payoutIn(state));

      expect(await receive(SECOND)).toMatchObject({ kind: "ignored" });
      expect(await stored()).toEqual(payoutIn(state));
    },
  );

  it.each(["results/x/result.xlsx", "sheets/unknown/sheet.xlsx"])("ignores %s", async (key) => {
    const { receive } = await setup();

    expect(await receive({ ...FIRST, key })).toMatchObject({ kind: "ignored" });
  });
});

describe("comparing an uploaded sheet with recent payouts", () => {
  const sheetOf = (payments: readonly Payment[]) => ({
    ...checkOf(payments),
    largest: payments.slice(0, 1),
    medianPoints: 100,
  });

  /** As a reader does: every payment is handed over on the way. */
  async function setupReading(payments: readonly Payment[], check = sheetOf(payments)) {
    const world = await setup(payoutIn("uploading"), check);
    world.reader.read = async (file) => {
      for (const payment of payments) await file?.onPayment?.(payment);
      return check;
    };
    return world;
  }

  it("keeps what the sheet is compared by, and not its rows or their order", async () => {
    const summaryOf = async (payments: readonly Payment[]) => {
      const { receive, stored } = await setupReading(payments);
      await receive();
      const payout = await stored();
      return payout?.state === "ready" ? payout.check : undefined;
    };
    const [a, b] = [
      { row: 2, userId: "a", points: 100 },
      { row: 3, userId: "b", points: 100 },
    ];

    const summary = await summaryOf([a, b]);

    expect(summary).toMatchObject({ largestPoints: 100, medianPoints: 100 });
    expect(summary?.fingerprint?.exact).toMatch(/^1:[0-9a-f]{16}$/);
    expect((await summaryOf([b, { ...a, row: 9 }]))?.fingerprint).toEqual(summary?.fingerprint);
    expect((await summaryOf([a]))?.fingerprint).not.toEqual(summary?.fingerprint);
  });

  it("lists what it finds before the sheet's own warnings, and counts it", async () => {
    const own = { ...sheetOf(PAYMENTS), warnings: [PROBLEM], warningCount: 1 };
    const first = await setupReading(PAYMENTS);
    await first.receive();
    const paid = await first.stored();
    if (paid?.state !== "ready") throw new Error("It was accepted.");
    const { receive, payouts, stored, saved } = await setupReading(PAYMENTS, own);
    const other = { ...payoutIn("completed"), payoutId: "other", check: paid.check };
    await payouts.create(other, createdEvent(other));

    await receive();

    expect(saved.get("1")?.warnings.map(({ code }) => code)).toEqual([
      "paid_lately_same",
      PROBLEM.code,
    ]);
    expect(saved.get("1")?.warningCount).toBe(2);
    expect(await stored()).toMatchObject({ state: "ready", check: { warningCount: 2 } });
  });

  it("tells of what it finds with the problems, in the workbook as well, and keeps no figures", async () => {
    const first = await setupReading(PAYMENTS);
    await first.receive();
    const paid = await first.stored();
    if (paid?.state !== "ready") throw new Error("It was accepted.");
    const check = { ...sheetOf(PAYMENTS), problems: [PROBLEM], problemCount: 1 };
    const { receive, payouts, stored, saved, problemWorkbooks } = await setupReading(
      PAYMENTS,
      check,
    );
    const other = { ...payoutIn("completed"), payoutId: "other", check: paid.check };
    await payouts.create(other, createdEvent(other));
    const written: SheetCheck[] = [];
    problemWorkbooks.write = async (_sheet, _file, result) => {
      written.push(result);
      return WORKBOOK_KEY;
    };

    await receive();

    const payout = await stored();
    expect(payout).toMatchObject({ state: "invalid", check: { problemCount: 1, warningCount: 1 } });
    expect(payout?.state === "invalid" && payout.check).not.toHaveProperty("fingerprint");
    expect(saved.get("1")?.warnings.map(({ code }) => code)).toEqual(["paid_lately_same"]);
    expect(written).toEqual([saved.get("1")]);
  });
});
