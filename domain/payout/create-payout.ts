import { type Clock, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { optional } from "../optional.ts";
import { plainLine } from "../plain-text.ts";
import type { ExtraColumn } from "../sheet/extra-column.ts";
import { type RowDefaults, readRowDefaults } from "../sheet/row-defaults.ts";
import { choosePointsApi, type NamedPointsApiDeps } from "./named-points-api.ts";
import { type OpenDraftsDeps, reserveDraft } from "./open-drafts.ts";
import type { Payout } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import type { PayoutStore } from "./payout-store.ts";
import { type Person, personActor, recordedPerson } from "./person.ts";
import type { Plan } from "./plan.ts";
import type { Policy } from "./policy.ts";
import type { SheetStore, UploadForm } from "./sheet-store.ts";

export interface CreatePayoutRequest {
  readonly title: string;
  readonly fileName: string;
  readonly sizeBytes: number;
  /** A dry run: everything happens except that nobody is paid. */
  readonly dryRun?: boolean | undefined;
  /** The name of the points API that is to pay it; the default one when absent. */
  readonly pointsApi?: string | undefined;
  /** What every row of the sheet gets that says nothing else itself. */
  readonly defaults?: RowDefaults | undefined;
  /** How it is to be scheduled, as a suggestion. */
  readonly plan?: Plan | undefined;
}

export interface CreatePayoutDeps extends NamedPointsApiDeps, OpenDraftsDeps {
  readonly payouts: PayoutStore;
  readonly sheets: SheetStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policy: Policy;
  /** What the points API of a payout takes beside user, points and reason. */
  readonly columnsOf?: ((payout: Pick<Payout, "pointsApi">) => readonly ExtraColumn[]) | undefined;
}

/** File name endings of sheets; at the check the content decides what a file is. */
const SHEET_ENDING = /\.(xlsx|xlsm|csv|tsv)$/i;
/** What comes before the payout's id in an uploaded sheet's key. */
export const SHEET_KEY_PREFIX = "sheets/";

/** Where a payout's first sheet is uploaded to; `ending` begins with a dot. */
export function sheetKeyOf(payoutId: string, ending: string): string {
  return `${SHEET_KEY_PREFIX}${payoutId}/sheet${ending}`;
}

/**
 * The ending and size of a file that is to be uploaded as a sheet.
 * @throws {RefusedError} `blank_name`, `unsupported_file`, `sheet_too_large`
 */
export function readSheetFile(
  policy: Pick<Policy, "maxSheetBytes">,
  file: { readonly fileName: string; readonly sizeBytes: number },
): { readonly fileName: string; readonly sizeBytes: number; readonly ending: string } {
  const { sizeBytes } = file;
  const fileName = visibleName(file.fileName, "file name");
  const ending = SHEET_ENDING.exec(fileName)?.[0].toLowerCase();
  if (ending === undefined) {
    throw new RefusedError(
      "unsupported_file",
      `"${fileName}" is not a sheet: save it as .xlsx (or .csv) and choose that file.`,
    );
  }
  if (sizeBytes > policy.maxSheetBytes) {
    throw new RefusedError(
      "sheet_too_large",
      `The sheet has ${sizeBytes} bytes; at most ${policy.maxSheetBytes} are taken.`,
    );
  }
  return { fileName, sizeBytes, ending };
}

/**
 * A name without characters that nobody sees or that turn the text around them.
 * @throws {RefusedError} `blank_name` when nothing is left
 */
export function visibleName(text: string, which: "title" | "file name"): string {
  const name = plainLine(text);
  if (name !== "") return name;
  throw new RefusedError("blank_name", `The ${which} has no character that anybody sees.`);
}

/**
 * A new payout that waits for its sheet, and the form to upload it with. Its title and file name are
 * kept without characters that nobody sees or that turn the text around them.
 * @throws {RefusedError} `blank_name`, `sheet_too_large`, `unsupported_file`, `unknown_points_api`,
 *   `too_many_drafts`, `unknown_column`, `default_refused`
 */
export async function createPayout(
  deps: CreatePayoutDeps,
  request: CreatePayoutRequest,
  person: Person,
): Promise<{ payout: Payout; upload: UploadForm }> {
  const { policy } = deps;
  const { dryRun } = request;
  const title = visibleName(request.title, "title");
  const { fileName, sizeBytes, ending } = readSheetFile(policy, request);
  const pointsApi = choosePointsApi(deps, request.pointsApi);
  const defaults = defaultsOf(request.defaults, deps.columnsOf?.({ pointsApi }) ?? []);
  const payoutId = deps.newId();
  await reserveDraft(deps, payoutId, person);
  const at = toInstant(deps.clock.nowMs());
  const payout: Payout = {
    title,
    fileName,
    sizeBytes,
    ...optional("dryRun", dryRun || undefined),
    ...optional("pointsApi", pointsApi),
    ...optional("defaults", defaults),
    ...optional("plan", request.plan && planOf(request.plan)),
    payoutId,
    state: "uploading",
    createdBy: recordedPerson(person),
    createdAt: at,
    updatedAt: at,
    revision: 1,
    generation: 0,
  };
  const upload = await deps.sheets.uploadForm({
    key: sheetKeyOf(payoutId, ending),
    maxBytes: policy.maxSheetBytes,
    expiresInSeconds: policy.uploadExpiresInSeconds,
  });
  await deps.payouts.create(payout, {
    eventId: deps.newId(),
    payoutId,
    revision: 1,
    at,
    by: personActor(person),
    action: "created",
    to: "uploading",
    why: dryRun === true ? "A dry run: nobody is paid." : undefined,
  });
  return { payout, upload };
}

export function planOf({ timeOfDay, note }: Plan): Plan | undefined {
  if (timeOfDay === undefined && note === undefined) return undefined;
  return { ...optional("timeOfDay", timeOfDay), ...optional("note", note) };
}

export function defaultsOf(
  given: CreatePayoutRequest["defaults"],
  columns: readonly ExtraColumn[],
): RowDefaults | undefined {
  if (given === undefined) return undefined;
  const reading = readRowDefaults(given, columns);
  switch (reading.kind) {
    case "read":
      return reading.defaults;
    case "unknown_column":
      throw new RefusedError(
        "unknown_column",
        `The points API takes no "${reading.name}" of a row.`,
        { columns: columns.map(({ name }) => name) },
      );
    case "refused":
      throw new RefusedError("default_refused", "What every row is to get can't be read.", {
        problems: reading.problems,
      });
  }
}
