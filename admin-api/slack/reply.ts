/** Where whoever clicked is answered, for half an hour after the click. */
export interface ReplyAddress {
  /** `response_url` of the click. */
  readonly url: string | undefined;
  /** The thread that the message stands in, if it does. */
  readonly threadTs?: string | undefined;
}

/** Tells whoever clicked, and nobody else. Throws when Slack did not take it in time. */
export async function reply(
  { url, threadTs }: ReplyAddress,
  text: string,
  withinMs: number,
): Promise<void> {
  if (url === undefined) throw new Error("Slack named no address to answer to.");
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({
      response_type: "ephemeral",
      replace_original: false,
      text,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    }),
    redirect: "error",
    signal: AbortSignal.timeout(withinMs),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`Slack refused the answer to a click: ${response.status}.`);
}
