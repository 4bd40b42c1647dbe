import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { describedBy, type StackPointsApi } from "../../local/stack/stack-points-api.ts";
import type { ApiUnderFire } from "./api-under-fire.ts";
import { timingOfFire } from "./timing-of-fire.ts";

const objectSchema = z.record(z.string(), z.json());
const readySchema = z.object({ options: objectSchema, secret: objectSchema, url: z.url() });
const stateSchema = z.object({
  calls: z.number(),
  inFlight: z.number(),
  doubts: z.number(),
  users: z.array(z.tuple([z.string(), z.number()])),
});

/** A connector's fake in a process of its own, and what a stack pays it by. */
export async function startFakeUnderFire(connector: string): Promise<{
  readonly pointsApi: StackPointsApi;
  readonly api: ApiUnderFire;
}> {
  const child = fork(fileURLToPath(new URL("fake-process.ts", import.meta.url)), [connector]);
  const ready = readySchema.parse(await nextMessage(child));
  let asked: Promise<unknown> = Promise.resolve();

  /** One question at a time: answers do not say whose they are. */
  async function read() {
    const answer = asked.then(() => {
      child.send("state");
      return nextMessage(child);
    });
    asked = answer;
    return stateSchema.parse(await answer);
  }

  return {
    pointsApi: {
      ...ready,
      ...describedBy(ready.options),
      ratePerSecond: timingOfFire.ratePerSecond,
      isLocal: false,
      close: async () => undefined,
    },
    api: {
      async state() {
        const { users, ...state } = await read();
        return { ...state, grants: users.reduce((sum, [, times]) => sum + times, 0) };
      },
      async grantCounts(userIds) {
        const { users } = await read();
        // Some know users by longer names than the sheet: `gid://shopify/Customer/1001`.
        const times = new Map(users.map(([name, count]) => [name.split("/").at(-1), count]));
        return new Map(userIds.map((userId) => [userId, times.get(userId) ?? 0]));
      },
      async close() {
        const gone = once(child, "exit");
        child.disconnect();
        await gone;
      },
    },
  };
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const gone = new AbortController();
  const died = once(child, "exit", { signal: gone.signal }).then(() => {
    throw new Error("The fake's process has ended.");
  });
  try {
    const [message] = await Promise.race([once(child, "message"), died]);
    return message;
  } finally {
    died.catch(() => undefined);
    gone.abort();
  }
}
