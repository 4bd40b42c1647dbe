import type { SlackUsers } from "./slack-users.ts";

/** Who comes to the company, or leaves it, is noticed so late at most. */
const KEPT_FOR_MS = 60 * 60_000;
/** Far more people than decide on payouts. Beyond it the cache is emptied. */
const MOST_KEPT = 1_000;

/**
 * How Slack mentions whoever has an e-mail address; undefined for who is no member. What Slack said is
 * kept for an hour, as the same few people are called again and again.
 * @throws {ChannelError} when Slack can't be asked
 */
export function createSlackMentions({
  users,
  nowMs,
}: {
  readonly users: Pick<SlackUsers, "idOf">;
  readonly nowMs: () => number;
}): (email: string) => Promise<string | undefined> {
  const known = new Map<
    string,
    { readonly mention: string | undefined; readonly untilMs: number }
  >();

  return async (email) => {
    const kept = known.get(email);
    if (kept !== undefined && nowMs() < kept.untilMs) return kept.mention;
    const id = await users.idOf(email);
    const mention = id === undefined ? undefined : `<@${id}>`;
    if (known.size >= MOST_KEPT) known.clear();
    known.set(email, { mention, untilMs: nowMs() + KEPT_FOR_MS });
    return mention;
  };
}
