import type { SheetObject } from "../../domain/payout/payout.ts";
import { type ReceiveSheetDeps, receiveSheet } from "../../domain/payout/receive-sheet.ts";
import type { Setup } from "./setup.ts";
import { createProcess, type SimProcess } from "./sim-process.ts";

const LIMIT_MS = 60_000;
const EVENT_TRIES = 3;

/** S3's events of uploads: late, twice, in any order, and tried three times at most. */
export function createUploads(
  setup: Setup,
  options: { readonly depsOf: (process: SimProcess) => ReceiveSheetDeps },
) {
  const { timeline, random, faults, invariants } = setup;

  function deliver(sheet: SheetObject, tries = EVENT_TRIES): void {
    const lateMs = faults.chance("lateDelivery") ? random.spread(1_000, 300_000) : 0;
    timeline.after(random.between(100, 2_000) + lateMs, () => {
      const process = createProcess(setup, {
        name: `check ${sheet.versionId}`,
        limitMs: LIMIT_MS,
        onDeath: () => {
          if (tries > 1) deliver(sheet, tries - 1);
        },
      });
      receiveSheet(options.depsOf(process), sheet).then(
        (end) => {
          invariants.uploadTaken(process, sheet.key.split("/")[1] ?? "", sheet.versionId);
          process.end(end.kind === "ignored" ? end.why : end.payout.state);
        },
        (error: unknown) => process.kill(String(error)),
      );
    });
  }

  return {
    tellOf(sheet: SheetObject): void {
      deliver(sheet);
      while (faults.chance("duplicateDelivery")) deliver(sheet);
    },
  };
}
