import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from "aws-lambda";
import type { LocalOpenIdProvider } from "../oidc/local-openid-provider.ts";
import { type AboutStack, LOCAL_STACK_PATH, sendAboutStack } from "./about-stack.ts";
import { apiEvent } from "./api-event.ts";
import { sendApiResult, sendGatewayError } from "./api-result.ts";
import { answerLocalToken, LOCAL_TOKEN_PATH } from "./local-token.ts";
import { readIfSmall } from "./read-if-small.ts";
import { type StartLink, sendStartPage } from "./start-page.ts";

/** Limits of an HTTP API; they can't be raised there. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const INTEGRATION_TIMEOUT_MS = 30_000;

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);

export interface LocalGatewayOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly host?: string;
  /** Invokes the admin API's Lambda; a rejection is the Lambda's failure. */
  readonly invokeApi: (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyResultV2>;
  /** Given once the port is known, since the issuer names it. */
  readonly openProvider: (origin: string) => Promise<LocalOpenIdProvider>;
  /** Serves everything that is neither API nor provider; the list of addresses when absent. */
  readonly page?:
    | ((request: IncomingMessage, response: ServerResponse) => Promise<void> | void)
    | undefined;
  /** Takes the sockets that the page opens; they are refused without. */
  readonly onUpgrade?:
    | ((request: IncomingMessage, socket: Duplex, head: Buffer) => void)
    | undefined;
  readonly links?: () => readonly StartLink[];
  /** What `GET /api/local/stack` answers. */
  readonly about?: () => AboutStack;
  readonly integrationTimeoutMs?: number | undefined;
  /** Whoever comes before this waits: the address is known before what stands behind it. */
  readonly whenReady?: () => Promise<void>;
}

export interface LocalGateway {
  /** `http://localhost:<port>` */
  readonly origin: string;
  readonly port: number;
  readonly provider: LocalOpenIdProvider;
  close(): Promise<void>;
}

/**
 * What stands before the admin API's Lambda locally: an HTTP API of API Gateway for `/api`, the
 * OpenID provider for `/oidc`, and the page for the rest.
 */
export async function startLocalGateway(options: LocalGatewayOptions): Promise<LocalGateway> {
  const opened = Promise.withResolvers<LocalOpenIdProvider>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      const provider = await opened.promise;
      await options.whenReady?.();
      await route(options, provider, request, response);
    } catch (error) {
      // Without the address, which may name a user.
      console.error(`A ${request.method} request failed in the gateway.`, error);
      if (!response.headersSent) sendGatewayError(response, 500);
      else response.destroy();
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  const endSockets = takeUpgrades(server, options.onUpgrade);
  server.listen(options.port, options.host ?? "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `http://localhost:${port}`;
  const provider = await options.openProvider(origin);
  opened.resolve(provider);
  return {
    origin,
    port,
    provider,
    async close() {
      server.close();
      server.closeAllConnections();
      endSockets();
      await once(server, "close");
    },
  };
}

/** Hands on the sockets that are opened. Returns what ends them all. */
function takeUpgrades(server: Server, onUpgrade: LocalGatewayOptions["onUpgrade"]): () => void {
  const sockets = new Set<Duplex>();
  if (onUpgrade === undefined) return () => undefined;
  server.on("upgrade", (request, socket, head) => {
    if (!isForLoopback(request)) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    onUpgrade(request, socket, head);
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

/** Without this a web page elsewhere could, by a name that it points here, ask for a local token. */
function isForLoopback({ headers }: IncomingMessage): boolean {
  const asked = `http://${headers.host ?? ""}`;
  return URL.canParse(asked) && LOOPBACK_NAMES.has(new URL(asked).hostname);
}

async function route(
  options: LocalGatewayOptions,
  provider: LocalOpenIdProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isForLoopback(request)) {
    response.writeHead(421).end("Use http://localhost or http://127.0.0.1.\n");
    return;
  }
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === LOCAL_TOKEN_PATH) return answerLocalToken(provider, request, response);
  if (pathname === LOCAL_STACK_PATH && options.about !== undefined) {
    return sendAboutStack(response, options.about());
  }
  if (pathname === "/oidc" || pathname.startsWith("/oidc/")) {
    return provider.handle(request, response);
  }
  if (pathname === "/api" || pathname.startsWith("/api/")) {
    return invokeApi(options, request, response);
  }
  return servePage(options, pathname, request, response);
}

async function servePage(
  { page, links }: LocalGatewayOptions,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (page !== undefined) return page(request, response);
  if (pathname === "/") return sendStartPage(response, links?.() ?? []);
  response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("Not found.\n");
}

async function invokeApi(
  options: LocalGatewayOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readIfSmall(request, MAX_BODY_BYTES);
  if (body === undefined) return sendGatewayError(response, 413);
  const event = readEvent(request, body);
  if (event === undefined) return sendGatewayError(response, 400);
  const timer = new AbortController();
  try {
    const result = await Promise.race([
      options.invokeApi(event),
      delay(options.integrationTimeoutMs ?? INTEGRATION_TIMEOUT_MS, "timeout" as const, {
        signal: timer.signal,
      }),
    ]);
    if (result === "timeout") return sendGatewayError(response, 503);
    sendApiResult(response, result);
  } catch (error) {
    console.error(`The admin API's Lambda failed on ${event.rawPath}.`, error);
    sendGatewayError(response, 500);
  } finally {
    timer.abort();
  }
}

function readEvent(request: IncomingMessage, body: Buffer): APIGatewayProxyEventV2 | undefined {
  try {
    return apiEvent(request, body, Date.now());
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
