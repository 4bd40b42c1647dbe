import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import * as z from "zod";
import { createConnectedPointsApi } from "../../../adapters/points-api/connected-points-api.ts";
import { createCredentials } from "../../../adapters/points-api/credentials.ts";
import type { Description } from "../../../connectors/connector.ts";
import { http } from "../../../connectors/http/http.ts";
import type {
  AskedPayment,
  CallPermit,
  MadePayment,
  PayRequest,
} from "../../../domain/distribution/points-api.ts";
import type { Payment } from "../../../domain/sheet/payment.ts";
import { startLocalPointsApi } from "../../../local/points-api/start-local-points-api.ts";

const START_MS = Date.parse("2026-11-23T01:00:00.000Z");

/** The time of calls: it stands still, however busy the machine is, until a test lets it pass. */
export function createCallTime() {
  let nowMs = START_MS;
  const ends = new Map<AbortController, number>();
  return {
    nowMs: () => nowMs,
    abortAfter(ms: number): AbortSignal {
      const end = new AbortController();
      ends.set(end, nowMs + ms);
      return end.signal;
    },
    pass(ms: number): void {
      nowMs += ms;
      for (const [end, atMs] of ends) {
        if (atMs <= nowMs) end.abort(new DOMException("The time is over.", "TimeoutError"));
      }
    },
  };
}

/** For a call that may take so long, and leave whenever it is ready. */
export function permitFor(timeoutMs: number, assertMaySend = () => undefined): CallPermit {
  return { deadlineMs: START_MS + timeoutMs, assertMaySend };
}

/** Of `secrets` the next one holds once one was forgotten. */
function secretsReader(secrets: object[]) {
  return {
    read: async <T>(_: string, schema: { parse(value: unknown): T }) => schema.parse(secrets[0]),
    forget: () => {
      if (secrets.length > 1) secrets.shift();
    },
  };
}

/** An API of the general connector, for the test that runs, whose calls may leave. */
export function openPointsApi(
  base: string,
  options: object = {},
  secrets: object[] = [],
  time: Pick<ReturnType<typeof createCallTime>, "nowMs" | "abortAfter"> = createCallTime(),
) {
  const parsed = http.options.parse({
    url: `${base}/v1/points`,
    transactionIdPath: "transactionId",
    idempotency: "key",
    ratePerSecond: 100,
    timeoutMs: 30_000,
    ...options,
  });
  return openDescribed(http.describe(parsed), secrets, time);
}

/** An API that is described so, for the test that runs, whose calls may leave. */
export function openDescribed(
  description: Description,
  secrets: object[] = [],
  time: Pick<ReturnType<typeof createCallTime>, "nowMs" | "abortAfter"> = createCallTime(),
) {
  const { nowMs, abortAfter } = time;
  const deps = { secretId: "points", secrets: secretsReader(secrets), nowMs };
  const credentials = createCredentials(description.credentials, deps);
  const api = createConnectedPointsApi({ description, credentials, nowMs, abortAfter });
  onTestFinished(() => api.close());
  return permitted(api, description.timeoutMs);
}

type ConnectedPointsApi = ReturnType<typeof createConnectedPointsApi>;
type Accepted = Parameters<NonNullable<ConnectedPointsApi["confirm"]>["ask"]>[0];

function permitted(api: ConnectedPointsApi, timeoutMs: number) {
  const { pay, reverse, lookUp, findUser, findAccount, balance, bulk, confirm, float } = api;
  const permit = () => permitFor(timeoutMs);
  return {
    keys: api.keys,
    pay: (payment: AskedPayment, key: string, given = permit()) => pay(payment, key, given),
    reverse: reverse && ((made: MadePayment, given = permit()) => reverse(made, given)),
    lookUp:
      lookUp &&
      ((payment: Payment, idempotencyKey: string, nextPermit = async () => permit()) =>
        lookUp({ payment, idempotencyKey, claimedAtMs: START_MS }, nextPermit)),
    findUser: findUser && ((payment: Payment, given = permit()) => findUser(payment, given)),
    findAccount:
      findAccount && ((payment: Payment, given = permit()) => findAccount(payment, given)),
    balance: balance && ((payment: AskedPayment, given = permit()) => balance(payment, given)),
    float: float && ((given = permit()) => float(given)),
    bulk: bulk && {
      ...bulk,
      pay: (requests: readonly PayRequest[], given = permit()) => bulk.pay(requests, given),
    },
    confirm: confirm && {
      ...confirm,
      ask: (accepted: Accepted, given = permit()) => confirm.ask(accepted, given),
    },
  };
}

const stateSchema = z.object({ inFlight: z.number() });

/** The local points API, for the test that runs. */
export async function startPointsApi() {
  const dataDir = await mkdtemp(join(tmpdir(), "points-"));
  const { url, close } = await startLocalPointsApi({ dataDir, port: 0 });
  onTestFinished(async () => {
    await close();
    await rm(dataDir, { recursive: true });
  });
  const get = async (path: string) => await (await fetch(`${url}${path}`)).json();
  return {
    url,
    get,
    /** Resolves once a payment call has arrived that has no answer yet. */
    isAsked: () =>
      expect.poll(async () => stateSchema.parse(await get("/_state")).inFlight).toBe(1),
    fault: (faults: object) =>
      fetch(`${url}/_faults`, { method: "PUT", body: JSON.stringify(faults) }),
  };
}

/** Listens for the test that runs; resolves with where. */
export async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
