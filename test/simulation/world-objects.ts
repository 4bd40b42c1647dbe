import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import {
  ChunkConflictError,
  ChunkMissingError,
  type ChunkStore,
} from "../../domain/distribution/chunk-store.ts";
import type { SheetObject } from "../../domain/payout/payout.ts";
import type { ProblemWorkbookStore } from "../../domain/payout/problem-workbook-store.ts";
import type { SheetContentsStore } from "../../domain/payout/sheet-contents.ts";
import {
  type CheckStore,
  SheetMissingError,
  type SheetSink,
  type SheetStore,
} from "../../domain/payout/sheet-store.ts";
import type { ResultFiles, ResultStore } from "../../domain/report/result-store.ts";
import { type Payment, paymentSchema } from "../../domain/sheet/payment.ts";
import type { SheetCheck, SheetReader } from "../../domain/sheet/sheet-check.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";

/** What a sheet says. */
export interface SheetContent {
  readonly payments: readonly Payment[];
  /** One that the check finds; nothing of it may be paid. */
  readonly hasProblem: boolean;
}

export interface WorldObjects {
  /** Puts a new version; its event is on its way then. */
  upload(key: string, content: SheetContent): void;
  /** What that very version says, whatever is read of it now. */
  contentOf(sheet: SheetObject): SheetContent | undefined;
  /** What every version of a payout's sheet says from now on; undefined when it is gone. */
  tamper(payoutId: string, payments: readonly Payment[] | undefined): void;
  portsOf(process: SimProcess): {
    readonly sheets: SheetStore;
    readonly sheetSink: SheetSink;
    readonly checks: CheckStore;
    readonly contents: Pick<SheetContentsStore, "saveRows" | "save">;
    readonly problemWorkbooks: ProblemWorkbookStore;
    readonly reader: SheetReader;
    readonly chunks: ChunkStore;
    readonly results: ResultStore;
    readonly resultFiles: ResultFiles;
  };
}

