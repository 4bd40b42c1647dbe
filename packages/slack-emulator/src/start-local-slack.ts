import type { IncomingMessage, ServerResponse } from "node:http";
import { type Clock, systemClock } from "@paysheet/emulator-server/clock";
import { type LoopbackServer, serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import { type HttpAnswer, problem } from "@paysheet/emulator-server/problem";
import { BodyTooLargeError, readBody } from "@paysheet/emulator-server/read-body";
import { openChannelStore } from "./channel-store.ts";
import { createControlRoutes } from "./control-routes.ts";
import { createSendToApp } from "./interactions/app-endpoint.ts";
import { createInteractions } from "./interactions/interactions.ts";
import { createModals } from "./interactions/modals.ts";
import { createPrivateNotes } from "./interactions/private-notes.ts";
import { createResponseUrls } from "./interactions/response-urls.ts";
import { createTriggerIds } from "./interactions/trigger-ids.ts";
import { createPageRoutes } from "./page-routes.ts";
import { createSlackFaults, SlackHttpFailure, SlackSilence } from "./slack-faults.ts";
import { SlackRefusal } from "./slack-refusal.ts";
import { createPendingUploads } from "./uploads.ts";
import { createWebApi } from "./web-api.ts";
import { ALL_SCOPES, type Member, type Workspace } from "./workspace.ts";

export interface LocalSlackOptions {
  /** Where messages and files are kept; one process at a time. */
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The only token that is let in. */
  readonly botToken: string;
  readonly channel: { readonly id: string; readonly name: string };
  /** People of the workspace; the page is looked at as the first of them. */
  readonly members: readonly Member[];
  /**
   * Where clicks are sent, asked for at each of them, as the app may start later; without it
   * nobody answers them.
   */
  readonly actionsUrl?: string | (() => string | undefined);
  /** What clicks are signed with. */
  readonly signingSecret?: string;
  /** What the app was granted; all that the emulator knows by default. */
  readonly scopes?: readonly string[];
  /** The machine's own by default. */
  readonly clock?: Clock;
}

export interface LocalSlack extends Omit<LoopbackServer, "url"> {
  /** Base of the Web API, with a slash at its end. */
  readonly url: string;
  /** The channel as its readers see it. */
  readonly pageUrl: string;
}

/** Zone of the times on the page. */
const TIME_ZONE = "Asia/Seoul";

const MAX_CALL_BYTES = 2 * 1024 * 1024;
const MAX_FILE_BYTES = 1024 * 1024 * 1024;

/** Where the app answers clicks. */
const RESPONSES = "/actions/";

/** Slack on this machine: one channel, the Web API calls of a posting app, and a page to read. */
export async function startLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const { dataDir, port, botToken, channel, members, clock = systemClock } = options;
  const scopes = new Set(options.scopes ?? ALL_SCOPES);
  const { actionsUrl, signingSecret = "" } = options;
  const workspace: Workspace = { botToken, channel, members, scopes, isArchived: false };
  const store = await openChannelStore(dataDir, clock);
  const uploads = createPendingUploads(store);
  const faults = createSlackFaults();
  const notes = createPrivateNotes();
  const modals = createModals(clock);
  const triggers = createTriggerIds(clock);
  const responseUrls = createResponseUrls({ notes, clock });
  const interactions = createInteractions({
    ...{ store, workspace, notes, modals, triggers, responseUrls, clock },
    responseUrl: (secret) => `${server.url}${RESPONSES}${secret}`,
    send: createSendToApp({ actionsUrl, signingSecret, clock }),
  });
  const pageRoute = createPageRoutes({
    ...{ store, workspace, notes, modals },
    timeZone: TIME_ZONE,
  });
  const webApi = createWebApi({
    ...{ store, uploads, workspace, faults, triggers, modals },
    uploadUrl: (secret) => `${server.url}/upload/v1/${secret}`,
  });

  const control = createControlRoutes({
    ...{ store, workspace, faults, interactions },
    fileUrl: (id, name) => `${server.url}/files/${id}/${encodeURIComponent(name)}`,
  });

  async function answer(request: IncomingMessage, path: string): Promise<HttpAnswer> {
    const { headers } = request;
    if (path.startsWith("/api/")) {
      const body = await readBody(request, MAX_CALL_BYTES);
      return await webApi({ method: path.slice("/api/".length), headers, body });
    }
    if (path.startsWith("/upload/v1/") && request.method === "POST") {
      return await receive(
        path.slice("/upload/v1/".length),
        await readBody(request, MAX_FILE_BYTES),
      );
    }
    const route = `${request.method} ${path}`;
    const body = await readBody(request, MAX_CALL_BYTES);
    if (request.method === "POST" && path.startsWith(RESPONSES)) {
      return responseUrls.respond(path.slice(RESPONSES.length), body);
    }
    const controlled = control({ route, body });
    if (controlled !== undefined) return await controlled;
    return problem(404, `Nothing is served at ${path}.`);
  }

  async function receive(secret: string, content: Uint8Array): Promise<HttpAnswer> {
    const { lost } = faults.meet("upload");
    const { size } = await uploads.receive(secret, content);
    if (lost !== undefined) throw lost;
    return { status: 200, headers: { "content-type": "text/plain" }, body: `OK - ${size}` };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const page = request.method === "GET" ? pageRoute(url.pathname) : undefined;
    if (page !== undefined) return await page({ url, request, response });
    send(await answer(request, url.pathname), response);
  }

  const server = await serveOnLoopback(port, (request, response) => {
    handle(request, response).catch((error) => {
      if (!(error instanceof SlackSilence)) send(answerToFailure(error), response);
      else if (error.isDropped) response.destroy();
    });
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

function send(answer: HttpAnswer, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const { status, body, headers = { "content-type": "application/json; charset=utf-8" } } = answer;
  response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
}

function answerToFailure(error: unknown): HttpAnswer {
  if (error instanceof SlackRefusal) {
    return problem(/(^|_)not_found$/.test(error.code) ? 404 : 400, error.code);
  }
  if (error instanceof SlackHttpFailure) return problem(error.status, error.message);
  if (error instanceof BodyTooLargeError) return problem(413, error.message);
  return problem(500, `The emulator failed: ${String(error)}`);
}
