import type { IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
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
  const server = await serveOnLoopback(0, async (request, response) => {
    const body = await text(request);
    const payload = JSON.parse(new URLSearchParams(body).get("payload") ?? "{}");
    taken.push({ headers: request.headers, body, payload });
    const given = await answer(payload);
    if (given === undefined) return;
    response.writeHead(given.status, { "content-type": "application/json" });
    response.end(given.body === undefined ? "" : JSON.stringify(given.body));
  });
  onTestFinished(() => server.close());
  return {
    taken,
    settings: {
      actionsUrl: `${server.url}/slack/actions`,
      signingSecret: SIGNING_SECRET,
    },
    answerWith(next: typeof answer) {
      answer = next;
    },
  };
}
