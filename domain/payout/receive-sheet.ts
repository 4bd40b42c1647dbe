import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import type { ExtraColumn } from "../sheet/extra-column.ts";
import { MAX_LISTED_PROBLEMS, type SheetCheck, type SheetReader } from "../sheet/sheet-check.ts";
import { changePayout } from "./change-payout.ts";
import { compareWithRecent } from "./compare-with-recent.ts";
import { SHEET_KEY_PREFIX } from "./create-payout.ts";
import type { NamedPointsApiDeps } from "./named-points-api.ts";
import { createPaymentsFingerprint, type Fingerprint } from "./payments-fingerprint.ts";
import type { CheckSummary, Payout, PayoutIn, SheetObject } from "./payout.ts";
import { PayoutChangedError, type PayoutStore } from "./payout-store.ts";
import type { Policy } from "./policy.ts";
import type { ProblemWorkbookStore } from "./problem-workbook-store.ts";
import { isOfNewestFile } from "./replace-sheet.ts";
import { createContentsWriter, type SheetContentsStore } from "./sheet-contents.ts";
import type { CheckStore, SheetStore } from "./sheet-store.ts";
import { updatePayout } from "./update-payout.ts";

export interface ReceiveSheetDeps extends NamedPointsApiDeps {
  readonly payouts: PayoutStore;
  readonly sheets: SheetStore;
  readonly checks: CheckStore;
  readonly contents: Pick<SheetContentsStore, "saveRows" | "save">;
  readonly problemWorkbooks: ProblemWorkbookStore;
  readonly reader: SheetReader;
  /** What the points API of a payout takes beside user, points and reason; nothing when absent. */
  readonly columnsOf?: ((payout: Pick<Payout, "pointsApi">) => readonly ExtraColumn[]) | undefined;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policy: Policy;
}

export type ReceiveSheetResult =
  | {
      readonly kind: "checked";
      readonly payout: Payout;
      /** Why there is no problem workbook where there should be one. */
      readonly workbookFailure?: unknown;
    }
  /** Not a sheet of a payout that waits for one; nothing was done. */
  | { readonly kind: "ignored"; readonly why: string };

const BY = { kind: "system", name: "check-sheet" } as const;

/**
 * Checks an uploaded sheet and brings its payout to `ready` or `invalid`. Running it again for the
 * same upload, after a crash or by a second delivery, ends in the same place. Of the uploads by one
 * form only the newest counts, and one check of a payout runs at a time: an upload that comes
 * meanwhile is noted, and checked next by the check that runs.
 */
export async function receiveSheet(
  deps: ReceiveSheetDeps,
  sheet: SheetObject,
): Promise<ReceiveSheetResult> {
  const payoutId = payoutIdOf(sheet.key);
  if (payoutId === undefined) return ignored(`${sheet.key} is not the key of a payout's sheet.`);
  const payout = await deps.payouts.get(payoutId);
  if (payout === undefined) return ignored(`There is no payout ${payoutId}.`);
  try {
    const checking = await beginCheck(deps, payoutId, sheet);
    if (checking === undefined) {
      return ignored(`Payout ${payoutId} waits for no such sheet, or another check goes on to it.`);
    }
    return await checkNewest(deps, checking);
  } catch (error) {
    // Cancelled meanwhile, or another upload replaced a check that seemed to have crashed.
    if (error instanceof PayoutChangedError) return ignored(error.message);
    throw error;
  }
}

async function checkNewest(
  deps: ReceiveSheetDeps,
  payout: PayoutIn<"checking">,
): Promise<ReceiveSheetResult> {
  for (let checking = payout; ; ) {
    const { sheet, fileName, defaults } = checking;
    const fingerprint = createPaymentsFingerprint();
    const contents = createContentsWriter(deps.contents, sheet);
    const checked = await deps.sheets.withLocalCopy(sheet, async (path) => {
      const file = { path, fileName };
      const columns = deps.columnsOf?.(checking);
      const read = await deps.reader.read({
        ...file,
        columns,
        defaults,
        takesBack: checking.reversalOf !== undefined,
        onPayment(payment) {
          fingerprint.add(payment);
          return contents.add(payment);
        },
      });
      if (read.problemCount === 0) await contents.end();
      const compared = await compare(deps, checking, read, fingerprint.end());
      return { ...compared, ...(await makeProblemWorkbook(deps, sheet, file, compared.check)) };
    });
    const { check, summary, key, ...failure } = checked;
    await deps.checks.save(sheet, check);
    const ended = await endCheck(deps, checking, summary, key);
    if (ended.state !== "checking") return { kind: "checked", payout: ended, ...failure };
    checking = ended;
  }
}

interface ProblemWorkbookMade {
  readonly key?: string | undefined;
  readonly workbookFailure?: unknown;
}

/** Never fails: without the workbook people still have the list, and the check must end. */
async function makeProblemWorkbook(
  { problemWorkbooks }: ReceiveSheetDeps,
  sheet: SheetObject,
  file: { readonly path: string; readonly fileName: string },
  check: SheetCheck,
): Promise<ProblemWorkbookMade> {
  if (check.problemCount === 0) return {};
  try {
    return { key: await problemWorkbooks.write(sheet, file, check) };
  } catch (workbookFailure) {
    return { workbookFailure };
  }
}

