import type { IncomingMessage, ServerResponse } from "node:http";
import { type LoopbackServer, serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import { type HttpAnswer, problem } from "@paysheet/emulator-server/problem";
import { BodyTooLargeError, parseJson, readBody } from "@paysheet/emulator-server/read-body";
import { systemClock } from "../../adapters/system/system-clock.ts";
import type { Clock } from "../../domain/clock.ts";
import { openBooks } from "./books.ts";
import { createBulkRoute } from "./bulk-route.ts";
import { createCallMeter } from "./call-meter.ts";
import type { PayOutcome } from "./call-outcome.ts";
import { createFaults } from "./faults.ts";
import { answerOtherRoute } from "./other-routes.ts";
import { createPayRoute } from "./pay-route.ts";
import { createPayments } from "./payments.ts";
import { createReverseRoute } from "./reverse-route.ts";

const MAX_BODY_BYTES = 64 * 1024;
const REVERSAL = /^\/v1\/points\/([\w.~%-]+)\/reversal$/;
const MAX_BULK_BODY_BYTES = 1024 * 1024;

export interface LocalPointsApiOptions {
  /** Where the books are kept; one process at a time. */
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock?: Clock;
}

/** A points API with users and balances on this machine: pays, remembers, fails on demand. */
export async function startLocalPointsApi(options: LocalPointsApiOptions): Promise<LoopbackServer> {
  const { dataDir, port, clock = systemClock } = options;
  const books = await openBooks(dataDir);
  const faults = createFaults();
  const meter = createCallMeter();
  const payments = createPayments({ books, faults, meter, clock });
  const payOne = createPayRoute({ payments, faults, clock });
  const takeBack = createReverseRoute({ books, faults, clock });
  const payMany = createBulkRoute({ payments, faults, clock, meter });

  async function pay(request: IncomingMessage): Promise<PayOutcome> {
    const header = request.headers["idempotency-key"];
    const body = parseJson((await readBody(request, MAX_BODY_BYTES)).toString());
    return await payOne({ keyHeader: Array.isArray(header) ? header.join() : header, body });
  }

  async function reverse(originalKey: string, request: IncomingMessage): Promise<PayOutcome> {
    const header = request.headers["idempotency-key"];
    await readBody(request, MAX_BODY_BYTES);
    return await takeBack({
      originalKey,
      keyHeader: Array.isArray(header) ? header.join() : header,
    });
  }

  async function payBulk(request: IncomingMessage): Promise<PayOutcome> {
    return await payMany(parseJson((await readBody(request, MAX_BULK_BODY_BYTES)).toString()));
  }

  async function handlePayment(
    request: IncomingMessage,
    response: ServerResponse,
    payBy: (request: IncomingMessage) => Promise<PayOutcome>,
  ): Promise<void> {
    const leave = meter.enter(clock.nowMs());
    response.once("close", leave);
    const outcome = await payBy(request);
    if (outcome.kind === "answer") meter.answered(outcome.answer.status);
    deliver(outcome, response);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = request;
    if (method === "POST" && url === "/v1/points") {
      return await handlePayment(request, response, pay);
    }
    if (method === "POST" && url === "/v1/points/bulk") {
      return await handlePayment(request, response, payBulk);
    }
    const reversed = REVERSAL.exec(url)?.[1];
    if (method === "POST" && reversed !== undefined) {
      const key = decodeURIComponent(reversed);
      return await handlePayment(request, response, (asked) => reverse(key, asked));
    }
    const body = method === "PUT" ? await readBody(request, MAX_BODY_BYTES) : undefined;
    const call = { method, path: url.split("?")[0] ?? url, body: body?.toString() };
    send(answerOtherRoute(call, { books, faults, meter }), response);
  }

  const server = await serveOnLoopback(port, (request, response) => {
    handle(request, response).catch((error) => send(answerToFailure(error), response));
  });
  return {
    ...server,
    async close() {
      await server.close();
      await books.close();
    },
  };
}

function deliver(outcome: PayOutcome, response: ServerResponse): void {
  switch (outcome.kind) {
    case "answer":
      send(outcome.answer, response);
      break;
    case "reset":
      response.socket?.resetAndDestroy();
      break;
    case "silence":
      break;
  }
}

function send(answer: HttpAnswer, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) return;
  const { status, body, headers = { "content-type": "application/json" } } = answer;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) }).end(text);
}

function answerToFailure(error: unknown): HttpAnswer {
  if (error instanceof BodyTooLargeError) return problem(413, error.message);
  return problem(500, `The emulator failed: ${String(error)}`);
}
