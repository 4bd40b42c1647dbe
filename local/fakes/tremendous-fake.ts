import { isDeepStrictEqual } from "node:util";
import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import * as z from "zod";
import { createTokenBucket } from "../points-api/token-bucket.ts";
import { type FakeCall, type FakeServer, startFakeServer } from "./fake-server.ts";
import { createGrantBooks, type GrantBooks } from "./grant-books.ts";

export type OrderStatus =
  | "CANCELED"
  | "OPEN"
  | "EXECUTED"
  | "FAILED"
  | "PENDING APPROVAL"
  | "PENDING INTERNAL PAYMENT APPROVAL";

export interface TremendousFake extends FakeServer {
  /** What was executed, and so paid for. */
  readonly books: GrantBooks;
  /** In which state orders are from now on when they have been made: `EXECUTED` at first. */
  makeOrders(status: OrderStatus): void;
  /** Moves all orders that are not decided yet; executing them needs funds, else they fail. */
  decideOrders(status: OrderStatus): void;
  /** What is left of the balance. */
  fund(balance: number): void;
}

interface Options {
  readonly token: string;
  readonly campaignId: string;
  readonly balance?: number;
  /** 10, as documented. */
  readonly ratePerSecond?: number;
  readonly nowMs?: () => number;
}

const requestSchema = z.object({
  external_id: z.string().optional(),
  payment: z.object({ funding_source_id: z.string() }).optional(),
  reward: z.object({
    campaign_id: z.string().optional(),
    products: z.array(z.string()).optional(),
    value: z.object({ denomination: z.number().positive(), currency_code: z.string() }),
    recipient: z.object({ email: z.string() }),
    language: z.string().optional(),
    delivery: z.object({ method: z.enum(["EMAIL", "LINK", "PHONE"]) }),
  }),
});
type Request = z.infer<typeof requestSchema>;

interface Order {
  readonly id: string;
  readonly request: Request;
  status: OrderStatus;
}

const FINAL: readonly OrderStatus[] = ["EXECUTED", "FAILED", "CANCELED"];

/** Tremendous's orders as its documentation has them. It refuses addresses that begin with `blocked-`. */
export async function startTremendousFake(options: Options): Promise<TremendousFake> {
  const { token, campaignId, ratePerSecond = 10, nowMs = Date.now } = options;
  const books = createGrantBooks();
  const orders: Order[] = [];
  const bucket = createTokenBucket(ratePerSecond);
  let balance = options.balance ?? Number.POSITIVE_INFINITY;
  let statusOfNew: OrderStatus = "EXECUTED";

  function decide(order: Order, status: OrderStatus): void {
    const { value, recipient } = order.request.reward;
    if (status === "EXECUTED" && value.denomination > balance) {
      order.status = "FAILED";
      return;
    }
    order.status = status;
    if (status !== "EXECUTED") return;
    balance -= value.denomination;
    books.give({
      id: order.id,
      userId: recipient.email,
      points: value.denomination,
      key: order.request.external_id,
    });
  }

  function create({ json }: FakeCall): HttpAnswer {
    const { data: request, error } = requestSchema.safeParse(json);
    if (request === undefined) {
      return refused(422, "Order failed: validation failure", { reward: error.issues });
    }
    const before = orders.find(
      (order) =>
        request.external_id !== undefined && order.request.external_id === request.external_id,
    );
    if (before !== undefined) {
      return isDeepStrictEqual(before.request, request)
        ? { status: 201, body: { order: shown(before) } }
        : refused(409, "An order with this external_id has other parameters", {});
    }
    return refusalOf(request) ?? createNew(request);
  }

  function refusalOf({ payment, reward }: Request): HttpAnswer | undefined {
    if (payment?.funding_source_id !== "balance") {
      return invalid({ payment: { funding_source_id: "Unknown funding source" } });
    }
    if (reward.products === undefined && reward.campaign_id !== campaignId) {
      return invalid({ reward: { campaign_id: "Unknown campaign" } });
    }
    if (reward.recipient.email.startsWith("blocked-")) {
      return invalid({ reward: { recipient: { email: "is not allowed" } } });
    }
    if (!Number.isInteger(reward.value.denomination)) {
      return invalid({ reward: { value: { denomination: "is not offered" } } });
    }
    return reward.value.denomination > balance
      ? refused(402, "Not enough funds in your account", {})
      : undefined;
  }

  function createNew(request: Request): HttpAnswer {
    // Ids of the documented form: upper-case letters and digits.
    const id = `ORDER${String(orders.length + 1).padStart(9, "0")}`;
    const order: Order = { id, request, status: "OPEN" };
    orders.push(order);
    decide(order, statusOfNew);
    return { status: 200, body: { order: shown(order) } };
  }

  function find(id: string): HttpAnswer {
    const order = orders.find((one) => one.id === id || one.request.external_id === id);
    return order === undefined
      ? refused(404, "Couldn't find the order", {})
      : { status: 200, body: { order: shown(order) } };
  }

  function handle(call: FakeCall): HttpAnswer {
    if (call.header("authorization") !== `Bearer ${token}`) {
      return refused(401, "Unauthorized", {});
    }
    if (bucket.take(nowMs()) !== undefined) {
      return { status: 429, body: { error: { message: "Too many requests", payload: {} } } };
    }
    if (call.method === "POST" && call.path === "/api/v2/orders") return create(call);
    if (call.path === "/api/v2/funding_sources") return fundingSources(balance);
    const id = /^\/api\/v2\/orders\/([^/]+)$/.exec(call.path)?.[1];
    return find(decodeURIComponent(id ?? ""));
  }

  const server = await startFakeServer({ handle, pays: ({ method }) => method === "POST" });
  return {
    ...server,
    books,
    makeOrders(status) {
      statusOfNew = status;
    },
    decideOrders(status) {
      for (const order of orders) if (!FINAL.includes(order.status)) decide(order, status);
    },
    fund(next) {
      balance = next;
    },
  };
}

/** A balance without end shows none of its cents. */
function fundingSources(balance: number): HttpAnswer {
  const cents = { available_cents: balance * 100, pending_cents: 0 };
  const meta = Number.isFinite(balance) ? cents : {};
  const own = { method: "balance", id: "GCTHLCMFVYMD", status: "active", meta };
  const card = { method: "credit_card", id: "CARD00000001", status: "active", meta: {} };
  return { status: 200, body: { funding_sources: [card, own] } };
}

function shown({ id, status, request: { external_id, reward } }: Order): object {
  const { delivery, value, recipient } = reward;
  const rewards = [{ id: id.replace("ORDER", "REWARD"), order_id: id, value, recipient, delivery }];
  return { id, external_id, status, channel: "API", rewards };
}

function invalid(payload: object): HttpAnswer {
  return refused(400, "Order failed: validation failure", payload);
}

function refused(status: number, message: string, payload: object): HttpAnswer {
  return { status, body: { errors: { message, payload } } };
}
