import type { QueryClient } from "@tanstack/react-query";
import * as z from "zod/mini";

const messageSchema = z.object({
  who: z.string(),
  key: z.array(z.unknown()),
  data: z.unknown(),
  at: z.number(),
});

/** What pages of the same browser show alike; the parts of a search are each one's own. */
const SHARED: ReadonlySet<unknown> = new Set(["payout", "payouts", "preflight"]);

/** A `BroadcastChannel`, as far as it is used. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * Tells the other pages of this browser what the API answered, and takes over what they were told: whoever
 * is the first to ask does so for all, as an answer begins the wait for the next one anew. Only for
 * the same person, as others may see other things.
 */
export function shareAnswers(
  client: QueryClient,
  { channel, who }: { readonly channel: Channel; readonly who: () => Promise<string | undefined> },
): void {
  const cache = client.getQueryCache();
  cache.subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success") return;
    const { queryKey: key, state } = event.query;
    // What another page told, or this one was answered by a change, is not told again as an answer.
    if (event.action.manual === true || !SHARED.has(key[0])) return;
    const { data, dataUpdatedAt: at } = state;
    void who().then((person) => {
      if (person !== undefined) channel.postMessage({ who: person, key, data, at });
    });
  });

  channel.addEventListener("message", ({ data: received }) => {
    const { data: message } = messageSchema.safeParse(received);
    if (message !== undefined) void takeOver(message);
  });

  async function takeOver({ who: by, key, data, at }: z.infer<typeof messageSchema>) {
    if (by !== (await who())) return;
    const query = cache.find({ queryKey: key, exact: true });
    // Only what is shown here, and nothing older than what is.
    if (query === undefined || !query.isActive() || query.state.dataUpdatedAt >= at) return;
    client.setQueryData(key, data, { updatedAt: at });
  }
}
