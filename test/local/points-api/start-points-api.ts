import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoopbackServer } from "@paysheet/emulator-server/loopback-server";
import { onTestFinished } from "vitest";
import type { Clock } from "../../../domain/clock.ts";
import { startLocalPointsApi } from "../../../local/points-api/start-local-points-api.ts";

export interface Call {
  readonly key?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** A points API in a fresh directory and a client for it. */
export async function startPointsApi(options: { readonly clock?: Clock } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-points-"));
  let api: LoopbackServer | undefined;
  const start = async () => {
    api = await startLocalPointsApi({ dataDir, port: 0, ...options });
  };
  const url = (path: string) => `${api?.url}${path}`;
  await start();
  onTestFinished(async () => {
    await api?.close();
    await rm(dataDir, { recursive: true });
  });

  const read = async (answer: Response) => ({
    status: answer.status,
    retryAfter: answer.headers.get("retry-after"),
    type: answer.headers.get("content-type"),
    body: JSON.parse(await answer.text()) as unknown,
  });
  return {
    dataDir,
    url,
    stop: async () => api?.close(),
    async restart() {
      await api?.close();
      await start();
    },
    async pay({ key, body = { userId: "u-1", points: 100 }, signal }: Call) {
      const answer = await fetch(url("/v1/points"), {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(key === undefined ? {} : { "idempotency-key": key }),
        },
        body: typeof body === "string" ? body : JSON.stringify(body),
        ...(signal === undefined ? {} : { signal }),
      });
      return await read(answer);
    },
    get: async (path: string) => await read(await fetch(url(path))),
    state: async () => (await read(await fetch(url("/_state")))).body,
    setFaults: async (faults: unknown) =>
      await read(await fetch(url("/_faults"), { method: "PUT", body: JSON.stringify(faults) })),
  };
}

export function problemOf(status: number, title: string, detail: string) {
  return { type: "about:blank", title, status, detail };
}

/** A clock that stands still; who sleeps on it wakes when `release` is called. */
export function createStoppedClock() {
  const gate = Promise.withResolvers<void>();
  const clock: Clock = { nowMs: () => Date.UTC(2026, 10, 21), sleep: () => gate.promise };
  return { clock, release: gate.resolve };
}
