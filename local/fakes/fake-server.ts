import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type LoopbackServer, serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import { parseJson, readBody } from "@paysheet/emulator-server/read-body";

/** One call as a fake got it. */
export interface FakeCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By its name in lower case. */
  readonly header: (name: string) => string | undefined;
  readonly text: string;
  /** The parsed JSON; undefined when it is none. */
  readonly json: unknown;
}

/** `cut`: the connection is closed without an answer. `silence`: nothing comes, ever. */
export type FakeAnswer = HttpAnswer | "cut" | "silence";

/** What a call that pays gets in place of the fake's answer. */
export interface Fault {
  /** Whether the fake does what it was asked for all the same. */
  readonly when: "before_doing" | "after_doing";
  readonly answer: FakeAnswer;
  /** Every how many calls that pay: 1 by default, which is each. */
  readonly every?: number;
  /** How often in all; without it, until {@link FakeServer.heal}. */
  readonly times?: number;
}

/** What an API does, without anything of HTTP. */
export interface FakeApi {
  handle(call: FakeCall): HttpAnswer;
  /** Whether a call asks to pay: faults befall no other. */
  pays(call: FakeCall): boolean;
}

export interface FakeServer extends LoopbackServer {
  /** All that came, in order, those that got a fault as well. */
  readonly calls: readonly FakeCall[];
  /** In place of whatever faults there were. */
  fail(...faults: readonly Fault[]): void;
  heal(): void;
  /**
   * From now on this stands between callers and the API, for what no single answer shows: keys that are
   * forgotten, payments that are made twice.
   */
  interpose(between: Between): void;
  /** How long calls that pay take from now on, in milliseconds, before anything is done. */
  takeTime(ms: number): void;
  counts(): FakeCounts;
}

export interface FakeCounts {
  /** Calls that have come and are still open. */
  readonly inFlight: number;
  /** Faults that befell calls. */
  readonly faults: number;
  /** Calls to which there was silence. */
  readonly silences: number;
}

/** Answers a call by what the API does with it, or with others. */
export type Between = (call: FakeCall, handle: FakeApi["handle"]) => HttpAnswer;

/** The same call with another body. */
export function withJson(call: FakeCall, json: object): FakeCall {
  return { ...call, json, text: JSON.stringify(json) };
}

const MAX_BODY_BYTES = 1024 * 1024;

/** Serves a fake of a points API on this machine, which answers as documented until it is told to fail. */
export async function startFakeServer(api: FakeApi): Promise<FakeServer> {
  const calls: FakeCall[] = [];
  let between: Between = (call, handle) => handle(call);
  let faults: { readonly fault: Fault; seen: number; done: number }[] = [];
  let latencyMs = 0;
  let inFlight = 0;
  let befallen = 0;
  let silences = 0;

  /** The first that is due; each counts the calls that pay for itself. */
  function nextFault(): Fault | undefined {
    for (const one of faults) one.seen += 1;
    const due = faults.find(
      ({ fault: { every = 1, times = Number.POSITIVE_INFINITY }, ...one }) => {
        return one.seen % every === 0 && one.done < times;
      },
    );
    if (due !== undefined) {
      due.done += 1;
      befallen += 1;
    }
    return due?.fault;
  }

  function answerTo(call: FakeCall): FakeAnswer {
    const fault = api.pays(call) ? nextFault() : undefined;
    if (fault?.when === "before_doing") return fault.answer;
    const answer = between(call, api.handle);
    return fault?.answer ?? answer;
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    inFlight += 1;
    response.once("close", () => {
      inFlight -= 1;
    });
    const call = await callOf(request);
    calls.push(call);
    if (latencyMs > 0 && api.pays(call)) await delay(latencyMs);
    const answer = answerTo(call);
    if (answer === "silence") silences += 1;
    send(answer, response);
  }

  const server = await serveOnLoopback(0, (request, response) => {
    take(request, response).catch((error) =>
      send({ status: 500, body: `The fake failed: ${error}` }, response),
    );
  });

  return {
    ...server,
    calls,
    fail(...next) {
      faults = next.map((fault) => ({ fault, seen: 0, done: 0 }));
    },
    heal() {
      faults = [];
    },
    interpose(next) {
      between = next;
    },
    takeTime(ms) {
      latencyMs = ms;
    },
    counts: () => ({ inFlight, faults: befallen, silences }),
  };
}

async function callOf(request: IncomingMessage): Promise<FakeCall> {
  const { method = "GET", url = "/", headers } = request;
  const { pathname: path, searchParams: query } = new URL(url, "http://fake");
  const text = (await readBody(request, MAX_BODY_BYTES)).toString();
  const header = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join() : value;
  };
  return { method, path, query, header, text, json: parseJson(text) };
}

function send(answer: FakeAnswer, response: ServerResponse): void {
  if (response.headersSent || response.destroyed || answer === "silence") return;
  if (answer === "cut") {
    response.socket?.resetAndDestroy();
    return;
  }
  const { status, body, headers } = answer;
  const text = typeof body === "string" ? body : JSON.stringify(body ?? "");
  const bytes = body === undefined ? 0 : Buffer.byteLength(text);
  response
    .writeHead(status, { "content-type": "application/json", ...headers, "content-length": bytes })
    .end(bytes === 0 ? "" : text);
}

/** What stands before an API while it is being mended; under 200, as some do. */
export const MAINTENANCE_PAGE: HttpAnswer = {
  status: 200,
  headers: { "content-type": "text/html" },
  body: "<!doctype html><html><title>Maintenance</title><h1>We will be back soon.</h1></html>",
};
