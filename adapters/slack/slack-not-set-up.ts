import { ChannelError } from "../../domain/channel/channel.ts";

/** What stands for the bot token in the secret until a person puts the real one there. */
export const NO_TOKEN_YET = "not-set";
/** The code of a {@link ChannelError} for a token that nobody has put there yet. */
export const NOT_SET_UP = "not_set_up";

/**
 * Calls `tell`, unless Slack is not connected yet: that is no failure to report, and trying again
 * would not help.
 * @returns undefined when Slack is not connected yet
 * @throws whatever else `tell` throws
 */
export async function onceSetUp<T>(
  tell: () => Promise<T>,
  log: { info(message: string, fields: Record<string, unknown>): void },
): Promise<T | undefined> {
  try {
    return await tell();
  } catch (error) {
    if (!(error instanceof ChannelError && error.code === NOT_SET_UP)) throw error;
    log.info("Slack is not connected yet", { code: NOT_SET_UP });
    return undefined;
  }
}
