import type { Clock } from "@paysheet/emulator-server/clock";
import { parseJson } from "@paysheet/emulator-server/read-body";
import { signSlackRequest } from "./slack-signature.ts";

/** Where the app takes what people do, and the secret that Slack signs it with. */
export interface AppEndpoint {
  readonly actionsUrl: string | (() => string | undefined) | undefined;
  readonly signingSecret: string;
  readonly clock: Clock;
}

/** What was sent, as it was sent: enough to send it again. */
export interface SentRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface AppAnswer {
  readonly request: SentRequest;
  readonly status?: number;
  /** Parsed, if it is JSON. */
  readonly body?: unknown;
  /** Why it counts as failed, in Slack's words; the reader sees a warning. */
  readonly error?: "dispatch_failed" | "operation_timeout";
}

export type SendToApp = (payload: Readonly<Record<string, unknown>>) => Promise<AppAnswer>;

/** An app that takes longer has failed. */
const ANSWER_WITHIN_MS = 3_000;

/** Sends interactions to the app as Slack does: a signed form with one field of JSON. */
export function createSendToApp({ actionsUrl, signingSecret, clock }: AppEndpoint): SendToApp {
  return async (payload) => {
    const url = typeof actionsUrl === "function" ? actionsUrl() : actionsUrl;
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const timestamp = String(Math.floor(clock.nowMs() / 1000));
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": signSlackRequest({ signingSecret, timestamp, body }),
    };
    const request = { headers, body };
    if (url === undefined) return { request, error: "dispatch_failed" };
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers,
        body,
        redirect: "error",
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await answer.text();
      const { status } = answer;
      const read = { request, status, body: parseJson(text) ?? text };
      return status === 200 ? read : { ...read, error: "dispatch_failed" };
    } catch (error) {
      const isLate = error instanceof Error && error.name === "TimeoutError";
      return { request, error: isLate ? "operation_timeout" : "dispatch_failed" };
    }
  };
}
