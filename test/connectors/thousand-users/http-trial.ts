import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import * as z from "zod";
import type { IdempotencyMode } from "../../../connectors/http/options.ts";
import type { Clock } from "../../../domain/clock.ts";
import type { FaultRequest } from "../../../local/points-api/faults.ts";
import { startLocalPointsApi } from "../../../local/points-api/start-local-points-api.ts";
import { pointsApiOfStack } from "../../../local/stack/points-api-of-stack.ts";
import type { Granted, Trial, TrialApi } from "./trial.ts";

type Mode = IdempotencyMode | "bulk";

const SOME: FaultRequest["failures"] = [
  { kind: "reset-after-paying", every: 17 },
  { kind: "reset", every: 23 },
  { kind: "garbage", every: 29 },
  { kind: "500", every: 31 },
  { kind: "429", every: 37, retryAfterSeconds: 2 },
];
const DOWN: FaultRequest["failures"] = [{ kind: "503", every: 1, retryAfterSeconds: 20 }];
const SEEDS: Readonly<Record<Mode, number>> = { key: 8, lookup: 9, none: 10, bulk: 11 };

/** `http` as it calls the points API of the local stack. */
export function httpTrial(mode: Mode): Trial {
  return {
    of: mode,
    seed: SEEDS[mode],
    leavesUnknown: mode === "none",
    open: (clock) => open(mode, clock),
  };
}

async function open(mode: Mode, clock: Clock): Promise<TrialApi> {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-points-"));
  const { url, close } = await startLocalPointsApi({ dataDir, port: 0, clock });
  onTestFinished(async () => {
    await close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const idempotency = mode === "bulk" ? "key" : mode;
  const userIdOf = (index: number) => `${index % 50 === 0 ? "missing" : "user"}-${index}`;
  return {
    pointsApi: pointsApiOfStack(url, {
      points: {
        ...{ ratePerSecond: 10, concurrency: 100, timeoutMs: 30_000, lookupSettleMs: 60_000 },
        ...{ idempotency, inBulk: mode === "bulk" },
      },
      pointsApiToken: undefined,
    }),
    userIdOf,
    async setFaults(faults) {
      const body = {
        ratePerSecond: 11,
        // Who is paid by look-up or by hope alone is served by an API without keys.
        idempotency: idempotency === "key",
        failures: faults === "some" ? SOME : DOWN,
      } satisfies FaultRequest;
      await fetch(new URL("/_faults", url), { method: "PUT", body: JSON.stringify(body) });
    },
    silences: () => 0,
    async grants() {
      const grants = new Map<string, Granted>();
      for (let index = 0; index < 1_000; index += 1) {
        const userId = userIdOf(index);
        const points = await grantsOf(new URL(`/v1/users/${userId}`, url));
        const sum = points.reduce((total, one) => total + one, 0);
        if (points.length > 0) grants.set(userId, { times: points.length, points: sum });
      }
      return grants;
    },
  };
}

const userSchema = z.object({ grants: z.array(z.object({ points: z.number() })).default([]) });

async function grantsOf(url: URL): Promise<readonly number[]> {
  const { grants } = userSchema.parse(await (await fetch(url)).json());
  return grants.map(({ points }) => points);
}
