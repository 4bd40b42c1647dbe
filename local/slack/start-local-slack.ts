import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { systemClock } from "../../adapters/system/system-clock.ts";
import type { Clock } from "../../domain/clock.ts";
import { type LoopbackServer, serveOnLoopback } from "../stand-in/loopback-server.ts";
import { type HttpAnswer, problem } from "../stand-in/problem.ts";
import { BodyTooLargeError, parseJson, readBody } from "../stand-in/read-body.ts";
import { readUpload } from "./call-arguments.ts";
import { type Message, openChannelStore } from "./channel-store.ts";
import { createPageRoutes } from "./page-routes.ts";
import { createSlackFaults, type SlackFaults, slackFaultsSchema } from "./slack-faults.ts";
import { SlackRefusal } from "./slack-refusal.ts";
import { createPendingUploads, type PendingUploads } from "./uploads.ts";
import { createWebApi } from "./web-api.ts";
import type { Member, Workspace } from "./workspace.ts";

export interface LocalSlackOptions {
  /** Where messages and files are kept; one process at a time. */
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The only token that is let in. */
  readonly botToken: string;
  readonly channel: { readonly id: string; readonly name: string };
  /** People whom messages may mention; nobody by default. */
  readonly members?: readonly Member[];
  /** Zone of the times on the page; Asia/Seoul by default. */
  readonly timeZone?: string;
  readonly clock?: Clock;
}

export interface LocalSlack extends Omit<LoopbackServer, "url"> {
  /** Base of the Web API, with a slash at its end. */
  readonly url: string;
  /** The channel as its readers see it. */
  readonly pageUrl: string;
}

const MAX_CALL_BYTES = 2 * 1024 * 1024;
const MAX_FILE_BYTES = 1024 * 1024 * 1024;

/** Slack on this machine: one channel, the Web API calls of a posting app, and a page to read. */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const { dataDir, port, botToken, channel, members = [], clock = systemClock } = options;
  const workspace: Workspace = { botToken, channel, members };
  const store = await openChannelStore(dataDir, clock);
  const uploads = createPendingUploads(store);
  const faults = createSlackFaults();
  const pageRoute = createPageRoutes({
    store,
    workspace,
    timeZone: options.timeZone ?? "Asia/Seoul",
  });
  const webApi = createWebApi({
    ...{ store, uploads, workspace, faults, clock },
    uploadUrl: (secret) => `${server.url}/upload/v1/${secret}`,
  });

  async function answer(request: IncomingMessage, path: string): Promise<HttpAnswer> {
    const { headers } = request;
    if (path.startsWith("/api/")) {
      const body = await readBody(request, MAX_CALL_BYTES);
      return await webApi({ method: path.slice("/api/".length), headers, body });
    }
    if (path.startsWith("/upload/v1/") && request.method === "POST") {
      const body = await readBody(request, MAX_FILE_BYTES);
      return await receive(
        uploads,
        path.slice("/upload/v1/".length),
        await readUpload(headers, body),
      );
    }
    if (path === "/_messages") return { status: 200, body: store.messages().map(listed) };
    if (path === "/_faults" && request.method === "PUT") {
      return setFaults((await readBody(request, MAX_CALL_BYTES)).toString(), faults);
    }
    if (path === "/_faults") return { status: 200, body: faults.settings };
    return problem(404, `Nothing is served at ${path}.`);
  }

  /** A message as `GET /_messages` lists it. */
  function listed({ ts, text, blocks, threadTs, files, editedTs }: Message) {
    return {
      channel: channel.id,
      ts,
      text,
      blocks,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      files: files.map((file) => ({
        ...file,
        url: `${server.url}/files/${file.id}/${encodeURIComponent(file.name)}`,
      })),
      ...(editedTs === undefined ? {} : { edited: { ts: editedTs } }),
    };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const page = request.method === "GET" ? pageRoute(url.pathname) : undefined;
    if (page !== undefined) return await page({ url, request, response });
    send(await answer(request, url.pathname), response);
  }

  const server = await serveOnLoopback(port, (request, response) => {
    handle(request, response).catch((error) => send(answerToFailure(error), response));
  });
  return {
    port: server.port,
    url: `${server.url}/api/`,
    pageUrl: `${server.url}/`,
    async close() {
      await server.close();
      await store.close();
    },
  };
}

async function receive(
  uploads: PendingUploads,
  secret: string,
  content: Uint8Array,
): Promise<HttpAnswer> {
  const { size } = await uploads.receive(secret, content);
  return { status: 200, headers: { "content-type": "text/plain" }, body: `OK - ${size}` };
}

function setFaults(body: string, faults: SlackFaults): HttpAnswer {
  const parsed = slackFaultsSchema.safeParse(parseJson(body));
  if (!parsed.success) return problem(400, z.prettifyError(parsed.error));
  faults.set(parsed.data);
  return { status: 200, body: faults.settings };
}

function send(answer: HttpAnswer, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const { status, body, headers = { "content-type": "application/json; charset=utf-8" } } = answer;
  response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
}

function answerToFailure(error: unknown): HttpAnswer {
  if (error instanceof SlackRefusal) return problem(400, error.code);
  if (error instanceof BodyTooLargeError) {
    return problem(413, error.message, { connection: "close" });
  }
  return problem(500, `The stand-in failed: ${String(error)}`);
}
