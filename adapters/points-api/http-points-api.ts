import { Agent, request } from "undici";
import {
  TRANSPORT_FAILURES,
  type TransportFailure,
} from "../../domain/distribution/answer-table.ts";
import type {
  Answer,
  BulkAnswer,
  BulkApi,
  CallPermit,
  LookupAnswer,
  PayRequest,
  PointsApi,
  UserAnswer,
} from "../../domain/distribution/points-api.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../domain/distribution/settings.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import type { BulkConfig } from "./bulk-config.ts";
import type { Credentials } from "./credentials.ts";
import { withValueAt } from "./json-paths.ts";
import type { PointsApiConfig } from "./points-api-config.ts";
import {
  type HttpAnswer,
  readAnswer,
  readUserAnswer,
  transactionIdOf,
  transportFailureOf,
} from "./read-answer.ts";
import { asWhole, readBulkAnswer } from "./read-bulk-answer.ts";
import { createTemplateValues, headersOf } from "./request-template.ts";

export interface HttpPointsApiDeps {
  readonly config: PointsApiConfig;
  readonly credentials: Credentials;
  readonly nowMs: () => number;
}

/** The time of one call, for all that belongs to it. */
interface CallTime {
  /** Aborted when it is over. */
  readonly signal: AbortSignal;
  /** Too little time is left: most of what is sent now would end in doubt. */
  isShort(): boolean;
}

/** What one request of a call is sent with. */
interface Sending {
  readonly headers: Record<string, string>;
  readonly signal: AbortSignal;
}

