import type { AdminApiDeps } from "./admin-api.ts";

/** Has the channel show what a person did to a payout; that it can't be told now is no failure. */
export async function tellOfChange(
  deps: Pick<AdminApiDeps, "requestTelling" | "log">,
  payoutId: string,
  requestId: string,
): Promise<void> {
  try {
    await deps.requestTelling(payoutId);
  } catch (error) {
    // The watch tells what nobody was told.
    deps.log({ level: "error", message: "The channel was not told.", requestId, error });
  }
}
