import { Agent, request } from "undici";
import {
  TRANSPORT_FAILURES,
  type TransportFailure,
} from "../../domain/distribution/answer-table.ts";
import {
  type Answer,
  type BulkAnswer,
  type BulkApi,
  type CallPermit,
  type LookupAnswer,
  type PointsApi,
  USER_ID_NOT_A_NUMBER,
  type UserAnswer,
} from "../../domain/distribution/points-api.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../domain/distribution/settings.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import type { BulkConfig } from "./bulk-config.ts";
import { bulkBody, keysAsSent, withRefused } from "./bulk-request.ts";
import { placeholdersIn } from "./check-templates.ts";
import { isNumericUserId } from "./placeholders.ts";
import type { PointsApiConfig } from "./points-api-config.ts";
import { type HttpAnswer, readAnswer, readUserAnswer, transportFailureOf } from "./read-answer.ts";
import { readBody } from "./read-body.ts";
import { asWhole, readBulkAnswer } from "./read-bulk-answer.ts";
import { readLookup } from "./read-lookup.ts";
import { createTemplateValues, headersOf } from "./request-template.ts";
import {
  type Credentials,
  CredentialsOutageError,
  type CurrentCredentials,
} from "./secret-credentials.ts";

export interface HttpPointsApiDeps {
  readonly config: PointsApiConfig;
  readonly credentials: Credentials;
  readonly nowMs: () => number;
  /** A signal that is aborted by a `TimeoutError` after so many ms; `AbortSignal.timeout` by default. */
  readonly abortAfter?: (ms: number) => AbortSignal;
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
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** So much of a call's time must be left when a request of it leaves. */
const ENOUGH_TO_SEND = 0.5;
const CREDENTIALS_LATE = "Our credentials came too late for this call; it was not made.";
/** No answer of a points API is longer; more is not read. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_RESULT_BYTES = 8 * 1024;
const NUMERIC_USER_ID = "{{userId:number}}";
const NO_NUMBER = { kind: "rejected", code: USER_ID_NOT_A_NUMBER } as const;
const MAX_CONNECT_MS = 5_000;
const ACCEPT = { accept: "application/json" };
const JSON_HEADERS = { ...ACCEPT, "content-type": "application/json" };

/** The company's points API over HTTP, as configured. */
export function createHttpPointsApi(deps: HttpPointsApiDeps): PointsApi & {
  close(): Promise<void>;
} {
  const { config, credentials, nowMs, abortAfter = (ms) => AbortSignal.timeout(ms) } = deps;
  const agent = new Agent({
    connections: Math.min(config.concurrency, DEFAULT_PAYING_SETTINGS.concurrencyPerWorker),
    pipelining: 1,
    connect: { timeout: Math.min(MAX_CONNECT_MS, config.timeoutMs) },
    // A server that closes an idle connection just as we write to it leaves the call in doubt;
    // so we give idle ones up early.
    keepAliveTimeout: 2_000,
  });

  const namesUsersByNumber = placeholdersIn([
    ...[config.url, config.headers, config.body],
    config.bulk?.payment,
  ]).some(({ braces }) => braces === NUMERIC_USER_ID);

  /** Of a payment that can't be asked for as it is configured: no call is made for it. */
  function refusalOf({ userId }: Payment) {
    return namesUsersByNumber && !isNumericUserId(userId) ? NO_NUMBER : undefined;
  }

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
    const status = answer.statusCode;
    const body = await readBody(answer.body, {
      status,
      contentType: firstOf(answer.headers["content-type"]),
      contentEncoding: [answer.headers["content-encoding"] ?? []].flat().join(),
      maxBytes,
    });
    return { status, retryAfter: firstOf(answer.headers["retry-after"]), ...body };
  }

  /** Calls with our credentials, and ends by the permit's deadline whatever it waits for. */
  async function withCredentials<T>(
    permit: CallPermit,
    send: (sending: Sending) => Promise<HttpAnswer>,
    read: (answer: HttpAnswer) => T,
    fail: (failure: TransportFailure, detail: string) => T,
  ): Promise<T> {
    const time = createCallTime(permit, { nowMs, abortAfter });
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
      found.forget();
      mayTryAgain = false;
    }
  }

  async function credentialsIn(
    time: CallTime,
  ): Promise<CurrentCredentials | { readonly failure: TransportFailure; readonly detail: string }> {
    const late = { failure: "credentials_late", detail: CREDENTIALS_LATE } as const;
    try {
      const found = await orAborted(credentials.get(), time.signal);
      return time.isShort() ? late : found;
    } catch (error) {
      if (time.isShort()) return late;
      const isOutage = error instanceof CredentialsOutageError;
      const failure = isOutage ? "credentials_unavailable" : "credentials_missing";
      return { failure, detail: messageOf(error) };
    }
  }

  return {
    idempotency: config.idempotency,

    async pay(payment, idempotencyKey, permit): Promise<Answer> {
      const refusal = refusalOf(payment);
      if (refusal !== undefined) return refusal;
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
        (answer) => readLookup(answer, lookup, config.reasonPath),
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
      async pay(all, permit) {
        const requests = all.filter(({ payment }) => refusalOf(payment) === undefined);
        const refused = all.flatMap(({ payment, idempotencyKey }) => {
          const refusal = refusalOf(payment);
          return refusal === undefined ? [] : [[idempotencyKey, refusal] as const];
        });
        if (requests.length === 0) return { kind: "answered", answers: new Map(refused) };
        const answer = await withCredentials<BulkAnswer>(
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
          (read) =>
            readBulkAnswer(read, {
              config,
              bulk,
              keys: keysAsSent(bulk, requests),
              nowMs: nowMs(),
            }),
          (failure, detail) => asWhole({ ...TRANSPORT_FAILURES[failure], code: failure, detail }),
        );
        return withRefused(answer, requests, refused);
      },
    };
  }

  function userLookUp(findUser: NonNullable<PointsApiConfig["findUser"]>) {
    return async (payment: Payment, permit: CallPermit): Promise<UserAnswer> => {
      const refusal = refusalOf(payment);
      if (refusal !== undefined) return refusal;
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
}

function createCallTime(
  { deadlineMs }: CallPermit,
  { nowMs, abortAfter }: Required<Pick<HttpPointsApiDeps, "nowMs" | "abortAfter">>,
): CallTime {
  const leftMs = () => Math.max(0, deadlineMs - nowMs());
  const allMs = leftMs();
  const signal = abortAfter(allMs);
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

function firstOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  if (error.message !== "") return error.message;
  return error.cause instanceof Error ? error.cause.message : error.name;
}
