import { randomUUID } from "node:crypto";
import { onTestFinished } from "vitest";
import { createConnectedPointsApi } from "../../../adapters/points-api/connected-points-api.ts";
import { createCredentials } from "../../../adapters/points-api/credentials.ts";
import type { SecretVersions } from "../../../adapters/secrets/secret-versions.ts";
import type { SecretsReader } from "../../../adapters/secrets/secrets-reader.ts";
import type { Description, Secret } from "../../../connectors/connector.ts";
import type { Clock } from "../../../domain/clock.ts";
import type { PointsApi } from "../../../domain/distribution/points-api.ts";
import { createMemoryRefreshLock } from "../../doubles/memory-stores.ts";
import type { Random } from "../../simulation/random.ts";
import type { WorkerLife } from "./worker-life.ts";

const SECRET_ID = "paysheet/test/points-api";
/** How long an answer is on its way, in virtual time: many calls are in flight when a worker dies. */
const SHORTEST_WAY_MS = 200;
const LONGEST_WAY_MS = 3_000;

/** Real calls over HTTP by workers whose time is virtual: it stands still while a call is on its way. */
export function createNetwork(silences: () => number) {
  let inFlight = 0;
  let timedOut = 0;
  return {
    /** Calls that are never answered wait for time to pass, not the other way round. */
    isBusy: () => inFlight > silences() - timedOut,
    async during<T>(call: () => Promise<T>): Promise<T> {
      inFlight += 1;
      try {
        const answer = await call();
        const isTimeout = typeof answer === "object" && answer !== null && "code" in answer;
        if (isTimeout && answer.code === "timeout") timedOut += 1;
        return answer;
      } finally {
        inFlight -= 1;
      }
    },
    /** Within a call: time passes while the next request of it waits to leave. */
    async waiting<T>(wait: () => Promise<T>): Promise<T> {
      inFlight -= 1;
      try {
        return await wait();
      } finally {
        inFlight += 1;
      }
    },
  };
}

export interface TrialNetwork {
  readonly description: Description;
  readonly secret: Secret | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly network: ReturnType<typeof createNetwork>;
}

/** What opens the points API for a worker: each has connections of its own, and all share the secret. */
export function shareSecret({ description, secret = {}, clock, random, network }: TrialNetwork) {
  const stored = createStoredSecret(secret);
  const refreshLock = createMemoryRefreshLock();

  return (life: WorkerLife): PointsApi => {
    const { nowMs } = clock;
    const { secrets, secretVersions } = stored;
    const credentials = createCredentials(description.credentials, {
      secretId: SECRET_ID,
      secrets,
      nowMs,
      refreshing: { secretVersions, refreshLock, clock },
    });
    const api = createConnectedPointsApi({
      description,
      credentials,
      nowMs,
      abortAfter(ms) {
        const controller = new AbortController();
        const isOver = new DOMException("The call's time is over.", "TimeoutError");
        clock.sleep(ms).then(() => controller.abort(isOver));
        return controller.signal;
      },
    });
    onTestFinished(() => api.close());

    async function send<T>(call: () => Promise<T>): Promise<T> {
      life.assertAlive();
      const answer = await network.during(call);
      await clock.sleep(random.between(SHORTEST_WAY_MS, LONGEST_WAY_MS));
      return answer;
    }

    const { bulk, lookUp, confirm, findUser, findAccount, float, balance } = api;
    return {
      ...api,
      pay: (...args) => send(() => api.pay(...args)),
      bulk: bulk && { ...bulk, pay: (...args) => send(() => bulk.pay(...args)) },
      lookUp:
        lookUp &&
        ((claimed, nextPermit) => send(() => lookUp(claimed, () => network.waiting(nextPermit)))),
      confirm: confirm && { ...confirm, ask: (...args) => send(() => confirm.ask(...args)) },
      findUser: findUser && ((...args) => send(() => findUser(...args))),
      findAccount: findAccount && ((...args) => send(() => findAccount(...args))),
      float: float && ((permit) => send(() => float(permit))),
      balance: balance && ((...args) => send(() => balance(...args))),
    };
  };
}

/** A secret in Secrets Manager, in memory. */
function createStoredSecret(first: Secret): {
  readonly secrets: SecretsReader;
  readonly secretVersions: SecretVersions;
} {
  let versionId: string = randomUUID();
  let content: object = first;
  return {
    secrets: { read: async (_, schema) => schema.parse(content), forget: () => undefined },
    secretVersions: {
      read: async (_, schema) => ({ versionId, content: schema.parse(content) }),
      async put(_, version) {
        ({ versionId, content } = version);
      },
    },
  };
}
