import type { Finding } from "./problem-table.ts";

/** What a file holds can't be read; becomes the check's one problem of the file as a whole. */
export class SheetUnreadableError extends Error {
  override readonly name = "SheetUnreadableError";
  readonly finding: Finding;
  constructor(finding: Finding, options?: ErrorOptions) {
    super(`${finding.code} ${JSON.stringify(finding.details ?? {})}`, options);
    this.finding = finding;
  }
}
