import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

export const SIGNING_SECRET = "of-the-app-of-the-test";

export interface TakenRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly payload: Record<string, unknown>;
}

/** How the app answers; undefined lets the caller wait. */
type Answer = { readonly status: number; readonly body?: unknown } | undefined;

/** An app that takes what Slack sends it. */
export async function startApp() {
  const taken: TakenRequest[] = [];
  let answer: (payload: Record<string, unknown>) => Promise<Answer> | Answer = () => ({
    status: 200,
  });
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const payload = JSON.parse(new URLSearchParams(body).get("payload") ?? "{}");
    taken.push({ headers: request.headers, body, payload });
    const given = await answer(payload);
    if (given === undefined) return;
    response.writeHead(given.status, { "content-type": "application/json" });
    response.end(given.body === undefined ? "" : JSON.stringify(given.body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The app has no port.");
  return {
    taken,
    settings: {
      actionsUrl: `http://127.0.0.1:${address.port}/slack/actions`,
      signingSecret: SIGNING_SECRET,
    },
    answerWith(next: typeof answer) {
      answer = next;
    },
  };
}