function ignored(why: string): ReceiveSheetResult {
  return { kind: "ignored", why };
}

function payoutIdOf(key: string): string | undefined {
  if (!key.startsWith(SHEET_KEY_PREFIX)) return undefined;
  return key.slice(SHEET_KEY_PREFIX.length).split("/")[0];
}

/**
 * After so long a check that has not ended counts as crashed. Longer than the function may run, and
 * shorter than the queue's visibility timeout: the upload that the check began with is delivered
 * again after that, and begins it anew.
 */
export const CHECK_IS_DEAD_AFTER_MS = 5 * 60_000;

function mayStillRun(payout: PayoutIn<"checking">, nowMs: number): boolean {
  return nowMs < Date.parse(payout.checkBeganAt ?? payout.updatedAt) + CHECK_IS_DEAD_AFTER_MS;
}

/** Undefined when the payout waits for no sheet, or a check that may be running will take it. */
async function beginCheck(
  deps: ReceiveSheetDeps,
  payoutId: string,
  sheet: SheetObject,
): Promise<PayoutIn<"checking"> | undefined> {
  const checkBeganAt = toInstant(deps.clock.nowMs());
  let begins = false;
  const { after } = await updatePayout(deps, payoutId, (payout) => {
    begins = false;
    if (payout.state !== "uploading" && payout.state !== "checking") return undefined;
    if (!isOfNewestFile(payout, sheet)) return undefined;
    const isNew = payout.state === "uploading" || isNewer(sheet, payout.sheet);
    begins = payout.state === "uploading" || !mayStillRun(payout, deps.clock.nowMs());
    if (!begins && !isNew) return undefined;
    const fields = {
      sheet: payout.state === "uploading" || isNew ? sheet : payout.sheet,
      ...(begins ? { checkBeganAt } : {}),
    };
    return changePayout("sheet_received", payout, fields, causeOf(deps));
  });
  return begins && after.state === "checking" ? after : undefined;
}

/**
 * Whether an upload came after another one of the same key: events come in any order, and more than
 * once. S3's numbers are hexadecimal text, the shorter one to be filled up with zeros at its end.
 * Where one of them is missing, the one delivered last counts as newer.
 */
function isNewer(sheet: SheetObject, than: SheetObject): boolean {
  if (sheet.versionId === than.versionId) return false;
  if (sheet.sequencer === undefined || than.sequencer === undefined) return true;
  const length = Math.max(sheet.sequencer.length, than.sequencer.length);
  return sheet.sequencer.padEnd(length, "0") > than.sequencer.padEnd(length, "0");
}

/** Leaves the payout in `checking` where it has another sheet now than the one that was checked. */
async function endCheck(
  deps: ReceiveSheetDeps,
  payout: PayoutIn<"checking">,
  check: CheckSummary,
  problemWorkbookKey: string | undefined,
): Promise<Payout> {
  const name = check.problemCount === 0 ? "sheet_accepted" : "sheet_refused";
  const fields = { check, problemWorkbookKey };
  const { after } = await updatePayout(deps, payout.payoutId, (now) => {
    const isOurs = now.state === "checking" && now.checkBeganAt === payout.checkBeganAt;
    if (!isOurs) throw new PayoutChangedError(payout.payoutId);
    if (now.sheet.versionId !== payout.sheet.versionId) return undefined;
    return changePayout(name, now, fields, causeOf(deps));
  });
  return after;
}

function causeOf(deps: ReceiveSheetDeps) {
  return { by: BY, nowMs: deps.clock.nowMs(), eventId: deps.newId() };
}

/** The check with what a comparison with other payouts adds, and what the payout keeps of it. */
async function compare(
  deps: ReceiveSheetDeps,
  { payoutId, retryOf, reversalOf, dryRun, pointsApi }: PayoutIn<"checking">,
  sheet: SheetCheck,
  fingerprint: Fingerprint,
): Promise<{ readonly check: SheetCheck; readonly summary: CheckSummary }> {
  // A reversal's sheet is what was paid: that it was twice, or too much, is why it is taken back.
  const read = reversalOf === undefined ? sheet : { ...sheet, warnings: [], warningCount: 0 };
  const compared = { ...summaryOf(read), ...figuresOf(read), fingerprint };
  // With problems only some payments were read: the comparison's warnings are shown, but no
  // fingerprint is kept.
  const summary = read.problemCount > 0 ? summaryOf(read) : compared;
  const about = { payoutId, retryOf, reversalOf, dryRun, pointsApi, check: compared };
  const found = read.payments === 0 ? [] : (await compareWithRecent(deps, about)).warnings;
  const warningCount = read.warningCount + found.length;
  const warnings = [...found, ...read.warnings].slice(0, MAX_LISTED_PROBLEMS);
  const warningCodes = [...new Set(warnings.map(({ code }) => code))];
  return {
    check: { ...read, warnings, warningCount },
    summary: { ...summary, warningCount, warningCodes },
  };
}

function summaryOf(check: SheetCheck): CheckSummary {
  const { payments, totalPoints, digest, problemCount, warningCount } = check;
  return { payments, totalPoints, digest, problemCount, warningCount };
}

function figuresOf({ largest, largestRecipients, medianPoints }: SheetCheck) {
  return {
    largestPoints: largest[0]?.points,
    largestRecipientPoints: largestRecipients?.[0]?.points,
    medianPoints,
  };
}
