import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import * as z from "zod";

const addressesSchema = z.object({ origin: z.url(), dynamoDb: z.url(), s3: z.url() });
const askedSchema = z.object({
  dynamoDbRequests: z.int(),
  /** In DynamoDB's read request units. */
  readUnits: z.number(),
  s3Requests: z.int(),
});

/** What the stack's functions asked of AWS. */
export type Asked = z.output<typeof askedSchema>;

export type StackOfBench = Awaited<ReturnType<typeof startStackOfBench>>;

/**
 * The local stack in a process of its own.
 * @throws {Error} when it ends before it has told where it listens; it says why on standard error
 */
export async function startStackOfBench() {
  const child = fork(join(import.meta.dirname, "stack-process.ts"), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  const died = ended.then(([code]) => {
    throw new Error(`The stack ended with ${code}.`);
  });
  died.catch(() => undefined);
  const told = async (): Promise<unknown> =>
    (await Promise.race([once(child, "message"), died]))[0];
  const addresses = addressesSchema.parse(await told());
  return {
    ...addresses,
    /** What was asked since the last time. */
    async takeAsked(): Promise<Asked> {
      const answer = told();
      child.send("take");
      return askedSchema.parse(await answer);
    },
    async close(): Promise<void> {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
