import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogLevel, WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import {
  type LocalSlack,
  type LocalSlackOptions,
  startLocalSlack,
} from "../src/start-local-slack.ts";

export const BOT_TOKEN = "xoxb-of-the-test";
export const CHANNEL = { id: "C0TEST", name: "포인트-지급" };
const MEMBERS = [{ id: "U0JISU", name: "Jisu", email: "jisu@example.com" }];

export type SlackChanges = Partial<Omit<LocalSlackOptions, "dataDir" | "port">>;

/** A local Slack in a fresh directory and Slack's own client for it. */
export async function startSlack(changes: SlackChanges = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-slack-"));
  const start = (port: number) =>
    startLocalSlack({
      dataDir,
      port,
      botToken: BOT_TOKEN,
      channel: CHANNEL,
      members: MEMBERS,
      ...changes,
    });
  let slack: LocalSlack = await start(0);
  onTestFinished(async () => {
    await slack.close();
    await rm(dataDir, { recursive: true });
  });
  const at = (path: string) => new URL(path, slack.pageUrl);
  const webAs = (token: string | undefined) =>
    new WebClient(token, {
      slackApiUrl: slack.url,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: LogLevel.ERROR,
      logger: silent,
    });
  return {
    apiUrl: slack.url,
    pageUrl: slack.pageUrl,
    at,
    webAs,
    get web() {
      return webAs(BOT_TOKEN);
    },
    async call(
      method: string,
      args: Record<string, unknown> = {},
    ): Promise<Record<string, unknown>> {
      return { ...(await webAs(BOT_TOKEN).apiCall(method, args)) };
    },
    async restart() {
      await slack.close();
      slack = await start(slack.port);
    },
    messages: async (): Promise<unknown> => (await fetch(at("/_messages"))).json(),
    async setFaults(faults: unknown) {
      const answer = await fetch(at("/_faults"), { method: "PUT", body: JSON.stringify(faults) });
      return { status: answer.status, body: (await answer.json()) as unknown };
    },
    /** A person writes in the channel. */
    async say(message: Record<string, unknown>): Promise<string> {
      const answer = await fetch(at("/_say"), { method: "POST", body: JSON.stringify(message) });
      return ((await answer.json()) as { ts: string }).ts;
    },
    /** The app shares a file, as Slack's own clients do. */
    async share(file: {
      readonly filename: string;
      readonly content: Uint8Array<ArrayBuffer>;
      readonly title?: string;
      readonly thread_ts?: string;
    }): Promise<void> {
      const { filename, content, title = filename, thread_ts } = file;
      const web = webAs(BOT_TOKEN);
      const begun = await web.files.getUploadURLExternal({ filename, length: content.length });
      await fetch(begun.upload_url ?? "", { method: "POST", body: content });
      await web.apiCall("files.completeUploadExternal", {
        files: [{ id: begun.file_id, title }],
        channel_id: CHANNEL.id,
        ...(thread_ts === undefined ? {} : { thread_ts }),
      });
    },
    /** A person deletes a message. */
    async remove(messageTs: string) {
      await fetch(at("/_delete"), { method: "POST", body: JSON.stringify({ messageTs }) });
    },
    async setArchived(isArchived: boolean) {
      await fetch(at("/_channel"), { method: "PUT", body: JSON.stringify({ isArchived }) });
    },
  };
}

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};