/** So much of a call's time must be left when a request of it leaves. */
const ENOUGH_TO_SEND = 0.5;
const CREDENTIALS_LATE = "Our credentials came too late for this call; it was not made.";
/** No answer of a points API is longer; more is not read. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_RESULT_BYTES = 8 * 1024;
const MAX_CONNECT_MS = 5_000;
const ACCEPT = { accept: "application/json" };
const JSON_HEADERS = { ...ACCEPT, "content-type": "application/json" };

/** The company's points API over HTTP, as configured. */
export function createHttpPointsApi(deps: HttpPointsApiDeps): PointsApi & {
  close(): Promise<void>;
} {
  const { config, credentials, nowMs } = deps;
  const agent = new Agent({
    connections: Math.min(config.concurrency, DEFAULT_PAYING_SETTINGS.concurrencyPerWorker),
    pipelining: 1,
    connect: { timeout: Math.min(MAX_CONNECT_MS, config.timeoutMs) },
    // A server that closes an idle connection just as we write to it leaves the call in doubt;
    // so we give idle ones up early.
    keepAliveTimeout: 2_000,
  });

  async function call(
    url: string,
    options: {
      method: "GET" | PointsApiConfig["method"];
      headers: Record<string, string>;
      body?: string;
      signal: AbortSignal;
    },
    maxBytes = MAX_ANSWER_BYTES,
  ): Promise<HttpAnswer> {
    const answer = await request(url, { ...options, dispatcher: agent });
    const { "retry-after": retryAfter } = answer.headers;
    return {
      status: answer.statusCode,
      retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
      json: parseJson(await readText(answer.body, maxBytes)),
    };
  }

  /** Calls with our credentials, and ends by the permit's deadline whatever it waits for. */
  async function withCredentials<T>(
    permit: CallPermit,
    send: (sending: Sending) => Promise<HttpAnswer>,
    read: (answer: HttpAnswer) => T,
    fail: (failure: TransportFailure, detail: string) => T,
  ): Promise<T> {
    const time = createCallTime(permit, nowMs);
    // A 401 certainly did nothing, so one more try with fresh credentials is no second payment:
    // they may have been rotated since they were read.
    let mayTryAgain = config.auth.kind !== "none";
    for (;;) {
      const found = await credentialsIn(time);
      if ("failure" in found) return fail(found.failure, found.detail);
      permit.assertMaySend();
      try {
        const answer = await send({ headers: found.headers, signal: time.signal });
        if (answer.status !== 401 || !mayTryAgain || time.isShort()) return read(answer);
      } catch (error) {
        return fail(transportFailureOf(error), messageOf(error));
      }
      credentials.forget();
      mayTryAgain = false;
    }
  }

  async function credentialsIn(
    time: CallTime,
  ): Promise<
    | { readonly headers: Record<string, string> }
    | { readonly failure: TransportFailure; readonly detail: string }
  > {
    const late = { failure: "credentials_late", detail: CREDENTIALS_LATE } as const;
    try {
      const headers = await orAborted(credentials.headers(), time.signal);
      return time.isShort() ? late : { headers };
    } catch (error) {
      if (time.isShort()) return late;
      return { failure: "credentials_missing", detail: messageOf(error) };
    }
  }

  return {
    idempotency: config.idempotency,

    async pay(payment, idempotencyKey, permit): Promise<Answer> {
      const values = createTemplateValues(payment, idempotencyKey);
      return await withCredentials<Answer>(
        permit,
        ({ headers, signal }) =>
          call(values.url(config.url), {
            method: config.method,
            headers: { ...JSON_HEADERS, ...values.headers(config.headers), ...headers },
            signal,
            body: JSON.stringify(values.json(config.body)),
          }),
        (answer) => readAnswer(answer, config, nowMs()),
        (failure, detail) => ({ ...TRANSPORT_FAILURES[failure], code: failure, detail }),
      );
    },

    async lookUp(payment, idempotencyKey, permit): Promise<LookupAnswer> {
      const { lookup } = config;
      if (lookup === undefined) return { kind: "failed", code: "no_lookup_configured" };
      const values = createTemplateValues(payment, idempotencyKey);
      return await withCredentials<LookupAnswer>(
        permit,
        ({ headers, signal }) =>
          call(values.url(lookup.url), {
            method: "GET",
            headers: { ...ACCEPT, ...values.headers(lookup.headers), ...headers },
            signal,
          }),
        (answer) => readLookup(answer, lookup.transactionIdPath),
        (failure, detail) => ({ kind: "failed", code: failure, detail }),
      );
    },

    bulk: config.bulk && bulkApi(config.bulk),

    findUser: config.findUser && userLookUp(config.findUser),

    close: () => agent.close(),
  };

  function bulkApi(bulk: BulkConfig): BulkApi {
    const ofBulk = headersOf(bulk.headers);
    return {
      most: bulk.most,
      pay: (requests, permit) =>
        withCredentials<BulkAnswer>(
          permit,
          ({ headers, signal }) =>
            call(
              bulk.url,
              {
                method: bulk.method,
                headers: { ...JSON_HEADERS, ...ofBulk, ...headers },
                signal,
                body: bulkBody(bulk, requests),
              },
              MAX_ANSWER_BYTES + requests.length * MAX_RESULT_BYTES,
            ),
          (answer) => readBulkAnswer(answer, config, bulk, nowMs()),
          (failure, detail) => asWhole({ ...TRANSPORT_FAILURES[failure], code: failure, detail }),
        ),
    };
  }

  function userLookUp(findUser: NonNullable<PointsApiConfig["findUser"]>) {
    return async (payment: Payment, permit: CallPermit): Promise<UserAnswer> => {
      const values = createTemplateValues(payment, "");
      const answer = await withCredentials<Answer>(
        permit,
        ({ headers, signal }) =>
          call(values.url(findUser.url), {
            method: "GET",
            headers: { ...ACCEPT, ...values.headers(findUser.headers), ...headers },
            signal,
          }),
        (read) => readUserAnswer(read, findUser, { reasonPath: config.reasonPath, nowMs: nowMs() }),
        (failure, detail) => ({ ...TRANSPORT_FAILURES[failure], code: failure, detail }),
      );
      return answer.kind === "paid" ? { kind: "found" } : answer;
    };
  }

  function readLookup(answer: HttpAnswer, path: string | undefined): LookupAnswer {
    if (answer.status === 404) return { kind: "not_found" };
    if (answer.status < 200 || answer.status > 299) {
      return { kind: "failed", code: `http_${answer.status}` };
    }
    if (path === undefined) return { kind: "found" };
    const transactionId = transactionIdOf(answer, path);
    // A page of something else with status 200 must not pass for a grant.
    if (transactionId === undefined) return { kind: "failed", code: "unreadable_answer" };
    return { kind: "found", transactionId };
  }
}

function bulkBody(bulk: BulkConfig, requests: readonly PayRequest[]): string {
  const payments = requests.map(({ payment, idempotencyKey }) =>
    createTemplateValues(payment, idempotencyKey).json(bulk.payment),
  );
  return JSON.stringify(withValueAt(bulk.body, bulk.payments, payments));
}

function createCallTime({ deadlineMs }: CallPermit, nowMs: () => number): CallTime {
  const leftMs = () => Math.max(0, deadlineMs - nowMs());
  const allMs = leftMs();
  const signal = AbortSignal.timeout(allMs);
  return { signal, isShort: () => signal.aborted || leftMs() < allMs * ENOUGH_TO_SEND };
}

/** The promise, unless the signal is aborted first; it goes on for others who wait for it. */
async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

async function readText(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of body) {
    bytes += part.length;
    // What is too long to be read counts as unreadable.
    if (bytes > maxBytes) return "";
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  if (error.message !== "") return error.message;
  return error.cause instanceof Error ? error.cause.message : error.name;
}