/** S3: sheets by version, chunks and result workbooks. */
export function createWorldObjects(
  { plan, faults, timeline, invariants }: Setup,
  options: { readonly onUpload: (sheet: SheetObject) => void },
): WorldObjects {
  const versions = new Map<string, SheetContent>();
  const tampered = new Map<string, readonly Payment[] | undefined>();
  const chunks = new Map<string, readonly Payment[]>();
  let uploads = 0;
  const nameOf = ({ key, versionId }: SheetObject): string => `${key}@${versionId}`;
  const payoutOf = (key: string): string => key.split("/")[1] ?? "";

  function upload(key: string, content: SheetContent): void {
    uploads += 1;
    const sequencer = uploads.toString(16).padStart(16, "0");
    const sheet = { key, versionId: `v${uploads}`, sizeBytes: 1_000, sequencer };
    versions.set(nameOf(sheet), content);
    options.onUpload(sheet);
  }

  /** What a process reads of it now; undefined when it is gone. */
  function read(path: string): SheetContent | undefined {
    const payoutId = payoutOf(path);
    if (!tampered.has(payoutId)) return versions.get(path);
    const payments = tampered.get(payoutId);
    return payments === undefined ? undefined : { payments, hasProblem: false };
  }

  function checkAt(path: string): SheetCheck {
    const content = read(path) ?? { payments: [], hasProblem: false };
    const check = checkOf(content);
    return plan.cheating === undefined ? check : { ...check, ...figuresOf(content) };
  }

  return {
    upload,
    contentOf: (sheet) => versions.get(nameOf(sheet)),
    tamper: (payoutId, payments) => tampered.set(payoutId, payments),
    portsOf: ({ call, clock }) => ({
      sheets: {
        uploadForm: () => Promise.reject(new Error("Nobody asks for a form here.")),
        async withLocalCopy(sheet, use) {
          await call("sheets.get", () => {
            if (read(nameOf(sheet)) === undefined) throw new SheetMissingError(sheet);
          });
          return await use(nameOf(sheet));
        },
      },
      sheetSink: {
        put: (key, bytes) => call(`sheets.put ${key}`, () => upload(key, sheetOfBytes(bytes))),
      },
      checks: {
        save: () => call("checks.save", () => undefined),
        // Where nobody cheats it is as if an earlier version had checked it, which kept no figures.
        get: async (sheet) => (plan.cheating === undefined ? undefined : checkAt(nameOf(sheet))),
      },
      // People look at them, and nothing is decided by them: they come and go without a trace.
      contents: { saveRows: async () => undefined, save: async () => undefined },
      problemWorkbooks: {
        write: ({ key }) => call("problems.write", () => `problems/${payoutOf(key)}.xlsx`),
      },
      reader: {
        async read({ path, onPayment }) {
          for (const payment of read(path)?.payments ?? []) await onPayment?.(payment);
          return checkAt(path);
        },
      },
      chunks: {
        write: (payoutId, chunk, payments) =>
          call(`chunks.write ${chunk}`, () => {
            const known = chunks.get(`${payoutId}/${chunk}`);
            if (known !== undefined && !isDeepStrictEqual(known, payments)) {
              throw new ChunkConflictError(payoutId, chunk);
            }
            invariants.splits(payoutId, chunk, payments);
            chunks.set(`${payoutId}/${chunk}`, payments);
          }),
        read: (payoutId, chunk) =>
          call(`chunks.read ${chunk}`, () => {
            const payments = chunks.get(`${payoutId}/${chunk}`);
            if (payments === undefined) throw new ChunkMissingError(payoutId, chunk);
            return payments;
          }),
      },
      results: {
        async write({ payoutId }, rows) {
          let count = 0;
          for await (const _ of rows) count += 1;
          const beganMs = timeline.nowMs();
          // As its parts are uploaded one after the other, it is heard of all the time.
          while (!faults.isQuiet() && timeline.nowMs() < beganMs + plan.reportMs) {
            await clock.sleep(Math.min(20_000, plan.reportMs));
            await call("results.part", () => undefined);
          }
          await call(`results.write ${count} rows`, () => undefined);
          return { resultKey: `results/${payoutId}/result.xlsx` };
        },
        link: async (resultKey: string) => resultKey,
      },
      resultFiles: { read: () => call("results.read", () => new Uint8Array([1])) },
    }),
  };
}

/** The sheet that the system makes itself, as the check reads it back. */
export function bytesOfSheet(payments: readonly Payment[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(payments));
}

function sheetOfBytes(bytes: Uint8Array): SheetContent {
  const payments = z.array(paymentSchema).parse(JSON.parse(new TextDecoder().decode(bytes)));
  return { payments, hasProblem: false };
}

function checkOf({ payments, hasProblem }: SheetContent): SheetCheck {
  const digest = payments.map((one) => `${one.row},${one.userId},${one.points},${one.reason}`);
  return {
    payments: payments.length,
    totalPoints: payments.reduce((sum, { points }) => sum + points, 0),
    digest: `digest of ${digest.join(";")}`,
    problems: [],
    problemCount: hasProblem ? 1 : 0,
    warnings: [],
    warningCount: 0,
    sample: [],
    largest: [],
  };
}

/** By which its amounts are compared with others and with limits. */
function figuresOf({ payments }: SheetContent) {
  const recipients = new Map<string, { userId: string; points: number; row: number }>();
  for (const { userId, points, row } of payments) {
    const known = recipients.get(userId) ?? { userId, points: 0, row };
    recipients.set(userId, { ...known, points: known.points + points });
  }
  const sorted = payments.toSorted((one, other) => other.points - one.points);
  return {
    largest: sorted.slice(0, 5),
    medianPoints: sorted[Math.floor(sorted.length / 2)]?.points,
    largestRecipients: [...recipients.values()].sort((one, other) => other.points - one.points),
  };
}
