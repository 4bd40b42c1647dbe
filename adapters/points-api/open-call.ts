import { Agent, request } from "undici";
import type {
  Call,
  Description,
  EncodedCall,
  RateLimit,
  Reply,
} from "../../connectors/connector.ts";
import type { TransportFailure } from "../../domain/distribution/answer-table.ts";
import type { CallPermit } from "../../domain/distribution/points-api.ts";
import { encodeCall, headersAsSent } from "./encode-call.ts";
import { type HttpReply, hiding } from "./http-reply.ts";
import { readBody } from "./read-body.ts";
import { retryAfterOf } from "./retry-after.ts";
import {
  type Credentials,
  CredentialsOutageError,
  type CurrentCredentials,
} from "./secret-credentials.ts";
import { messageOf, transportFailureOf } from "./transport-failure.ts";

export interface CallerDeps {
  readonly credentials: Credentials;
  readonly nowMs: () => number;
  /** A signal that is aborted by a `TimeoutError` after so many ms. */
  readonly abortAfter: (ms: number) => AbortSignal;
}

export interface CallerLimits extends Pick<Description, "rateLimit"> {
  readonly connections: number;
  readonly timeoutMs: number;
}

/** Why there is no answer. */
export interface Failure {
  /** `call_not_made`: the connector has no call for this payment that may be sent. */
  readonly failure: TransportFailure | "call_not_made";
  readonly detail: string;
  readonly retryAfterMs?: number | undefined;
}

/** One call of the domain, under one permit, with all the requests that it takes. */
export interface OpenCall {
  /**
   * @param makeCall what is sent; it is made once, and sent once more where our credentials are refused
   * @throws what the permit throws, and then nothing was sent
   */
  send(makeCall: () => Call, maxBytes?: number): Promise<HttpReply | Failure>;
}

interface Sent {
  readonly reply: HttpReply | Failure;
  /** Of the credentials that it was sent with. */
  readonly forget?: () => void;
}

/** The time of one call, for all that belongs to it. */
interface CallTime {
  /** Aborted when it is over. */
  readonly signal: AbortSignal;
  /** Too little time is left: most of what is sent now would end in doubt. */
  isShort(): boolean;
}

/** So much of a call's time must be left when its first request leaves. */
const ENOUGH_TO_SEND = 0.5;
const CREDENTIALS_LATE = "Our credentials came too late for this call; it was not made.";
/** No answer of a points API is longer; more is not read. */
export const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_CONNECT_MS = 5_000;

/** Sends calls over HTTP with our credentials. */
export function createCaller(deps: CallerDeps, limits: CallerLimits) {
  const { credentials } = deps;
  const { connections, timeoutMs } = limits;
  const agent = new Agent({
    connections,
    pipelining: 1,
    connect: { timeout: Math.min(MAX_CONNECT_MS, timeoutMs) },
    // A server that closes an idle connection just as we write to it leaves the call in doubt;
    // so we give idle ones up early.
    keepAliveTimeout: 2_000,
  });

  /** Ends by the permit's deadline whatever it waits for. */
  function open(permit: CallPermit): OpenCall {
    const time = createCallTime(permit, deps);
    // A 401 certainly did nothing, so one more try with fresh credentials is no second payment:
    // they may have been rotated since they were read.
    let mayTryAgain = !credentials.areNone;
    let isFirst = true;

    async function sendOnce(call: EncodedCall, maxBytes: number): Promise<Sent> {
      const found = await credentialsFor(call, time, isFirst);
      if ("failure" in found) return { reply: found };
      permit.assertMaySend();
      isFirst = false;
      const { noteLimit } = permit;
      const reply = await exchange(call, { ...found, signal: time.signal, maxBytes, noteLimit });
      return { reply, forget: found.forget };
    }

    return {
      async send(makeCall, maxBytes = MAX_ANSWER_BYTES) {
        const call = encode(makeCall);
        if ("failure" in call) return call;
        const { reply, forget } = await sendOnce(call, maxBytes);
        const isRefused = "status" in reply && reply.status === 401;
        if (!isRefused || !mayTryAgain || time.isShort()) return reply;
        mayTryAgain = false;
        forget?.();
        return (await sendOnce(call, maxBytes)).reply;
      },
    };
  }

  async function credentialsFor(
    call: EncodedCall,
    time: CallTime,
    isFirst: boolean,
  ): Promise<Pick<CurrentCredentials, "headers" | "forget"> | Failure> {
    const late = { failure: "credentials_late", detail: CREDENTIALS_LATE } as const;
    const isLate = () => (isFirst ? time.isShort() : time.signal.aborted);
    try {
      const { headers, sign, forget } = await orAborted(credentials.get(), time.signal);
      if (isLate()) return late;
      const ours = headersAsSent(headers);
      const signed = sign?.({ ...call, headers: { ...call.headers, ...ours } }) ?? {};
      return { headers: { ...ours, ...headersAsSent(signed) }, forget };
    } catch (error) {
      if (isLate()) return late;
      const detail = messageOf(error);
      return error instanceof CredentialsOutageError
        ? { failure: "credentials_unavailable", detail, retryAfterMs: error.retryAfterMs }
        : { failure: "credentials_missing", detail };
    }
  }

  async function exchange(
    { method, url, headers, body }: EncodedCall,
    sending: {
      readonly headers: Readonly<Record<string, string>>;
      readonly signal: AbortSignal;
      readonly maxBytes: number;
      readonly noteLimit: CallPermit["noteLimit"];
    },
  ): Promise<HttpReply | Failure> {
    try {
      const answer = await request(url, {
        method,
        headers: { ...headers, ...sending.headers },
        body: body === "" ? null : body,
        signal: sending.signal,
        dispatcher: agent,
      });
      const status = answer.statusCode;
      const header = (name: string) => firstOf(answer.headers[name.toLowerCase()]);
      const read = await readBody(answer.body, {
        status,
        contentType: header("content-type"),
        contentEncoding: [answer.headers["content-encoding"] ?? []].flat().join(),
        maxBytes: sending.maxBytes,
      });
      const told = read.problem === undefined ? toldOf({ status, header, ...read }) : undefined;
      if (told?.remaining !== undefined && told.resetMs !== undefined) {
        sending.noteLimit?.({ remaining: told.remaining, resetMs: told.resetMs });
      }
      const retryAfterMs = told?.retryAfterMs ?? retryAfterOf(header("retry-after"), deps.nowMs());
      return { status, header, ...read, retryAfterMs, hide: hiding(sending.headers) };
    } catch (error) {
      return { failure: transportFailureOf(error), detail: messageOf(error) };
    }
  }

  /** What a connector stumbles over tells nothing. */
  function toldOf(reply: Reply): RateLimit | undefined {
    try {
      return limits.rateLimit?.(reply, deps.nowMs());
    } catch {
      return undefined;
    }
  }

  return { open, close: () => agent.close() };
}

function encode(makeCall: () => Call): EncodedCall | Failure {
  try {
    return encodeCall(makeCall());
  } catch (error) {
    return { failure: "call_not_made", detail: messageOf(error) };
  }
}

function createCallTime(
  { deadlineMs }: CallPermit,
  { nowMs, abortAfter }: Pick<CallerDeps, "nowMs" | "abortAfter">,
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
