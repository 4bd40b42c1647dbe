import * as z from "zod";
import { onceSetUp } from "../../adapters/slack/slack-not-set-up.ts";
import { type NotifyChannelDeps, notifyChannel } from "../../domain/channel/notify-channel.ts";

export interface SlackNotifierHandlerDeps {
  readonly channel: NotifyChannelDeps;
  readonly log: { info(message: string, fields: Record<string, unknown>): void };
}

/** What the admin API sends when something happened to a payout. */
const notifyRequestSchema = z.object({ payoutId: z.string().min(1) });

/**
 * Brings the Slack channel up to date with a payout. Fails when it can't, so that Lambda tries
 * again; what is still untold then is told by the sweeper, and so is what happened before Slack was
 * connected.
 */
export function createSlackNotifierHandler({ channel, log }: SlackNotifierHandlerDeps) {
  return async (input: unknown): Promise<void> => {
    const { payoutId } = notifyRequestSchema.parse(input);
    await onceSetUp(async () => {
      await notifyChannel(channel, payoutId);
      log.info("told", { payoutId });
    }, log);
  };
}
