import type { IncomingMessage, ServerResponse } from "node:http";
import { type LoopbackServer, serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import * as z from "zod";
import { createCallLog } from "./call-log.ts";
import { createRateLimit } from "./rate-limit.ts";
import { readWhole } from "./read-whole.ts";

const bookSchema = z.strictObject({
  latencyMs: z.number().nonnegative(),
  /** Calls above it are answered 429, single ones; none are when absent. */
  ratePerSecond: z.number().positive().optional(),
});
export type BookSettings = z.output<typeof bookSchema>;

const paymentSchema = z.object({ userId: z.string().min(1), points: z.int().positive() });
const keyedSchema = paymentSchema.extend({ idempotencyKey: z.string().min(1) });
const bulkSchema = z.object({ payments: z.array(keyedSchema).min(1).max(100) });

/**
 * A points API that pays whoever it is asked to pay, each key once, after a set time. Every bench
 * run has a book of its own: `PUT /{book}` opens it with {@link BookSettings}, `POST
 * /{book}/points` pays, `POST /{book}/points/bulk` pays up to a hundred, `GET /{book}` tells what
 * came, see {@link createCallLog}, and `GET /{book}/paid/{count}` answers once so many were paid.
 */
export async function servePointsApi(): Promise<LoopbackServer> {
  const books = new Map<string, ReturnType<typeof createBook>>();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = "/" } = request;
    const [, name = "", route, below] = url.split("/");
    const book = books.get(name);
    if (method === "POST" && route === "points" && below === "bulk" && book !== undefined) {
      return await book.payBulk(request, response);
    }
    if (method === "POST" && route === "points" && book !== undefined) {
      return await book.pay(request, response);
    }
    if (method === "GET" && route === "paid" && book !== undefined) {
      await book.untilPaid(Number(below));
      return send(response, 200, {});
    }
    if (method === "PUT") {
      const body = await readWhole(request);
      books.set(name, createBook(bookSchema.parse(JSON.parse(body))));
      return send(response, 201, {});
    }
    if (method === "GET" && book !== undefined) return send(response, 200, book.report());
    send(response, 404, { detail: `Nothing is at ${method} ${url}.` });
  }

  return await serveOnLoopback(0, (request, response) => {
    handle(request, response).catch((error) => send(response, 400, { detail: String(error) }));
  });
}

function createBook({ latencyMs, ratePerSecond }: BookSettings) {
  const log = createCallLog();
  const limit = ratePerSecond === undefined ? undefined : createRateLimit(ratePerSecond);
  const transactions = new Map<string, string>();
  const awaited = new Map<number, PromiseWithResolvers<void>>();
  let points = 0;

  function answerTo(
    key: string,
    payment: z.output<typeof paymentSchema>,
  ): { status: number; json: { transactionId: string } } {
    const before = transactions.get(key);
    if (before !== undefined) {
      log.duplicate();
      return { status: 201, json: { transactionId: before } };
    }
    const transactionId = `t-${transactions.size + 1}`;
    transactions.set(key, transactionId);
    points += payment.points;
    awaited.get(transactions.size)?.resolve();
    return { status: 201, json: { transactionId } };
  }

  return {
    async pay(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const arrivedMs = log.arrived();
      const isRefused = limit?.refuses(arrivedMs) ?? false;
      const body = await readWhole(request);
      const key = String(request.headers["idempotency-key"]);
      const { status, json } = isRefused
        ? { status: 429, json: { detail: "Too many calls." } }
        : answerTo(key, paymentSchema.parse(JSON.parse(body)));
      setTimeout(() => {
        send(response, status, json);
        log.answered(status);
      }, latencyMs);
    },
    async payBulk(request: IncomingMessage, response: ServerResponse): Promise<void> {
      log.arrived();
      const { payments } = bulkSchema.parse(JSON.parse(await readWhole(request)));
      const results = payments.map(({ idempotencyKey, ...payment }) => {
        const { status, json } = answerTo(idempotencyKey, payment);
        return { idempotencyKey, status, ...json };
      });
      setTimeout(() => {
        send(response, 200, { results });
        log.answered(200);
      }, latencyMs);
    },
    async untilPaid(count: number): Promise<void> {
      if (transactions.size >= count) return;
      const paid = awaited.get(count) ?? Promise.withResolvers<void>();
      awaited.set(count, paid);
      await paid.promise;
    },
    report: () => ({ ...log.report(), paid: transactions.size, points }),
  };
}

function send(response: ServerResponse, status: number, json: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
}
