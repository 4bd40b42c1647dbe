import * as z from "zod";
import type { IdempotencyMode } from "../../connectors/http/options.ts";
import type { handsOn } from "../stack/stack-under-test.ts";
import type { ApiUnderFire } from "./api-under-fire.ts";

/** What the points API does to the payer, whatever its mode. */
const FAILURES = [
  { kind: "reset-after-paying", every: 17 },
  { kind: "500", every: 23 },
  { kind: "503", every: 29 },
  { kind: "429", every: 431 },
  { kind: "429", every: 31, retryAfterSeconds: 0 },
  { kind: "timeout", every: 97 },
] as const;
/** The answers that leave a payment in doubt. */
const DOUBTED = ["500", "timeout", "reset-after-paying"] as const;

const stateSchema = z.object({
  calls: z.number(),
  lookups: z.number(),
  inFlight: z.number(),
  grants: z.number(),
  faultsInjected: z.record(z.string(), z.number()),
});

/** The points API of the local stack, which is a part of the stack's own process. */
export async function localApiUnderFire(
  world: Pick<Awaited<ReturnType<typeof handsOn>>, "setFaults" | "grantsOf"> & {
    readonly stack: { readonly pointsUrl: string };
  },
  mode: IdempotencyMode,
): Promise<ApiUnderFire> {
  // An API that is paid by look-up or by hope alone does not heed the key.
  await world.setFaults({ latencyMs: 50, idempotency: mode === "key", failures: FAILURES });
  return {
    async state() {
      const answer = await fetch(new URL("/_state", world.stack.pointsUrl));
      const { calls, lookups, faultsInjected, ...state } = stateSchema.parse(await answer.json());
      const doubts = DOUBTED.reduce((sum, kind) => sum + (faultsInjected[kind] ?? 0), 0);
      return { ...state, calls: calls + lookups, doubts };
    },
    async grantCounts(userIds) {
      const counts = new Map<string, number>();
      for (let from = 0; from < userIds.length; from += 50) {
        const some = userIds.slice(from, from + 50);
        const grants = await Promise.all(some.map((userId) => world.grantsOf(userId)));
        for (const [index, userId] of some.entries())
          counts.set(userId, grants[index]?.length ?? 0);
      }
      return counts;
    },
    close: async () => undefined,
  };
}
