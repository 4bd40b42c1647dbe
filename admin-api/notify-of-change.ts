import type { AdminApiDeps } from "./admin-api.ts";

/** Asks for the channel to show what a person did to a payout; that it can't is logged, no more. */
export async function notifyOfChange(
  deps: Pick<AdminApiDeps, "requestNotification" | "log">,
  payoutId: string,
  requestId: string,
): Promise<void> {
  try {
    await deps.requestNotification(payoutId);
  } catch (error) {
    // The sweeper posts what the channel lacks.
    deps.log({ level: "error", message: "The channel was not told.", requestId, error });
  }
}
