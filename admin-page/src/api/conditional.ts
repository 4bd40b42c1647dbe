type Fetch = (request: Request) => Promise<Response>;

interface Known {
  readonly tag: string;
  readonly body: string;
  readonly type: string;
}

/** As many as a page asks for again and again, and some that it showed before. */
const MOST_KNOWN = 20;

/**
 * Asks only for what has changed: the API names its answers, and sends none that the page has. The
 * browser itself may keep none of them, as they are about people.
 */
export function conditional(send: Fetch): Fetch {
  const known = new Map<string, Known>();
  return async (request) => {
    if (request.method !== "GET") return await send(request);
    const have = known.get(request.url);
    if (have !== undefined) request.headers.set("if-none-match", have.tag);
    const answer = await send(request);
    if (answer.status === 304 && have !== undefined) {
      return new Response(have.body, { headers: { "content-type": have.type } });
    }
    const tag = answer.headers.get("etag");
    if (answer.ok && tag !== null) {
      const type = answer.headers.get("content-type") ?? "";
      known.delete(request.url);
      known.set(request.url, { tag, body: await answer.clone().text(), type });
      const [oldest] = known.keys();
      if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    }
    return answer;
  };
}
