import type { AdminApiDeps } from "./admin-api.ts";

/** Has the channel show what a person did to a payout; that it can't be told now is no failure. */
export async function notifyOfChange(
  deps: Pick<AdminApiDeps, "requestNotification" | "log">,
  payoutId: string,
  requestId: string,
): Promise<void> {
  try {
    await deps.requestNotification(payoutId);
  } catch (error) {
    // The sweeper tells what nobody was told.
    deps.log({ level: "error", message: "The channel was not told.", requestId, error });
  }
}
